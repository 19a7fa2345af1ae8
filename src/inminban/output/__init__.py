"""Output of a run: the list of tables, writing a run folder, reading it."""

from inminban.output.folder import check_writable
from inminban.output.reading import Run, open_run

__all__ = ["Run", "check_writable", "open_run"]
