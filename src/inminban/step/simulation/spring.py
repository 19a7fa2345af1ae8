"""The end of a school year: classes, posts and the army, then weddings, moves and a new arrangement of rows."""

from __future__ import annotations

from datetime import date

from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.step.context import Rules, as_record
from inminban.step.events import Events
from inminban.step.month.departures import count_absent
from inminban.step.simulation.economy import Economy
from inminban.step.simulation.school_year_parameters import year_numbers
from inminban.step.simulation.setting import Setting
from inminban.step.simulation.world import World
from inminban.step.spring.plots import clear_patches
from inminban.step.spring.resettlement import resettle
from inminban.step.spring.school_year import school_year, send_to_workplaces

CAPITAL = "Pyongyang"


def move_through_spring(
    world: World, economy: Economy, rules: Rules, setting: Setting, day: date, threads: Threads
) -> tuple[Events, Events]:  # fmt: skip
    """The spring that begins after `day`, on the host; rows of people and households move.

    Returns lines of the log: of schools, posts and the army, and of weddings and moves.
    """
    numbers, seed, number = as_record(rules), setting.seed, day_number(day)
    threads.move_to_host(*world.society)
    threads.run(clear_patches, len(world.society.units), world.society, numbers, seed, number)
    of_posts = school_year(
        world.society, world.quotas, year_numbers(day, setting.overrides), seed, number, threads
    )  # fmt: skip
    done = resettle(world.society, numbers, seed, number, threads, setting.provinces.index(CAPITAL))
    world.society = done.society
    threads.run(count_absent, len(done.society.households), done.society)
    send_to_workplaces(done.society, threads)
    estates = done.released
    economy.take_estates(int(estates.cash.sum()), int(estates.cents.sum()), int(estates.food.sum()))
    return of_posts, done.events
