"""Numbers that cannot be are refused where they are read, with their key; those that can be make a run."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import inminban
from inminban.errors import InputError
from inminban.evidence.own_claims import read_own_claims
from inminban.evidence.quantities import check_unit
from inminban.numbers import parameters
from inminban.numbers.parameters import Entry, Scenario
from inminban.numbers.parameters.limits import limits_of
from inminban.numbers.parameters.members import member_names
from inminban.numbers.parameters.together import too_much
from inminban.numbers.parameters.units import UNITS
from inminban.testimony.claims.files import read_proposals

SCENARIO = 'label = "Test"\ndescription = "Something else."\n[parameters.{name}]\nvalue = {value}\nunit = "{unit}"\n'
QUICK = 2.0  # seconds


def refused(read: Callable[[], object]) -> InputError:
    """What reading raises, quickly."""
    began = time.perf_counter()
    with pytest.raises(InputError) as error:
        read()
    assert time.perf_counter() - began < QUICK
    assert error.value.key and error.value.file and error.value.remedy
    return error.value


@pytest.mark.parametrize(
    ("name", "value", "unit", "words"),
    [
        ("work.pay_pyongyang", "-80", "percent", "-80 percent lies outside what is possible, 0 to 1,000 percent"),
        ("work.pay_pyongyang", "1e-99999999", "percent", "more than 18 digits"),
        ("work.pay_pyongyang", "1e99999999", "percent", "more than 18 digits"),
        ("work.pay_pyongyang", "9" * 4_000, "percent", "too large a number"),
        ("work.pay_pyongyang", "9" * 5_000, "percent", "more than 18 digits"),
        ("work.pay_pyongyang", "inf", "percent", "not a finite number"),
        ("army.service", "1_000_000_000", "count", "1,000,000,000 count lies outside what is possible, 1 to 480 count"),
        ("school.year_month", "0", "count", "0 count lies outside what is possible, 1 to 12 count"),
        ("rations.second_day", "32", "count", "2 to 28 count"),
        ("prices.opening_rice", "0", "won/kg", "0 won/kg lies outside what is possible, 0.01 to 100,000 won/kg"),
        ("buying_out.let_off", "{ others = 3_000 }", "percent", "0 to 100 percent"),
        ("market.open_minutes", "25", "h/day", "25 h/day lies outside what is possible, 0 to 16 h/day"),
        ("currency_reform.day", "0001-01-01", "date", "1900-01-01 to 2100-12-31 date"),
    ],
)
def test_a_number_of_a_scenario_that_cannot_be(tmp_path: Path, name: str, value: str, unit: str, words: str) -> None:
    institution, key = name.split(".")
    by = parameters.entries(institution)[key].by
    written = f"{{ others = {value} }}" if by and not value.startswith("{") else value
    written = value.removeprefix("{ others = ").removesuffix(" }") if not by else written
    file = tmp_path / "other.toml"
    file.write_text(SCENARIO.format(name=name, value=written, unit=unit), encoding="utf-8")
    error = refused(lambda: parameters.load_scenario(file))
    assert words in str(error) and error.key is not None and error.key.startswith(f"parameters.{name}.value")
    assert error.line == 4


def test_a_ration_below_nothing_names_the_member(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    text = SCENARIO.format(name="rations.grade", value="{ farmer = -500, others = 300 }", unit="g/day")
    file.write_text(text, encoding="utf-8")
    error = refused(lambda: parameters.load_scenario(file))
    assert error.key == "parameters.rations.grade.value.farmer" and "-500 g/day lies outside" in str(error)


def test_an_entry_has_the_limits_of_its_unit_or_its_own() -> None:
    assert all(limits_of(unit).least < limits_of(unit).most for unit in UNITS)
    assert parameters.entries("work")["pay_pyongyang"].limits == (0, 100_000)
    assert parameters.entries("market")["idle_day"].limits == limits_of("percent") == (0, 10_000)


def test_limits_in_reverse_are_refused(tmp_path: Path) -> None:
    (tmp_path / "work.toml").write_text(
        '[pay_day]\nlabel = "Day of the month"\nunit = "count"\nleast = 9\nmost = 3\nkind = "reported"\n'
        'values = [{ from = 1990-01-01, value = 5, source = "dailynk-prices", confidence = "low" }]\n'
    )
    assert "above the greatest" in str(refused(lambda: parameters.entries("work", tmp_path)))


def let_through(luck: random.Random) -> dict[str, dict[str, Any]]:
    """Such a world that is not refused where a scenario is read, for shares that are more than a whole together."""
    known = {institution: parameters.entries(institution) for institution in parameters.institutions()}
    world = at_limits(luck)
    while too_much(known, world):
        world = at_limits(luck)
    return world


def at_limits(luck: random.Random) -> dict[str, dict[str, Any]]:
    """A world in which one number of every institution is the least or the greatest that it can be."""
    found: dict[str, dict[str, Any]] = {}
    for institution in parameters.institutions():
        entry: Entry = luck.choice(list(parameters.entries(institution).values()))
        value = luck.choice(entry.limits)
        found[institution] = {entry.name: (value,) * len(member_names(entry.by)) if entry.by else value}
    return found


@pytest.mark.parametrize("seed", range(6))
def test_numbers_at_their_limits_make_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """The ledger is the last guard, not the first: whatever the limits let through can be lived.

    Every number was held at both limits once when they were set (1,280 tries); here a few worlds of many such numbers.
    """
    world = Scenario("limits", "Limits", "Numbers at their limits.", let_through(random.Random(seed)))
    monkeypatch.setattr(import_module("inminban.run.run").parameters, "load_scenario", lambda name: world)
    days = [(date(2015, 3, 9), date(2015, 4, 5)), (date(2014, 12, 15), date(2015, 1, 4))][seed % 2]
    made = inminban.run("limits", people=1_000, first_day=days[0], last_day=days[1], threads=1, out=tmp_path / "run")
    assert not made.info["is_partial"]


@pytest.mark.parametrize(
    "unit", ["9**9**9**9*kg", "kg**999999", "kg^9^9", "kg*" * 40 + "kg", "1e9 kg", "(kg)", "kg**-2", "x" * 500, ""]
)
def test_a_unit_that_takes_for_ever_or_is_none(unit: str) -> None:
    began = time.perf_counter()
    with pytest.raises(ValueError, match="is not a unit"):
        check_unit(unit)
    assert time.perf_counter() - began < QUICK


@pytest.mark.parametrize("unit", ["kg/month", "1/week", "m**2", "kg m", "hour / day", "US_cents/month", "percent"])
def test_a_unit_as_it_should_be(unit: str) -> None:
    assert check_unit(unit) == unit


CLAIM = """
[X1]
source = "labourer-2021-leaver"
paragraph = [3]
says = "Something is so."
kind = "quantity"
topic = "market"
mechanism = ["market"]
years = [2000, 2010]
untested_because = "a test."
quantity = [{ of = "amount", low = 1, high = 2, unit = "kg" }]
"""
PROPOSAL = """
[text]
key = "text-1"
title = "A text"
year = 2015

