"""The batch: columns of a group of neighbours during some days, on which the plain loops of the day work.

At the beginning of the days `slots.fill_batch` copies the columns that change from day to day from the people's
records, and the days are planned (`plan`). At the end `slots.write_back` writes the columns back. In between only the
batch is up to date. Nothing else in it is kept.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.column import Column
from inminban.core.columns import MOST_LEVIED, as_records
from inminban.core.compile.ranges import declare
from inminban.core.kinds import N_CHANNELS, N_COUNTS, N_MINUTES, N_WON

CACHE_LINE = 64  # bytes
SIDE_BY_SIDE = 16  # people in one step of the processor; sizes are padded to it, so that loops have no remainder
SLOTS = 1_648  # more than a group or a household has people; chosen so that columns do not compete for cache sets
NOT_CALLED = N_CHANNELS  # the channel of those whom nobody calls up

# State of a person: at the beginning of the days, then updated every evening.
STATE = {
    "conviction": Column("i4", 1, "bp", -10_000, 10_000, "private conviction"),
    "fear": Column("i4", 1, "bp", 0, 10_000, "fear"),
    "perceived_support": Column("i4", 1, "bp", -10_000, 10_000, "conviction that others are thought to have"),
    "distrust": Column("i4", 1, "bp", 0, 10_000, "credit that propaganda has lost with the person"),
    "standing": Column("i4", 1, "bp", -10_000, 10_000, "what the record says"),
    "outside_knowledge": Column("i4", 1, "bp", 0, 10_000, "knowledge of the outside world"),
    "satisfaction": Column("i4", 1, "bp", -10_000, 10_000, "how the person sees their lot"),
    "nutrition": Column("i4", 1, "bp", 0, 10_000, "state of nourishment"),
    "health": Column("i4", 1, "bp", 0, 10_000, "health"),
    "trade_skill": Column("i4", 1, "bp", 0, 10_000, "skill at the market"),
    "effort": Column("i4", 1, "effort", 0, 2**31 - 1, "market effort of this exchange week"),
    "strikes": Column("i4", 1, "", 0, 1_000, "marks on the record that have not lapsed"),
    "days_here": Column("i4", 1, "day", 0, 7, "days of this week at home, of those of school age"),
    "evenings": Column("i4", 1, "", 0, 7, "evenings of this week with foreign media"),
    "taught": Column("i4", 1, "min", 0, 6_720, "indoctrination this week"),
    "unpaid": Column("i4", 1, "min", 0, 6_720, "taken without pay this week"),
    "traded": Column("i4", 1, "min", 0, 6_720, "trade this week"),
    "levied": Column("i4", 1, "tenths of a day's food", 0, MOST_LEVIED, "money taken this week, as a burden"),
}

# What does not change while the household is settled (see `slots.settle`).
PLAN = {
    "place": Column("u4", 1, "", 0, SLOTS - 1, "place of the household in the group"),
    "age": Column("i4", 1, "year", 0, 200, "completed years"),
    "takes_part": Column("i4", 1, "", 0, 1, "at home and of school age"),
    "is_punished": Column("i4", 1, "", 0, 1, "serves a sanction, at home or in camp"),
    "penal": Column("i4", 1, "min", 0, 960, "what it takes of a day"),
    "is_artist": Column("i4", 1, "", 0, 1, "performs, and may give lessons"),
    "channel": Column("i4", 1, "", 0, NOT_CALLED, "through whom the person is called up"),
    "raised": Column("i4", 1, "bp", 0, 110_000, "how far the call rises for the places of those who paid"),
    "is_pupil": Column("i4", 1, "", 0, 1, "pupil or student"),
    "is_at_post": Column("i4", 1, "", 0, 1, "at a post and not paying to stay away"),
    "runs": Column("i4", 1, "", 0, 127, "bits: weekdays of this week on which the workplace runs"),
    "full_day": Column("i4", 1, "min", 0, 960, "a day at the post where the workplace runs"),
    "idle_day": Column("i4", 1, "min", 0, 960, "where it stands still"),
    "session_days": Column("i4", 1, "", 0, 127, "bits: weekdays on which the person attends a self-criticism session"),
    "in_games": Column("i4", 1, "", 0, 1, "trains for the mass games in their season"),
    "is_first_adult": Column("i4", 1, "", 0, 1, "the adult who acts for the household"),
    "owes": Column("i4", 1, "", 0, 7, "bits: owes goods as household, pupil, worker"),
    "practice": Column("i4", 1, "min", 0, 960, "a day's practice of a trainee"),
    "plot_minutes": Column("i4", 1, "min", 0, 960, "work that the plot wants in a day, of who does it"),
    "may_forage": Column("i4", 1, "", 0, 3, "bit of the homes (`is_low` or `is_short`) that sends the person foraging"),
    "wanted": Column("i4", 1, "min", 0, 960, "a day's work at the livelihood, 0 for those who have none"),
    "wanted_in_need": Column("i4", 1, "min", 0, 960, "the same while food is short"),
    "in_market": Column("i4", 1, "", 0, 1, "works at the market, and so only while that is open"),
    "patrol": Column("i4", 1, "per million", 0, 1_000_000, "chance of being stopped on a day at work"),
    "has_stall": Column("i4", 1, "", 0, 1, "has a stall in the general market"),
    "teaches": Column("i4", 1, "", 0, 1, "lives by private lessons"),
    "is_reached": Column("i4", 1, "", 0, 1, "has anybody to get foreign media from, and is of age"),
    "away_work": Column("i4", 1, "min", 0, 960, "service or work of who is away"),
    "away_study": Column("i4", 1, "min", 0, 960, "study there"),
    "has_phone": Column("i4", 1, "", 0, 1, "a phone in the house"),
    "yields": Column("i4", 1, "bp", 0, 20_000, "part of a downward pull that moves one like this"),
    "voice": Column("i4", 1, "bp", -10_000, 10_000, "conviction as a parent speaks of it at home"),
    "talk": Column("i4", 1, "bp", -10_000, 10_000, "mean of what the adults of the household say at home"),
    "sees": Column("i4", 1, "bp", 0, 20_000, "part of the gap between claim and life that the person sees"),
    "conforms": Column("i4", 1, "bp", 0, 20_000, "how far the person leans toward the opinion of all"),
    "discounts": Column("i4", 1, "bp", 0, 200_000, "how far public words are discounted, of distrust"),
    "has_friends": Column("i4", 1, "", 0, 1, "trusts people beyond the close family"),
    "serves": Column("i4", 1, "", 0, 1, "in the army, where belief is taught too"),
    "hidden_doubt": Column("i4", 1, "bp", 0, 20_000, "doubt that this parent keeps back at home"),
    "gain": Column("i4", 1, "bp", 0, 100_000, "what an hour of the livelihood counts beside an ordinary hour"),
    "lot": Column("i4", 1, "percent", -100, 300, "wealth per head beyond or below the neighbours' mean"),
}

# What is done and drawn on one day.
DAY = {
    "duty": Column("u4", 4, "", 0, 2**32 - 1, "luck of the day"),
    "week": Column("u4", 4, "", 0, 2**32 - 1, "luck of the week"),
    "session": Column("u4", 4, "", 0, 2**32 - 1, "luck of the day: events and sessions"),
    "levy": Column("u4", 4, "", 0, 2**32 - 1, "luck of a Sunday: goods that are levied"),
    "want": Column("i4", 1, "", 0, 15, "bits: what the household lacks this morning, and whether it has a player"),
    "to_do": Column("i4", 1, "", 0, 63, "bits: what this part of the day has in store beyond its minutes"),
    "labour": Column("i4", 1, "min", 0, 960, "of a call-up that is followed"),
    "left": Column("i4", 1, "min", 0, 960, "left of the day after duties"),
    "kept": Column("i4", 1, "min", 0, 960, "of the duties, what is work at the post, lessons or paid labour"),
    "free": Column("i4", 1, "min", 0, 960, "free for trade"),
    "lapses": Column("i4", 1, "", 0, 1_000, "strikes that lapse this evening"),
    "intake": Column("i4", 1, "bp", 0, 10_000, "what was eaten this week, as a share of need"),
}

# Sums until the days are over.
KEPT = {
    "id": Column("i8", 1, "", 0, 2**62, "permanent number"),
    "has_offended": Column("i4", 1, "", 0, 1, "has a real offence to confess or to hide"),
    "is_due": Column("i4", 1, "", 0, 1, "the record must be looked at this evening"),
    "has_traded": Column("i4", 1, "", 0, 1, "has traded on one of the days"),
    "minutes": Column("i4", N_MINUTES, "min", 0, 6_720, "waking minutes of these days by use"),
    "cell": Column("i4", 1, "", 0, 100_000, "group of people to which the money of these days is added"),
    "won": Column("i8", N_WON, "jon", 0, 2**62, "money of these days by source and purpose"),
    "counts": Column("i4", N_COUNTS, "", 0, 255, "events of these days"),
}

HOMES = {
    "is_settled": Column("i4", 1, "", 0, 1, "what follows here holds until the last day that is lived"),
    "adult": Column("i4", 1, "row", -1, 2**31 - 1, "first adult at home"),
    "free_adult": Column("i4", 1, "row", -1, 2**31 - 1, "first adult at home without a post"),
    "of_farm": Column("i8", 1, "", 0, 1, "its dependants live on a farm's share"),
    "eats_apart": Column("i4", 1, "", 0, 1, "a member is away, in camp or in prison"),
    "confined": Column("i8", 1, "", 0, 1_000, "members in camp or in prison"),
    "need": Column("i8", 1, "g", 0, 2**31 - 1, "grain for a day for those at home"),
    "food_cost": Column("i8", 1, "jon", 0, 2**40, "what that costs this week"),
    "shopping": Column("i4", 1, "", 0, 6, "day on which the household shops: number of the household modulo 7"),
    "possessions": Column("i8", 1, "", 0, 12, "bits of `want` that do not depend on the food in the house"),
    "lacks": Column("i8", 1, "", -1, 15, "what the household lacks this morning; the members' `want`"),
    "has_news": Column("i8", 1, "", 0, 1, "lacks something else than yesterday"),
    "food": Column("i8", 1, "g", 0, 2**62, "grain in the house"),
    "eaten": Column("i8", 1, "g", 0, 2**40, "grain eaten on these days"),
    "needed": Column("i8", 1, "g", 0, 2**40, "grain needed on these days"),
}
IS_SHORT, IS_LOW, IS_IN_DEBT, HAS_PLAYER = 1, 2, 4, 8  # bits of `want`: food for few days, for fewer, debts, a player
NOTHING = 0
# Bits of `to_do`, of duties: a sanction is served; absent from school, post, event; a session after an offence; paid
# out of the event.
PUNISHED, MISSED_SCHOOL, MISSED_POST, MISSED_EVENT, CONFESSES, LET_OFF = 1, 2, 4, 8, 16, 32
# Of the own time: may gather wild plants, may give lessons, is on stage; pays for a stall, is stopped, watches.
FORAGES, TEACHES, PERFORMS, STALL, STOPPED, WATCHES = 1, 2, 4, 8, 16, 32


def batch_type(slots: int = SLOTS, homes: int = SLOTS) -> np.dtype[Any]:
    """Record of one group: one slot a person, then one place a household.

    `session_weekdays` bits: weekdays on which anybody of the group has a session.
    """
    columns = STATE | PLAN | DAY | KEPT
    fields: list[Any] = [
        (name, column.dtype, (column.width, slots) if column.width > 1 else (slots,))
        for name, column in columns.items()
    ]
    fields += [(name, column.dtype, (homes,)) for name, column in HOMES.items()]
    fields += [("session_weekdays", "i8")]
    return declare(np.dtype(fields, align=True), columns)


def make_batch() -> Any:
    """An empty batch whose columns begin on cache lines."""
    kind = batch_type()
    room = np.empty(kind.itemsize + CACHE_LINE, dtype=np.uint8)
    room.fill(0)  # unlike `zeros` this allocates every page: the first access to an unallocated page is slow
    start = -room.ctypes.data % CACHE_LINE
    return as_records(room[start : start + kind.itemsize].view(kind))[0]
