"""Measures: every measurable thing of a run once, with its definition, unit, groups, interval and words.

All that prints a number of a run reads it here: report, check, ask, compare, life. SQL over a run's tables is written
in this room and in what reads and writes the tables, nowhere else.
"""

from inminban.measures.catalogue import MEASURES, TOPICS, find, nearest_names
from inminban.measures.estimate import Value, by_group, difference, into, measure, value_of
from inminban.measures.groups import GROUPS, known_values, parse_value
from inminban.measures.measure import Measure
from inminban.measures.run import Run, open_run

__all__ = [
    "GROUPS", "MEASURES", "TOPICS", "Measure", "Run", "Value", "by_group", "difference", "find", "into", "known_values",
    "measure", "nearest_names", "open_run", "parse_value", "value_of",
]  # fmt: skip
