"""A draft reads like an article: the answer first, all who speak named, a chart to change, nothing private."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.made_long_run import make_long_run

from inminban.ask.answer import answer
from inminban.ask.request import Request, Who
from inminban.ask.structure import Chart, Point
from inminban.desk.article import draft_of
from inminban.desk.chart_block import block_of, chart_of
from inminban.desk.desk import Desk
from inminban.desk.drafts import as_file, read_draft
from inminban.desk.questions import BY_ASK, BY_EDITOR
from inminban.desk.site import Page, Site, as_html, render_site
from inminban.errors import InputError
from inminban.measures import Run, open_run
from inminban.testimony.library import Library

MINERS = Who(filter={"occupation": "miner"})
PRIVATE = re.compile(r"inminban (?:run|life|ask|library|column)|your library|--\w|/tmp/|runs/")
CHART = Chart("bars", "x", "Hungry (%)", (Point("teachers", 1.4, 0.76, 2.58), Point("miners: a", 0.82)))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with open_run(make_long_run(tmp_path_factory.mktemp("runs") / "run")) as opened:
        yield opened


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_draft_is_an_article(run: Run, library: Library, language: str) -> None:
    request = Request(text="비교" if language == "ko" else "Compare them?", language=language, kind="comparison",
                      measures=("ever_bribed", "hungry"), groups=(Who(), MINERS))  # fmt: skip
    made = answer(request, run)
    draft = draft_of(made, library)
    blocks = draft.body.split("\n\n")
    assert blocks[0].replace("\\", "") == made.first
    assert sum(block.startswith("```chart") for block in blocks) == 1
    assert made.life is not None and made.life.who in draft.body.replace("\\", "")
    told = [one for one in made.published if f"{one.says} {one.tested}" in draft.body.replace("\\", "")]
    verdicts = {one.verdict.verdict for one in made.published} & {"agree", "disagree"}
    assert {one.verdict.verdict for one in told} == verdicts
    assert all(witness.says in draft.body.replace("\\", "") for witness in made.witnesses[:3])
    whole = as_file(draft)
    assert not PRIVATE.search(whole) and str(run.path) not in whole
    assert read_draft(whole) == draft and draft.about and draft.sources
    assert draft.body.count("\\") <= draft.body.count("*") + draft.body.count("[") + 2


def test_a_chart_in_a_draft_is_read_back_and_drawn() -> None:
    block = block_of(CHART)
    found = chart_of(block.removeprefix("```chart").removesuffix("```"))
    assert found is not None and [one.value for one in found.points] == [1.4, 0.82]
    assert found.points[0].low == 0.76 and found.points[1].low is None
    tree = LexborHTMLParser(as_html(f"Before.\n\n{block}\n\nAfter."))
    assert len(tree.css("figure svg rect")) == 2 and tree.css("script, [style], code") == []


@pytest.mark.parametrize("text", ["bars: x\nnonsense", "pies: x\na: 1", "lines: x\nteachers: 1", "", "bars: x"])
def test_a_chart_out_of_form_stays_text(text: str) -> None:
    assert chart_of(text) is None
    tree = LexborHTMLParser(as_html(f"```chart\n{text}\n```"))
    assert tree.css("svg") == [] and len(tree.css("pre")) == 1


def test_what_an_editor_types_into_a_chart_is_no_element() -> None:
    tree = LexborHTMLParser(as_html("```chart\nbars: <script>x</script>\n<img src=x onerror=y>: 3\n```"))
    assert tree.css("script, img, [onerror]") == [] and len(tree.css("svg rect")) == 1


def test_an_unchanged_draft_is_not_called_edited(run: Run, library: Library) -> None:
    desk = Desk(library)
    number = desk.submit("How many people are hungry?", "Ana", "Lyon")
    desk.choose(number)
    draft = draft_of(answer(Request(text="How many?", kind="how_many", measures=("hungry",)), run), library)
    desk.add_draft(number, draft, BY_ASK)
    with pytest.raises(InputError, match="nothing in the draft was changed"):
        desk.add_draft(number, draft, BY_EDITOR)
    assert [one.author for one in desk.versions(number)] == [BY_ASK]
    assert desk.add_draft(number, draft._replace(body=f"{draft.body}\n\nMore."), BY_EDITOR) == 2


def test_a_witness_signs_nothing_that_a_program_wrote(run: Run, library: Library, tmp_path: Path) -> None:
    draft = draft_of(answer(Request(text="How many?", kind="how_many", measures=("hungry",)), run), library)
    page = Page(1, "How many?", "Ana, Lyon", "2026-11-01T10:00:00+00:00", "2026-11-01T10:00:00+00:00", draft, {})
    files = render_site(Site(tmp_path, "https://example.org", "Our column"), [page])
    assert "<author><name>Our column</name></author>" in files["feed.xml"]
    assert "Drafted by a program" in files["answers/1.html"] and "edited by a person" in files["answers/1.html"]
