"""The table `margins`: how well the synthetic population meets census figures, one row a cell of every margin.

All margins but the last are of civilians; prisoners count by their former occupation. The last margin counts soldiers.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from inminban.core.columns import Society
from inminban.core.days import day_number
from inminban.core.kinds import Occupation, Settlement, Sex, Songbun
from inminban.population.census import Places
from inminban.population.counting import Civilians, count_civilians
from inminban.population.fitting import Floats
from inminban.population.numbers import Parameters
from inminban.population.plan import WHOLE, Plan
from inminban.rules.assignment import ORDER

Row = tuple[str, str, float, float]
AGE_STEP = 5
OLDEST_GROUP = 80


def make_margins(
    society: Society,
    plan: Plan,
    ages: Floats,
    soldiers: float,
    women_share: float,
    civilian: Places,
    start: date,
    p: Parameters,
) -> dict[str, Any]:
    """The table `margins`: margin, cell, target, made, error (made less target) and the number of people."""
    counted = count_civilians(society, day_number(start))
    n_people = int(counted.ages.sum())
    rows = [
        ("soldiers", "all", soldiers, float(len(society.people) - n_people)),
        *_county_rows(society, counted, civilian, n_people),
        *_age_rows(counted, ages),
        *_household_rows(len(society.households), civilian, n_people, p),
        *_people_rows(counted, n_people, p),
        *_participation_rows(counted, plan, women_share, p),
        *_post_rows(counted, plan, p),
    ]
    return {
        "margin": [row[0] for row in rows],
        "cell": [row[1] for row in rows],
        "target": np.array([row[2] for row in rows]),
        "made": np.array([row[3] for row in rows]),
        "error": np.array([row[3] - row[2] for row in rows]),
        "n_people": np.full(len(rows), n_people, dtype=np.int64),
    }


def largest_errors(margins: dict[str, Any]) -> dict[str, float]:
    """The largest error of every margin, without its sign."""
    names, errors = np.array(margins["margin"]), np.abs(margins["error"])
    return {str(name): float(errors[names == name].max()) for name in dict.fromkeys(margins["margin"])}


def _county_rows(society: Society, counted: Civilians, civilian: Places, n_people: int) -> list[Row]:
    """People by county and sex, county and settlement, and by province."""
    homes = society.households
    share = n_people / float((civilian.men + civilian.women).sum())
    sexes = counted.occupations.sum(axis=2)
    places = np.bincount(
        homes.county.astype(np.int64) * 2 + homes.settlement, weights=homes.n_people - homes.n_away,
        minlength=2 * len(civilian.men),
    )  # fmt: skip
    places = places.reshape(-1, 2)
    rows: list[Row] = []
    for c, name in enumerate(civilian.county_names):
        rows.append(("county", name, float((civilian.men + civilian.women)[c] * share), float(sexes[c].sum())))
    for kind, exact in ((Sex.MALE, civilian.men), (Sex.FEMALE, civilian.women)):
        label = kind.name.lower()
        rows += [
            ("county x sex", f"{name}, {label}", float(exact[c] * share), float(sexes[c, kind]))
            for c, name in enumerate(civilian.county_names)
        ]
    for place, exact in ((Settlement.URBAN, civilian.urban), (Settlement.RURAL, civilian.rural)):
        label = place.name.lower()
        rows += [
            ("county x settlement", f"{name}, {label}", float(exact[c] * share), float(places[c, place]))
            for c, name in enumerate(civilian.county_names)
        ]
    province = np.bincount(civilian.province, weights=sexes.sum(axis=1))
    expected = np.bincount(civilian.province, weights=(civilian.men + civilian.women) * share)
    rows += [
        ("province", name, float(expected[i]), float(province[i])) for i, name in enumerate(civilian.province_names)
    ]
    return rows


def _age_rows(counted: Civilians, ages: Floats) -> list[Row]:
    """People by five-year age group and sex, as carried to the first day; sexes as in the counties of 2008."""
    by_age = counted.ages.sum(axis=(0, 3))
    group = np.minimum(np.arange(by_age.shape[1]), OLDEST_GROUP) // AGE_STEP
    groups = np.minimum(np.arange(ages.shape[1]), OLDEST_GROUP) // AGE_STEP
    rows: list[Row] = []
    for sex in Sex:
        made = np.bincount(group, weights=by_age[sex])
        target = np.bincount(groups, weights=ages[sex]) / ages[sex].sum() * by_age[sex].sum()
        for g, value in enumerate(target):
            label = (
                f"{g * AGE_STEP}+" if g * AGE_STEP == OLDEST_GROUP else f"{g * AGE_STEP}-{g * AGE_STEP + AGE_STEP - 1}"
            )
            rows.append(("age group x sex", f"{label}, {sex.name.lower()}", float(value), float(made[g])))
    return rows


def _household_rows(n_homes: int, civilian: Places, n_people: int, p: Parameters) -> list[Row]:
    """Number of households and their mean size."""
    wanted = n_people * p.households / float((civilian.men + civilian.women).sum())
    return [
        ("households", "number", wanted, float(n_homes)),
        ("household size", "mean", n_people / wanted, n_people / n_homes),
    ]


def _people_rows(counted: Civilians, n_people: int, p: Parameters) -> list[Row]:
    """Origin class, party, schooling, informants, participation: counts of people."""
    rows: list[Row] = []
    total, classes = sum(p.songbun), counted.songbun.sum(axis=0)
    for kind in Songbun:
        rows.append(("songbun", kind.name.lower(), n_people * p.songbun[kind] / total, float(classes[kind])))
    members = float(counted.members.sum())
    rows.append(("party", "members", n_people * p.party_members / p.party_members_of, members))
    graduates, adults = float(counted.graduates.sum()), float(counted.ages[:, :, p.graduate_age :].sum())
    rows.append(("education", "college", adults * p.college / WHOLE, graduates))
    rows.append(("informants", "all", n_people / p.residents_per_informant, float(counted.informants.sum())))
    return rows


def _participation_rows(counted: Civilians, plan: Plan, women_share: float, p: Parameters) -> list[Row]:
    """People at work: the census's participation by sex and age, applied to the ages of the first day."""
    by_age = counted.ages.sum(axis=(0, 1))
    old = float(by_age[p.old_age :].sum()) * p.participation_60 / WHOLE
    ages = plan.ages.sum(axis=0)
    prime = [ages[sex, p.school_last_age + 1 : p.pension_age[sex]].sum() - plan.students[:, sex].sum() for sex in Sex]
    target = prime[0] * (WHOLE - p.men_without_post) / WHOLE + prime[1] * women_share + old
    return [
        ("participation", "16 and over", float(target), float(by_age[:, 1].sum())),
        ("participation", "60 and over", old, float(by_age[p.old_age :, 1].sum())),
    ]


def _post_rows(counted: Civilians, plan: Plan, p: Parameters) -> list[Row]:
    """Posts by occupation; the target of artists is their planned number, and shares are of the other posts."""
    made = counted.occupations.sum(axis=(0, 1))
    n_artists = float(plan.posts[:, Occupation.ARTIST].sum())
    rest = float(plan.posts.sum()) - n_artists
    share = np.array(p.posts, dtype=np.float64) / sum(p.posts)
    rows: list[Row] = []
    for post in ORDER:
        target = n_artists if post == Occupation.ARTIST else rest * share[post]
        rows.append(("occupation", Occupation(post).name.lower(), float(target), float(made[post])))
    return rows
