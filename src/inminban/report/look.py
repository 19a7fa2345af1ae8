"""The look that all pages share: one stylesheet, on which each kind of page builds its own few rules.

The web application, the report and the comparison, answers and the column's site begin with it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

TEMPLATES = files("inminban.report").joinpath("templates")


@cache
def house_style() -> str:
    """The stylesheet of all pages: faces, sizes, spaces, colours in light and dark, tables, figures."""
    return TEMPLATES.joinpath("house.css").read_text("utf-8")


@cache
def report_style() -> str:
    """The stylesheet of a report: that of all pages, then what only a report has."""
    return house_style() + TEMPLATES.joinpath("report.css").read_text("utf-8")
