"""What a study asks of every world: a measure, perhaps by groups; by year, or as one value of some years.

Read without the compiler, so that a form can check it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inminban.errors import InputError
from inminban.measures.catalogue import find
from inminban.measures.measure import Measure
from inminban.measures.query import Question, check

ASKED = re.compile(r"(?P<name>\w+)(?::(?P<groups>\w+(?:,\w+)*))?(?:@(?P<first>\d{4})(?:-(?P<last>\d{4}))?)?")


@dataclass(frozen=True, order=True)
class Asked:
    """What is asked of every world: a measure, perhaps by groups; by year, or as one value of some years."""

    measure: str
    groups: tuple[str, ...] = ()
    years: tuple[int, int] | None = None

    def __str__(self) -> str:
        """As it is written: hungry, hungry:province, hunger_deaths@1993-2000."""
        groups = f":{','.join(self.groups)}" if self.groups else ""
        return self.measure + groups + (f"@{self.span}" if self.span else "")

    @property
    def span(self) -> str:
        """The years to which it is restricted as they are written: 2015, 1993-2000, nothing for all."""
        return "" if self.years is None else "-".join(map(str, dict.fromkeys(self.years)))

    @property
    def found(self) -> Measure:
        """The measure."""
        return find(self.measure)

    @property
    def by(self) -> tuple[str, ...]:
        """Groups and times by which it is measured."""
        return (*self.groups, *(("year",) if self.years is None and "year" in self.found.times else ()))

    @property
    def where(self) -> dict[str, list[int]]:
        """The years to which it is restricted, if any."""
        return {} if self.years is None else {"year": list(range(self.years[0], self.years[1] + 1))}


def plain_name(asked: str) -> str:
    """What was asked as a name for a file or an anchor: letters and digits only."""
    return "".join(letter if letter.isalnum() else "-" for letter in asked)


def parse_asked(text: str) -> Asked:
    """What a text asks: NAME, NAME:GROUP, NAME@1993-2000. InputError for a wrong form, measure, group or span."""
    found = ASKED.fullmatch(text.strip())
    if found is None:
        raise InputError(f"{text!r} does not ask for a measure", remedy="Write NAME, NAME:GROUP or NAME@1993-2000.")
    first = int(found["first"]) if found["first"] else None
    years = None if first is None else (first, int(found["last"] or first))
    asked = Asked(found["name"], tuple((found["groups"] or "").split(",")) if found["groups"] else (), years)
    check_asked(asked)
    return asked


def check_asked(asked: Asked) -> None:
    """Refuse what no light world can tell. Raises InputError."""
    check(Question(asked.found, asked.by, asked.where))
    if asked.years is not None and asked.years[0] > asked.years[1]:
        raise InputError(f"{asked} has its years the wrong way round", remedy="Write the first year first.")
    if asked.found.place.is_of_followed:
        raise InputError(
            f"{asked.measure} is measured on people who are followed day by day, and a light world follows nobody",
            remedy="Choose another measure: `inminban measures NAME` names the table of each.",
        )
