"""Who goes along when somebody of a household crosses the border: husband or wife, grown kin, children.

Grown people decide first, in order of rows, then it is seen which children can be taken. Each costs money; when it is
used up, nobody else can come.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import MOST_OF_NUMBER
from inminban.core.compile.rule import inlined
from inminban.core.draws import Draw, drawn
from inminban.core.kinds import FixedLuck, Minutes, Occupation
from inminban.core.layout import rows_of
from inminban.rules import leaving, public_opinion
from inminban.step.families import NOBODY, are_close_kin, is_child_of
from inminban.step.month.county_month import CountyMonth
from inminban.step.month.work_abroad import means
from inminban.step.record import is_absent


class Group(NamedTuple):
    """People who cross together: how many, and what it costs (cents)."""

    n: int
    cost: int


@inlined
def is_companion(person: Any, number: int) -> bool:
    """Whether a person follows the one with this permanent number."""
    return person.left_with == number + 1


@inlined
def budget_of(home: Any, payer: int, here: CountyMonth) -> int:
    """Cents that there are for a group: the household's, those put by in the South, none where a trafficker pays."""
    if payer == leaving.TRAFFICKER:
        return 0
    return int(home.south_cents) if payer == leaving.RELATIVE else means(home, here.exchange)


@inlined
def may_come(person: Any) -> bool:
    """Whether somebody is at home and free to come."""
    return not is_absent(person) and person.occupation != Occupation.PRISONER and person.left_with == 0


@inlined
def wants_to_come(one: Any, leader: Any, age: int, here: CountyMonth) -> bool:
    """Whether a grown member of the household goes along with the one who leaves."""
    rules = here.rules
    is_spouse = one.id == leader.spouse and leader.id == one.spouse
    if not is_spouse and not are_close_kin(one, leader):
        return False
    courage = int(one.fixed_luck[FixedLuck.COURAGE])
    fear = public_opinion.fear_felt(int(one.fear), courage, rules.public_opinion)
    factor = leaving.person_factor(age, fear, int(one.minutes[Minutes.WORK]), rules.leaving)
    luck = drawn(here.seed, one.id, 0, Draw.GOES_ALONG)
    return leaving.adult_goes_along(luck, is_spouse, factor, int(one.conviction), rules.leaving)


@inlined
def parent_who_leaves(people: Any, home: Any, i: int, leader: Any) -> int:
    """Row of the mother or father of the person in row `i` who leaves with `leader`; -1 if there is none."""
    found = NOBODY
    for j in rows_of(home):
        is_leaving = people[j].id == leader.id or is_companion(people[j], int(leader.id))
        found = j if is_leaving and is_child_of(people[i], people[j]) else found
    return found


@inlined
def has_parent_staying(people: Any, home: Any, i: int, leader: Any) -> bool:
    """Whether a parent of the person in row `i` is at home and stays."""
    n = 0
    for j in rows_of(home):
        one = people[j]
        stays = may_come(one) and one.id != leader.id
        n += 1 if stays and is_child_of(people[i], one) else 0
    return n > 0


@inlined
def choose_companions(row: int, people: Any, home: Any, price: int, budget: int, here: CountyMonth) -> Group:
    """Mark in `left_with` who goes along with the person in row `row`, as far as the money (cents) lasts."""
    p, leader, day = here.rules.leaving, people[row], here.month.day
    n, cost = 1, price
    if (budget == 0 and price > 0) or leader.id >= MOST_OF_NUMBER:
        return Group(n, cost)
    for i in rows_of(home):
        one = people[i]
        age = age_in_years(day, one.birth_day)
        if i == row or age < p.least_age or not may_come(one) or cost + price > budget:
            continue
        if wants_to_come(one, leader, age, here):
            one.left_with = leader.id + 1
            n += 1
            cost += price
    price = leaving.price_of_child(price, p)
    for i in rows_of(home):
        one = people[i]
        if age_in_years(day, one.birth_day) >= p.least_age or not may_come(one) or cost + price > budget:
            continue
        parent = parent_who_leaves(people, home, i, leader)
        if parent < 0:
            continue
        is_staying = has_parent_staying(people, home, i, leader)
        luck = drawn(here.seed, one.id, 0, Draw.GOES_ALONG)
        if leaving.child_goes_along(luck, int(people[parent].sex), is_staying, p):
            one.left_with = leader.id + 1
            n += 1
            cost += price
    return Group(n, cost)
