"""The numbers of RULES.md. Chosen so that every rule has work to do; none is an estimate of anything."""

from __future__ import annotations

import numpy as np

SEED = 20_150_105
STREAM_PERSON, STREAM_HOME, STREAM_DAY = 101, 102, 103
DAYS_A_WEEK = 7
MONDAY = 0

# Making the society.
PEOPLE_A_COUNTY, MOST_COUNTIES = 500, 178
SIZES = (1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 8)  # of households, each as likely
ADULT, SCHOOL_AGE, OLD = 17, 7, 65
POST_MINUTES, SCHOOL_MINUTES = 480, 360
SHARE_FREE, SHARE_POST, SHARE_PUPIL = 6_000, 2_500, 500  # [bp] of free time that goes to trade
RATION_POST, RATION_OTHER, RATION_CHILD = 400, 250, 150  # [g/day]
FIRST_PRICE, FIRST_RATE, FIRST_PRICE_OUT = 4_000, 8 << 16, 2_400

# Household.
STOCK_DAYS, RESERVE_DAYS, SHORT_DAYS = 10, 5, 3
OTHER_GOODS = 4  # a quarter of what is beyond the reserve
GRAMS_A_KILOGRAM = 1_000

# Day.
AWAKE, OPEN_MINUTES = 960, 480
TAUGHT = (30, 0, 60, 0, 0, 90, 0)  # [min] by weekday: lecture, study, session
LABOUR = (240, 240, 240, 240, 300, 240, 480)  # [min] of one call-up
CALL_POST = (300, 300, 300, 300, 2_000, 300, 1_000)  # [bp] chance of being called through workplace or school
CALL_UNIT = (800, 800, 800, 800, 800, 800, 1_500)  # [bp] through the neighbourhood unit
ABLE = 3_000  # [bp] nutrition from which people are called
LET_OFF = 3_006_477_107  # 70 % of 2**32
NEED_SHARE = 2_000  # [bp] more trade where food is short
WHOLE = 10_000
HUNGRY = 5_000
LAG = 30
PULL_TAUGHT, PULL_UNPAID = 6_000, 4_000  # [1/1000 bp] an hour
PULL_HUNGER, PULL_BRIBE = 12_000, 3_000  # [1/1000 bp] of a day without food; of a bribe
PULL_COUNTY = 2  # [1/1000 of the distance]
FRACTION_BITS = 20

# County.
SUPPLY = 2_800  # [g] of grain a head that comes to the market in a week
LEAST_PRICE, GREATEST_PRICE = 1_000, 20_000
PRICE_PART = 4  # of the relative lack that price follows in a week
GREATEST_RATE = 1 << 26
OUT_SHARE = 6_000  # [bp] price of a day out as a share of eight hours' earnings
LEAST_OUT, GREATEST_OUT = 300, 5_000  # [g of rice]
GREATEST_EFFORT_OUT = 1 << 20
LEAST_LEFT, GREATEST_CHANCE = 2_500, 9_000

CALLS = np.array([CALL_POST, CALL_UNIT], dtype=np.int64)  # channel, weekday
