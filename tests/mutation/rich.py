"""Whether the society that judges is rich: somebody of every occupation, age and place, party members, prisoners."""

from __future__ import annotations

from datetime import date
from enum import IntEnum

import numpy as np

from inminban.core.columns import Society
from inminban.core.days import DAYS_OF_YEAR
from inminban.core.kinds import (
    Education,
    LeavingStage,
    Marital,
    Motive,
    Occupation,
    Sanction,
    Sex,
    Songbun,
    Whereabouts,
)
from inminban.core.layout import everybody

EPOCH = date(1990, 1, 1)
WORDS: dict[str, type[IntEnum]] = {
    "sex": Sex, "songbun": Songbun, "education": Education, "occupation": Occupation, "sanction": Sanction,
    "whereabouts": Whereabouts, "marital": Marital, "leaving_stage": LeavingStage, "motive": Motive,
}  # fmt: skip
FLAGS = ("is_party_member", "is_unit_head", "is_informant", "is_trainee", "has_left_post")
NEVER = {"sanction REMINDER"}  # a reminder takes no days, so nobody serves one
ALL_AGES = {f"aged {decade}0 to {decade}9" for decade in range(9)}


def kinds_of_people(society: Society, day: date) -> set[str]:
    """The kinds of people of whom there is somebody on a day."""
    rows, _ = everybody(society)
    people = society.people[rows]
    found = {f"{column} {word(number).name}" for column, word in WORDS.items() for number in np.unique(people[column])}
    found |= {flag for flag in FLAGS if (people[flag] == 1).any()}
    ages = ((day - EPOCH).days - people.birth_day.astype(np.int64)) // DAYS_OF_YEAR
    return found | {f"aged {decade}0 to {decade}9" for decade in np.unique(ages // 10)}


def wanted_kinds() -> set[str]:
    """The kinds of whom there must be somebody at some time of the run."""
    words = {f"{column} {one.name}" for column, word in WORDS.items() for one in word}
    return (words - NEVER) | set(FLAGS) | ALL_AGES
