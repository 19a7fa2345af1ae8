"""What a run leaves behind: tables, queries, charts, the report, diaries."""

from inminban.output.folder import check_writable
from inminban.output.reading import Run, open_run

__all__ = ["Run", "check_writable", "open_run"]
