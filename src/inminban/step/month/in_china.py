"""A month in China without leave: found and sent back, gone on to the South, gone home, or stayed; together.

Whoever followed somebody out of the country shares what becomes of them as long as both are in China.
"""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import MOST_OF_BYTE
from inminban.core.compile.rule import inlined
from inminban.core.draws import Draw, of_draw
from inminban.core.kinds import Fate, LifeEvent, Whereabouts
from inminban.core.layout import rows_of
from inminban.core.random import STREAM_IN_CHINA, draw, is_lucky, is_lucky_per_million
from inminban.rules import remittances, way_south
from inminban.step.families import member_row
from inminban.step.month.county_month import CountyMonth, MonthWritten
from inminban.step.month.flows import MonthTotal
from inminban.step.month.leaving import serve_term

STAYS = 0  # no life event: the person is in China for another month
SENT_BACK, ARRIVAL, HOMECOMING = int(LifeEvent.SENT_BACK), int(LifeEvent.ARRIVAL), int(LifeEvent.HOMECOMING)


@inlined
def is_led(people: Any, home: Any, i: int) -> bool:
    """Whether the person in row `i` followed a member of the household who is in China too."""
    if people[i].left_with == 0:
        return False
    leader = member_row(people, home, int(people[i].left_with) - 1)
    return leader >= 0 and people[leader].whereabouts == Whereabouts.CHINA


@inlined
def end_of_month(person: Any, home: Any, months: int, words: Any, here: CountyMonth) -> int:
    """What becomes this month of somebody in China, and of those who followed: a life event, or STAYS."""
    rules, sex = here.rules, int(person.sex)
    p, is_from_posting = rules.way_south, person.host > 0
    if is_lucky_per_million(of_draw(words, Draw.SENT_BACK), way_south.chance_sent_back(sex, is_from_posting, p)):
        return SENT_BACK
    onward = way_south.chance_onward(sex, months, int(home.n_in_south), is_from_posting, here.open_ways, p)
    if is_lucky_per_million(of_draw(words, Draw.ONWARD), onward):
        return ARRIVAL
    going = way_south.chance_going_home(sex, int(person.motive), months, rules.leaving.passable, p)
    is_going = not is_from_posting and is_lucky(of_draw(words, Draw.GOES_HOME), going)
    return HOMECOMING if is_going else STAYS


@inlined
def come_home(person: Any, home: Any) -> None:
    """Bring a person home from China."""
    person.whereabouts = Whereabouts.HOME
    person.host = 0
    person.leaving_months = 0
    person.left_with = 0
    home.n_away -= 1
    home.n_gone -= 1


@inlined
def arrive(row: int, home: Any, here: CountyMonth, written: MonthWritten) -> None:
    """Arrive in the South, from where members still at home will be helped."""
    written.fate[row] = Fate.ARRIVES
    home.n_in_south = min(int(home.n_in_south) + 1, MOST_OF_BYTE)
    home.south_cents = remittances.put_by_on_arrival(int(home.south_cents), here.rules.remittances)


@inlined
def live_it(
    row: int, person: Any, home: Any, event: int, months: int, luck: int, here: CountyMonth, written: MonthWritten
) -> None:  # fmt: skip
    """Let a person in China have what the month brings; `luck` is that of a term."""
    sums, rules = written.sums, here.rules
    person.leaving_months = months
    sums[MonthTotal.IN_CHINA] += 1
    if event == STAYS:
        return
    written.marks[row] = event
    written.details[row] = months
    if event == ARRIVAL:
        arrive(row, home, here, written)
        return
    is_grown = age_in_years(here.month.day, person.birth_day) >= rules.leaving.least_age
    if event == SENT_BACK:
        written.details[row] = serve_term(person, luck, rules.leaving) if is_grown else 0
    elif is_grown:
        home.foreign_cents += rules.way_south.brought
        sums[MonthTotal.BROUGHT_HOME] += rules.way_south.brought
    come_home(person, home)


@inlined
def live_month_in_china(row: int, people: Any, home: Any, here: CountyMonth, written: MonthWritten) -> None:
    """A month in China of the person in row `row`, and of those who followed."""
    person = people[row]
    number = int(person.id)
    words = draw(here.seed, person.id, here.month.day, STREAM_IN_CHINA)
    months = min(int(person.leaving_months) + here.month.counted, MOST_OF_BYTE)
    event = end_of_month(person, home, months, words, here)
    luck = of_draw(words, Draw.CAMP_OF_SENT_BACK)
    for i in rows_of(home):
        one = people[i]
        is_follower = one.left_with == number + 1 and one.whereabouts == Whereabouts.CHINA
        if i == row or is_follower:
            live_it(i, one, home, event, months, luck, here, written)
