"""Members of groups in the language of a page: factory worker, 공장 노동자; North Hamgyong, 함경북도."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from inminban.ask.wording.groups import member_words
from inminban.measures.groups import TIMES
from inminban.output.reading import Rows
from inminban.web.language import current, in_language


def member(value: object, group: str) -> str:
    """A member of a group in words. A year, day or number is left as it is."""
    if isinstance(value, bool):
        return in_language("yes" if value else "no", "예" if value else "아니요")
    if current() == "ko" and group not in TIMES:
        return member_words(group, value, "ko")
    return str(value).replace("_", " ")


def in_words(values: Mapping[str, Any], groups: Iterable[str]) -> dict[str, Any]:
    """The members of some groups in words; times stay times, so that a chart can set them in order."""
    return {**values, **{name: member(values[name], name) for name in groups if name not in TIMES}}


def rows_in_words(rows: Rows, groups: Iterable[str]) -> Rows:
    """Rows of a chart with the members of their groups in words."""
    named = list(groups)
    return [in_words(row, named) for row in rows]
