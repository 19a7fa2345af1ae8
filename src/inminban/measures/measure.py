"""The type of a measure: one measurable quantity of a run, with everything a reader needs to check the number.

A measure is a numerator added up over the rows of a table, in most cases divided by a denominator added up over the
same rows. Both are SQL over the columns of that table, written in this room and nowhere else; what a user types is
looked up by name or bound as a value and never becomes SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from inminban.measures.populations import POPULATIONS
from inminban.measures.tables import TABLES, Table
from inminban.measures.units import UNITS

Kind = Literal["ratio", "total", "stock", "flow", "in_period"]
Interval = Literal["people", "cases", "clusters", "none"]
Scale = Literal["", "people", "country"]

KINDS: Mapping[Kind, str] = {
    "ratio": "numerator divided by denominator, both added up over the time looked at",
    "total": "added up over the time looked at",
    "stock": "how much there is at one time: the mean over the moments at which the table counts",
    "flow": "added up over the time looked at and divided by its length in years",
    "in_period": "numerator divided by denominator, for the whole of the time looked at instead of one day",
}
INTERVALS: Mapping[Interval, str] = {
    "people": "95 %, Wilson's interval for a share, from the number of simulated people",
    "cases": "95 %, Poisson's interval, from the number of simulated cases",
    "clusters": "95 %, from the variation between {clusters} (linearised ratio, Student's t)",
    "none": "none: counted in full",
}
SCALES: Mapping[Scale, str] = {
    "": "",
    "people": "for the whole country: each simulated person stands for as many as the country had people to each of "
    "them on the first day",
    "country": "for the whole country: a share of the people, times the people the country had on the first day",
}


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measurable quantity.

    `definition` says in a sentence what is measured; `population` (a key of POPULATIONS) whom it covers unless a
    question names them. `exposure` names another table that the denominator comes from, as for deaths among
    those who lived. A numerator whose `interval` is "cases" or "people" counts simulated people or events, one each.
    `per` is what a ratio is multiplied by: 100 for percent.
    """

    name: str
    label: str
    korean: str
    unit: str
    definition: str
    table: str
    numerator: str
    denominator: str = ""
    kind: Kind = "ratio"
    per: float = 1.0
    population: str = "everybody"
    interval: Interval = "clusters"
    exposure: str = ""
    scale: Scale = ""
    caveats: str = ""
    synonyms: tuple[str, ...] = ()
    korean_synonyms: tuple[str, ...] = ()

    @property
    def place(self) -> Table:
        """The table it is measured on."""
        return TABLES[self.table]

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups by which it can be given, without times."""
        return tuple(self.place.groups)

    @property
    def times(self) -> tuple[str, ...]:
        """The times by which it can be given, longest first."""
        return self.place.times

    @property
    def covers(self) -> str:
        """The population or things it covers, in words."""
        parts = [self.place.covers, POPULATIONS[self.population].words if self.population != "everybody" else ""]
        return "; ".join(part for part in parts if part) or POPULATIONS["everybody"].words

    @property
    def interval_words(self) -> str:
        """How its interval is made, in words."""
        return INTERVALS[self.interval].format(clusters=self.place.cluster_word or "clusters")

    @property
    def is_share_of_people(self) -> bool:
        """Whether it is a share of the very people counted beside it, not of money, call-ups or some of them."""
        counts_everybody = self.denominator == "1" and self.place.people == "count(*)"
        return self.unit == "percent" and (self.denominator == "people" or counts_everybody)

    def can_be_told_by(self, name: str) -> bool:
        """Whether it can be given by a group or time."""
        return name in self.place.groups or name in self.place.times

    def as_plain(self) -> dict[str, Any]:
        """Everything about it as plain data, ready for JSON."""
        return {
            "name": self.name, "label": self.label, "korean": self.korean, "unit": self.unit,
            "unit_words": UNITS[self.unit].words, "definition": self.definition, "population": self.covers,
            "kind": KINDS[self.kind], "numerator": self.numerator, "denominator": self.denominator, "per": self.per,
            "table": self.table, "exposure": self.exposure, "groups": list(self.groups), "times": list(self.times),
            "interval": self.interval_words, "scale": SCALES[self.scale], "caveats": self.caveats,
            "synonyms": list(self.synonyms), "korean_synonyms": list(self.korean_synonyms),
        }  # fmt: skip
