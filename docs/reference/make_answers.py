"""Write the gallery of answers, docs/reference/answers.md, from a run: python docs/reference/make_answers.py RUN."""

from __future__ import annotations

import sys
from pathlib import Path

from inminban.ask.gallery import page
from inminban.measures.run import open_run

PAGE = Path(__file__).with_name("answers.md")

if __name__ == "__main__":
    with open_run(Path(sys.argv[1])) as run:
        PAGE.write_text(page(run), encoding="utf-8")
