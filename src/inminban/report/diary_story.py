"""The text of a diary: the person, an entry for each day, week, month or year, and the balance at the end."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from inminban.output.reading import Rows
from inminban.output.words import day, listed, number, one, plain, ratio, sentence
from inminban.report.diary_record import By, Record, Row, Span, amount, at_home, in_rice, spans_of, total
from inminban.report.diary_turns import GROWN_FROM, WHEREABOUTS_WORDS, child, family_turn, own_turn, posts
from inminban.report.diary_words import (
    away_words,
    belief_words,
    demanded_words,
    food_words,
    household_words,
    length,
    money_words,
    penalty_words,
    time_words,
    worth,
)

GIFTS = ("strength", "hands", "machines", "letters", "people", "care", "music", "trade")
ROLES = {
    "is_party_member": "a member of the Workers' Party",
    "is_unit_head": "head of the neighbourhood unit",
    "is_informant": "an informant",
    "is_trainee": "taking paid music lessons",
}
UNKNOWN = -1  # in place of the number of a relative
BECOMES = (
    "school", "graduation", "assignment", "study", "conscription", "discharge", "pension", "sent_abroad", "return",
    "new_household", "move",
)  # fmt: skip
"""Life events that change what a person does or where they live."""
NOBODY = "Nobody of this name or number lives: the person and everything below come from a model."


class Entry(NamedTuple):
    """One entry of a diary: its title and its lines."""

    title: str
    lines: list[str]

    @property
    def text(self) -> str:
        """As Markdown."""
        return f"## {self.title}\n\n" + "\n".join(f"- {line}" for line in self.lines)


def story_of(record: Record, by: By, chosen: str = "") -> str:
    """The life as Markdown; `chosen` says how the person was chosen."""
    blocks = [f"# Synthetic person {record.person}"]
    if not record.rows:
        return "\n\n".join([*blocks, "The run has no day of this person."]) + "\n"
    blocks += [who(record), chosen, NOBODY]
    before, told = None, 0
    for span in spans_of(record, by):
        told += len(span.rows)
        one_entry = entry(record, span, by, before)
        blocks.append(one_entry._replace(lines=[*one_entry.lines, since_start(record.rows[:told])]).text)
        before = span.rows[-1]
    title, sentences = balance(record)
    blocks.append(f"## {title}\n\n" + "\n".join(sentences))
    return "\n\n".join(block for block in blocks if block) + "\n"


def age_on(born: date, when: date) -> int:
    """Completed years."""
    return when.year - born.year - ((when.month, when.day) < (born.month, born.day))


def last_day_of(record: Record, row: Row) -> date:
    """The day of a row; for a month the 28th, which every month has."""
    found: date = row["day"] if record.is_by_day else row["month"].replace(day=28)
    return found


def who(record: Record) -> str:
    """The person at the first row: sex, age, occupation, place, class."""
    seen, first, last = record.first_seen, record.rows[0], record.rows[-1]
    age = age_on(seen["birth_day"], last_day_of(record, first))
    kind = {"male": "man", "female": "woman"}[seen["sex"]] if age >= GROWN_FROM else child(seen)[2:]
    unit = f" in neighbourhood unit {seen['unit']}," if "unit" in seen else ""
    roles = [words for name, words in ROLES.items() if seen.get(name)]
    marital = f"; {plain(seen['marital'])}" if "marital" in seen else ""
    sentences = [
        f"{sentence(one(seen['occupation']))}: a synthetic {kind} of {age}, born {day(seen['birth_day'])}, living in "
        f"{seen['county']}, {seen['province']} ({seen['settlement']}),{unit} in a household of "
        f"{seen['household_size']}, wealth fifth {first['wealth_fifth']} of 5.",
        f"Origin class: {plain(seen['songbun'])}; schooling: {plain(seen['education'])}{marital}.",
        family_words(seen),
        f"Also {listed(roles)}." if roles else "",
        gift_words(seen),
        later_words(record),
        f"Followed from {when(record, first)} to {when(record, last)}.",
    ]
    return " ".join(part for part in sentences if part)


def family_words(seen: Row) -> str:
    """Numbers of husband or wife, mother and father, as far as they are known."""
    partner = "wife" if seen["sex"] == "male" else "husband"
    names = {"spouse": f"late {partner}" if seen.get("marital") == "widowed" else partner, "mother": "mother"}
    known = {
        words: seen[name]
        for name, words in (names | {"father": "father"}).items()
        if seen.get(name, UNKNOWN) != UNKNOWN
    }
    return f"Family: {listed([f'{words} {person}' for words, person in known.items()])}." if known else ""


def later_words(record: Record) -> str:
    """What the person becomes later, of days, whose entries do not tell it of themselves."""
    if not record.is_by_day:
        return ""
    turns = [own_turn(row, record.person) for row in record.own if row["event"] in BECOMES]
    return f"Later: {'; '.join(turns)}." if turns else ""


def gift_words(seen: Row) -> str:
    """The greatest and the least aptitude, if known."""
    if f"aptitude_{GIFTS[0]}" not in seen:
        return ""
    *_, least = gifts = sorted(GIFTS, key=lambda gift: -int(seen[f"aptitude_{gift}"]))
    return (
        f"Greatest gift: {gifts[0]} ({seen[f'aptitude_{gifts[0]}']} of 100); least: {least} "
        f"({seen[f'aptitude_{least}']})."
    )


def when(record: Record, row: Row) -> str:
    """The time of a row, in words."""
    return day(row["day"]) if record.is_by_day else f"{row['month']:%B %Y}"


def entry(record: Record, span: Span, by: By, before: Row | None) -> Entry:
    """The entry of one day, week, month or year; `before` is the row before it, None at the beginning."""
    lines = [
        place_words(record, span, before),
        events_words("Life events", [own_turn(row, record.person) for row in span.own]),
        events_words("In the household", [family_turn(row) for row in span.family]),
        away_words(span),
        time_words(span.at_home),
        demanded_words(record, span.at_home),
        money_words(record, span.at_home),
        food_words(record, span, before),
        *household_words(span.rows if span.at_home else []),
        belief_words(span.rows[-1], before or span.rows[0]),
        penalty_words(record, span, before),
    ]
    return Entry(title_of(record, span, by), [line for line in lines if line])


def events_words(title: str, events: list[str]) -> str:
    """Events in one line, "" if there are none."""
    return f"{title}: {'; '.join(events)}." if events else ""


def title_of(record: Record, span: Span, by: By) -> str:
    """The time of an entry, of months and years with the age at their end."""
    first, last = span.rows[0], span.rows[-1]
    if by == "day":
        return f"{first['day']:%A}, {day(first['day'])}"
    if by == "week":
        return f"{day(first['day'])} to {day(last['day'])}"
    age = age_on(record.first_seen["birth_day"], last_day_of(record, last))
    return f"{span.first.year}, at {age}" if by == "year" else f"{span.first:%B %Y}, at {age}"


def place_words(record: Record, span: Span, before: Row | None) -> str:
    """Place and occupation, in the first month or after a change."""
    if record.is_by_day:
        return ""
    last = span.rows[-1]
    parts = []
    if before is None or (before["county"], before["province"]) != (last["county"], last["province"]):
        parts.append(f"lives in {last['county']}, {last['province']}")
    spells = posts(span.rows, None if before is None else str(before["occupation"]))
    if spells:
        parts.append(f"is {spells}")
    if before is None or before["marital"] != last["marital"]:
        parts.append(plain(last["marital"]))
    if before is None or before["household_size"] != last["household_size"]:
        parts.append(f"{last['household_size']} at home")
    return f"Situation: {'; '.join(parts)}." if parts else ""


def since_start(rows: Rows) -> str:
    """What the state has taken so far: time, and money as the rice it would have bought at the time."""
    return (
        f"Since the start: {length(amount(rows, 'time_taken'))} taken, money worth "
        f"{number(in_rice(rows, 'money_taken'), 1)} kg of rice paid."
    )


def balance(record: Record) -> tuple[str, list[str]]:
    """The balance at the end: a title and its sentences."""
    rows = at_home(record.rows)
    first, last = record.rows[0], record.rows[-1]
    sentences = [
        time_balance(record), money_balance(record, rows), demanded_balance(rows), belief_balance(first, last),
        end_words(record),
    ]  # fmt: skip
    return f"The balance, {when(record, first)} to {when(record, last)}", sentences


def time_balance(record: Record) -> str:
    """Time the state took, in addition to the post and school."""
    rows = at_home(record.rows)
    places = [row.get("whereabouts", "home") for row in record.rows]
    away = [
        f"{number(places.count(place))} months {words}"
        for place, words in WHEREABOUTS_WORDS.items()
        if place != "home" and place in places
    ]
    lessons = amount(rows, "school_time")
    return (
        f"In {number(len(places))} {record.time}s{f', of them {listed(away)},' if away else ''} the state took "
        f"{length(amount(rows, 'time_taken'))} in addition to {length(amount(rows, 'work_time'))} at the post"
        + (f" and {length(lessons)} of school lessons." if lessons else ".")
    )


def money_balance(record: Record, rows: Rows) -> str:
    """Money taken and money received, as the rice it would have bought at the time."""
    won = f"{number(amount(rows, 'money_taken'))} won, " if record.is_by_day else "money "
    earned = in_rice(rows, "money_income")
    share = ratio(in_rice(rows, "state_pay", "pension"), earned)
    return (
        f"It and its officials took {won}worth {number(in_rice(rows, 'money_taken'))} kg of rice; what came in was "
        f"worth {number(earned)} kg"
        + (f", {number(100 * share)} % of it state pay or pension." if share is not None else ".")
    )


def demanded_balance(rows: Rows) -> str:
    """Call-ups, political events and self-criticism, counted."""
    called, went, bought, refused = (
        number(total(rows, f"n_{name}")) for name in ("called", "went", "bought", "refused")
    )
    return (
        f"Called up for labour {called} times: went {went}, bought out {bought}, refused {refused}. Political events "
        f"demanded: {number(total(rows, 'n_events_demanded'))}, missed {number(total(rows, 'n_events_absent'))}. "
        f"Self-criticism: {number(total(rows, 'n_sessions'))} sessions, "
        f"{number(total(rows, 'n_confessed_invented'))} with an invented offence."
    )


def belief_balance(first: Row, last: Row) -> str:
    """Belief, fear and nourishment from the first row to the last."""
    went, *others = [
        (words, f"from {number(first[name] / 100)} to {number(last[name] / 100)}")
        for name, words in (
            ("conviction", "Private conviction"), ("spoken", "what is said in public"), ("fear", "fear"),
            ("outside_knowledge", "outside knowledge"), ("nutrition", "nourishment"),
        )
    ]  # fmt: skip
    rest = listed([f"{words} {change}" for words, change in others])
    return f"{went[0]} went {went[1]} points of 100, {rest}."


def end_words(record: Record) -> str:
    """The end of the record: a death, an arrival in the South, or the end of the run."""
    last = record.rows[-1]
    ends = [row for row in record.own if row["person"] == record.person and row["event"] in ("death", "arrival")]
    if ends:
        return f"The record ends on {own_turn(ends[-1], record.person)}."
    place = last.get("whereabouts", "home")
    owes = f"owes {worth(last['debt_jon'], last['price'])}" if last["debt_jon"] else "owes nothing"
    house = (
        f" The household has {worth(last['cash_jon'], last['price'])}; {number(last['food_g'] / 1000, 1)} kg of grain; "
        f"and {owes}."
    )
    return (
        f"At the end of the record, {'on' if record.is_by_day else 'in'} {when(record, last)}, the person lives, "
        f"{WHEREABOUTS_WORDS.get(place, plain(place))}.{house}"
    )
