"""What can be measured about those who left and those who were sent abroad: views and metrics by name.

Surveys of people who left are compared with simulated people who left and came to the South, filtered as the survey
was: by year of leaving, sex, province, age. Plain tuples here; `views.py` and `metrics.py` turn them into theirs.
"""

from __future__ import annotations

AGE_GROUP = """CASE WHEN age < 7 THEN '0-6' WHEN age < 14 THEN '7-13' WHEN age < 17 THEN '14-16'
 WHEN age < 30 THEN '17-29' WHEN age < 45 THEN '30-44' WHEN age < 60 THEN '45-59' ELSE '60+' END"""
LEAVER_WORDS = (
    "province", "settlement", "occupation", "sex", "songbun", "education", "motive", "way", "host", "end", "income",
    "year", "arrival_year", "has_arrived", "traded_lately",
)  # fmt: skip
MIDDLES = """(SELECT year(day) AS year, sum(people * (whereabouts = 'china')::INT) AS in_china
 FROM population GROUP BY ALL)"""
MONTHS = "(SELECT *, year(month) AS year FROM postings)"
ALL_HOSTS = "(SELECT month, year(month) AS year, sum(workers) AS workers FROM postings GROUP BY ALL)"
YEARS = """(SELECT year, sum(n) AS n, sum(n * (sex = 'female')::INT) AS women, sum(scaled) AS scaled
 FROM arrivals WHERE is_full GROUP BY ALL)"""
PROVINCES = ("province", "provinces")
ASKED = "(SELECT * FROM leavers WHERE needed_g > 0)"
LIVED_AND_LEFT = f"""(SELECT province, settlement, occupation, sex, songbun, age_group, month, person_days, 0 AS n_left
 FROM groups UNION ALL
 SELECT province, settlement, occupation, sex, songbun, {AGE_GROUP}, date_trunc('month', crossing)::DATE, 0, 1
 FROM leavers)"""
OF_PEOPLE = ("province", "settlement", "occupation", "sex", "songbun", "age_group")

# FROM clause, filters by name, time, clusters, their word
DEPARTURE_VIEWS: dict[str, tuple[str, dict[str, str], str, str, str]] = {
    "leavers": ("leavers", {**{name: name for name in LEAVER_WORDS}, "age_group": AGE_GROUP}, "", *PROVINCES),
    "asked": (ASKED, {**{name: name for name in LEAVER_WORDS}, "age_group": AGE_GROUP}, "", *PROVINCES),
    "lived_and_left": (LIVED_AND_LEFT, {name: name for name in OF_PEOPLE}, "month", *PROVINCES),
    "arrivals": (YEARS, {"year": "year"}, "", "", ""),
    "middles": (MIDDLES, {"year": "year"}, "", "", ""),
    "postings": (MONTHS, {"year": "year", "host": "host"}, "", "host", "host countries"),
    "all_postings": (ALL_HOSTS, {"year": "year"}, "", "", ""),
}

SCALE = "$represents::DOUBLE / $people"
ONE = "1"
HIGH, LOW = 3_333, -3_333  # bp of conviction: the upper and lower third of the scale
FULL_MEALS = 9_500  # bp of the need in a month: three meals a day

