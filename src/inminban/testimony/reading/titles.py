"""Titles that documents state about themselves. Names that programs give by themselves are no titles."""

from __future__ import annotations

import re

from inminban.testimony.clean_text import one_line

NO_TITLE = re.compile(
    r"untitled.*|unbenannt.*|microsoft (?:word|powerpoint).*|powerpoint .*|document ?\d*|title|제목 ?없음.*"
    r"|.*\.(?:docx?|hwpx?|odt|rtf|pdf|indd|qxd|pub|txt|wpd)",
    re.IGNORECASE,
)


BY_ITSELF = ("title",)
"""The field that documents state by themselves."""


def title_of(stated: str) -> dict[str, str]:
    """A stated title as a field, or none if it is empty or the work of a program."""
    title = one_line(stated)
    return {"title": title} if title and not NO_TITLE.fullmatch(title) else {}
