"""Whole-number arithmetic used by all rules: shares in basis points, gradual moves, random rounding."""

from __future__ import annotations

from inminban.core.compile.rule import rule

WHOLE = 10_000  # basis points in one
MOST_DOUBLINGS, MOST_HALVINGS = 12, 6


@rule
def share_of(amount: int, basis_points: int) -> int:
    """`basis_points` ten-thousandths of an amount, rounded down."""
    return amount * basis_points // WHOLE


@rule
def part_below(amount: int, value: int, begins: int, full: int) -> int:
    """The part of an amount that applies at a value: none from `begins` up, all at `full`, linear between."""
    return amount * max(begins - value, 0) // max(begins - full, 1)


@rule
def divided_up(amount: int, divisor: int) -> int:
    """An amount divided, rounded up."""
    return -(-amount // divisor)


@rule
def clip(value: int, low: int, high: int) -> int:
    """The value, limited to the bounds."""
    if value < low:
        return low
    if value > high:
        return high
    return value


@rule
def up_to(wanted: int, left: int) -> int:
    """The amount wanted, at most what is left and at least 0."""
    return min(max(wanted, 0), left)


# Dividing many numbers at once by a constant: a processor multiplies eight numbers of 64 bits in one step but divides
# them one by one. Exact, rounded down like `//`, while the amount is within the stated bound; beyond, as at the bound.
MOST_BY_10_000 = 25_000_000_000
MOST_BY_1_000 = 12_000_000_000
MOST_BY_60 = 6_000_000_000
LOW_32_BITS = 2**32 - 1  # no bit beyond is ever set; saying so lets a processor multiply two halves in one step
PART_FOR_10 = 2**40 // 10 + 1


@rule
def ten_thousandth(amount: int) -> int:
    """An amount divided by 10,000, rounded down, for amounts up to 25,000,000,000 either way."""
    sixteenth = max(min(amount, MOST_BY_10_000), -MOST_BY_10_000) >> 4
    return (((sixteenth + 1_562_500_000) & LOW_32_BITS) * 1_759_218_605 >> 40) - 2_500_000


@rule
def thousandth(amount: int) -> int:
    """An amount divided by 1,000, rounded down, for amounts up to 12,000,000,000 either way."""
    eighth = max(min(amount, MOST_BY_1_000), -MOST_BY_1_000) >> 3
    return (((eighth + 1_500_000_000) & LOW_32_BITS) * 2_199_023_256 >> 38) - 12_000_000


@rule
def sixtieth(amount: int) -> int:
    """An amount divided by 60, rounded down, for amounts up to 6,000,000,000 either way: minutes to hours."""
    quarter = max(min(amount, MOST_BY_60), -MOST_BY_60) >> 2
    return (((quarter + 1_500_000_000) & LOW_32_BITS) * 2_290_649_225 >> 35) - 100_000_000


@rule
def tenth(amount: int) -> int:
    """An amount from 0 to 8,000,000 divided by 10, rounded down."""
    return part_of(amount, PART_FOR_10)


@rule
def part_for(divisor: int) -> int:
    """The reciprocal of a divisor in 40 binary places, rounded up; `part_of` divides with it."""
    return (1 << 40) // max(divisor, 1) + 1


@rule
def part_of(amount: int, part: int) -> int:
    """An amount from 0 to 8,000,000 divided, rounded down, where amount times divisor stays below 10**12."""
    return amount * part >> 40


@rule
def toward(value: int, target: int, part: int, least: int) -> int:
    """A value moved part of the way to a target, by at least `least` until it gets there.

    `part` is `part_for` the number of steps the way is divided into, or `part_in` some of them; the step is rounded
    towards zero.
    """
    way = target - value
    step = min(max(part_of(abs(way), part), least), abs(way))
    return value + step if way > 0 else value - step


@rule
def part_in(steps: int, part: int) -> int:
    """The part of a way that so many steps cover, if each covers `part` of what is left; in 40 binary places."""
    left = 1 << 20
    for _ in range(steps):
        left -= left * (part >> 20) >> 20
    return (1 << 40) - (left << 20)


@rule
def nudge(value: int, thousandths: int, luck: int, low: int, high: int) -> int:
    """A value in basis points moved by `thousandths` of a basis point and kept within bounds.

    The fraction is rounded up or down by a random draw (a number below 2**32), so that small daily influences are
    neither lost nor doubled: over many days the mean move is exact.
    """
    fraction = luck * 1_000 >> 32
    return clip(value + thousandth(thousandths + fraction), low, high)


@rule
def of_the_way(thousandths: int, days: int) -> int:
    """Thousandths of a distance covered in some days at so many a day, never more than all of it."""
    return min(thousandths * days, 1_000)


# A year that begins on 1 March ends with the leap day, so that a birthday has the same place in all of them. Years are
# counted from 1 March 1800. Of every fourth year from 1800 to 2199 only 1900 and 2100 have no leap day.
DAYS_OF_FOUR_YEARS = 1_461
PART_OF_FOUR_YEARS = part_for(DAYS_OF_FOUR_YEARS)
START = -69_337  # 1 March 1800
SKIPPED = (-32_813, 40_236)  # 1 March 1900 and 2100, before which a leap day is missing


@rule
def days_with_skipped(day: int) -> int:
    """Days from 1 March 1800 to a day before 2200, if every fourth year had a leap day."""
    return day - START + (day >= SKIPPED[0]) + (day >= SKIPPED[1])


@rule
def age_in_years(day: int, birth_day: int) -> int:
    """Completed years on a day, as the calendar counts them; those born on 29 February become older on 1 March."""
    now, then = days_with_skipped(day), days_with_skipped(birth_day)
    year, birth_year = part_of(now * 4 + 3, PART_OF_FOUR_YEARS), part_of(then * 4 + 3, PART_OF_FOUR_YEARS)
    place, birthday = now - (year * DAYS_OF_FOUR_YEARS >> 2), then - (birth_year * DAYS_OF_FOUR_YEARS >> 2)
    return year - birth_year - (place < birthday)


@rule
def months_of_age(day: int, birth_day: int) -> int:
    """Months of age on a day, each the twelfth part of a year."""
    return max(day - birth_day, 0) * 48 // DAYS_OF_FOUR_YEARS


@rule
def last_birth(day: int, age: int) -> int:
    """The last day of birth of somebody who has completed `age` years on a day."""
    birth = day - age * DAYS_OF_FOUR_YEARS // 4 + 3  # a few days too late
    while age_in_years(day, birth) < age:
        birth -= 1
    return birth


@rule
def doublings(value: int, base: int) -> int:
    """How often `base` must be doubled to reach `value`, at most 12; negative if it must be halved, at least -6."""
    if base <= 0:
        return 0
    count = 0
    for k in range(1, MOST_DOUBLINGS + 1):
        count += 1 if value >= base << k else 0
    for k in range(MOST_HALVINGS):
        count -= 1 if value < base >> k else 0
    return count
