"""The parameter loader: known answers on small files, and that every shipped file fits the institution it is for."""

from __future__ import annotations

import importlib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

from inminban.core.kinds import Occupation, Sanction
from inminban.errors import InputError
from inminban.numbers import parameters
from inminban.numbers.parameters.lines import key_lines
from inminban.numbers.parameters.members import MEMBERS, member_names
from inminban.numbers.parameters.units import UNITS, engine_unit, factor, to_engine

SMALL = """
[is_active]
label = "Whether it is on"
unit = "bool"
kind = "law"
values = [{ from = 1990-01-01, value = true, source = "dprk-law", confidence = "low" }]

[price]
label = "Price of something"
unit = "won/month"
kind = "reported"
claims = ["M4"]
values = [
  { from = 2000-01-01, value = 12.34, low = 10, high = 20, source = "dailynk-prices", confidence = "high" },
  { from = 2010-06-01, value = 15, source = "dailynk-prices", confidence = "medium" },
]

[share]
label = "Share by occupation"
unit = "percent"
kind = "assumption"
reason = "Nobody has measured it."
by = "occupation"

[[share.values]]
from = 1995-01-01
value = { farmer = 12.5, others = 50 }
low = { others = 0 }
high = { others = 100 }
"""


class Small(NamedTuple):
    """parameters/small.toml of these tests."""

    is_active: int
    price: int
    share: tuple[int, ...]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def test_values_come_in_engine_units_and_in_the_order_of_the_enumeration(folder: Path) -> None:
    found = parameters.load("small", Small, date(2005, 1, 1), folder=folder)
    assert found.is_active == 1
    assert found.price == 1234  # 12.34 won are 1,234 jon
    assert found.share[Occupation.FARMER] == 1250
    assert found.share[Occupation.PRISONER] == 5000
    assert len(found.share) == len(Occupation)


@pytest.mark.parametrize(
    ("day", "price"), [(date(2010, 5, 31), 1234), (date(2010, 6, 1), 1500), (date(2025, 1, 1), 1500)]
)
def test_a_value_holds_from_its_date_until_the_next(folder: Path, day: date, price: int) -> None:
    assert parameters.load("small", Small, day, folder=folder).price == price


def test_a_day_before_the_first_row_is_an_error_that_names_the_place(folder: Path) -> None:
    with pytest.raises(InputError) as error:
        parameters.load("small", Small, date(1999, 12, 31), folder=folder)
    assert (error.value.line, error.value.key) == (8, "price")
    assert "2000-01-01" in str(error.value)


def test_overrides_replace_values_and_leave_the_rest(folder: Path) -> None:
    found = parameters.load("small", Small, date(2005, 1, 1), {"small": {"price": 7}, "other": {"x": 1}}, folder=folder)
    assert (found.price, found.is_active) == (7, 1)


def test_the_table_of_parameters_holds_values_as_written(folder: Path) -> None:
    columns = parameters.rows_in_force(date(2005, 1, 1), {"small": {"is_active": 0}}, folder=folder)
    assert columns["name"] == ["is_active", "price", "share"]
    assert columns["value"] == ["0", "12.34", "farmer=12.5, others=50"]
    assert columns["kind"] == ["scenario", "reported", "assumption"]
    assert columns["unit"] == ["bool", "won/month", "percent"]
    assert columns["claims"] == ["", "M4", ""]
    assert columns["source"][2] == "assumption"
    assert {len(column) for column in columns.values()} == {3}


@pytest.mark.parametrize(
    ("unit", "engine", "size"),
    [
        ("won", "jon", 100),
        ("thousand won/year", "jon/year", 100_000),
        ("USD", "cent", 100),
        ("kg/day", "g/day", 1000),
        ("t", "g", 1_000_000),
        ("h/day", "min/day", 60),
        ("week", "days", 7),
        ("percent", "bp", 100),
        ("share", "bp", 10_000),
        ("t/ha", "g/m2", 100),
        ("kg/ha", "g/m2", Fraction(1, 10)),
        ("USD/kg", "cent/t", 100_000),
        ("won/USD", "jon/USD", 100),
        ("per million", "per million", 1),
        ("1/1000 bp", "1/1000 bp", 1),
    ],
)
def test_units_convert_exactly(unit: str, engine: str, size: int | Fraction) -> None:
    assert (engine_unit(unit), factor(unit)) == (engine, size)


