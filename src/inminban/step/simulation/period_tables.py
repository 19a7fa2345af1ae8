"""The tables of a month, or of a year's months: people by group, and households by place and fifth of wealth."""

from __future__ import annotations

import numpy as np

from inminban.core.columns import Array
from inminban.core.kinds import Count, Food, Minutes, Won
from inminban.step.groups import CELLS
from inminban.step.month.summaries import FIRST_COUNT, FIRST_LEVEL, FIRST_WON, Level
from inminban.step.simulation.period_sums import Groups, PeriodSums
from inminban.step.tables import Columns, Maker

LEVELS = {
    Level.MINUTES_WORTH: "minutes_worth_jon",
    Level.COULD_EARN: "could_earn_jon",
    Level.CONVICTION: "conviction_sum",
    Level.SPOKEN: "spoken_sum",
    Level.FEAR: "fear_sum",
    Level.STANDING: "standing_sum",
    Level.OUTSIDE_KNOWLEDGE: "outside_knowledge_sum",
    Level.SATISFACTION: "satisfaction_sum",
    Level.NUTRITION: "nutrition_sum",
    Level.HEALTH: "health_sum",
    Level.STRIKES: "strikes_sum",
    Level.SKILL: "skill_sum",
    Level.LOST_SKILL: "lost_skill_sum",
    Level.HUNGRY: "n_hungry",
    Level.LEFT_POST: "n_left_post",
    Level.IN_CAMP: "n_in_camp",
    Level.BRIBED_LATELY: "n_bribed_lately",
    Level.TRADED_LATELY: "n_traded_lately",
    Level.RATION_LATELY: "n_ration_lately",
    Level.FOREIGN_MEDIA_LATELY: "n_foreign_media_lately",
    Level.STATE_PAY_LATELY: "n_state_pay_lately",
    Level.TUTORED_LATELY: "n_tutored_lately",
    Level.TRAINEES: "n_trainees",
    Level.VOCATION: "vocation_sum",
    Level.LEFT_OR_TUTORED: "n_left_or_tutored",
    Level.DISTRUST: "distrust_sum",
    Level.PERCEIVED_SUPPORT: "perceived_support_sum",
    Level.PLOT: "n_plot",
    Level.STALL: "n_stall",
    Level.STREET: "n_street",
    Level.HOME_WORK: "n_home_work",
    Level.SERVICES: "n_services",
    Level.WHOLESALE: "n_wholesale",
    Level.BORDER: "n_border",
    Level.LESSONS: "n_lessons",
    Level.MEASURED: "n_measured",
    Level.STUNTED: "n_stunted",
}
HOUSEHOLD_LEVELS = (
    "households", "people", "cash_jon", "foreign_cents", "debt_jon", "food_g", "on_farm_share", "on_rations",
    "n_gave_teacher", "n_gave_doctor",
)  # fmt: skip


def period_tables(sums: PeriodSums, groups: Groups) -> dict[str, Maker]:
    """The tables `groups` and `households` of the summed months, each with what makes its columns."""
    month = np.datetime64(sums.began.replace(day=1), "D")
    return {
        "groups": lambda: group_columns(month, sums.months, groups),
        "households": lambda: household_columns(month, sums.months, sums.food),
    }


def household_columns(month: np.datetime64, n_months: int, food: Array) -> Columns:
    """Households, their holdings at the end and the grain of all months, by province, settlement and fifth."""
    province, settlement, fifth = np.nonzero(food[:, :, :, 0])
    rows = food[province, settlement, fifth]
    columns = {
        "month": np.full(len(rows), month), "months": np.full(len(rows), n_months),
        "province": province, "settlement": settlement, "wealth_fifth": fifth + 1,
    }  # fmt: skip
    columns |= {name: rows[:, k] for k, name in enumerate(HOUSEHOLD_LEVELS)}
    return columns | {f"{kind.name.lower()}_g": rows[:, len(HOUSEHOLD_LEVELS) + kind] for kind in Food}


def group_columns(month: np.datetime64, n_months: int, groups: Groups) -> Columns:
    """People by group: their minutes, money and counts of all months, and their state at the end.

    A group may have money but no people, if its last member left it during the month.
    """
    province, cell, rows = groups
    settlement, occupation, sex, group, songbun, fifth = np.unravel_index(cell, CELLS)
    columns = {
        "month": np.full(len(rows), month), "months": np.full(len(rows), n_months),
        "province": province, "settlement": settlement, "occupation": occupation, "sex": sex,
        "age_group": group, "songbun": songbun, "wealth_fifth": fifth + 1,
        "people": rows[:, FIRST_LEVEL + Level.PEOPLE], "person_days": rows[:, FIRST_LEVEL + Level.PERSON_DAYS],
    }  # fmt: skip
    columns |= {f"minutes_{kind.name.lower()}": rows[:, kind] for kind in Minutes}
    columns |= {f"{kind.name.lower()}_jon": rows[:, FIRST_WON + kind] for kind in Won}
    columns |= {f"n_{kind.name.lower()}": rows[:, FIRST_COUNT + kind] for kind in Count}
    return columns | {name: rows[:, FIRST_LEVEL + level] for level, name in LEVELS.items()}
