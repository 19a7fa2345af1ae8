"""The sums of a week, by block of units and then by county."""

from __future__ import annotations

from enum import IntEnum


class Total(IntEnum):
    """Sums over a week. Money in jon, grain in grams, foreign money in cents."""

    SPENT_FOOD = 0
    SPENT_GOODS = 1
    MARKET_PAID = 2  # earned at the market
    GRAIN_PAID = 3  # to households for their grain
    LESSONS_PAID = 4
    TUITION = 5
    BRIBES = 6
    BUYOUT = 7
    BRIBES_PAID = 8  # to officials' households
    AUGUST_THIRD = 9
    FINES = 10
    FEES = 11
    DUES = 12
    LOYALTY = 13
    IN_LIEU = 14  # money instead of goods
    SCHOOL_LEVY = 15
    SUPPORT_PAID = 16
    STATE_PAY = 17
    VOLUNTEER_PAY = 18
    APPEARANCE = 19
    DEBT_PAID = 20
    DEBT_MADE = 21
    CENTS_BOUGHT = 22
    CENTS_SOLD = 23
    CENTS_COST = 24  # jon paid for cents
    CENTS_PROCEEDS = 25  # jon received for cents
    EFFORT = 26
    LESSON_MINUTES = 27
    GRAIN_BOUGHT = 28
    GRAIN_DELIVERED = 29
    RATION_CLAIMED = 30  # promised rations, weighed by precedence
    RATION_GIVEN = 31
    FARM_SHARE = 32
    PLOT = 33
    FORAGED = 34
    IN_KIND = 35
    EATEN = 36
    EATEN_CAMP = 37
    PERSON_DAYS = 38
    MINUTES_LIVED = 39
    TRADERS = 40  # person-days with trade
    INSPECTED = 41
    MEDIA_EVENINGS = 42
    STRIKES = 43
    EVENTS_LOST = 44  # sanctions that did not fit the log: must stay 0
    RATION_ENTITLED = 45  # by the nominal table
    GRAIN_ASKED = 46  # what households would have bought had the stock been large enough
    FARM_MEMBERS = 47  # who live on a farm's share, counted on ration days
    TEACHER_GIFTS = 48
    DOCTOR_GIFTS = 49
    GIFTS_PAID = 50  # to doctors' households


N_TOTALS = 51
CALLED, WENT, BOUGHT, REFUSED, MINUTES = range(5)
DEMANDED, COLLECTED, PAID_INSTEAD, UNMET = range(4)
N_LABOUR, N_GOODS_SUMS = 5, 4  # sums of call-ups and of goods
