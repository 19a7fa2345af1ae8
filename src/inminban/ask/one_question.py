"""One question that stands by itself becomes a request: its kind, then what that kind of question asks for.

What is near no measure, asks for a judgement or the future, or is about a named person is outside the model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from inminban.ask.cues import matches
from inminban.ask.finding import COVERED, ENOUGH, FIRST_FACT, LIKELY, Weighed, is_said_of, own_words, weigh
from inminban.ask.implied import not_implied
from inminban.ask.kind_cues import kinds_with_cues
from inminban.ask.kinds import kind_found
from inminban.ask.request import WITHOUT_MEASURE, Kind, Lack, Request, Who, Years
from inminban.ask.supposing import Clause, clauses, measures_of, supposed
from inminban.ask.values import narrowed
from inminban.ask.wordlists import acts, glossary, outside
from inminban.ask.words_of import Words
from inminban.measures.catalogue import MEASURES
from inminban.testimony.terms.entries import known_topics

CLOSE = 0.12
"""A second measure within this part of the first one's weight may be meant as well."""

MOST_MEASURES = 4
MOST_LEFT = 1
"""Words that may be left over where a question is taken to ask in general how groups fare."""

GENERAL = ("burden", "time_taken", "hungry", "money_income")
"""What tells in general how people fare: what is taken from them, what they eat, what they earn."""

TIMELESS: frozenset[Kind] = frozenset(("before_after", "comparison", "trend"))


def request_of(words: Words, least: float = COVERED) -> Request:
    """The request of one question that stands by itself. `least`: part of its words that a measure must cover."""
    kind, is_outside = kind_found(words)
    if kind == "consequence":
        request = with_act(words)
    elif kind == "counterfactual":
        request = with_supposition(words)
    elif kind == "definition":
        request = with_term(words)
    else:
        request = with_measures(words, kind, least)
    lack = what_is_lacking(words, request) or ("measure" if is_outside else "")
    if lack:
        return base(words, "level").model_copy(update={"kind": "outside", "lacking": lack})
    return request


def base(words: Words, kind: Kind) -> Request:
    """Kind, groups, places and times of a question."""
    is_spread = kind == "distribution" and len(words.groups) > 1
    return Request(
        text=words.text, language=language(words), kind=kind, topics=words.topics,
        groups=() if is_spread else words.groups, places=words.places, periods=periods_of(words, kind),
        by=by_of(words, kind), order=order_of(words, kind),
        mechanisms=mechanisms_of(words.topics),
    )  # fmt: skip


def language(words: Words) -> str:
    """The language of the answer."""
    return "ko" if words.language == "ko" else "en"


def periods_of(words: Words, kind: Kind) -> tuple[Years, ...]:
    """The stretches of time asked about: both sides of an event for before and after, else as they were named."""
    if not words.periods:
        return ()
    if kind == "before_after":
        return words.periods[0].sides if len(words.periods) == 1 else tuple(one.years for one in words.periods[:2])
    if len(words.periods) == 1 or kind == "comparison":
        return tuple(one.years for one in words.periods)
    if kind == "trend":
        every = [one.years for one in words.periods]
        said = " ".join(one.said for one in every)
        return (Years(first=min(one.first for one in every), last=max(one.last for one in every), said=said),)
    return tuple(one.years for one in words.periods)


def by_of(words: Words, kind: Kind) -> tuple[str, ...]:
    """The columns by which a ranking, a distribution or a trend is broken down."""
    if kind == "trend":
        return ("year",)
    if kind not in ("ranking", "distribution", "comparison"):
        return ()
    if kind == "distribution" and len(words.groups) > 1:
        return tuple(dict.fromkeys(column for who in words.groups for column in who.filter))
    named = [one for one in words.columns if not any(one in who.filter for who in (*words.groups, *words.places))]
    if len(named) > 1 and "occupation" in named:
        named = [one for one in named if one != "occupation"]
    if not named and kind != "comparison":
        named = ["wealth_fifth" if kind == "distribution" else "occupation"]
    return tuple(named)


