"""The tables of the library's file, one migration after another. A migration that was released is never changed.

Paragraph n of a document has the row number `document * PARAGRAPHS_A_DOCUMENT + n`. The index stores row numbers and no
text; with these numbers it can be filtered by document without a look at the paragraphs.
"""

from __future__ import annotations

PARAGRAPHS_A_DOCUMENT = 1 << 20

LIBRARY = (
    """
    CREATE TABLE documents (
        key INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice, so no old row of the index can come back
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL CHECK (title <> ''),
        publisher TEXT NOT NULL,
        date TEXT,
        witness TEXT NOT NULL CHECK (witness <> ''),
        occupation TEXT NOT NULL,
        year_of_leaving INTEGER,
        language TEXT NOT NULL,
        rights TEXT NOT NULL CHECK (rights <> ''),
        topics TEXT NOT NULL,  -- a JSON list
        address TEXT NOT NULL,
        added TEXT NOT NULL,
        n_paragraphs INTEGER NOT NULL,
        n_words INTEGER NOT NULL,
        digest TEXT NOT NULL  -- of the file's bytes: the same file is known even where a later reader splits it anew
    ) STRICT
    """,
    "CREATE TABLE paragraphs (row INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT",
    "CREATE TABLE meanings (row INTEGER PRIMARY KEY, vector BLOB NOT NULL) STRICT",
    """
    CREATE VIRTUAL TABLE words USING fts5(
        text, pairs, content = '', tokenize = 'porter unicode61 remove_diacritics 2'
    )
    """,
)

COLUMN = (
    """
    CREATE TABLE questions (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        first_name TEXT NOT NULL,  -- with the city all that is kept of a reader; both empty once forgotten
        city TEXT NOT NULL,
        question TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'chosen', 'drafted', 'published', 'withdrawn')),
        received TEXT NOT NULL,
        published TEXT,
        updated TEXT,
        shown_version INTEGER  -- the draft that is on the page
    ) STRICT
    """,
    """
    CREATE TABLE drafts (
        question INTEGER NOT NULL REFERENCES questions (number) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        author TEXT NOT NULL CHECK (author IN ('ask', 'editor')),
        at TEXT NOT NULL,
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        sources TEXT NOT NULL,  -- JSON lists of lines
        about TEXT NOT NULL,
        PRIMARY KEY (question, version)
    ) STRICT
    """,
    """
    CREATE TABLE history (
        question INTEGER NOT NULL REFERENCES questions (number) ON DELETE CASCADE,
        at TEXT NOT NULL,
        what TEXT NOT NULL
    ) STRICT
    """,
    "CREATE TABLE protected (digest BLOB PRIMARY KEY) STRICT",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "CREATE TABLE sites (folder TEXT PRIMARY KEY, address TEXT NOT NULL, title TEXT NOT NULL) STRICT",
)

TURNS = (
    """
    CREATE TABLE turns (  -- who says a paragraph; only paragraphs of transcripts stand here
        row INTEGER PRIMARY KEY,
        label TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('witness', 'interviewer', 'other', ''))
    ) STRICT
    """,
)

PARTIAL_DATES = (
    # when the witness left as far as it is known, in EDTF, and the first and the last year that it can have been
    "ALTER TABLE documents ADD COLUMN left_edtf TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE documents ADD COLUMN left_first INTEGER",
    "ALTER TABLE documents ADD COLUMN left_last INTEGER",
    """
    UPDATE documents SET left_edtf = coalesce(year_of_leaving, ''), left_first = year_of_leaving,
        left_last = year_of_leaving
    """,
)

MIGRATIONS = (LIBRARY, COLUMN, TURNS, PARTIAL_DATES)
