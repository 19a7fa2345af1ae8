"""Measures: every measurable quantity of a run once, with its definition, unit, groups, interval and words.

Report, check, ask, compare and life read their numbers here. SQL over a run's tables is written only in this room and
in the room that reads and writes the tables.
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