def by_measure(words: Words, request: Request, name: str) -> tuple[str, ...]:
    """The columns of a ranking or distribution of a measure: those named, else what is particular about the measure."""
    if request.kind not in ("ranking", "distribution") or words.columns or request.by[:1] not in DEFAULT_COLUMNS:
        return request.by
    own = [column for column in PARTICULAR_COLUMNS if MEASURES[name].can_be_told_by(column)]
    return tuple(own[:1]) or request.by


COUNT = re.compile(r"(?:simulated )?(?:persons|people)\b")
"""Units of measures that count people; how many days or times is a question of a level."""


def is_count(words: Words, unit: str) -> bool:
    """Whether a number of people answers a question: its measure counts them, or is a share of those asked for."""
    return COUNT.match(unit) is not None or (unit == "percent" and "how_many" in kinds_with_cues(words))


DEFAULT_COLUMNS = [("wealth_fifth",), ("occupation",)]
PARTICULAR_COLUMNS = ("task", "step", "good", "motive")
"""By what a measure of tasks, penalties, goods or departures is told where nothing else is named."""

LEAST = ["least|lowest|fewest|smallest|shortest|lightest|easiest", "*가장 .. *적*|*낮*|*덜*|*짧*", "*덜*"]


def order_of(words: Words, kind: Kind) -> str:
    """Whether a ranking looks for most or least."""
    if kind != "ranking":
        return ""
    return "least" if matches(LEAST, words.tokens) else "most"


def mechanisms_of(topics: Sequence[str]) -> tuple[str, ...]:
    """The institutions behind topics."""
    return tuple(dict.fromkeys(name for topic in topics for name in known_topics()[topic].mechanisms))


def with_measures(words: Words, kind: Kind, least: float = COVERED) -> Request:
    """A request for a quantity: the measures that its words name."""
    found = [] if asks_in_general(words, kind) else enough(words, weigh(words, kind), least)
    request = base(words, kind).model_copy(update={"measures": chosen(found) or general_measures(words, kind)})
    if found and kind != "life":
        name = found[0].name
        groups = without_implied(words, kind, request.groups, found[0])
        groups = narrowed(groups, words.values, MEASURES[name])
        groups, places = not_implied(name, groups, request.places)
        new = {"groups": groups, "places": places, "by": by_measure(words, request, name)}
        request = request.model_copy(update=new)
        if kind == "how_many" and not is_count(words, MEASURES[name].unit):
            request = request.model_copy(update={"kind": "level"})
        if kind == "comparison" and request.groups != words.groups and not has_sides(request):
            request = request.model_copy(update={"kind": "level"})
    return request


def has_sides(request: Request) -> bool:
    """Whether a request sets groups, places or times side by side."""
    return max(len(request.groups), len(request.places), len(request.periods)) > 1


IN_GENERAL = re.compile(
    r"\bha(?:ve|s|d|ving) it (?:\w+ )?(?:worse|better|worst|best|harder|hardest|easier|easiest|toughest|rougher)\b"
    r"|\b(?:worse|better|worst|best)[- ]off\b"
    r"|더 (?:힘들게|어렵게|편하게|못|잘) ?(?:사|살)|살기가? (?:더 )?(?:힘|좋|편)|형편이 (?:더 )?(?:나|어|좋)"
)
"""How a question asks which of some groups fare better or worse in general."""


def asks_in_general(words: Words, kind: Kind) -> bool:
    """Whether groups or places are compared by how they fare, and by nothing else that the question names."""
    match = IN_GENERAL.search(words.text.lower())
    if match is None or kind not in ("comparison", "ranking", "distribution"):
        return False
    others = [at for at in own_words(words.plain) if not match.start() <= words.plain[at].start < match.end()]
    return not others


def general_measures(words: Words, kind: Kind) -> tuple[str, ...]:
    """What groups or places are compared by if the question names no quantity: "do miners have it worse?"."""
    is_about_sides = bool(words.groups or words.places or words.columns)
    if is_about_sides and asks_in_general(words, kind):
        return GENERAL
    own = own_words(words.plain)
    if kind in ("before_after", "trend"):
        is_about_sides = bool(words.periods)
    elif kind not in ("comparison", "ranking", "distribution"):
        return ()
    return GENERAL if is_about_sides and len(own) <= MOST_LEFT else ()


