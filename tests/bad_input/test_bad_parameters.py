"""Broken parameter, scenario, table and evidence files, and the words the error must say: file, line, key, remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from pydantic import BaseModel

from inminban.errors import InputError
from inminban.evidence.records import Claim, read_records
from inminban.numbers import country, parameters
from inminban.numbers.parameters.sources import read_sources

ROW = '{ from = 1990-01-01, value = 5, low = 1, high = 9, source = "dailynk-prices", confidence = "low" }'
GOOD = f"""# a comment
[minutes]
label = "Length of something"
unit = "min"
kind = "reported"
values = [{ROW}]
"""


class Sessions(NamedTuple):
    """The fields the broken files are loaded for."""

    minutes: int


def load(folder: Path, text: str | bytes, name: str = "sessions") -> Sessions:
    """Write a file and load it."""
    data = text if isinstance(text, bytes) else text.encode()
    (folder / f"{name}.toml").write_bytes(data)
    return parameters.load(name, Sessions, date(2015, 1, 1), folder=folder)


def test_the_unbroken_file_loads(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD).minutes == 5


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("[minutes]", "[minuets]", 2, ["minuets", "Did you mean 'minutes'?"]),
        ("[minutes]", "[Minutes]", 2, ["snake_case"]),
        ("label =", "lable =", 3, ["unknown key", "lable", "Did you mean 'label'?"]),
        ('unit = "min"', "", 2, ["missing", "Add 'unit'"]),
        ('unit = "min"', 'unit = "mins"', 4, ["'mins' is not on the list", "Did you mean 'min'?"]),
        ('kind = "reported"', 'kind = "guess"', 5, ["kind", "law"]),
        ('kind = "reported"', 'kind = "assumption"', 5, ["reason"]),
        ('kind = "reported"', 'kind = "reported"\nkind = "law"', 6, ["not valid TOML"]),
        ("value = 5", "value = 5.5", 6, ["5.5 min is not a whole number of min", "whole"]),
        ("value = 5", 'value = "5"', 6, ["must be a number"]),
        ("value = 5", "value = nan", 6, ["not a finite number"]),
        ("value = 5", "value = true", 6, ["unit bool"]),
        ("value = 5", "value = 99", 6, ["outside its range", "low <= value <= high"]),
        ("value = 5", "value = { farmer = 5 }", 6, ["one number is expected"]),
        ("value = 5", "vale = 5", 6, ["value"]),
        ("from = 1990-01-01", 'from = "1990-01-01"', 6, ["date"]),
        ("from = 1990-01-01", "from = 2016-01-01", 2, ["no value for 2015-01-01", "2016-01-01"]),
        (', source = "dailynk-prices"', "", 6, ["without a source", "Add source"]),
        ("dailynk-prices", "dailynk-price", 6, ["unknown source", "sources.toml", "Did you mean 'dailynk-prices'?"]),
        (', confidence = "low"', "", 6, ["confidence"]),
        ('confidence = "low"', 'confidence = "sure"', 6, ["confidence", "high"]),
        (f"[{ROW}]", f"[{ROW},\n {ROW}]", 7, ["order of date", "oldest first"]),
        (f"[{ROW}]", "[]", 6, ["values", "at least 1"]),
        (
            'unit = "min"',
            'unit = "min"\nby = "ocupation"',
            5,
            ["not something a value can depend on", "Did you mean 'occupation'?"],
        ),
        ('unit = "min"', 'unit = "min"\nby = "sex"', 7, ["table by sex is expected"]),
        ("minutes]", "minutes", 2, ["not valid TOML"]),
    ],
)
def test_a_broken_file_is_named_with_line_and_remedy(
    tmp_path: Path, old: str, new: str, line: int, words: list[str]
) -> None:
    assert old in GOOD
    with pytest.raises(InputError) as error:
        load(tmp_path, GOOD.replace(old, new, 1))
    message = str(error.value)
    assert message.startswith(str(tmp_path / "sessions.toml"))
    assert error.value.line == line, message
    assert all(word in message for word in words), message
    assert error.value.remedy.strip()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("{ male = 1 }", ["no value for female", "others"]),
        ("{ mail = 1, others = 2 }", ["'mail' is not a sex", "Did you mean 'male'?"]),
    ],
)
def test_a_table_by_members_must_name_each_once(tmp_path: Path, table: str, words: list[str]) -> None:
    row = f'{{ from = 1990-01-01, value = {table}, source = "dailynk-prices", confidence = "low" }}'
    text = GOOD.replace('unit = "min"', 'unit = "min"\nby = "sex"').replace(ROW, row)
    with pytest.raises(InputError) as error:
        load(tmp_path, text)
    assert all(word in str(error.value) for word in words)


def test_an_assumption_needs_a_range(tmp_path: Path) -> None:
    text = GOOD.replace('"reported"', '"assumption"\nreason = "a guess"').replace("low = 1, high = 9, ", "")
    with pytest.raises(InputError, match="without a range"):
        load(tmp_path, text)


def test_one_number_and_a_tuple_field_do_not_go_together(tmp_path: Path) -> None:
    class Tuples(NamedTuple):
        minutes: tuple[int, ...]

    (tmp_path / "sessions.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InputError, match="Add `by`"):
        parameters.load("sessions", Tuples, date(2015, 1, 1), folder=tmp_path)


def test_a_missing_entry_is_named(tmp_path: Path) -> None:
    class More(NamedTuple):
        minutes: int
        least_age: int

    (tmp_path / "sessions.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InputError, match=r"key least_age: an entry is missing. Add an entry \[least_age\]"):
        parameters.load("sessions", More, date(2015, 1, 1), folder=tmp_path)


@pytest.mark.parametrize("name", ["sesions", "../sessions", "/etc/passwd", ""])
def test_an_unknown_institution_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    (tmp_path / "sessions.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InputError, match="there is no parameter file"):
        parameters.load(name, Sessions, date(2015, 1, 1), folder=tmp_path)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe[x]", "UTF-8"),
        (b"a = " + b"[" * 5000, "not valid TOML"),
        (b"a = " + b"9" * 5000, "key a: a number of more than 18"),
    ],
)
def test_a_hostile_file_is_refused_in_words(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        load(tmp_path, data)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="too large"):
        load(tmp_path, b"#" * 2_000_001)


SCENARIO = """label = "x"
description = "y"
[mechanisms]
off = ["buying_out"]
[parameters.buying_out.let_off]
value = 1
unit = "percent"
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        (
            "buying_out.let_off",
            "buying_out.let_of",
            5,
            ["'let_of' is not a known parameter of buying_out", "Did you mean 'let_off'?"],
        ),
        (
            "parameters.buying_out",
            "parameters.buyingout",
            5,
            ["'buyingout' is not a known institution", "Did you mean 'buying_out'?"],
        ),
        ('["buying_out"]', '["buying"]', 4, ["'buying' is not a known institution"]),
        ('["buying_out"]', '["food"]', 4, ["'food' cannot be switched off"]),
        ('unit = "percent"', 'unit = "kg"', 7, ["unit 'kg' does not fit", "percent"]),
        ("value = 1", "value = 0.001", 6, ["not a whole number"]),
        ("value = 1", "value = { others = 1 }", 6, ["one number is expected"]),
        ("let_off", "is_active", 5, ["set twice"]),
        ("label", "labl", 1, ["Did you mean 'label'?"]),
    ],
)
def test_a_broken_scenario_is_named_with_line_and_remedy(
    tmp_path: Path, old: str, new: str, line: int, words: list[str]
) -> None:
    assert old in SCENARIO
    text = SCENARIO.replace(old, new, 1)
    if new == "is_active":
        text = text.replace('"percent"', '"bool"')
    file = tmp_path / "world.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        parameters.load_scenario(file)
    assert str(error.value).startswith(str(file))
    assert error.value.line == line, str(error.value)
    assert all(word in str(error.value) for word in words), str(error.value)


