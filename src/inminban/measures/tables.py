"""The tables that measures read: each a fixed FROM clause with its groups and times.

Nothing from a file or a user ever becomes SQL: a question names a group, and the SQL of the group is defined here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inminban.measures.followed import ADULTS, FOLLOWED_AT_HOME, HOUSEHOLD_MONTHS
from inminban.measures.money_months import KEPT, MONEY_MONTHS
from inminban.measures.price_record import beside_record
from inminban.measures.shared import INFORMAL, MONEY_TAKEN, OWN_SPENDING, age_group

TIMES_OF = {
    "month": ("year", "month"),
    "week": ("year", "month", "week"),
    "day": ("year", "month", "week", "day"),
    "year": ("year",),
    "": (),
}


CLUSTERS = {
    "province": "provinces",
    "county": "counties",
    "household": "sampled households",
    "host": "host countries",
}


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table or join of a run that measures read.

    `time` is SQL for the date of a row ("" if rows have none) and `time_kind` the period of a row. `cluster` is the
    group between whose members a mean varies. `people` is SQL for the number of simulated people in some rows ("": the
    number a share or a count is made of); with `is_repeated` the same people are in every month, week or middle of a
    year. `has_months`: a row sums `months` months: one, or twelve outside the detailed year of a long run.
    `counts_lived_months`: a month without rows counts as a month with nothing. `sample`: a condition that holds unless
    an occupation is named. `needs`: names of small results that a run keeps for it, each with its query.
    `is_of_all_years`: a check looks at all years of a long run, not at one.
    """

    row: str
    source: str
    groups: dict[str, str] = field(default_factory=dict)
    time: str = ""
    time_kind: str = ""
    cluster: str = ""
    people: str = ""
    is_repeated: bool = False
    has_months: bool = False
    counts_lived_months: bool = False
    sample: str = ""
    needs: Mapping[str, str] = field(default_factory=dict)
    is_of_all_years: bool = False
    covers: str = ""

    @property
    def cluster_word(self) -> str:
        """The clusters in words; "" if there are none."""
        return CLUSTERS.get(self.cluster, "")

    @property
    def is_of_followed(self) -> bool:
        """Whether some of its rows are of people whom a run follows; a run for measures only follows nobody."""
        return "panel" in self.source

    @property
    def times(self) -> tuple[str, ...]:
        """The times by which its measures can be given, longest first."""
        return TIMES_OF[self.time_kind]

    def sql_of(self, name: str) -> str:
        """SQL of a group or time; KeyError if the table has none of that name."""
        if name in self.groups:
            return self.groups[name]
        if name not in self.times:
            raise KeyError(name)
        return {
            "year": f"year({self.time})",
            "month": f"date_trunc('month', {self.time})::DATE",
            "week": self.time if self.time_kind == "week" else f"date_trunc('week', {self.time})::DATE",
            "day": self.time,
        }[name]


def same(*names: str) -> dict[str, str]:
    """Groups that are columns of the same name."""
    return {name: name for name in names}


PERSON = same("province", "settlement", "occupation", "sex", "age_group", "songbun", "wealth_fifth")
FOLLOWED = "people followed day by day: a sample of whole households; with a named occupation also the extra artists"

PANEL = "panel JOIN panel_people USING (person)"
PANEL_DAYS = {
    **same("province", "settlement", "occupation", "sex", "songbun", "wealth_fifth", "is_trainee"),
    "age_group": age_group("age"),
    "went": "n_went > 0",
    "weekday": "isodow(day) - 1",
    "is_school_day": "minutes_school > 0",
    "is_holiday": "is_holiday",
    "has_event": "event_minutes > 0",
    "has_rehearsal": "rehearsal_minutes > 0",
}
CALENDAR = """(SELECT day, weekday, event_minutes, rehearsal_minutes, is_holiday,
 strftime(day, '%m-%d') AS month_day, campaigns,
 coalesce(sum(event_minutes) OVER (ORDER BY day ROWS BETWEEN 1 FOLLOWING AND 20 FOLLOWING), 0) AS events_ahead,
 count(*) OVER (ORDER BY day ROWS BETWEEN 1 FOLLOWING AND 20 FOLLOWING) AS days_ahead FROM calendar)"""

COVERED = """FROM (SELECT DISTINCT province, month, months FROM groups) s JOIN counties c
 ON c.province = s.province AND c.week >= s.month AND c.week < s.month + to_months(s.months::INT) GROUP BY ALL"""
"""Weeks of counties for each row of `groups`: those of its month, or of the whole year if the row sums a year."""
DOLLARS_OF_GROUPS = "dollars_of_groups"
DOLLARS = f"""SELECT s.province, s.month, sum(c.people)::DOUBLE
 / sum(c.people / nullif(c.exchange_jon_per_usd, 0)::DOUBLE) AS usd_jon {COVERED}"""
