"""Worlds of numbers within their limits: refused when read if they cannot be together, else lived without fault."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.made_simulation import NOBODY, REPRESENTS, WOMEN_AT_WORK, live_weeks
from tests.made_society import PROVINCES, make_small_society

from inminban.errors import InputError
from inminban.numbers import parameters
from inminban.numbers.parameters import Entry
from inminban.numbers.parameters.together import SHARES, all_nothing, greatest_sum, too_much
from inminban.population.quotas import make_quotas
from inminban.step.simulation.initial_state import begin
from inminban.step.simulation.limits import DEAREST_RICE, check_penalties, check_prices
from inminban.step.simulation.output_detail import output_detail_of
from inminban.step.simulation.price_level import PriceLevel
from inminban.step.simulation.setting import Setting

World = dict[str, dict[str, Any]]
KNOWN = {name: parameters.entries(name) for name in parameters.institutions()}
N_WORLDS = 24
HEAD = 'label = "Test"\ndescription = "Something else."\n'


def live(world: World, first: date, last: date) -> None:
    """Some weeks of a small society with a world's numbers."""
    society = make_small_society(n_counties=10, units_of_county=1)
    setting = Setting(
        first, last, 1, world, output_detail_of(first, last, None), PROVINCES,
        [f"County {number}" for number in range(len(society.counties))], REPRESENTS,
        int(society.households.n_people.sum(dtype=np.int64)),
    )  # fmt: skip
    live_weeks(begin(setting, society, make_quotas(society, WOMEN_AT_WORK), NOBODY))


def at_limits(luck: random.Random, share: float) -> World:
    """A world in which each number is with this probability the least or the greatest that it can be."""
    found: World = {}
    for entry in parameters.all_entries():
        if luck.random() < share:
            found.setdefault(entry.institution, {})[entry.name] = one_of_the_ends(luck, entry)
    return found


def one_of_the_ends(luck: random.Random, entry: Entry) -> Any:
    """A number at an end of its limits; of a table each member at one."""
    value = entry.rows[0].value
    return tuple(luck.choice(entry.limits) for _ in value) if isinstance(value, tuple) else luck.choice(entry.limits)


def test_shares_of_one_thing_are_at_most_all_of_it_in_the_projects_own_numbers() -> None:
    assert too_much(KNOWN, {}) is None
    for shares in SHARES:
        highest = [max_of(KNOWN[shares.institution][name]) for name in shares.names]
        assert greatest_sum(highest) <= 10_000  # not even at the high ends of their ranges


def max_of(entry: Entry) -> Any:
    """The high end of the plausible range, of all rows."""
    ends = [row.high if row.high is not None else row.value for row in entry.rows]
    return tuple(map(max, zip(*ends, strict=True))) if isinstance(ends[0], tuple) else max(ends)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"managers": "70", "kept": "{ others = 31 }"}, "work_abroad.kept and work_abroad.managers are 101 percent"),
        ({"managers": "100"}, "work_abroad.kept and work_abroad.managers are 133 percent"),  # China keeps 33 %
        ({"witness_kept": "95"}, "work_abroad.witness_kept and work_abroad.managers are 105 percent"),
    ],
)
def test_shares_that_are_more_than_a_whole_are_refused_when_they_are_read(
    tmp_path: Path, numbers: dict[str, str], words: str
) -> None:
    file = tmp_path / "other.toml"
    parts = [f'[parameters.work_abroad.{name}]\nvalue = {value}\nunit = "percent"\n' for name, value in numbers.items()]
    file.write_text(HEAD + "".join(parts), encoding="utf-8")
    with pytest.raises(InputError) as error:
        parameters.load_scenario(file)
    assert words in str(error.value) and "less than nothing is left for the state" in str(error.value)
    assert (
        error.value.file == file and error.value.line and (error.value.key or "").startswith("parameters.work_abroad")
    )


