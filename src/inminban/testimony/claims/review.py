"""Review of proposals in the terminal: accept, edit or drop. Each decision is saved at once and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import Literal, NamedTuple

from inminban.errors import InputError
from inminban.evidence.quantities import EARLIEST_YEAR, LATEST_YEAR, Quantity
from inminban.testimony.amounts import Amount, amounts
from inminban.testimony.claims.accept import keep, take_back
from inminban.testimony.claims.files import Place, read_proposals
from inminban.testimony.claims.proposals import Proposals, Waiting, is_usable
from inminban.testimony.clean_text import one_line
from inminban.testimony.subjects import in_group_words, people_in
from inminban.testimony.terms.entries import AnyFilter, known_topics, topic_names
from inminban.testimony.terms.matching import find_terms

Ask = Callable[[str], str]
Tell = Callable[[str], None]
CHOICES = "[a]ccept, [e]dit, [d]rop, [l]ater, [u]ndo, [q]uit"
UNDO: Literal["undo"] = "undo"
EVERYBODY = "everybody"


class Progress(NamedTuple):
    """Numbers of proposals of a text: accepted, edited, dropped and still open."""

    accepted: int
    edited: int
    dropped: int
    open: int


def progress_of(proposals: Proposals) -> Progress:
    """The numbers of proposals by state."""
    states = [one.state for one in proposals.proposal]
    return Progress(*(states.count(state) for state in ("accepted", "edited", "dropped", "open")))


def review(place: Place, ask: Ask, tell: Tell) -> Progress:
    """Go through the open proposals of one text until all are decided or the reviewer stops.

    `ask` shows a line and returns what is typed. EOFError and KeyboardInterrupt from it stop the review. Raises
    InputError if the file of proposals is damaged.
    """
    proposals = read_proposals(place.proposals)
    tell(f"{one_line(proposals.text.title)} ({place.key})")
    put_off: set[int] = set()
    while (one := next_open(proposals, put_off)) is not None:
        tell(as_text(one, proposals.proposal[-1].number))
        try:
            decided = decide(one, ask, tell)
        except (EOFError, KeyboardInterrupt):
            decided = None
        if decided is None:
            tell("Stopped. Your decisions are kept. The same command goes on from here.")
            break
        if decided == UNDO:
            try:
                proposals = undo(place, proposals, tell)
            except InputError as error:
                tell(str(error))
        elif decided.state == "open":
            put_off.add(one.number)
        else:
            proposals = keep(place, proposals, decided)
    return progress_of(proposals)


def next_open(proposals: Proposals, put_off: Container[int] = ()) -> Waiting | None:
    """The first proposal without a decision that was not put off; None if there is none."""
    waiting = (one for one in proposals.proposal if one.state == "open" and one.number not in put_off)
    return next(waiting, None)


def undo(place: Place, proposals: Proposals, tell: Tell) -> Proposals:
    """Take the last decision back and say which it was. Raises InputError as `take_back` does."""
    taken = take_back(place, proposals)
    number = proposals.before[-1].number
    state = next(one.state for one in proposals.proposal if one.number == number)
    tell(f"Taken back: {number} was {state} and is open again.")
    return taken


def last_decided(places: Sequence[Place]) -> Place:
    """The text with the latest decision that can be taken back; the first of all if there is none."""
    found = [place for place in places if read_proposals(place.proposals).before]
    return max(found or places[:1], key=lambda place: place.proposals.stat().st_mtime_ns)


def decide(one: Waiting, ask: Ask, tell: Tell) -> Waiting | Literal["undo"] | None:
    """The proposal with the state that the reviewer gives it; still open if left for later; None to stop.

    UNDO if the decision before is to be taken back.
    """
    while True:
        answer = ask(f"{CHOICES}? ").strip().lower()[:1]
        if answer == "a":
            return one.model_copy(update={"state": "accepted"})
        if answer == "e":
            return edited(one, ask, tell)
        if answer == "d":
            return one.model_copy(update={"state": "dropped"})
        if answer == "l":
            return one
        if answer == "u":
            return UNDO
        if answer == "q":
            return None
        tell(f"Type one of {CHOICES}.")


def edited(one: Waiting, ask: Ask, tell: Tell) -> Waiting:
    """The proposal with the reviewer's corrections. An empty answer keeps what is there."""
    says = ask(f"Says [{one_line(one.says)}]: ").strip() or one.says
    topic = _topic(one.topic, ask, tell)
    who = _who(one.who, ask, tell)
    years = _years(one.years, ask, tell)
    quantity = _quantity(one, who, ask, tell)
    return one.model_copy(
        update={
            "state": "edited",
            "says": says,
            "topic": topic,
            "mechanism": known_topics()[topic].mechanisms or one.mechanism if topic != one.topic else one.mechanism,
            "who": who,
            "years": years,
            "quantity": quantity,
            "kind": "quantity" if quantity else "exists" if one.kind == "quantity" else one.kind,
            "metric": one.metric if quantity else "",
            "guessed": [],
        }
    )