IN_DOLLARS = f"groups JOIN {DOLLARS_OF_GROUPS} USING (province, month)"
"""Groups with the price of a dollar in jon: a harmonic mean, since money is divided by it."""
OF_PEOPLE = f"""SELECT province, month, months, sum(pay_jon + support_jon) AS official_jon,
 sum({INFORMAL}) AS informal_jon, sum(levies_jon) AS levies_jon, sum(bribes_jon + buyout_jon) AS bribes_jon,
 sum({MONEY_TAKEN} + {OWN_SPENDING}) AS outlays_jon FROM groups GROUP BY ALL"""
OF_HOUSEHOLDS = """SELECT province, month, sum(households) AS households, sum(ration_g + in_kind_g) AS ration_g,
 sum(people) AS people FROM households GROUP BY ALL"""
OF_COUNTIES = f"""SELECT s.province, s.month, sum(c.spent_food_jon + c.spent_goods_jon) AS spent_jon,
 sum(c.price_rice_jon_per_kg * c.people)::DOUBLE / sum(c.people) AS price {COVERED}"""
BUDGETS = f"""({OF_PEOPLE}) JOIN ({OF_HOUSEHOLDS}) USING (province, month)
 JOIN ({OF_COUNTIES}) USING (province, month)"""

TURNS = f"""(SELECT *, {age_group("age")} AS age_group, (event = 'death' AND detail = 1) AS is_of_hunger
 FROM life_events)"""
LEAVER = same(
    "province", "settlement", "occupation", "sex", "songbun", "education", "motive", "way", "host", "income",
    "arrival_year", "has_arrived", "traded_lately",
) | {"age_group": age_group("age"), "end": '"end"'}  # fmt: skip