def test_what_is_shared_out_goes_to_somebody(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    text = HEAD + '[parameters.rations.precedence]\nvalue = { others = 0 }\nunit = "percent"\n'
    file.write_text(text, encoding="utf-8")
    with pytest.raises(
        InputError, match=r"rations\.precedence is 0 everywhere, so what it shares out would go to nobody"
    ):
        parameters.load_scenario(file)
    file.write_text(text.replace("others = 0", "ryanggang = 1, others = 0"), encoding="utf-8")
    assert any(parameters.load_scenario(file).overrides["rations"]["precedence"])  # type: ignore[arg-type]


def test_shares_that_are_a_whole_are_read(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text(HEAD + '[parameters.work_abroad.managers]\nvalue = 67\nunit = "percent"\n', encoding="utf-8")
    assert parameters.load_scenario(file).overrides == {"work_abroad": {"managers": 6_700}}


@pytest.mark.parametrize(
    ("name", "unit", "value", "most"),
    [
        ("work.pay_grades", "percent", "101", "100"),  # the lowest grade would be paid less than nothing
        ("prices.plenty", "percent", "91", "90"),  # full stores would make grain cost nothing
        ("farms.most_share", "kg/year", "10_001", "10,000"),  # a household's grain would be worth more won than fit
    ],
)
def test_limits_that_the_ledger_found_first(tmp_path: Path, name: str, unit: str, value: str, most: str) -> None:
    file = tmp_path / "other.toml"
    file.write_text(f'{HEAD}[parameters.{name}]\nvalue = {value}\nunit = "{unit}"\n', encoding="utf-8")
    with pytest.raises(InputError, match=f"lies outside what is possible, 0 to {most} {unit}"):
        parameters.load_scenario(file)


@pytest.mark.parametrize("seed", range(N_WORLDS))
def test_worlds_of_numbers_at_their_limits_are_lived_or_refused(seed: int) -> None:
    """Half of all numbers, a fifth or nine tenths: before these rules were made, a quarter ended in a LedgerError."""
    luck = random.Random(seed)
    world = at_limits(luck, (0.5, 0.2, 0.9)[seed % 3])
    if too_much(KNOWN, world) is not None:
        for name in ("managers", "kept", "witness_kept"):
            world["work_abroad"].pop(name, None)
    if all_nothing(world):
        world["rations"].pop("precedence")
    if seed % 2:
        for numbers in world.values():
            numbers.pop("is_active", None)
    first, last = [
        (date(1990, 2, 26), date(1990, 4, 29)), (date(1996, 9, 2), date(1996, 11, 10)),
        (date(2009, 11, 9), date(2010, 1, 17)), (date(2015, 1, 5), date(2015, 4, 12)),
    ][seed % 4]  # fmt: skip
    try:
        live(world, first, last)
    except InputError as error:
        assert "nobody is at home any more" in str(error) or "the log of sanctions has room" in str(error)


def test_a_country_without_people_ends_in_a_sentence_that_names_the_numbers() -> None:
    deadly: World = {  # everybody eats five kilograms of grain a day, and is at once as weak as can be without
        "food": {
            "need_old": 5_000,
            "old_from": 0,
            "lag": 1,
            "weakening": 10_000,
            "least_meal": 10_000,
            "days_ahead": 1,
        },
        "household_budget": {"store_days": 0},
        "mortality": {"hunger_worst": 1_000_000, "illness_worst": 1_000_000},
    }
    with pytest.raises(InputError, match=r"on 1996-\d\d-\d\d nobody is at home any more") as error:
        live(deadly, date(1996, 2, 20), date(1996, 12, 31))
    assert "mortality.hunger_worst" in str(error.value) and "food.need_old" in str(error.value)


def test_more_penalties_than_the_log_holds_end_in_a_sentence_that_names_the_numbers() -> None:
    """Everybody under age is in reach, and each week of unmet demands is a new penalty."""
    unmet = {"greatest_minutes": 0, "unmet_strikes": 100}
    world: World = {"material_mobilization": unmet, "sanctions": {"strikes": (0, 10_000, 0, 0, 0, 10_000, 10_000)}}
    check_penalties(0, date(1996, 4, 28), world)
    with pytest.raises(InputError, match="in the week to 1996-04-28 far more than one in four are punished") as error:
        check_penalties(1, date(1996, 4, 28), world)
    assert error.value.key == "sanctions.strikes, material_mobilization.greatest_minutes, " + (
        "material_mobilization.unmet_strikes"
    )


def test_prices_that_run_away_end_in_a_sentence_that_names_the_numbers() -> None:
    world: World = {"prices": {"purchases": 9_000}, "work": {"pay_day": 3}, "food": {"lag": 2}}
    day = date(2016, 7, 3)
    check_prices(PriceLevel(800_000, DEAREST_RICE, 1, 1), day, world)
    with pytest.raises(
        InputError, match=r"after 2016-07-03 a kilogram of rice costs 1,000,000 won .* run away"
    ) as error:
        check_prices(PriceLevel(800_000, DEAREST_RICE + 1, 1, 1), day, world)
    assert error.value.key == "prices.purchases, work.pay_day"
