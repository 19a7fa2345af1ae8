"""Proposals that wait for a person to decide: the text they come from, and each with its state."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from inminban.evidence.quantities import GREATEST, Filled, GroupFilter, Paragraph, Quantity, Year, Years
from inminban.measures.catalogue import MEASURES
from inminban.numbers.parameters.lines import nearest
from inminban.testimony.amounts import Amount
from inminban.testimony.claims.comparable import scale_to
from inminban.testimony.claims.suggest import Proposal, years_or_guess
from inminban.testimony.clean_text import one_line
from inminban.testimony.date_words import read_date_words
from inminban.testimony.records import Document
from inminban.testimony.subjects import people_in
from inminban.testimony.terms.entries import DAILY_LIFE, Filter, topic_names
from inminban.testimony.terms.matching import find_terms

FIRST_PERSON = re.compile(r"\b(?:I|my|we|our|me|us)\b|(?<![가-힣])(?:나는|내가|내|우리|저는|제)", re.IGNORECASE)
State = Literal["open", "accepted", "edited", "dropped"]


def check_topic(topic: str) -> str:
    """The topic as it stands; ValueError if there is none of that name."""
    if topic not in topic_names():
        raise ValueError(f"there is no topic '{topic}'.{nearest(topic, topic_names())}")
    return topic


def check_metric(name: str) -> str:
    """The measure's name as it stands; ValueError if there is none of that name. An empty text is none."""
    if name and name not in MEASURES:
        raise ValueError(f"there is no measure '{name}'.{nearest(name, MEASURES)}")
    return name


class TextInfo(BaseModel):
    """The text that proposals come from. `key` is the name of its source and of its files."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Filled
    title: str
    publisher: str = ""
    year: Year
    left: Year | None = None
    occupation: str = ""


class Waiting(BaseModel):
    """One proposal with its state and what the reviewer may change.

    What is `guessed` does not stand in the sentence: the witness's own group, the years before the witness left.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: Annotated[int, Field(ge=1)]
    state: State = "open"
    paragraph: Paragraph
    passage: str
    says: Filled
    kind: Literal["quantity", "order", "exists"]
    topic: Annotated[str, AfterValidator(check_topic)]
    mechanism: Annotated[list[Filled], Field(min_length=1)]
    who: GroupFilter = {}
    years: Years
    metric: Annotated[str, AfterValidator(check_metric)] = ""
    quantity: list[Quantity] = []
    guessed: list[Literal["group", "years"]] = []


class Proposals(BaseModel):
    """A file of proposals. `before`: each decided one as it was before its decision, the latest decision last."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: TextInfo
    proposal: list[Waiting]
    before: list[Waiting] = []


def of_document(document: Document) -> TextInfo:
    """A text of the library as a source."""
    year = document.date.year if document.date else document.year_of_leaving or date.today().year
    return TextInfo(
        key=document.id,
        title=document.title,
        publisher=document.publisher,
        year=year,
        left=document.year_of_leaving,
        occupation=document.occupation,
    )


def of_file(
    path: Path, paragraphs: Sequence[str], stated: Mapping[str, str], left: int | None = None, occupation: str = ""
) -> TextInfo:
    """A file outside the library as a source. Its key is made from its name and its words."""
    digest = sha256("\n".join(paragraphs).encode()).hexdigest()[:6]
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem).strip("-")[:40] or "text"
    date_stated = read_date_words(stated.get("date", ""))
    left_stated = read_date_words(stated.get("year_of_leaving", ""))
    told = left or (left_stated.year if left_stated else None)
    return TextInfo(
        key=f"{stem}-{digest}",
        title=stated.get("title") or one_line(path.stem),
        publisher=stated.get("publisher", ""),
        year=date_stated.year if date_stated else told or date.today().year,
        left=told,
        occupation=occupation or stated.get("occupation", ""),
    )


def waiting(found: Sequence[Proposal], text: TextInfo, first: int = 1) -> list[Waiting]:
    """Proposals ready for review, numbered from `first`. A witness who says "I" speaks of the own occupation."""
    return [
        Waiting(
            number=number,
            paragraph=one.paragraph,
            passage=one.passage,
            says=one.says,
            kind=one.kind,
            topic=one.topics[0] if one.topics else DAILY_LIFE,
            mechanism=one.mechanisms or ["unknown"],
            who=group_or_own(one.who, one.passage, text),
            years=list(years_or_guess(one, text.left, text.year)),
            metric=one.metric,
            quantity=[
                quantity_of(one, amount, owner, text)
                for amount, owner in zip(one.amounts, one.whose, strict=True)
                if is_usable(amount)
            ],
            guessed=guessed(one, text),
        )
        for number, one in enumerate(found, start=first)
    ]


def guessed(one: Proposal, text: TextInfo) -> list[Literal["group", "years"]]:
    """What a proposal says beyond its sentence."""
    made: list[Literal["group", "years"]] = []
    if not one.who and group_or_own(one.who, one.passage, text):
        made.append("group")
    if one.years is None:
        made.append("years")
    return made


def group_or_own(who: Filter, passage: str, text: TextInfo) -> Filter:
    """The group named; if there is none and the witness says "I", the occupation of the witness."""
    if who or not FIRST_PERSON.search(passage):
        return who
    return people_in(find_terms(text.occupation))


def is_usable(amount: Amount) -> bool:
    """Whether a quantity can hold an amount: a slip of the pen may be of any size."""
    return -GREATEST <= amount.low <= amount.high <= GREATEST


def quantity_of(one: Proposal, amount: Amount, owner: Filter, text: TextInfo) -> Quantity:
    """An amount as a claim keeps it: of the measure if its unit fits, else of the topic."""
    is_metric = bool(one.metric) and scale_to(one.metric, amount.unit) is not None
    of = one.metric if is_metric else one.topics[0] if one.topics else "amount"
    who = group_or_own(owner, one.passage, text) if not one.who else owner
    return Quantity(of=of, who=who, low=amount.low, high=amount.high, unit=amount.unit)