TABLES: dict[str, Table] = {
    "groups": Table(
        row="people of one month who share province, settlement, occupation, sex, age, origin class and wealth fifth",
        source="groups",
        groups=PERSON,
        time="month",
        time_kind="month",
        cluster="province",
        people="sum(people)",
        is_repeated=True,
        has_months=True,
    ),
    "money_months": Table(
        row="money of people in one month, with the prices of that month in their province",
        source=MONEY_MONTHS,
        needs=KEPT,
        groups=PERSON,
        time="month",
        time_kind="month",
        cluster="province",
        people="sum(people)",
        is_repeated=True,
        covers="everybody in months that the run keeps, the people followed month by month in other years of a long "
        "run",
    ),
    "groups_in_dollars": Table(
        row="the same people, with the market rate of the dollar in their province and time",
        source=IN_DOLLARS,
        needs={DOLLARS_OF_GROUPS: DOLLARS},
        groups=PERSON,
        time="month",
        time_kind="month",
        cluster="province",
        people="sum(people)",
        is_repeated=True,
        has_months=True,
    ),
    "households": Table(
        row="households of one month who share province, settlement and wealth fifth",
        source="households",
        groups=same("province", "settlement", "wealth_fifth"),
        time="month",
        time_kind="month",
        cluster="province",
        people="sum(people)",
        is_repeated=True,
        has_months=True,
        covers="all members of households, those in the army or abroad too",
    ),
    "budgets": Table(
        row="money and grain of a province in one month",
        source=BUDGETS,
        groups=same("province"),
        time="month",
        time_kind="month",
        cluster="province",
        people="sum(people)",
        is_repeated=True,
        has_months=True,
        covers="all households",
    ),
    "counties": Table(
        row="one county in one exchange week",
        source="counties",
        groups=same("province", "county"),
        time="week",
        time_kind="week",
        cluster="county",
        people="sum(people)",
        is_repeated=True,
        covers="people at home",
    ),
    "labour": Table(
        row="call-ups of one week, province, channel and task",
        source="labour",
        groups=same("province", "channel", "task"),
        time="week",
        time_kind="week",
        cluster="province",
        covers="all call-ups of simulated people",
    ),
    "goods": Table(
        row="goods demanded in one week and province",
        source="goods",
        groups=same("province", "good"),
        time="week",
        time_kind="week",
        cluster="province",
        covers="all goods demanded of simulated people",
    ),
    "ledger": Table(
        row="what passed from one account to another in one week",
        source="ledger",
        groups=same("unit", "from_account", "to_account", "item"),
        time="week",
        time_kind="week",
        covers="all money, grain and foreign money of the model",
    ),
    "balances": Table(
        row="what an account held at the end of one week",
        source="balances",
        groups=same("unit", "account"),
        time="week",
        time_kind="week",
        covers="all accounts of the model",
    ),
    "sanctions": Table(
        row="one penalty set on one person",
        source="sanctions",
        groups=same("province", "occupation", "sex", "wealth_fifth", "step", "is_political", "is_bought_down"),
        time="day",
        time_kind="day",
        cluster="province",
    ),
    "panel": Table(
        row="one day of one person followed day by day",
        source=f"{PANEL} JOIN (SELECT day, event_minutes, rehearsal_minutes, is_holiday FROM calendar) USING (day)",
        groups=PANEL_DAYS,
        time="day",
        time_kind="day",
        cluster="household",
        people="count(DISTINCT person)",
        sample="is_drawn",
        covers=FOLLOWED,
    ),
    "followed_adults": Table(
        row="one civilian of 17 and over followed day by day, as on the last day",
        source=ADULTS,
        groups={
            **same("province", "settlement", "occupation", "sex", "songbun", "wealth_fifth"),
            **same("unpaid_half", "nutrition_quarter", "knowledge_quarter", "attendance"),
        },
        cluster="household",
        people="count(*)",
        covers="civilians of 17 and over in the sample followed day by day",
    ),
    "household_months": Table(
        row="one month of one household followed day by day",
        source=HOUSEHOLD_MONTHS,
        groups=same("province", "settlement"),
        time="month",
        time_kind="month",
        cluster="household",
        people="sum(people)",
        is_repeated=True,
        covers="households in the sample followed day by day",
    ),
    "panel_months": Table(
        row="one month of one person followed through the whole run",
        source=FOLLOWED_AT_HOME,
        groups=same("province", "settlement", "occupation", "sex", "songbun", "wealth_fifth"),
        time="month",
        time_kind="month",
        cluster="household",
        people="count(DISTINCT person)",
        is_of_all_years=True,
        covers="people at home in the sample followed through the whole run",
    ),
    "calendar": Table(
        row="one day of the state's calendar",
        source=CALENDAR,
        groups=same("month_day", "is_holiday", "weekday"),
        time="day",
        time_kind="day",
        covers="the days of the calendar",
    ),
    "population": Table(
        row="people in the middle of one year by province, sex, age and whereabouts",
        source="population",
        groups={**same("province", "sex", "whereabouts")},
        time="day",
        time_kind="year",
        cluster="province",
        people="sum(people)",
        is_repeated=True,
    ),
    "life_events": Table(
        row="one turn in one person's life",
        source=TURNS,
        groups=same("province", "occupation", "sex", "age_group", "is_of_hunger"),
        time="day",
        time_kind="day",
        cluster="province",
    ),
    "leavers": Table(
        row="one crossing of the border, or flight from a posting",
        source="leavers",
        groups=LEAVER,
        time="crossing",
        time_kind="day",
        cluster="province",
        is_of_all_years=True,
        covers="those who left without leave, with the answers a survey would get on that day",
    ),
    "asked": Table(
        row="the same, of grown people from households that had to be fed",
        source="(SELECT * FROM leavers WHERE needed_g > 0 AND is_grown)",
        groups=LEAVER,
        time="crossing",
        time_kind="day",
        cluster="province",
        is_of_all_years=True,
        covers="those who left without leave from a household at home, with the answers a survey would get on that day",
    ),
    "arrivals": Table(
        row="arrivals in South Korea in one full year, by sex",
        source="(SELECT *, make_date(year, 7, 1) AS middle FROM arrivals WHERE is_full)",
        groups=same("sex"),
        time="middle",
        time_kind="year",
        is_of_all_years=True,
        covers="arrivals in full years",
    ),
    "postings": Table(
        row="workers in one host country in one month",
        source="postings",
        groups=same("host"),
        time="month",
        time_kind="month",
        cluster="host",
        people="sum(workers)",
        is_repeated=True,
        counts_lived_months=True,
        is_of_all_years=True,
        covers="workers the state sends abroad",
    ),
    "dishes": Table(
        row="one kind of dish laid down for the soldiers' boxes",
        source="(SELECT DISTINCT dish FROM panel_people)",
        covers="neighbourhood units with people followed day by day",
    ),
    "units": Table(
        row="one neighbourhood unit with people followed day by day",
        source="""(SELECT province, county, unit, count(DISTINCT dish) AS dishes, count(*) AS people
 FROM panel_people GROUP BY ALL)""",
        groups=same("province"),
        cluster="province",
        people="sum(people)",
        covers="neighbourhood units with people followed day by day",
    ),
    "price_record": Table(
        row="one recorded price and the model's of that week in Pyongyang",
        source=beside_record(),
        time="day",
        time_kind="day",
        is_of_all_years=True,
        covers="markets of Pyongyang, August 2009 to 2017 without the months after the currency reform",
    ),
}