def test_every_unit_on_the_list_converts() -> None:
    assert all(factor(unit) > 0 for unit in UNITS)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (Decimal("0.005"), "won"),
        (Decimal("nan"), "won"),
        (Decimal("inf"), "kg"),
        (True, "count"),
        (2, "bool"),
        (date(2015, 1, 1), "count"),
        (3, "date"),
        (2**62, "count"),
    ],
)
def test_what_is_no_whole_number_in_engine_units_is_refused(value: bool | int | Decimal | date, unit: str) -> None:
    with pytest.raises(ValueError):
        to_engine(value, unit)


def test_a_date_becomes_its_day_number() -> None:
    assert to_engine(date(1990, 1, 2), "date") == 1


def test_members_stand_in_the_order_of_the_enumeration() -> None:
    assert member_names("sanction") == tuple(step.name.lower() for step in Sanction)
    assert member_names("province")[:2] == ("ryanggang", "north_hamgyong")
    assert all(len(set(member_names(by))) == len(member_names(by)) > 1 for by in MEMBERS)


def test_lines_of_keys_are_found() -> None:
    lines = tuple(SMALL.splitlines())
    assert key_lines(lines)[("price",)] == 8
    assert key_lines(lines)[("price", "unit")] == 10
    assert key_lines(lines)[("share", "values", "low")] == 28


def test_the_fingerprint_changes_with_any_number_and_with_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "parameters").mkdir()
    (tmp_path / "country").mkdir()
    file = tmp_path / "parameters" / "small.toml"
    file.write_bytes(SMALL.encode())
    first = parameters.hash_of(package=tmp_path)
    file.write_bytes(SMALL.replace("\n", "\r\n").encode())
    assert parameters.hash_of(package=tmp_path) == first
    assert parameters.hash_of({"small": {}}, package=tmp_path) == first
    assert parameters.hash_of({"small": {"price": 1}}, package=tmp_path) != first
    file.write_bytes(SMALL.replace("12.34", "12.35").encode())
    assert parameters.hash_of(package=tmp_path) != first


def test_a_scenario_turns_mechanisms_off_and_sets_values(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "other" / "my-world.toml"
    file.parent.mkdir()
    file.write_text(
        'label = "x"\ndescription = "y\\n z"\n[mechanisms]\noff = ["small"]\n'
        '[parameters.small.price]\nvalue = 3\nunit = "thousand won/month"\n'
        '[parameters.small.share]\nvalue = { others = 0.5 }\nunit = "share"\n',
        encoding="utf-8",
    )
    found = parameters.load_scenario(file, folder=folder)
    assert (found.name, found.description) == ("my-world", "y z")
    assert found.overrides["small"]["is_active"] == 0
    assert found.overrides["small"]["price"] == 300_000
    assert found.overrides["small"]["share"] == (5000,) * len(Occupation)


def test_history_changes_nothing() -> None:
    assert parameters.load_scenario("history").overrides == {}


def test_every_shipped_scenario_fits_the_parameters() -> None:
    assert {"history", "voluntary-paid", "no-bribes", "no-markets", "full-rations"} <= set(parameters.scenario_names())
    for name in parameters.scenario_names():
        assert parameters.load_scenario(name).label


INSTITUTIONS = [name for name in parameters.institutions() if find_spec(f"inminban.rules.{name}") is not None]


@pytest.mark.parametrize("name", INSTITUTIONS)
def test_every_parameter_file_fits_its_institution(name: str) -> None:
    module = importlib.import_module(f"inminban.rules.{name}")
    found = parameters.load(name, module.Parameters, date(2015, 1, 1))
    assert type(found) is module.Parameters


def test_every_shipped_number_is_in_force_in_2015_and_has_a_source() -> None:
    columns = parameters.rows_in_force(date(2015, 1, 1))
    assert len(columns["name"]) > 100
    assert set(columns["source"]) <= set(parameters.known_sources())
