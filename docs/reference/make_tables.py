"""Write tables.md beside this file from the schema in inminban.output.tables."""

from pathlib import Path

from inminban.output.tables import as_markdown

Path(__file__).with_name("tables.md").write_text(as_markdown(), encoding="utf-8")