def _topic(topic: str, ask: Ask, tell: Tell) -> str:
    while True:
        answer = ask(f"Topic [{topic}]: ").strip()
        if not answer or answer in topic_names():
            return answer or topic
        tell(f"Topics: {', '.join(topic_names())}.")


def _who(who: AnyFilter, ask: Ask, tell: Tell) -> AnyFilter:
    while True:
        answer = ask(f"Group, in words [{in_group_words(who)}]: ").strip()
        if not answer:
            return who
        found = people_in(find_terms(answer))
        if found or answer.lower() == EVERYBODY:
            return found
        tell(f"The model has no such group. Write for example women farmers, or {EVERYBODY}.")


def _years(years: list[int], ask: Ask, tell: Tell) -> list[int]:
    while True:
        answer = ask(f"Years, first and last [{years[0]} {years[1]}]: ").replace("-", " ").split()
        if not answer:
            return years
        if 1 <= len(answer) <= 2 and all(part.isascii() and part.isdigit() and len(part) == 4 for part in answer):
            first, last = int(answer[0]), int(answer[-1])
            if EARLIEST_YEAR <= first <= last <= LATEST_YEAR:
                return [first, last]
        tell("Write two years, the earlier one first.")


def _quantity(one: Waiting, who: AnyFilter, ask: Ask, tell: Tell) -> list[Quantity]:
    shown = "; ".join(map(span, one.quantity)) or "none"
    while True:
        answer = ask(f"Amount, for example 3 to 4 kg a month, or none [{shown}]: ").strip()
        if not answer:
            return [part.model_copy(update={"who": who}) for part in one.quantity]
        if answer.lower() == "none":
            return []
        if found := [part for part in amounts(answer) if is_usable(part)]:
            of = one.quantity[0].of if one.quantity else one.topic
            return [Quantity(of=of, who=who, low=part.low, high=part.high, unit=part.unit) for part in found]
        tell("This holds no amount with a unit.")


def as_text(one: Waiting, total: int) -> str:
    """A proposal as the reviewer sees it: paragraph, passage, what was found."""
    lines = [
        "",
        f"{one.number} of {total}, paragraph {one.paragraph}:",
        f"  {one_line(one.passage)}",
        f"  proposed: {one_line(one.says)}",
        f"  topic {one.topic}; {in_group_words(one.who)}; {one.years[0]} to {one.years[1]}",
    ]
    lines += [f"  not in the sentence, to be checked: {' and '.join(one.guessed)}"] if one.guessed else []
    lines += [f"  amount: {span(part)}" for part in one.quantity]
    lines += [f"  can be compared with: {one.metric}"] if one.metric else []
    return "\n".join(lines)


def span(part: Quantity) -> str:
    """A quantity in words."""
    return Amount(part.low, part.high, part.unit, 0, 0).words
