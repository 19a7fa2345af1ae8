"""The parts of time, money and grain on the page: measures, with short labels for tables and charts."""

from __future__ import annotations

TIME_TAKEN = {
    "event_time": "political events",
    "rehearsal_time": "rehearsals",
    "session_time": "self-criticism",
    "indoctrination_time": "study and recitation",
    "labour_time": "labour call-ups",
    "collecting_time": "collecting goods",
    "penal_time": "punishment",
}
"""The parts of `time_taken`."""

MONEY_IN = {
    "state_pay": "state pay",
    "pension": "pension",
    "trade_income": "market",
    "grain_income": "grain sold",
    "lessons_income": "private lessons given",
    "bribes_received": "bribes taken",
    "teachers_support": "support from parents",
    "doctors_gifts": "gifts from patients",
}
"""The parts of `money_income`."""

MONEY_TAKEN = {
    "levies": "levies",
    "stall_fees": "stall fees",
    "buyout_paid": "buying out of call-ups",
    "august_third_paid": "August 3rd money",
    "bribes": "bribes to lighten penalties",
    "fines": "fines",
}
"""The parts of `money_taken`."""

OWN_SPENDING = {
    "tuition": "private lessons taken",
    "appearance": "clothes for the stage",
    "gifts": "gifts to doctors and teachers",
}
"""Money spent that the state does not take."""

GRAIN_IN = {
    "ration": "state ration",
    "farm_share": "farm share",
    "in_kind": "in kind from work",
    "plot_food": "plot and foraging",
    "bought_food": "bought",
}
GRAIN_OUT = {"sold_food": "sold", "levied_food": "levied", "eaten_food": "eaten", "needed_food": "needed"}

HEADLINE = ("factory_worker", "farmer", "housewife", "pupil", "artist", "office_worker", "official")
"""The occupations of the first table."""

ADULTS = "civilians of 17 and over"
"""Name on the page of the catalogue's population `adults`, where a chart or table is not by occupation."""

LABOUR = "labour_and_collecting_time"
"""Unpaid labour and collecting: the measure by which rich and poor are compared."""

FAMINE = range(1993, 2001)
"""The years of the famine, as the published estimates count them."""