# Label, unit, view, top, bottom, whether a share of people, simulated people behind a scaled number
DEPARTURE_METRICS: dict[str, tuple[str, str, str, str, str, bool, str]] = {
    "arrivals": (
        "Arrivals in the South in a year, whole country", "persons/year", "arrivals", "scaled", ONE, False, "n",
    ),
    "women_of_arrivals": (
        "Women among arrivals in the South", "percent", "arrivals", "women", "n", True, "",
    ),
    "from_north_hamgyong": (
        "Arrivals in the South from North Hamgyong", "percent", "leavers",
        "(has_arrived AND province = 'North Hamgyong')::INT", "has_arrived::INT", True, "",
    ),
    "from_border_provinces": (
        "Arrivals in the South from North Hamgyong and Ryanggang", "percent", "leavers",
        "(has_arrived AND province IN ('North Hamgyong', 'Ryanggang'))::INT", "has_arrived::INT", True, "",
    ),
    "people_in_china": (
        "People in China without leave in the middle of a year, whole country", "persons", "middles",
        f"in_china * {SCALE}", ONE, False, "in_china",
    ),
    "months_prepared": (
        "Months of preparation of those who left", "months", "leavers", "months_prepared", ONE, False, "",
    ),
    "political_leavers": (
        "Share of those who left for political reasons", "percent", "leavers", "(motive = 'political')::INT", ONE,
        True, "",
    ),
    "leavers_conviction": (
        "Private conviction on leaving", "basis points", "leavers", "conviction", ONE, False, "",
    ),
    "left_state_only": (
        "Leavers with income from the state only", "percent", "asked", "(income = 'state')::INT", ONE, True, "",
    ),
    "left_private_only": (
        "Leavers with private income only", "percent", "asked", "(income = 'private')::INT", ONE, True, "",
    ),
    "left_both": ("Leavers with income from both", "percent", "asked", "(income = 'both')::INT", ONE, True, ""),
    "left_private": (
        "Leavers with private income, alone or beside state income", "percent", "asked",
        "(income IN ('private', 'both'))::INT", ONE, True, "",
    ),
    "left_three_meals": (
        "Leavers whose household ate its need in the month", "percent", "asked", f"(meals_bp >= {FULL_MEALS})::INT",
        ONE, True, "",
    ),
    "left_ration_lately": (
        "Leavers who got a ration this year or the year before", "percent", "asked", "ration_lately::INT", ONE, True,
        "",
    ),
    "left_bribed_lately": (
        "Leavers who paid a bribe this year or the year before", "percent", "asked", "bribed_lately::INT", ONE, True,
        "",
    ),
    "left_bribed_traders": (
        "Leavers with trade income who paid a bribe this year or the year before", "percent", "asked",
        "(traded_lately AND bribed_lately)::INT", "traded_lately::INT", True, "",
    ),
    "left_bribes_of_spending": (
        "Bribes in the household spending of leavers", "percent", "asked",
        "100.0 * bribes_jon / nullif(spent_jon, 0)", "(spent_jon > 0)::INT", False, "",
    ),
    "left_heavily_bribed": (
        "Leavers with trade income whose household's bribes took over 30 % of its income in the month", "percent",
        "asked", "(traded_lately AND income_jon > 0 AND bribes_jon > 0.3 * income_jon)::INT",
        "(traded_lately AND income_jon > 0)::INT", True, "",
    ),
    "left_media_ever": (
        "Leavers who ever met foreign media", "percent", "asked", "media_ever::INT", ONE, True, "",
    ),
    "left_media_lately": (
        "Leavers who met foreign media this year or the year before", "percent", "asked", "media_lately::INT", ONE,
        True, "",
    ),
    "left_traded": ("Leavers who ever traded", "percent", "asked", "traded_ever::INT", ONE, True, ""),
    "left_phone": ("Leavers with a phone in the house", "percent", "asked", "has_phone::INT", ONE, True, ""),
    "left_high_support": (
        "Leavers in the upper third of the scale of private conviction", "percent", "asked",
        f"(conviction >= {HIGH})::INT", ONE, True, "",
    ),
    "left_low_support": (
        "Leavers in the lower third of the scale of private conviction", "percent", "asked",
        f"(conviction <= {LOW})::INT", ONE, True, "",
    ),
    "workers_abroad": (
        "Workers abroad, whole country, mean of the months", "persons", "all_postings", f"workers * {SCALE}", ONE,
        False, "",
    ),
    "gross_abroad": (
        "Earned by a worker abroad", "USD/month", "postings", "gross_cents / 100.0", "workers", False, "",
    ),
    "kept_abroad": (
        "Held back for a worker abroad", "USD/month", "postings", "kept_cents / 100.0", "workers", False, "",
    ),
    "kept_share_abroad": (
        "Part of what a worker abroad earns that is held back for him", "percent", "postings", "100.0 * kept_cents",
        "gross_cents", False, "",
    ),
    "state_share_abroad": (
        "Part of what workers abroad earn that goes to the state and the managers", "percent", "postings",
        "100.0 * (state_cents + managers_cents)", "gross_cents", False, "",
    ),
    "brought_home": (
        "Brought home by a worker who returns", "USD", "postings", "paid_out_cents / 100.0", "returned", False, "",
    ),
    "returned_workers": ("Workers who came home", "persons", "postings", "returned", "", False, ""),
    "infected_abroad": (
        "Workers abroad who fell ill in the pandemic", "persons", "postings", "infected", "", False, "",
    ),
    "sent_abroad": ("Workers abroad in the months", "person-months", "postings", "workers", "", False, ""),
}  # fmt: skip
