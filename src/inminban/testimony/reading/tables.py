"""Tables that are transcripts: the first cell of each row, perhaps after a time, names who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from inminban.testimony.reading.turns import TIME, begins
from inminban.testimony.speakers import role_of_label

FEWEST_ROWS = 2
ONLY_TIME = re.compile(rf"\s*(?:{TIME}|\d{{1,4}})?\s*")


def spoken_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows of a transcript as `label: text`; none if the table is none."""
    made: list[tuple[str, str]] = []
    for row in rows:
        told = [cell.strip() for cell in row if not ONLY_TIME.fullmatch(cell)]
        if len(told) == 1 and made:  # the same speaker goes on
            made.append(("", told[0]))
        elif len(told) >= 2:
            made.append((told[0].rstrip(":："), " ".join(told[1:])))
    labels = Counter(label for label, _ in made if label)
    are_labels = all(begins(f"{label}: x") is not None and "\n" not in label for label in labels)
    is_known = any(role_of_label(label) for label in labels)
    is_repeated = labels.total() >= 2 * len(labels)
    if labels.total() < FEWEST_ROWS or len(labels) < 2 or not are_labels or not (is_known or is_repeated):
        return []
    return [f"{label}: {text}" if label else text for label, text in made]
