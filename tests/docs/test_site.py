"""The documentation site: every link leads somewhere, nothing is asked of a network, everything has a page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer
from docs.making import python_reference
from docs.making.links import with_links_of_the_site
from docs.making.offline import fit
from docs.making.site import build
from selectolax.lexbor import LexborHTMLParser as HTMLParser

import inminban
from inminban.cli.main import app
from inminban.evidence import claims, figures
from inminban.numbers.parameters import scenario_names

LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href", "use": "href"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site without its PDF, built once with strict links."""
    out = tmp_path_factory.mktemp("documentation") / "site"
    build(out, has_pdf=False)
    return out


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, HTMLParser]:
    return {path: HTMLParser(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def text_of(tree: HTMLParser) -> str:
    """What a page says, without its menus."""
    return "".join(node.text() for node in tree.css("article"))


def test_every_link_leads_to_a_page_and_a_place_on_it(pages: dict[Path, HTMLParser]) -> None:
    """Checked on the built pages, apart from the builder's own check."""
    anchors = {path: {node.attributes.get("id") or node.attributes.get("name") for node in tree.css("[id], a[name]")}
               for path, tree in pages.items()}  # fmt: skip
    wrong = []
    for path, tree in pages.items():
        for node in tree.css("a[href]"):
            target, _, anchor = unquote(node.attributes["href"] or "").partition("#")
            if "://" in target or target.startswith("mailto:") or path.name == "404.html":
                continue
            place = (path.parent / target).resolve() if target else path
            if not place.is_file() or (anchor and place in anchors and anchor not in anchors[place]):
                wrong.append(f"{path.name}: {target}#{anchor}")
    assert len(pages) > 60 and wrong == []


def test_no_page_loads_anything_from_a_network(pages: dict[Path, HTMLParser], site: Path) -> None:
    outside = [
        f"{path.name}: {address}"
        for path, tree in pages.items()
        for tag, key in LOADED.items()
        for node in tree.css(tag)
        if "//" in (address := node.attributes.get(key) or "") and node.attributes.get("rel") != "canonical"
    ]
    assert outside == []
    for style in site.rglob("*.css"):
        assert re.findall(r"@import|url\(['\"]?(?:https?:)?//", style.read_text(encoding="utf-8")) == []


def test_links_to_folders_and_scripts_from_a_network_are_mended() -> None:
    links = '<a title="x" href="./.."><a href=".."><a href=""><a href="../a.html"><a href="#b">'
    mended = links.replace('"./.."', '"./../index.html"').replace('".."', '"../index.html"')
    assert fit(links, "s.js") == mended.replace('href=""', 'href="index.html"')
    assert fit('<script src="https://a.b/c"></script><script src="c.js">', "../s.js") == (
        '<script src="../s.js"></script><script src="c.js">'
    )


def test_the_first_pages_are_also_in_korean(pages: dict[Path, HTMLParser], site: Path) -> None:
    for name in ("index", "first-run", "ethics"):
        tree = pages[site / "ko" / f"{name}.html"]
        assert [node.attributes["lang"] for node in tree.css("html")] == ["ko"]
        assert len(re.findall("[가-힣]", text_of(tree))) > 300
    links = [node.attributes["href"] for node in pages[site / "ko" / "index.html"].css("a[hreflang=en]")]
    assert links == ["../index.html"]


def test_every_command_has_its_part_of_the_reference(pages: dict[Path, HTMLParser], site: Path) -> None:
    text = text_of(pages[site / "reference" / "commands.html"])
    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert f"inminban {name}" in text
        for parameter in (
            one for inner in [command, *getattr(command, "commands", {}).values()] for one in inner.params
        ):
            assert all(option in text for option in parameter.opts if option.startswith("--"))


def test_every_public_name_has_its_part_of_the_reference(pages: dict[Path, HTMLParser], site: Path) -> None:
    text = text_of(pages[site / "reference" / "python.html"])
    assert set(inminban.__all__) - {"__version__", *python_reference.FUNCTIONS, *python_reference.ERRORS} == {
        "Progress", "Run", "Value",
    }  # fmt: skip
    assert all(name in text for name in inminban.__all__ if name != "__version__")


def test_every_claim_figure_and_scenario_has_its_part_of_the_reference(
    pages: dict[Path, HTMLParser], site: Path
) -> None:
    headings = {node.text().strip(" ¶#") for node in pages[site / "reference" / "claims.html"].css("h3")}
    assert {record.id for record in (*claims(), *figures())} <= headings
    scenarios = {node.text().strip(" ¶#") for node in pages[site / "reference" / "scenarios.html"].css("h2")}
    assert set(scenario_names()) == scenarios


def test_a_link_to_nothing_is_refused_and_one_out_of_docs_is_copied() -> None:
    copied: list[str] = []
    text = "[a](../../CONTRIBUTING.md#a-rule) [b](../../CITATION.cff)\n```\n[c](nothing.md)\n```\n"
    assert with_links_of_the_site(text, "docs/how-to/web.md", copied.append) == (
        "[a](../project/contributing.md#a-rule) [b](../files/CITATION.cff.txt)\n```\n[c](nothing.md)\n```\n"
    )
    assert copied == ["CITATION.cff"]
    for target in ("nothing.md", "../../src"):
        with pytest.raises(ValueError, match=r"docs/how-to/web\.md: the link .* leads"):
            with_links_of_the_site(f"[x]({target})", "docs/how-to/web.md", copied.append)
