"""`inminban info`: what a run folder holds, and what every entry, table and column means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from inminban.cli.options import AsJson, RunFolder


def info(
    folder: RunFolder,
    table: Annotated[str | None, typer.Argument(metavar="TABLE", help="Name of a table: explains its columns.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print what a run folder holds and what it means: entries of run.json, tables, and the columns of one table."""
    import inminban
    from inminban.cli.printing import print_json

    found = inminban.open_run(folder).info
    if table is not None:
        check_table(table)
    if as_json:
        print_json(found if table is None else found["tables"][table])
    elif table is None:
        print_info(found, str(folder))
    else:
        print_table(table, found["tables"][table])


def check_table(name: str) -> None:
    """Refuse a table that no run has. Raises InputError with the nearest name."""
    from inminban.errors import InputError
    from inminban.numbers.parameters.lines import nearest
    from inminban.output.tables import TABLES

    if name not in TABLES:
        raise InputError(f"there is no table '{name}'", remedy=f"Tables: {', '.join(TABLES)}.{nearest(name, TABLES)}")


def print_info(info: Mapping[str, Any], folder: str) -> None:
    """Print every entry of run.json with its meaning, then each table: its rows, and what one of them is."""
    from inminban.cli.printing import console, table
    from inminban.output.run_fields import with_meanings
    from inminban.output.tables import TABLES

    screen = console()
    screen.print(table(("entry", "value", "meaning"), with_meanings(info)))
    screen.print()
    rows = [
        (name, f"{told['rows']:,}", len(told["columns"]), TABLES[name].row if name in TABLES else "")
        for name, told in info["tables"].items()
    ]
    screen.print(table(("table", "rows", "columns", "one row is"), rows, right=("rows", "columns")))
    screen.print(f"\nThe columns of a table, with units and meanings: inminban info {folder} TABLE")


def print_table(name: str, told: Mapping[str, Any]) -> None:
    """Print what one row of a table is, and every column with its unit and meaning, as the run has written them."""
    from inminban.cli.printing import console, table
    from inminban.output.tables import TABLES

    screen = console()
    screen.print(f"{name}: {told['rows']:,} rows. One row: {TABLES[name].row}.")
    screen.print()
    rows = [(column, field["unit"], field["meaning"]) for column, field in told["columns"].items()]
    screen.print(table(("column", "unit", "meaning"), rows))
