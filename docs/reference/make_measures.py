"""Write measures.md beside this file from the catalogue in inminban.measures."""

from pathlib import Path

from inminban.cli.measure_reference import as_markdown

Path(__file__).with_name("measures.md").write_text(as_markdown(), encoding="utf-8")
