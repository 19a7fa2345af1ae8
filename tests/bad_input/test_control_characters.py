"""Characters that control a terminal or a page: none comes in from a file, and no output lets one out."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from rich.text import Text
from tests.made_library import made_details, made_text

from inminban.ask.formats import environment
from inminban.cli import printing
from inminban.core.characters import CONTROLS, escaped_in_json, shown, without_controls
from inminban.desk.drafts import Draft
from inminban.desk.site import Page, Site, render_site
from inminban.report import report
from inminban.testimony.add_files import add_file
from inminban.testimony.clean_text import clean
from inminban.testimony.library import Library

NASTY = "one\x02 two\x1b[31m three\u202e four\x9b five\U000e0041 six\ud800 seven\uffff eight\u200f"
PLAIN = "one two[31m three four five six seven eight"
REFERENCES = "one&#2; two&#x1b;[31m three&#x202e; four&#x9b; five&#xe0041; six&shy; seven&#xffff; eight&#x200f;"


def test_texts_without_controls_keep_lines_and_letters() -> None:
    assert without_controls(NASTY) == PLAIN
    assert without_controls("a\tb\n장마당 “é”") == "a\tb\n장마당 “é”"
    assert shown(3) == 3


@pytest.mark.parametrize(("name", "before"), [("a.html", "<p>"), ("a.md", "")])
def test_references_to_characters_are_cleaned_after_they_are_decoded(
    library: Library, tmp_path: Path, name: str, before: str
) -> None:
    (tmp_path / name).write_text(f"{before}{REFERENCES}", encoding="utf-8")
    stated = {"title": "t", "witness": "w", "rights": "made for a test"}
    added = add_file(library, tmp_path / name, stated)
    [paragraph] = library.paragraphs(added.document)
    # a browser, and so our reader of pages, takes the number 9b for the quotation mark that Windows has there
    assert paragraph.replace("›", "").replace("\ufffd", "").replace(" [31m", "[31m") == PLAIN
    [found] = library.search("three")
    assert found.text == paragraph
    assert [found.text[mark.start : mark.end] for mark in found.marked] == ["three"]


def test_a_library_that_holds_such_characters_already_can_be_searched(library: Library) -> None:
    added = library.add(made_text("one two three"), made_details())
    dirty = NASTY.replace("\ud800", "")  # SQLite takes no halves of characters
    with library.writing():
        library.connection.execute("UPDATE paragraphs SET text = ?", (dirty,))
    [found] = library.search("three")
    assert found.text == library.paragraphs(added.document)[0] == PLAIN
    assert library.passage(f"{added.document}:1").text == PLAIN


def test_a_letter_with_a_hundred_thousand_accents_is_cleaned_at_once() -> None:
    began = time.process_time()
    cleaned = clean("a" + "\u0301\u0323" * 50_000 + " b")
    assert time.process_time() - began < 2.0
    assert len(cleaned) < 40
    assert cleaned.endswith(" b")


def test_json_keeps_such_characters_as_escapes() -> None:
    text = escaped_in_json(json.dumps({"name": NASTY}, ensure_ascii=False, indent=1))
    assert not CONTROLS.search(text)
    assert json.loads(text) == {"name": NASTY}


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_console_prints_its_own_colours_and_nobody_elses(is_terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1" if is_terminal else "")
    screen = printing.console()
    screen.file = io.StringIO()
    screen.print(Text(NASTY, style="bold"))
    screen.print(NASTY)
    screen.print(printing.table((NASTY,), [(NASTY,)]))
    printing.print_indented(screen, Text(NASTY))
    printed = screen.file.getvalue()
    assert "\x1b[31m" not in printed
    assert ("\x1b[1m" in printed) == is_terminal
    assert not CONTROLS.search(printed.replace("\x1b[1m", "").replace("\x1b[0m", ""))


def test_no_command_prints_them(command: Any, library: Library) -> None:
    added = library.add(made_text("one two three"), made_details())
    dirty = NASTY.replace("\ud800", "")
    with library.writing():
        library.connection.execute("UPDATE documents SET title = ?, witness = ?, publisher = ?", (dirty,) * 3)
        library.connection.execute("UPDATE paragraphs SET text = ?", (dirty,))
    number = 1
    assert command("column", "submit", "What did one witness see?", "--name", "Ana", "--city", "Lyon").code == 0
    assert command("column", "choose", str(number)).code == 0
    with library.writing():
        library.connection.execute("UPDATE questions SET question = ?, city = ?", (dirty, dirty))
    for words in (
        ("library", "list"),
        ("library", "list", "--json"),
        ("library", "show", added.document),
        ("library", "show", f"{added.document}:1"),
        ("library", "search", "three"),
        ("library", "search", "three", "--json"),
        ("column", "queue"),
        ("column", "queue", "--json"),
        ("column", "show", str(number)),
        ("column", "show", str(number), "--json"),
        ("column", "draft", str(number)),
        ("column", "choose", "1\x1b[31m"),
        ("library", "show", "d\x1b[31m"),
        ("library", "remove", added.document, "--yes"),
    ):
        ended = command(*words)
        assert not CONTROLS.search(ended.out + ended.err), words


def test_no_page_shows_them(tmp_path: Path) -> None:
    draft = Draft(NASTY, f"{NASTY}\n\n**{NASTY}** &#x202e; &#x1b;", (NASTY,), (NASTY,))
    page = Page(1, NASTY, NASTY, "2026-11-01T10:00:00+00:00", "2026-11-01T10:00:00+00:00", draft, {})
    files = render_site(Site(tmp_path, f"https://example.org/{NASTY}".replace("\ud800", ""), NASTY), [page])
    for name, text in files.items():
        assert not CONTROLS.search(text), name
    ElementTree.fromstring(files["feed.xml"])
    assert environment().from_string("{{ text }}").render(text=f"<{NASTY}>") == f"&lt;{PLAIN}&gt;"
    assert f"<title>{PLAIN}</title>" in report.html(NASTY, NASTY, [NASTY], [])