JOINED = re.compile(r"\b(?:and|or|as well as)\b|[,/&]|[와과] |이?랑 |하고 |및 ")
ALONE: frozenset[Kind] = frozenset(("level", "trend", "how_many", "before_after", "ranking"))
"""Kinds of questions that may ask for two quantities at once."""


def each_measure(words: Words, request: Request) -> list[Request]:
    """A request for each of two quantities that a question names side by side: the price of rice and the dollar."""
    found = enough(words, weigh(words, request.kind))
    if request.kind not in ALONE or len(found) < 2 or not found[0].at:
        return [request]
    first = found[0]
    other = next((one for one in found[1:] if one.at and not is_about_same(words, first, one)), None)
    if other is None or other.weight < first.weight * (1 - 3 * CLOSE):
        return [request]
    both = sorted((first, other), key=lambda one: min(one.at))
    between = words.text[words.plain[max(both[0].at)].start : words.plain[min(both[1].at)].start]
    if max(both[0].at) >= min(both[1].at) or not JOINED.search(between.lower()):
        return [request]
    return [request.model_copy(update={"measures": (one.name,)}) for one in both]


def is_about_same(words: Words, first: Weighed, other: Weighed) -> bool:
    """Whether two measures stand at some of the same words, or one only at words of groups, places or times."""
    named = {"group", "place", "years"}
    own = [one for one in other.at if not words.plain[one].classes & named]
    return bool(first.at & other.at) or not own or is_said_of(first.name, words.plain[own[0]])


def enough(words: Words, found: Sequence[Weighed], least: float = COVERED) -> list[Weighed]:
    """The measures with weight enough to answer."""
    by_topic = is_about_topics(words)
    return [
        one
        for one in found
        if one.score >= LIKELY
        or (one.by_words >= ENOUGH and one.coverage >= least if one.at else by_topic and one.by_words >= FIRST_FACT)
    ]


def is_about_topics(words: Words) -> bool:
    """Whether most words of a question that say something name topics, so that a topic alone is its subject."""
    own = [words.plain[at] for at in own_words(words.plain)]
    named = [any(start < one.end and one.start < end for start, end in words.topic_spans) for one in own]
    return sum(named) > len(own) / 2 or not own


def chosen(found: Sequence[Weighed]) -> tuple[str, ...]:
    """The heaviest measure, and those near it that say more of the same."""
    if not found:
        return ()
    least = found[0].weight * (1 - 3 * CLOSE)
    return tuple(one.name for one in found[:MOST_MEASURES] if one.weight >= least)


def without_implied(words: Words, kind: Kind, groups: Sequence[Who], first: Weighed) -> tuple[Who, ...]:
    """Groups without one that the measure itself counts: "how many traders are there?" is no question about traders."""
    if (
        kind in WITHOUT_MEASURE
        or MEASURES[first.name].unit not in ("persons", "persons/year", "percent", "persons/day")
        or len(groups) != 1
    ):
        return tuple(groups)
    spans = [(words.plain[at].start, words.plain[at].end) for at in first.at if at < len(words.plain)]
    inside = [one for one in words.named_groups if any(one.start < end and start < one.end for start, end in spans)]
    is_host = "host" in groups[0].filter
    return () if len(inside) == len(words.named_groups) and inside and not is_host else tuple(groups)


def with_act(words: Words) -> Request:
    """A request about what happens to somebody: the act, its institutions and measures."""
    name, act = next(
        ((name, act) for name, act in acts().items() if matches(act.of(words.language), words.tokens)), ("", None)
    )
    found = enough(words, weigh(words, "consequence"))
    request = base(words, "consequence")
    if act is None:
        return request.model_copy(update={"measures": chosen(found)})
    return request.model_copy(
        update={
            "act": name,
            "measures": tuple(dict.fromkeys((*act.measures, *chosen(found)[:1]))),
            "topics": tuple(dict.fromkeys((*act.topics, *request.topics))),
            "mechanisms": tuple(dict.fromkeys((*act.mechanisms, *request.mechanisms))),
        }
    )


HOW_IT_GOES = re.compile(
    r"\b(?:fared?|better off|worse off|managed|got by|get by|lived? on)\b"
    r"|어떻게 (?:살았|지냈)|더 (?:나았|나아|잘 살)|형편"
)
"""How a question asks how somebody would fare in another world."""

