"""Marriage: women around 25, men after the army, mostly within the county and of a similar class.

Once a year single women decide whether they marry; each takes the man whose age and class fit best of those who are
free where she looks. Whoever comes from a family of which somebody left the country or was punished for a political
offence counts as one class lower. Children have their father's class. Leaves out divorce, which courts seldom granted,
and matches made by the organisations.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.days import DAYS_OF_YEAR
from inminban.core.kinds import Marital, Songbun
from inminban.core.random import bell, is_lucky


class Parameters(NamedTuple):
    """parameters/marriage.toml"""

    women_first_age: int  # [years of age]
    women_peak_age: int  # [years of age] at which most of the unmarried marry within a year
    women_peak: int  # [bp] of unmarried women of that age who marry within a year
    women_last_age: int  # [years of age] after which none marries
    men_first_age: int  # [years of age]
    men_last_age: int  # [years of age]
    husband_older: int  # [count] years by which a woman wishes her husband to be older, mean
    husband_older_spread: int  # [count] years, standard deviation
    widest: int  # [count] years by which a match may miss the wish, classes counted in
    other_class: int  # [count] years of age that one step between classes weighs like
    remarriage: int  # [bp] chance of the widowed and divorced relative to those of their age who never married
    across: int  # [bp] of women who look in another county of their province
    with_parents: int  # [bp] of couples who live with the husband's parents if no brother does
    old_age: int  # [years of age] from which people left alone are taken in by a child
    taken_in: int  # [bp] of households of such people taken in within a year
    units_for_children: int  # [count] units in which a home for children is looked for
    share_taken: int  # [bp] of their part of money and grain that those take along who leave a household


@rule
def chance_of_woman(age: int, marital: int, p: Parameters) -> int:
    """Chance (bp) that a woman without a husband marries this year: rising to the peak age, falling to the last."""
    if age < p.women_first_age or age > p.women_last_age:
        return 0
    if age <= p.women_peak_age:
        chance = p.women_peak * (age - p.women_first_age + 1) // (p.women_peak_age - p.women_first_age + 1)
    else:
        chance = p.women_peak * (p.women_last_age - age + 1) // (p.women_last_age - p.women_peak_age + 1)
    return chance * p.remarriage // 10_000 if marital != Marital.SINGLE else chance


@rule
def is_free_man(age: int, marital: int, p: Parameters) -> bool:
    """Whether a man at home may be chosen."""
    return marital != Marital.MARRIED and p.men_first_age <= age <= p.men_last_age


@rule
def wished_gap(word: int, p: Parameters) -> int:
    """Days by which a woman wishes her husband to be older."""
    return (p.husband_older * 1_000 + bell(word) * p.husband_older_spread) * DAYS_OF_YEAR // 1_000


@rule
def class_for_match(songbun: int, is_marked: int) -> int:
    """Origin class as a match sees it: one step lower in a family of leavers or of people punished for politics."""
    return songbun + is_marked if songbun < Songbun.HOSTILE else songbun


@rule
def class_distance(one: int, other: int, p: Parameters) -> int:
    """Weight of a difference of origin classes, in days of age."""
    return abs(one - other) * p.other_class * DAYS_OF_YEAR


@rule
def widest_match(p: Parameters) -> int:
    """Days beyond which no match is made."""
    return p.widest * DAYS_OF_YEAR


@rule
def moves_in_with_parents(word: int, n_couples: int, p: Parameters) -> bool:
    """Whether a couple lives in the husband's parents' house, where `n_couples` of his brothers live already."""
    return n_couples == 0 and is_lucky(word, p.with_parents)


@rule
def is_taken_in(word: int, p: Parameters) -> bool:
    """Whether old people who live alone are taken in by a child this year, if one lives elsewhere."""
    return is_lucky(word, p.taken_in)


@rule
def taken_along(stock: int, n_people: int, p: Parameters) -> int:
    """What one person takes along of a household's money or grain."""
    return stock * p.share_taken // (10_000 * max(n_people, 1))
