"""What can be measured in a run, by name: every check of a claim or figure uses one of these.

A metric is a top summed over rows, divided by a bottom summed over the same rows (or not divided, for a total). Both
are SQL written here. The only values put in: `$represents` (people in the real country), `$people` (simulated people
at the start of the run), `$days` (days the period holds).
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.evidence.departures import DEPARTURE_METRICS
from inminban.evidence.history import HISTORY_METRICS
from inminban.evidence.views import UNPAID, VIEWS, View
from inminban.evidence.years import YEAR_METRICS

SCALE = "$represents::DOUBLE / $people"
A_YEAR = "365.0 / $days"
ONE = "1"


class Metric(NamedTuple):
    """One measurable thing.

    `is_share`: top and bottom count people, so that an interval follows from the counts. `counted`: simulated people
    behind a number brought to the size of the country, from whom its interval follows.
    """

    label: str
    unit: str
    view: str
    top: str
    bottom: str = ""
    is_share: bool = False
    counted: str = ""

    @property
    def place(self) -> View:
        """The view it looks at."""
        return VIEWS[self.view]


METRICS: dict[str, Metric] = {
    # the country
    "represented": Metric(
        "People of the whole country at the middle of the year", "persons", "population", f"people * {SCALE}"
    ),
    # self-criticism
    "sessions_per_week": Metric(
        "Self-criticism sessions attended", "per person and week", "groups", "7.0 * n_sessions", "person_days"
    ),
    "sessions_on_saturday": Metric(
        "Share of sessions held on a Saturday",
        "percent",
        "panel",
        "100.0 * n_sessions * (isodow(day) = 6)::INT",
        "n_sessions",
    ),
    "invented_confessions": Metric(
        "Share of confessions that were invented",
        "percent",
        "groups",
        "100.0 * n_confessed_invented",
        "n_confessed_invented + n_confessed_real",
    ),
    # pay and income
    "pay_in_rice": Metric(
        "State pay of a paid month, in rice at the market price",
        "kg/month",
        "groups_prices",
        "(n_paid > 0)::INT * pay_jon / price",
        "n_paid",
    ),
    "pay_in_cents": Metric(
        "State pay of a paid month, at the market rate",
        "US cents/month",
        "groups_prices",
        "100.0 * (n_paid > 0)::INT * pay_jon / exchange",
        "n_paid",
    ),
    "pay_per_month": Metric("State pay", "won/month", "groups", "pay_jon / 100.0", "people"),
    "pay_of_day": Metric("State pay received on a day", "jon", "panel", "pay_jon"),
    "market_and_lessons": Metric(
        "Earned by trade and private lessons", "won/month", "groups", "(market_jon + lessons_jon) / 100.0", "people"
    ),
    "in_kind": Metric("Grain and vegetables from the workplace", "kg cereal", "households", "in_kind_g / 1000.0"),
    "appearance": Metric(
        "Spent on clothes and make-up for the stage", "won/month", "groups", "appearance_jon / 100.0", "people"
    ),
    "trainees": Metric("Person-months of paid music training", "person-months", "groups", "n_trainees"),
    "tuition": Metric("Paid for private lessons", "won", "groups", "tuition_jon / 100.0"),
    "lessons_income": Metric("Earned by private lessons", "won", "groups", "lessons_jon / 100.0"),
    # artists and talent
    "left_or_tutors": Metric(
        "Artists who stay away from the post or have given lessons",
        "percent",
        "groups",
        "100.0 * n_left_or_tutored",
        "people",
    ),
    "work_minutes_of_groups": Metric("Minutes of work a day", "min/day", "groups", "minutes_work", "person_days"),
    "work_minutes": Metric("Minutes of work at the post", "min/day", "panel_calendar", "minutes_work", ONE),
    "talent_loss": Metric(
        "Skill lost against the best post, as a share of what could be reached",
        "percent",
        "groups",
        "100.0 * lost_skill_sum",
        "skill_sum + lost_skill_sum",
    ),
    # mobilization
    "events_bought": Metric("Political events bought out of", "events", "groups", "n_events_bought"),
    "events_attended": Metric(
        "Share of political events attended, of those demanded",
        "percent",
        "groups",
        "100.0 * n_events_attended",
        "n_events_demanded",
    ),
    "event_minutes": Metric("Time at political events", "min/day", "groups", "minutes_events", "person_days"),
    "rehearsal_minutes": Metric("Time in rehearsals", "min/day", "groups", "minutes_rehearsals", "person_days"),
    "labour_minutes": Metric("Time in labour mobilization", "min/day", "groups", "minutes_labour", "person_days"),
    "collecting_minutes": Metric(
        "Time spent gathering goods", "min/day", "groups", "minutes_collecting", "person_days"
    ),
    "unpaid_minutes": Metric("Unpaid time taken by the state", "min/day", "groups", UNPAID, "person_days"),
    "went": Metric("Call-ups for labour obeyed", "call-ups", "labour", "went"),
    "bought_share": Metric("Share of call-ups bought out of", "percent", "groups", "100.0 * n_bought", "n_called"),
    "buyout_paid": Metric("Paid to be let off labour or goods", "won/month", "groups", "buyout_jon / 100.0", "people"),
    "collected": Metric("Amount gathered by people themselves", "in the good's unit", "goods", "collected"),
    "demanded": Metric("Amount demanded", "in the good's unit", "goods", "demanded"),
    "delivered": Metric("Amount gathered or paid for", "in the good's unit", "goods", "collected + bought"),
    "exported": Metric("Worth of collected goods exported for the Party", "USD", "goods", "exported_cents / 100.0"),
    "market_minutes": Metric("Time at the market", "min/day", "panel", "minutes_market", ONE),
    "unpaid_worth": Metric(
        "Worth of unpaid time, whole country, at local market earnings",
        "million USD/year",
        "groups_prices",
        f"1e-6 * minutes_worth_jon / exchange * {A_YEAR} * {SCALE}",
    ),
    "farm_days_pupils": Metric(
        "Call-ups for labour obeyed", "per person", "groups", "n_went", "person_days::DOUBLE / $days"
    ),
    "money_flow": Metric("Money passed from one account to another", "won", "ledger", "amount / 100.0"),
    # the calendar
    "calendar_event_minutes": Metric("Minutes of political events on the day", "min", "calendar", "event_minutes"),
    "calendar_holidays": Metric("Public holidays", "days", "calendar", "is_holiday::INT"),
    "rehearsed_ahead": Metric(
        "Share of rehearsal days with an event within the next twenty days",
        "percent",
        "calendar",
        "100.0 * (rehearsal_minutes > 0 AND days_ahead = 20 AND events_ahead > 0)::INT",
        "(rehearsal_minutes > 0 AND days_ahead = 20)::INT",
    ),
    "days_off": Metric(
        "Holidays and Sundays", "days/year", "calendar", "365.0 * (is_holiday OR weekday = 6)::INT", ONE
    ),
    # record and penalties
    "standing": Metric("Standing on the record", "basis points", "adults", "standing", ONE),
    "sanctions": Metric("Penalties set", "penalties", "sanctions", ONE),
    "inspections": Metric("Times inspected", "inspections", "groups", "n_inspected"),
    "bribes_to_be_let_off": Metric("Paid to be let off a penalty", "won", "groups", "bribes_jon / 100.0"),
    "in_camp": Metric(
        "People in a labour camp or prison, whole country", "persons", "groups", f"n_in_camp / months * {SCALE}"
    ),
    # belief
    "conviction": Metric("Private conviction", "basis points", "adults", "conviction", ONE),
    "conviction_change": Metric(
        "Change of private conviction over the run", "basis points", "adults", "conviction_change", ONE
    ),
    "spoken_gap": Metric(
        "Conviction as spoken less private conviction",
        "basis points",
        "groups",
        "spoken_sum - conviction_sum",
        "people",
    ),
    "satisfaction": Metric(
        "Satisfaction with one's lot beside the neighbours'", "basis points", "groups", "satisfaction_sum", "people"
    ),
    "media_days": Metric("Days with foreign media", "days", "groups", "n_media_days"),
    # school
    "pupil_levies": Metric("Levies on a pupil paid in cash", "won/month", "groups", "levies_jon / 100.0", "people"),
    "pupil_levies_in_rice": Metric(
        "Levies on a pupil paid in cash, in rice at the market price",
        "kg/month",
        "groups_prices",
        "levies_jon / price",
        "people",
    ),
    "recitation_days": Metric(
        "Share of school days with recitation", "percent", "panel", "100.0 * (minutes_indoctrination > 0)::INT", ONE
    ),
    # figures of surveys and reports
    "informal_income": Metric(
        "Share of household income from trade, lessons and own produce sold, rations counted at the market price",
        "percent",
        "provinces",
        "100.0 * informal_jon",
        "informal_jon + official_jon + ration_g / 1000.0 * price",
    ),
    "bribes_of_spending": Metric(
        "Bribes and buy-outs as a share of household spending",
        "percent",
        "provinces",
        "100.0 * bribes_jon",
        "spent_jon + outlays_jon",
    ),
    "levies_per_household": Metric(
        "Levies of a household paid in cash", "won/month", "provinces", "levies_jon / 100.0", "households"
    ),
    "heavily_taxed": Metric(
        "Share of household-months in which levies, fees, fines and bribes took 30 % of money income or more",
        "percent",
        "household_months",
        "100.0 * (taken_jon >= 0.3 * income_jon)::INT",
        "(income_jon > 0)::INT",
    ),
    "ever_bribed": Metric(
        "People who have paid a bribe this year or the year before",
        "percent",
        "groups",
        "n_bribed_lately",
        "people",
        is_share=True,
    ),
    "traders_who_bribed": Metric(
        "Share of adults with trade income who paid a bribe or bought themselves out",
        "percent",
        "adults",
        "(market_jon > 0 AND bribes_jon > 0)::INT",
        "(market_jon > 0)::INT",
        is_share=True,
    ),
    "ever_traded": Metric(
        "People who have earned at the market this year or the year before",
        "percent",
        "groups",
        "n_traded_lately",
        "people",
        is_share=True,
    ),
    "ever_ration": Metric(
        "People who got a ration this year or the year before",
        "percent",
        "groups",
        "n_ration_lately",
        "people",
        is_share=True,
    ),
    "ever_state_pay": Metric(
        "People who got state pay this year or the year before",
        "percent",
        "groups",
        "n_state_pay_lately",
        "people",
        is_share=True,
    ),
    "ever_media": Metric(
        "People who met foreign media this year or the year before",
        "percent",
        "groups",
        "n_foreign_media_lately",
        "people",
        is_share=True,
    ),
    "not_hungry": Metric(
        "People above the threshold of hunger", "percent", "groups", "people - n_hungry", "people", is_share=True
    ),
    "market_users": Metric(
        "People who trade on a day, whole country",
        "persons/day",
        "panel",
        "(minutes_market > 0)::INT * $represents::DOUBLE",
        ONE,
    ),
    "stall_fees": Metric(
        "Stall fees, whole country",
        "million USD/year",
        "groups_prices",
        f"1e-6 * fees_jon / exchange * {A_YEAR} * {SCALE}",
    ),
    "short_days": Metric(
        "Share of days at the post that end within six hours",
        "percent",
        "panel_calendar",
        "100.0 * (minutes_work BETWEEN 1 AND 359 AND minutes_labour = 0)::INT",
        "(minutes_work > 0 AND minutes_labour = 0)::INT",
    ),
    "august_third": Metric(
        "Paid by those who stay away from the post", "won/month", "groups", "august_third_jon / 100.0", "n_left_post"
    ),
    "ration_delivered": Metric(
        "Ration delivered, over all people", "g/day", "counties", "ration_delivered_g", "people * days"
    ),
    "ration_entitled": Metric(
        "Ration promised by grade, over all people", "g/day", "counties", "ration_entitled_g", "people * days"
    ),
    "rice_price": Metric(
        "Market price of rice", "won/kg", "counties", "price_rice_jon_per_kg / 100.0 * people", "people"
    ),
    "exchange_rate": Metric(
        "Market rate of the dollar", "won/USD", "counties", "exchange_jon_per_usd / 100.0 * people", "people"
    ),
}
METRICS |= {name: Metric(*parts) for name, parts in DEPARTURE_METRICS.items()}
METRICS |= {name: Metric(*parts) for name, parts in HISTORY_METRICS.items()}
METRICS |= {name: Metric(*parts) for name, parts in YEAR_METRICS.items()}
