"""What witnesses say of before and after: the same people's state in some years against others. Plain tuples by name.

Groups and counties keep every year of a long run, so that a check names the years it sets against each other.
"""

from __future__ import annotations

from inminban.evidence.history import STARVED

ONE = "1"
YEARS = "(SELECT *, year(month) AS year FROM groups)"
RATIONS = "(SELECT *, year(week) AS year FROM counties)"
ELDEST = "(SELECT *, year(month) AS year FROM panel_months WHERE is_drawn AND whereabouts = 'home')"
DISHES = "(SELECT DISTINCT dish FROM panel_people)"
UNITS = """(SELECT province, county, unit, count(DISTINCT dish) AS dishes FROM panel_people GROUP BY ALL)"""
PERSON = ("province", "settlement", "occupation", "sex", "songbun", "wealth_fifth", "age_group", "year")
PROVINCES = ("province", "provinces")

# FROM clause, filters by name, time, clusters, their word, whether all years are looked at, whether rows add up months
YEAR_VIEWS: dict[str, tuple[str, dict[str, str], str, str, str, bool, bool]] = {
    "years": (YEARS, {name: name for name in PERSON}, "", *PROVINCES, True, True),
    "ration_years": (RATIONS, {"province": "province", "year": "year"}, "", *PROVINCES, True, False),
    "deaths": (STARVED, {"year": "year", "province": "province"}, "", *PROVINCES, True, False),
    "homes_of_years": (ELDEST, {"year": "year"}, "", "household", "sampled households", True, False),
    "dishes": (DISHES, {}, "", "", "", False, False),
    "units": (UNITS, {}, "", *PROVINCES, False, False),
}

# Label, unit, view, top, bottom, whether a share of people
YEAR_METRICS: dict[str, tuple[str, str, str, str, str, bool]] = {
    "hungry_of_years": ("People below the threshold of hunger", "percent", "years", "n_hungry", "people", True),
    "ration_of_years": (
        "Ration delivered, over all people", "g/day", "ration_years", "ration_delivered_g", "people * days", False,
    ),
    "deaths_of_hunger": (
        "Part of all deaths that hunger brought about", "percent", "deaths", "100.0 * of_hunger", ONE, False,
    ),
    "conviction_of_years": ("Private conviction", "basis points", "years", "conviction_sum", "people", False),
    "distrust_of_years": (
        "Credit that propaganda has lost", "basis points", "years", "distrust_sum", "people", False,
    ),
    "exposed_of_years": (
        "Real offences that came out", "per 1,000 days", "years", "1000.0 * n_exposed", "person_days", False,
    ),
    "kept_back_at_home": (
        "Doubt that the eldest keeps back at home", "basis points", "homes_of_years", "hidden_doubt", ONE, False,
    ),
    "dishes": ("Dishes laid down for the soldiers' boxes", "dishes", "dishes", ONE, "", False),
    "dishes_of_unit": ("Dishes laid down for one neighbourhood unit", "dishes", "units", "dishes", ONE, False),
}  # fmt: skip
