"""Write tables.md beside this file from the schema in inminban.results.tables."""

from pathlib import Path

from inminban.results.tables import as_markdown

Path(__file__).with_name("tables.md").write_text(as_markdown(), encoding="utf-8")
