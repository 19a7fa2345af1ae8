"""Review of proposed claims from a form: the same questions and the same words as in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from inminban.evidence.quantities import LATEST_YEAR
from inminban.testimony.claims.accept import keep, take_back
from inminban.testimony.claims.files import Place, read_proposals
from inminban.testimony.claims.proposals import Proposals, Waiting
from inminban.testimony.claims.review import edited, next_open, span
from inminban.testimony.subjects import in_group_words
from inminban.web.missing import Missing

Decision = Literal["accepted", "edited", "dropped"]
QUESTIONS = {"Says": "says", "Topic": "topic", "Group": "who", "Years": "years", "Amount": "quantity"}
"""How the review's questions begin, and the fields of the form that answer them."""


class Refused(Exception):
    """An answer that cannot be used: the field and the words of the review."""

    def __init__(self, field: str, words: str) -> None:
        self.field, self.words = field, words
        super().__init__(words)


class Answers:
    """Answers the questions of the review from the fields of a form; a question that comes again refuses its field."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given, self.asked, self.told = given, set[str](), ""

    def ask(self, question: str) -> str:
        """The answer of a field."""
        field = next(name for begin, name in QUESTIONS.items() if question.startswith(begin))
        if field in self.asked:
            raise Refused(field, self.told)
        self.asked.add(field)
        return self.given.get(field, "").replace("\n", " ").strip()

    def tell(self, words: str) -> None:
        """Keep what the review says of an answer."""
        self.told = words


class Shown(NamedTuple):
    """A proposal as the form has it: its number, and the text of each field."""

    one: Waiting
    fields: dict[str, str]


def shown(one: Waiting) -> Shown:
    """A proposal with the words of its fields."""
    amounts = "; ".join(map(span, one.quantity)) or "none"
    fields = {
        "says": one.says, "topic": one.topic, "who": in_group_words(one.who),
        "years": f"{one.years[0]} {min(one.years[1], LATEST_YEAR)}", "quantity": amounts,
    }  # fmt: skip
    return Shown(one, fields)


def following(proposals: Proposals) -> Shown | None:
    """The first proposal without a decision; None if all are decided."""
    one = next_open(proposals)
    return None if one is None else shown(one)


def decide(place: Place, number: int, decision: Decision, given: Mapping[str, str]) -> Proposals:
    """Keep a decision. Raises Missing for a proposal that is not open, Refused for an answer that cannot be used."""
    proposals = read_proposals(place.proposals)
    one = next((one for one in proposals.proposal if one.number == number and one.state == "open"), None)
    if one is None:
        raise Missing(f"Proposal {number} of {place.key} is not open any more.")
    if decision == "edited":
        before = shown(one).fields
        changed = {name: text for name, text in given.items() if text.strip() != before.get(name, "").strip()}
        answers = Answers(changed)
        return keep(place, proposals, edited(one, answers.ask, answers.tell))
    return keep(place, proposals, one.model_copy(update={"state": decision}))


def undo(place: Place) -> Proposals:
    """Take the last decision back. Raises InputError if there is none."""
    return take_back(place, read_proposals(place.proposals))
