"""What becomes of a decided proposal: an accepted one is kept as a claim, with a check if there is a measure for it.

The last decision can be taken back; so can the one before it, and so on.
"""

from __future__ import annotations

from inminban.errors import InputError
from inminban.evidence.own_claims import SOURCES
from inminban.measures.catalogue import MEASURES
from inminban.numbers.parameters.lines import read_toml
from inminban.testimony.claims.comparable import scale_to
from inminban.testimony.claims.files import (
    Place,
    claim_block,
    has_entry,
    keep_claim,
    keep_source,
    read_proposals,
    remove_entry,
    source_block,
    write_proposals,
)
from inminban.testimony.claims.proposals import Proposals, Waiting
from inminban.testimony.terms.entries import known_topics

UNWRITTEN = "nobody has written a check for it yet."
TOLERANCE = 0.1
"""A single number of a witness is rounded: the value of a run may differ by a tenth. A range is used as it is."""


def keep(place: Place, proposals: Proposals, decided: Waiting) -> Proposals:
    """Save a decision: first the claim, then the state, so that nothing is lost if the program stops between them."""
    if decided.state in ("accepted", "edited"):
        keep_source(place.folder, proposals.text)
        keep_claim(place, f"{place.key}-{decided.number}", claim_of(decided, place.key))
    before = next(one for one in proposals.proposal if one.number == decided.number)
    proposals = with_proposal(proposals, decided, [*proposals.before, before])
    write_proposals(place, proposals)
    return proposals


def with_proposal(proposals: Proposals, changed: Waiting, before: list[Waiting]) -> Proposals:
    """The proposals with one of them changed."""
    found = [changed if one.number == changed.number else one for one in proposals.proposal]
    return proposals.model_copy(update={"proposal": found, "before": before})


def take_back(place: Place, proposals: Proposals) -> Proposals:
    """Take the last decision back: first its claim, then the state, so that it can be repeated if the program stops.

    The source goes with the last claim of the text. Raises InputError if there is no decision, or if a person has
    changed the claim since.
    """
    if not proposals.before:
        raise InputError(
            "no decision can be taken back", file=place.proposals,
            remedy="For another text: inminban claims review TEXT --undo.",
        )  # fmt: skip
    *earlier, before = proposals.before
    decided = next(one for one in proposals.proposal if one.number == before.number)
    name = f"{place.key}-{decided.number}"
    if has_entry(place.claims, name) and decided.state in ("accepted", "edited"):
        if not remove_entry(place.claims, name, claim_block(name, claim_of(decided, place.key))):
            raise InputError(
                "the claim was changed by hand after it was accepted", file=place.claims, key=name,
                remedy="Remove it there by hand, then take the decision back.",
            )  # fmt: skip
        if not place.claims.is_file() and has_entry(place.folder / SOURCES, place.key):
            remove_entry(place.folder / SOURCES, place.key, source_block(proposals.text))
    proposals = with_proposal(proposals, before, earlier)
    write_proposals(place, proposals)
    return proposals


def start_over(place: Place) -> int:
    """Take all decisions on a text back; returns the first number that no claim has.

    A claim that a person has changed since stays, and so do those accepted before it.
    """
    proposals = read_proposals(place.proposals)
    while proposals.before:
        try:
            proposals = take_back(place, proposals)
        except InputError:
            break
    names = read_toml(place.claims).content if place.claims.is_file() else {}
    numbers = [int(end) for _, _, end in (name.rpartition("-") for name in names) if end.isdigit()]
    return max(numbers, default=0) + 1


def claim_of(one: Waiting, source: str) -> dict[str, object]:
    """A reviewed proposal as a claim. Its amount becomes a check if there is a measure for it."""
    check = check_of(one)
    return {
        "source": source,
        "paragraph": [one.paragraph],
        "says": one.says,
        "kind": one.kind,
        "topic": topic_of_claims(one.topic),
        "mechanism": one.mechanism,
        "who": one.who,
        "years": one.years,
        "quantity": one.quantity,
        "untested_because": "" if check else UNWRITTEN,
        "check": check,
    }


def topic_of_claims(topic: str) -> str:
    """The word that claims use for a topic."""
    return next(iter(known_topics()[topic].claims), topic)


def check_of(one: Waiting) -> dict[str, object] | None:
    """The check for an amount: the value of the run must lie in the range that the text states.

    None if there is no measure for it, or if several amounts of the same group fit.
    """
    if not one.metric or set(one.who) - set(MEASURES[one.metric].groups):
        return None
    fitting = [(part, scale) for part in one.quantity if (scale := scale_to(one.metric, part.unit)) is not None]
    fitting = [(part, scale) for part, scale in fitting if len(fitting) == 1 or part.who == one.who]
    if len(fitting) != 1:
        return None
    part, scale = fitting[0]
    is_round = part.low == part.high and part.low > 0
    tolerance = part.low * TOLERANCE if is_round else 0.0
    return {
        "label": one.says.rstrip(".")[:120],
        "metric": one.metric,
        "who": one.who,
        "compare": "between",
        "low": round((part.low - tolerance) * scale, 6),
        "high": round((part.high + tolerance) * scale, 6),
        "bounds": "the number of the text, a tenth either way" if is_round else "as the text states them",
        "years": one.years,
    }