def test_the_unbroken_scenario_loads(tmp_path: Path) -> None:
    (tmp_path / "world.toml").write_text(SCENARIO, encoding="utf-8")
    assert parameters.load_scenario(tmp_path / "world.toml").overrides["buying_out"] == {"is_active": 0, "let_off": 100}


@pytest.mark.parametrize("name", ["histroy", "../history", ""])
def test_an_unknown_scenario_is_answered_with_the_ones_there_are(name: str) -> None:
    with pytest.raises(InputError, match="history"):
        parameters.load_scenario(name)


def test_a_scenario_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        parameters.load_scenario(tmp_path / "gone.toml")


class Place(BaseModel):
    """Rows of the broken tables."""

    name: str
    people: int
    note: str = ""


TABLE = "name,people,source,note\nA,1,census-2008,\nB,2,census-2008,text\n"


def test_the_unbroken_table_loads(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text(TABLE, encoding="utf-8")
    rows = country.load_table("places", Place, folder=tmp_path)
    assert [(row.name, row.people, row.note) for row in rows] == [("A", 1, ""), ("B", 2, "text")]


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "words"),
    [
        ("people,", "poeple,", 1, "poeple", ["unknown column", "Did you mean 'people'?"]),
        ("name,people", "name,name", 1, "name", ["appears twice"]),
        ("people,", "", 1, "people", ["a column is missing"]),
        (",source", "", 1, "source", ["a column is missing"]),
        ("B,2", "B,two", 3, "people", ["integer"]),
        ("B,2", "B,", 3, "people", ["the cell is empty"]),
        ("B,2,", "B,2,3,", 3, None, ["5 cells for 4 columns", "quotes"]),
        ("B,2,census-2008", "B,2,", 3, "source", ["without a source"]),
        ("B,2,census-2008", "B,2,census-2009", 3, "source", ["Did you mean 'census-2008'?"]),
    ],
)
def test_a_broken_table_is_named_with_line_and_column(
    tmp_path: Path, old: str, new: str, line: int, column: str | None, words: list[str]
) -> None:
    assert old in TABLE
    (tmp_path / "places.csv").write_text(TABLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        country.load_table("places", Place, folder=tmp_path)
    assert (error.value.line, error.value.key) == (line, column), str(error.value)
    assert all(word in str(error.value) for word in words), str(error.value)


def test_an_unknown_table_never_becomes_a_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no table"):
        country.load_table("../places", Place, folder=tmp_path)


CLAIM = """[X1]
source = "new-focus-2015"
paragraph = [3]
says = "Something is so."
kind = "exists"
topic = "t"
mechanism = ["food"]
years = [1990, 2015]
[[X1.check]]
label = "l"
metric = "task_obeyed"
who = { task = "roads" }
compare = "positive"
"""


def test_the_unbroken_claim_loads(tmp_path: Path) -> None:
    (tmp_path / "claims.toml").write_text(CLAIM, encoding="utf-8")
    assert [record.id for record in read_records(tmp_path / "claims.toml", Claim)] == ["X1"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('source = "new-focus-2015"', 'source = "new-focus"', ["unknown source", "line 2"]),
        (
            'metric = "task_obeyed"',
            'metric = "task_obeyd"',
            ["'task_obeyd'", "mean task_obeyed", "line 11"],
        ),
        ('task = "roads"', 'task = "road"', ["there is no task 'road'", "Did you mean 'roads'?"]),
        ('task = "roads"', 'tsk = "roads"', ["cannot be filtered by 'tsk'", "Did you mean 'task'?"]),
        ('compare = "positive"', 'compare = "between"', ["between needs low, high and bounds"]),
        ('compare = "positive"', 'compare = "greater"', ["need against"]),
        ('compare = "positive"', 'compare = "rises"', ["need along"]),
        ('compare = "positive"', 'compare = "positive"\nperiod = [13]', ["month numbers"]),
        ("years = [1990, 2015]", "years = [2015, 1990]", ["end before they begin", "line 8"]),
        ("kind =", "kin =", ["Did you mean 'kind'?", "line 5"]),
        (CLAIM[CLAIM.index("[[X1.check]]") :], "", ["untested_because"]),
    ],
)
def test_a_broken_claim_is_named(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    assert old in CLAIM
    (tmp_path / "claims.toml").write_text(CLAIM.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_records(tmp_path / "claims.toml", Claim)
    assert all(word in str(error.value) for word in words), str(error.value)


def test_a_broken_source_is_named(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(
        'x = { title = "t", organisation = "o", year = 1, kind = "rumour", confidence = "low" }\n', encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"line 1, key x\.kind"):
        read_sources(file)