FARES = ("hungry", "money_income", "burden", "time_taken")
"""What tells how somebody would fare."""


def with_supposition(words: Words) -> Request:
    """A request for what would be: the scenario, and the measures that the rest of the question names."""
    what, clause = supposed(words)
    apart = [clause, *clauses(words)]
    skip = [
        number
        for number, one in enumerate(words.plain)
        if any(each.start <= one.start and one.end <= each.end for each in apart)
    ]
    fares = FARES if HOW_IT_GOES.search(words.text.lower()) else ()
    rest = enough(words, weigh(words, "counterfactual", skip)) if len(skip) < len(words.plain) and not fares else []
    measures = fares or chosen(rest) or measures_of(what) or chosen(enough(words, weigh(words, "counterfactual")))
    request = base(words, "counterfactual")
    groups = tuple(one for one in request.groups if not is_of_scenario(words, one, what.scenario, clause))
    return request.model_copy(update={"supposed": what, "measures": measures, "groups": groups})


CHANGED_PEOPLE = {
    "no-overseas": ("abroad", "builder", "factory_worker"), "no-markets": ("trader",),
    "no-bribes": ("official", "security"), "open-border": ("security", "soldier"),
}  # fmt: skip
"""Who is spoken of because a scenario changes what they do."""


def is_of_scenario(words: Words, who: Who, scenario: str, clause: Clause) -> bool:
    """Whether a group stands only in the words that say what is supposed, and is part of it."""
    changed = who.filter.get("occupation") in CHANGED_PEOPLE.get(scenario, ()) or "host" in who.filter
    named = [one for one in words.named_groups if one.said in who.said]
    return bool(scenario and named and changed) and all(
        clause.start <= one.start and one.end <= clause.end for one in named
    )


def with_term(words: Words) -> Request:
    """A request for the meaning of a term of the glossary, else of the measure named."""
    if not words.terms:
        return with_measures(words, "definition").model_copy(update={"groups": (), "periods": ()})
    entry = glossary()[words.terms[0]]
    request = base(words, "definition")
    return request.model_copy(
        update={
            "term": words.terms[0],
            "groups": (),
            "periods": (),
            "measures": tuple(entry.measures),
            "topics": tuple(dict.fromkeys((*entry.topics, *request.topics))),
            "mechanisms": tuple(dict.fromkeys((*entry.mechanisms, *request.mechanisms))),
        }
    )


PROGRAM_TEXT = re.compile(r"</?[a-z]\w*[^<>]*>|;\s*-{2}|[{};]\s*$", re.IGNORECASE)
"""Markup and statements of programs are no questions."""


ASKS_WHAT_IS = re.compile(
    r"(?:얼마|몇|어느|어떤|무엇|누구|누가|왜|어떻게)(?!.*(?:내년|앞으로|미래|장래|전망|예측)).*(?:까요?|겠\S+)[?.]?$"
)
"""A Korean question that ends as one about the future does, out of politeness: "how many may there be?"."""


def what_is_lacking(words: Words, request: Request) -> Lack:
    """Why a question is outside the model; empty if it is not."""
    if PROGRAM_TEXT.search(words.text):
        return "topic"
    has_cue = {name: matches(cues.of(words.language), words.tokens) for name, cues in outside().items()}
    is_found = (
        bool(request.measures or request.supposed)
        or (request.kind in WITHOUT_MEASURE and bool(request.topics or request.act or request.term))
        or (request.kind == "life" and bool(request.groups or request.places))
    )
    if has_cue["judgement"] and request.kind not in ("agreement", "consequence", "counterfactual"):
        return "judgement"
    if has_cue["person"] and not request.periods:
        return "person"
    if has_cue["forecast"] and request.kind != "counterfactual" and not ASKS_WHAT_IS.search(words.text):
        return "forecast"
    if request.periods and not any(one.is_simulated for one in request.periods):
        return "years"
    if has_cue["elsewhere"] and not set(request.topics) & {"leaving", "work_abroad", "outside_news"}:
        return "place"
    if not is_found and request.kind not in ("agreement", "sources"):
        return "measure" if own_words(words.plain) else "topic"
    return ""
