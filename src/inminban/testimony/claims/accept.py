"""What becomes of a decided proposal: an accepted one is kept as a claim, with a check if there is a measure for it."""

from __future__ import annotations

from inminban.measures.catalogue import MEASURES
from inminban.testimony.claims.comparable import scale_to
from inminban.testimony.claims.files import Place, keep_claim, keep_source, write_proposals
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
    changed = [decided if one.number == decided.number else one for one in proposals.proposal]
    proposals = proposals.model_copy(update={"proposal": changed})
    write_proposals(place, proposals)
    return proposals


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
