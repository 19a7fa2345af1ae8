"""What is written to a run folder is what is read from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.made_run import make_info, make_run, make_tables

from inminban.errors import RunFolderError
from inminban.measures import Run, open_run
from inminban.output.tables import TABLES, as_markdown
from inminban.output.writing import write_run

ROOT = Path(__file__).resolve().parents[2]
N_DAYS, N_GROUPS, N_PANEL, SEED = 60, 50, 16, 3


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, Any]]:
    return make_tables(N_DAYS, N_GROUPS, N_PANEL, SEED)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    folder = make_run(tmp_path_factory.mktemp("results") / "run", N_DAYS, N_GROUPS, N_PANEL, SEED)
    with open_run(folder) as opened:
        yield opened


def plain_values(values: Any) -> list[Any]:
    """A column as it was handed over, in the form it is read in."""
    if isinstance(values, tuple):
        codes, names = values
        return [names[code] for code in codes]
    array = np.asarray(values)
    if array.dtype.kind == "M":
        return [day for day in array.astype("datetime64[D]").astype(object)]
    return list(array.tolist())


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_every_table_comes_back_as_it_was(run: Run, made: dict[str, dict[str, Any]], name: str) -> None:
    relation = run.table(name)
    assert relation.columns == list(TABLES[name].columns)
    rows = relation.fetchall()
    for number, column in enumerate(relation.columns):
        assert [row[number] for row in rows] == plain_values(made[name][column]), column


@pytest.mark.parametrize("name", TABLES)
def test_columns_have_the_type_of_the_schema(run: Run, name: str) -> None:
    found = {column: str(kind) for column, kind in zip(run.table(name).columns, run.table(name).types, strict=True)}
    assert found == {column: field.type for column, field in TABLES[name].columns.items()}


def test_ages_can_be_taken_from_one_another(run: Run) -> None:
    """Unsigned columns wrap around in NumPy and pandas: 30 - 50 years were 236."""
    unsigned = [field for table in TABLES.values() for field in table.columns.values() if field.type.startswith("U")]
    assert unsigned == []
    ages = run.panel_people.fetchnumpy()["age"]
    assert (ages.min() - ages.max()).item() == int(ages.min()) - int(ages.max()) < 0


def test_run_json_describes_every_column(run: Run) -> None:
    described = json.loads((run.path / "run.json").read_text())
    for name, table in TABLES.items():
        assert described["tables"][name]["rows"] == len(run.table(name).fetchall())
        assert set(described["tables"][name]["columns"]) == set(table.columns)
        assert described["tables"][name]["columns"] == {
            column: {"unit": field.unit, "meaning": field.meaning} for column, field in table.columns.items()
        }


def test_every_column_of_the_schema_says_what_it_means() -> None:
    assert [column for table in TABLES.values() for column, field in table.columns.items() if not field.meaning] == []


def test_info_is_run_json_and_its_entries_are_attributes(run: Run) -> None:
    assert run.info["seed"] == run.info.seed == 1
    assert run.info.last_day_lived == "2015-03-01"
    with pytest.raises(AttributeError, match="no_such_entry"):
        _ = run.info.no_such_entry


def test_tables_are_attributes_and_views(run: Run) -> None:
    n_groups = run.groups.count("*").fetchone()
    assert n_groups == run.sql("SELECT count(*) FROM groups").fetchone() == (N_GROUPS * 3,)
    assert run.rows("SELECT count(*) AS n FROM panel WHERE person = $person", {"person": 7}) == [{"n": N_DAYS}]
    with pytest.raises(AttributeError, match="no table or attribute 'no_such_table'"):
        _ = run.no_such_table


def test_folder_with_odd_characters_in_its_name(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "a [run]* with 'quotes' of 2015?", 10, 5, 4)
    with open_run(folder) as opened:
        assert opened.rows("SELECT count(*) AS n FROM calendar") == [{"n": 10}]


def test_nothing_is_left_beside_the_folder(tmp_path: Path) -> None:
    make_run(tmp_path / "run", 10, 5, 4)
    assert [entry.name for entry in tmp_path.iterdir()] == ["run"]


def test_an_older_run_is_replaced_whole(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", 10, 5, 4)
    (folder / "report.html").write_text("old")
    write_run(folder, make_info(20), make_tables(20, 5, 4, 1), force=True)
    with open_run(folder) as opened:
        assert opened.info.last_day_lived == "2015-01-20"
    assert not (folder / "report.html").exists()
    assert [entry.name for entry in tmp_path.iterdir()] == ["run"]


def test_an_empty_folder_may_be_used_with_force(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    write_run(tmp_path / "run", make_info(10), make_tables(10, 5, 4, 1), force=True)
    with open_run(tmp_path / "run") as opened:
        assert opened.info.first_day == date(2015, 1, 1).isoformat()


def test_a_table_may_be_empty(tmp_path: Path) -> None:
    tables = make_tables(10, 5, 4, 1)
    tables["sanctions"] = {column: [] for column in TABLES["sanctions"].columns}
    write_run(tmp_path / "run", make_info(10), tables, force=False)
    with open_run(tmp_path / "run") as opened:
        assert opened.sanctions.fetchall() == []


def test_the_reference_page_is_made_from_the_schema() -> None:
    page = (ROOT / "docs" / "reference" / "tables.md").read_text(encoding="utf-8")
    assert page == as_markdown(), "run python docs/reference/make_tables.py"


def test_rows_are_read_without_sql(run: Run) -> None:
    days = run.read("panel", {"person": 7}, between={"day": (date(2015, 1, 5), date(2015, 1, 9))}, order=("day",))
    assert [row["day"].day for row in days] == [5, 6, 7, 8, 9] and {row["person"] for row in days} == {7}
    some = run.read("panel", {"person": [7, 14]}, columns=("person", "day"))
    assert len(some) == 2 * N_DAYS and set(some[0]) == {"person", "day"}
    assert len(run.read("calendar", {"is_holiday": True})) < len(run.read("calendar")) == N_DAYS


@pytest.mark.parametrize(
    "given",
    [{"table": "panel; DROP"}, {"table": "panel", "where": {'day" OR "1': 1}}, {"table": "panel", "order": ("x",)}],
)
def test_only_tables_and_columns_on_the_list_are_read(run: Run, given: dict[str, Any]) -> None:
    with pytest.raises(RunFolderError, match=r"no (column|table)"):
        run.read(**given)
