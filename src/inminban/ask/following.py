"""A question that follows another: what it names replaces what was asked before, the rest is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inminban.ask.finding import COVERED, NOT_NAMED, NOT_TOLD, OF_FAMILY, PARTICULAR, Weighed, units_wanted, weigh
from inminban.ask.ideas import ideas_in
from inminban.ask.kind_cues import kind_by_cues
from inminban.ask.kinds import kind_of
from inminban.ask.one_question import GENERAL, enough, request_of, with_act
from inminban.ask.request import DECIDED_BY_MEASURE, Kind, Request, Who, Years, same_people
from inminban.ask.splitting import KOREAN_ALSO, Asked
from inminban.ask.wording.families import family_of
from inminban.ask.words_of import Words, words_of
from inminban.measures.catalogue import MEASURES
from inminban.measures.measure_words import measure_words
from inminban.testimony.years import EARLIEST, STILL

LEADS_ON = re.compile(
    r"^(?:and|but|so|or|what about|how about|same for|only|just|now|then|also|ok|okay|what of|why|since when"
    r"|until when)\b"
    r"|^(?:그럼|그러면|그리고|그런데|그렇다면|왜)|(?:은|는|에는|에서는|때는|에는)요?\s*\??$"
)
POINTS_BACK = re.compile(
    r"\b(?:it|that|this|they|them|their|those|these|there|then|its|he|she|him|her|his|the same|ones?|so)\b"
    r"|그들|그것|그건|그중|그때|이들|거기|그 사람|그게|이것|그 돈|그걸|그 전|그 후|그 뒤|그 이후"
)
EARLIER = re.compile(
    r"\b(?:before that|before then|earlier than that|previously|beforehand|in earlier years)\b|그\s*(?:전|이전)"
)
LATER = re.compile(
    r"\b(?:after that|since then|after then|later on|in later years|afterwards|thereafter)\b|그\s*(?:후|뒤|이후|다음)"
)
SHIFTED = re.compile(
    r"\b(\d+|one|two|three|four|five|ten|fifteen|twenty|a) (years?|decades?) (earlier|before|later|after)\b"
    r"|(\d+)년\s*(전|후|뒤)"
)
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20}
ONLY = re.compile(
    r"^(?:and |but |or |so )*(?:what|how) (?:about|of)\b"
    r"(?!.*\b(?:is|are|was|were|do|does|did|has|have|would|can|could|will)\b)"
    r"|^\S+(?:\s\S+)?(?:은|는)요\s*\??$"
)
"""A second part that asks the same of other people, places or years: "and what about people in Pyongyang?"."""

LONGEST_REST = 9
"""Words of the longest question that only changes the one before it."""

SHORT = 5
"""Words of a question too short to be like the examples: its kind is told by cue words alone."""

SET_BESIDE = re.compile(r"\b(?:than|compared|compare|versus|vs)\b|보다|비해|비교")
"""How a question sets its group beside the one asked about before."""

KEPT = ("kind", "measures", "groups", "places", "periods")


PLAINLY = -0.1
"""Score of a measure that a question names plainly."""


def follow(text: str, previous: Request | None, *, is_same_question: bool = False, has_lead: bool = False) -> Request:
    """The request of a question, with what it leaves out taken from the one before.

    `is_same_question`: both stand in one text, so that groups, places and years hold on unless new ones are named.
    `has_lead`: the text begins with words that only lead up to the question.
    """
    words = words_of(text)
    request = request_of(words, least=0.0 if has_lead else COVERED)
    if previous is None or previous.kind == "outside":
        return request
    found = enough(words, weigh(words, previous.kind))
    if is_same_question and ONLY.search(words.text.lower().strip()) and not own_measure(words, found):
        return changed(words, request, previous, [])
    if is_same_question:
        if request.kind == "consequence" and request.act in UNNAMED:
            request = with_act_of(request, words_of(f"{previous.text} {words.text}"))
        made = carried_on(words, *within_family(words, request, previous, found))
        return in_light_of(words, made, previous, found)
    return changed(words, request, previous, found) if leads_on(words, request, found) else request


UNNAMED = ("", "offence")
"""Acts that say no more than that a rule is broken."""


def with_act_of(request: Request, both: Words) -> Request:
    """A consequence of what the part before speaks of: "who watches foreign films, and what if they are caught?"."""
    found = with_act(both)
    if found.act in UNNAMED:
        return request
    fields = ("act", "measures", "topics", "mechanisms")
    return request.model_copy(update={name: getattr(found, name) for name in fields})


def leads_on(words: Words, request: Request, found: Sequence[Weighed]) -> bool:
    """Whether a question needs the one before: it is short, and begins with "and", names no subject or points back."""
    small = words.text.lower().strip()
    is_short = len(words.tokens) <= LONGEST_REST
    names_nothing = request.kind == "outside" or not own_measure(words, found)
    return is_short and (bool(LEADS_ON.search(small)) or names_nothing or bool(POINTS_BACK.search(small)))


def own_measure(words: Words, found: Sequence[Weighed]) -> bool:
    """Whether a measure is named by more than words for groups, places and times."""
    return bool(found) and not all(
        words.plain[one].classes & {"group", "place"} for one in found[0].at if one < len(words.plain)
    )


def changed(words: Words, request: Request, previous: Request, found: Sequence[Weighed]) -> Request:
    """The previous request with what the new question names in the place of what it had."""
    new = replaced(words, request, previous, found)
    own_kind = kind_of(words) if len(words.tokens) > SHORT else kind_by_cues(words)
    if own_kind not in ("level", "comparison", "definition"):
        new |= {name: getattr(request, name) for name in ("by", "order", "supposed", "act") if getattr(request, name)}
        new["kind"] = own_kind
    elif previous.kind == "before_after" and isinstance(times := new.get("periods"), tuple) and len(times) == 1:
        new["kind"] = "level"
    return with_kept(previous, new, words)


def replaced(words: Words, request: Request, previous: Request, found: Sequence[Weighed]) -> dict[str, object]:
    """The fields that a question names itself."""
    new: dict[str, object] = {}
    if own_measure(words, found):
        new |= {"measures": request.measures or (found[0].name,), "topics": words.topics or previous.topics}
    if words.groups:
        is_one_more = previous.kind == "comparison" and len(words.groups) == 1 and len(previous.groups) > 1
        more = (*previous.groups, *words.groups)
        new["groups"] = more if is_one_more else beside(previous.groups, words.groups, words.text)
    if words.places:
        new["places"] = beside(previous.places, words.places, words.text)
    periods = shifted(words.text.lower(), previous) or tuple(one.years for one in words.periods)
    return new | {"periods": periods} if periods else new


def shifted(text: str, previous: Request) -> tuple[Years, ...]:
    """Years told from those asked about before: before that, after that, ten years earlier.

    After a question about both sides of a turn, before and after that are its sides.
    """
    if not previous.periods:
        return ()
    first, last = previous.periods[0].first, previous.periods[-1].last
    if previous.kind == "before_after" and len(previous.periods) > 1:
        sides = ((EARLIER, previous.periods[0]), (LATER, previous.periods[-1]))
        if (side := next((one for pattern, one in sides if pattern.search(text)), None)) is not None:
            return (side,)
    match = SHIFTED.search(text)
    if match:
        count = match[1] or match[4]
        years = (int(count) if count.isdigit() else NUMBERS[count]) * (10 if (match[2] or "").startswith("dec") else 1)
        years = -years if (match[3] or match[5]) in ("earlier", "before", "전") else years
        return (Years(first=limited(first + years), last=limited(last + years), said=match.group()),)
    if (match := EARLIER.search(text)) and first > EARLIEST:
        return (Years(first=EARLIEST, last=first - 1, said=match.group()),)
    if (match := LATER.search(text)) and last < STILL:
        return (Years(first=last + 1, last=STILL, said=match.group()),)
    return ()


def limited(year: int) -> int:
    """A year within those that a request can name."""
    return min(max(year, EARLIEST), STILL)


def beside(before: Sequence[Who], groups: Sequence[Who], text: str) -> tuple[Who, ...]:
    """The new groups; beside the old one where the question sets them against each other."""
    return (*before[:1], *groups) if SET_BESIDE.search(text.lower()) and len(groups) == 1 and before else tuple(groups)


def within_family(
    words: Words, request: Request, previous: Request, found: Sequence[Weighed]
) -> tuple[Request, Request, Sequence[Weighed]]:
    """The request of a second part with what a measure of the first part's family makes of it, if that is near enough.

    Nothing changes where the second part names the first measure of all by itself. Who left, or works abroad, need not
    be named again.
    """
    is_told = request.kind not in ("counterfactual", "consequence", "definition", "outside")
    if not previous.measures or not request.measures or not is_told:
        return request, previous, found
    needed = measure_words()[previous.measures[0]].needs
    if found[:1] and found[0].score >= PLAINLY and not needed:
        return request, previous, found
    near = family_of(previous.measures[0])
    particular = {column for who in previous.groups for column in who.filter} & PARTICULAR
    gained = [
        one._replace(
            weight=one.weight
            + OF_FAMILY * (one.name in near)
            - NOT_NAMED * (bool(needed) and measure_words()[one.name].needs == needed)
            + NOT_TOLD * sum(not MEASURES[one.name].can_be_told_by(column) for column in particular)
        )
        for one in found
    ]
    best = sorted(gained, key=lambda one: -one.weight)
    if not best or best[0].name == request.measures[0]:
        return request, previous, found
    return request.model_copy(update={"measures": (best[0].name,)}), previous, best


JOINT = (2.0, 1.0, 0.5)
"""What the weight of a measure by both parts of a question together counts beside that by the second part alone, if the
second names no idea, one, or more."""


def in_light_of(words: Words, request: Request, previous: Request, found: Sequence[Weighed]) -> Request:
    """A second part with its measure found in the light of the first: "how many work abroad, and what do they earn?".

    It cannot ask the same again. Nothing changes where it names a measure plainly, or needs none.
    """
    is_alike = all(getattr(request, name) == getattr(previous, name) for name in ("kind", *KEPT[2:], "by"))
    is_same = is_alike and request.measures[:1] == previous.measures[:1]
    n_ideas = min(len(ideas_in(words.text)), len(JOINT) - 1)
    is_plain = bool(found) and found[0].score >= PLAINLY and not is_same and n_ideas > 1
    if request.kind not in DECIDED_BY_MEASURE or is_plain or not (request.measures and previous.measures):
        return request
    both = weigh(words_of(f"{previous.text} {words.text}"), request.kind)
    own = {one.name: one.weight for one in weigh(words, request.kind)}
    weights = {one.name: own.get(one.name, 0.0) + JOINT[n_ideas] * one.weight for one in both}
    if is_alike:
        weights.pop(previous.measures[0], None)
    best = max(weights, key=lambda name: weights[name], default="")
    return request.model_copy(update={"measures": (best,)}) if best else request


def carried_on(words: Words, request: Request, previous: Request, found: Sequence[Weighed]) -> Request:
    """A part of a question with what it leaves out taken from the part before: it names no measure, group or year."""
    points_back = POINTS_BACK.search(words.text.lower()) is not None
    is_empty = request.kind == "outside" and request.lacking in ("measure", "topic")
    if request.kind == "outside" and not is_empty:
        return request
    if is_empty or (points_back and not own_measure(words, found) and not request.act and not request.term):
        kind = kind_of(words)
        fields = replaced(words, request, previous, found)
        fields |= {"kind": kind, "by": request.by, "order": request.order, "supposed": request.supposed}
        if kind == "level" and not previous.measures and (by := columns_of_term(previous)):
            fields |= {"kind": "distribution", "by": by, "measures": GENERAL}
        elif previous.kind == "definition" and kind == "level" and not units_wanted(words):
            fields["kind"] = "mechanism"
        sides = [fields.get(name) for name in ("groups", "places")]
        if SET_BESIDE.search(words.text.lower()) and any(isinstance(one, tuple) and len(one) > 1 for one in sides):
            fields["kind"] = "comparison"
        return with_kept(previous, fields, words)
    new: dict[str, object] = {}
    if request.kind == "level" and KOREAN_ALSO.search(words.text) and previous.kind in DECIDED_BY_MEASURE:
        new |= {"kind": previous.kind, "by": previous.by, "order": previous.order}
    for name in ("groups", "places", "periods"):
        old = getattr(previous, name)
        if not getattr(request, name) and old and (name != "periods" or len(old) == 1):
            new[name] = old
    return request.model_copy(update={**new, "kept": tuple(new)}) if new else request


THEM = re.compile(r"\b(?:they|them|their|these people|those people|he|she|him|his|her)\b|그들|이들|그 사람|그분")
THERE = re.compile(r"\bthere\b(?!\s+(?:is|are|was|were|a|any|be|been))|거기|그곳|그쪽")
THEN = re.compile(r"\b(?:then|that time|at the time|those years|those days)\b|그때|당시")


def with_added(request: Request, added: str) -> Request:
    """A request with the groups, places and years that a sentence after the question names, where it has none."""
    words = words_of(added)
    periods = tuple(one.years for one in words.periods)
    named = {"groups": words.groups, "places": words.places, "periods": periods}
    new = {name: value for name, value in named.items() if value and not getattr(request, name)}
    return request.model_copy(update=new) if new and request.kind != "outside" else request


def in_context(request: Request, asked: Asked) -> Request:
    """A request with the groups, places and years of what leads up to it, where the question points back to them."""
    lead, small = words_of(asked.lead), asked.question.lower()
    new: dict[str, tuple[Who, ...] | tuple[Years, ...] | Kind] = {}
    if THEM.search(small) and lead.groups and not request.groups:
        new["groups"] = lead.groups
    is_of_them = THEM.search(small) is not None and not request.places
    if (THERE.search(small) or is_of_them) and lead.places:
        here = [
            one for one in request.places if not any(same_people(one.filter, other.filter) for other in lead.places)
        ]
        new["places"] = (*lead.places, *here)
    if THEN.search(small) and lead.periods and not request.periods:
        new["periods"] = tuple(one.years for one in lead.periods)
    if request.kind == "level" and len(new.get("places", ())) > 1:
        new["kind"] = "comparison"
    return request.model_copy(update=new) if new else request


def columns_of_term(previous: Request) -> tuple[str, ...]:
    """The column that a term explained before stands for: "what is songbun, and does it matter?"."""
    return (previous.term,) if previous.term in ("songbun", "wealth_fifth") else ()


def with_kept(previous: Request, new: dict[str, object], words: Words) -> Request:
    """The previous request with new fields, and a note of what was kept."""
    kept = tuple(name for name in KEPT if name not in new and getattr(previous, name))
    cleared: dict[str, object] = {"parts": (), "readings": (), "not_understood": (), "term": "", "act": previous.act}
    update = {**cleared, **new, "text": words.text, "kept": kept}
    return previous.model_copy(update=update)
