"""Weeks and months of which a run has only some days, at its ends: what happens in them is in proportion to the days.

Numbers that say how much is done, moved or expected in a whole week or month are multiplied by the share of its days,
rounded down. Whole weeks and months are not touched.
"""

from __future__ import annotations

from inminban.core.arithmetic import WHOLE
from inminban.core.days import DAYS_OF_WEEK
from inminban.step.context import Rules
from inminban.step.month.births_and_deaths import VitalTables

Names = dict[str, tuple[str, ...]]
WEEKLY: Names = {
    "prices": ("memory", "sales_memory", "pay_memory", "adjustment", "greatest_step", "purchases"),
    "county_market": (
        "adjustment", "outbidding", "import_share", "carried", "most_for_state_grain", "most_for_imports",
        "earnings_memory", "enterprise_spending",
    ),
}  # fmt: skip
MONTHLY: Names = {
    "mortality": ("hunger_worst", "illness_worst"),
    "livelihoods": ("weighs", "in_need"),
    "growth": ("by_diet", "by_hunger", "made_up"),
    "leaving": ("given_up", "passable", "watched", "banished"),
    "way_south": ("onward", "from_posting", "sent_back", "goes_home"),
    "remittances": ("transfers", "put_by"),
    "work_abroad": (
        "gross", "witness_gross", "learned", "disillusion", "watched", "flight_intent", "flight", "infection",
        "order_conviction", "order_fear",
    ),
}  # fmt: skip
TALK: Names = {"leaving": ("hunger", "debt", "poor", "doubt", "relative")}
"""Chances of a year that are drawn in one month, another one for each neighbourhood unit."""


def scaled_rules(rules: Rules, names: Names, part: int, whole: int) -> Rules:
    """The rules with these numbers, or each number of a list, times part / whole."""
    for institution, chosen in names.items():
        numbers = getattr(rules, institution)
        scaled = {name: scaled_number(getattr(numbers, name), part, whole) for name in chosen}
        rules = rules._replace(**{institution: numbers._replace(**scaled)})
    return rules


def scaled_number(value: int | tuple[int, ...], part: int, whole: int) -> int | tuple[int, ...]:
    """A number, or each of a list, times part / whole, rounded down."""
    return tuple(one * part // whole for one in value) if isinstance(value, tuple) else value * part // whole


def part_of_week(rules: Rules, days: int) -> Rules:
    """The rules for a settlement after so many days."""
    if days == DAYS_OF_WEEK:
        return rules
    rules = scaled_rules(rules, WEEKLY, days, DAYS_OF_WEEK)
    p = rules.county_market
    return rules._replace(county_market=p._replace(keep=kept_after(p.keep, days)))


def kept_after(keep: int, days: int) -> int:
    """Part (bp) of their won that wholesalers keep after so many days, if they keep `keep` after a week.

    On a Monday, once earnings are paid, they hold the working money alone; each day adds a seventh of what they will
    pay out for the week.
    """
    working, paid_out = DAYS_OF_WEEK * keep, days * (WHOLE - keep)
    return working * WHOLE // max(working + paid_out, 1)


def part_of_month(rules: Rules, days: int, of_month: int, is_first: bool = False) -> Rules:
    """The rules for the end of a month of which the run has so many days.

    In the first month everybody weighs leaving, which makes those who prepare already at the start: not in proportion.
    """
    if days == of_month:
        return rules
    rules = scaled_rules(rules, MONTHLY, days, of_month)
    return rules if is_first else scaled_rules(rules, TALK, days, of_month)


def part_of_tables(tables: VitalTables, days: int, of_month: int) -> VitalTables:
    """Chances of death and birth in a month of which the run has so many days."""
    if days == of_month:
        return tables
    return VitalTables(tables.deaths * days // of_month, tables.births * days // of_month)