[[proposal]]
number = 1
paragraph = 3
passage = "Something is so."
says = "Something is so."
kind = "quantity"
topic = "market"
mechanism = ["market"]
years = [2000, 2010]
quantity = [{ of = "amount", low = 1, high = 2, unit = "kg" }]
"""
IN_BOTH = [
    ("low = 1,", "low = nan,", "quantity.0.low"),
    ("high = 2,", "high = inf,", "quantity.0.high"),
    ("high = 2,", "high = 1e16,", "quantity.0.high"),
    ("low = 1,", "low = 5,", "low is above high"),
    ('"kg"', '"9**9**9**9*kg"', "is not a unit"),
    ('says = "Something is so."', 'says = " "', "says"),
    ("years = [2000, 2010]", "years = [2010, 2000]", "end before they begin"),
    ("years = [2000, 2010]", "years = []", "years"),
    ("years = [2000, 2010]", "years = [2000, 99999]", "years.1"),
    ('topic = "market"', 'topic = ""', "topic"),
    ('mechanism = ["market"]', "mechanism = []", "mechanism"),
    ('mechanism = ["market"]', 'mechanism = [""]', "mechanism"),
]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        *IN_BOTH,
        ("paragraph = [3]", "paragraph = [-3]", "paragraph.0"),
        ("paragraph = [3]", "paragraph = []", "paragraph"),
        ("[X1]", '[""]', "not a name for a claim"),
        ("[X1]", '["a b"]', "not a name for a claim"),
    ],
)
def test_a_claim_that_makes_no_sense(tmp_path: Path, old: str, new: str, words: str) -> None:
    (tmp_path / "mine.toml").write_text(CLAIM, encoding="utf-8")
    assert len(read_own_claims(tmp_path)) == 1
    assert CLAIM.count(old) == 1
    (tmp_path / "mine.toml").write_text(CLAIM.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.toml") as error:
        read_own_claims(tmp_path)
    assert words in str(error.value)


def test_a_folder_of_claims_without_a_claim(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no claim"):
        read_own_claims(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        *IN_BOTH,
        ("paragraph = 3", "paragraph = -3", "paragraph"),
        ("number = 1", "number = 0", "number"),
        ('topic = "market"', 'topic = "markte"', "there is no topic 'markte'. Did you mean 'market'?"),
        ('kind = "quantity"', 'kind = "quantity"\nmetric = "hungr"', "there is no measure 'hungr'"),
        ("year = 2015", "year = 20150", "text.year"),
        ('kind = "quantity"', 'kind = "quantity"\nwho = { planet = "mars" }', "there is no group 'planet'"),
    ],
)
def test_a_proposal_that_makes_no_sense(tmp_path: Path, old: str, new: str, words: str) -> None:
    file = tmp_path / "text-1.toml"
    file.write_text(PROPOSAL, encoding="utf-8")
    assert len(read_proposals(file).proposal) == 1
    assert old in PROPOSAL
    file.write_text(PROPOSAL.replace(old, new), encoding="utf-8")
    assert words in str(refused(lambda: read_proposals(file)))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "as Notepad saves it"])
def test_a_byte_order_mark_is_no_mistake(tmp_path: Path, mark: bytes) -> None:
    file = tmp_path / "other.toml"
    text = SCENARIO.format(name="work.pay_pyongyang", value="120", unit="percent")
    file.write_bytes(mark + text.replace("\n", "\r\n").encode())
    assert parameters.load_scenario(file).overrides == {"work": {"pay_pyongyang": 12_000}}
    (tmp_path / "mine.toml").write_bytes(mark + CLAIM.encode())
    file.unlink()
    assert len(read_own_claims(tmp_path)) == 1
