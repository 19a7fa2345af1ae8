"""The catalogue: every measure by name, and search by label or synonym."""

from __future__ import annotations

import difflib

from inminban.errors import InputError
from inminban.measures.abroad import ABROAD
from inminban.measures.artists import ARTISTS
from inminban.measures.belief import BELIEF
from inminban.measures.calendar import CALENDAR
from inminban.measures.food import FOOD
from inminban.measures.income import INCOME_MEASURES
from inminban.measures.leaving import LEAVING
from inminban.measures.livelihoods import LIVELIHOODS
from inminban.measures.markets import MARKETS
from inminban.measures.measure import Measure
from inminban.measures.mobilization import MOBILIZATION
from inminban.measures.payments import PAYMENTS
from inminban.measures.people import PEOPLE
from inminban.measures.sanctions import SANCTIONS
from inminban.measures.school import SCHOOL
from inminban.measures.self_criticism import SELF_CRITICISM
from inminban.measures.state import STATE
from inminban.measures.time import TIME

TOPICS: dict[str, tuple[Measure, ...]] = {
    "people": PEOPLE,
    "time": TIME,
    "mobilization": MOBILIZATION,
    "self-criticism": SELF_CRITICISM,
    "income": INCOME_MEASURES,
    "payments": PAYMENTS,
    "food": FOOD,
    "markets": MARKETS,
    "livelihoods": LIVELIHOODS,
    "belief": BELIEF,
    "penalties": SANCTIONS,
    "school": SCHOOL,
    "artists and talent": ARTISTS,
    "leaving": LEAVING,
    "work abroad": ABROAD,
    "accounts of the state": STATE,
    "calendar": CALENDAR,
}
MEASURES: dict[str, Measure] = {measure.name: measure for topic in TOPICS.values() for measure in topic}
MOST_OFFERED = 5


def find(name: str) -> Measure:
    """The measure of a name. InputError with the nearest names for an unknown one."""
    if name in MEASURES:
        return MEASURES[name]
    near = nearest_names(name)
    offer = f"Did you mean {', '.join(near)}? " if near else ""
    raise InputError(f"there is no measure '{name}'", remedy=f"{offer}`inminban measures` lists them all.")


def nearest_names(text: str, most: int = MOST_OFFERED) -> list[str]:
    """Names of measures similar to a text: by name, label or synonym, in English or Korean; best first."""
    wanted = text.strip().lower().replace("_", " ")
    scores = {name: _nearness(wanted, measure) for name, measure in MEASURES.items()}
    best = sorted((name for name, score in scores.items() if score >= 0.6), key=lambda name: -scores[name])
    return best[:most]


def _nearness(wanted: str, measure: Measure) -> float:
    """Similarity of a text to the names of a measure, 0 to 1; a whole word in common counts as similar."""
    names = (
        measure.name.replace("_", " "), measure.label.lower(), measure.korean, *measure.synonyms,
        *measure.korean_synonyms,
    )  # fmt: skip
    ratios = [difflib.SequenceMatcher(None, wanted, name.lower()).ratio() for name in names]
    within = 0.8 if wanted and any(f" {wanted} " in f" {name.lower()} " for name in names) else 0.0
    return max(within, *ratios)
