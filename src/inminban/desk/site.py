"""The site: a folder with a page for each published answer, an index and a feed, for any web server.

Jinja escapes everything that readers, witnesses and editors wrote. Answers are Markdown with HTML and pictures switched
off. The pages have no scripts, and a policy forbids them. Each file is replaced as a whole, index and feed last, so
that a visitor never gets half a page or a dead link.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

import jinja2
from markdown_it import MarkdownIt
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from inminban.ask.chart_svg import svg
from inminban.core.characters import shown, without_controls
from inminban.core.disk import write_whole
from inminban.desk.chart_block import INFO, chart_of
from inminban.desk.drafts import LOCATOR, Draft
from inminban.errors import InputError
from inminban.report.look import house_style
from inminban.testimony.clean_text import language_of

MANIFEST = ".inminban-site.json"  # lists the files of the site, so that no other file is ever changed
ANSWERS = "answers"
LOWEST_HEADING = 6
TITLE = "Answers from people who left North Korea"
OWN_FILE = re.compile(r"index\.html|feed\.xml|style\.css|answers/[0-9]+\.html")


class Site(NamedTuple):
    """A folder that answers are published to, with its web address and title (empty if not given)."""

    folder: Path
    address: str
    title: str


class Page(NamedTuple):
    """The content of one page. Times are ISO in UTC. `addresses` are web addresses of documents by id."""

    number: int
    question: str
    reader: str
    published: str
    updated: str
    draft: Draft
    addresses: Mapping[str, str]

    @property
    def path(self) -> str:
        """Path of the page in the folder; it depends on the number only."""
        return f"{ANSWERS}/{self.number:d}.html"

    @property
    def day(self) -> str:
        """The day of publication."""
        return self.published[:10]

    @property
    def language(self) -> str:
        """The language of the answer."""
        return language_of(self.draft.body)

    @property
    def body(self) -> Markup:
        """The answer as HTML."""
        return Markup(as_html(self.draft.body))

    @property
    def sources(self) -> list[tuple[str, str]]:
        """Each source with the web address of its document, if known."""
        return [(line, self._address_of(line)) for line in self.draft.sources]

    def _address_of(self, line: str) -> str:
        found = LOCATOR.search(line)
        return self.addresses.get(found[1], "") if found else ""


def as_html(markdown: str) -> str:
    """Markdown as HTML. HTML in it is shown as typed, pictures are left out, links lead to the web only.

    Headings go down one level, because the page has a title. A block of a chart is drawn.
    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = reader.parse(markdown)
    for token in tokens:
        if token.type == "fence" and token.info.strip() == INFO and (chart := chart_of(token.content)):
            token.type, token.content = "html_block", f"<figure>{svg(chart)}</figure>\n"
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + 1, LOWEST_HEADING)}"
    return without_controls(str(reader.renderer.render(tokens, reader.options, {})))


def body_as_text(markdown: str) -> str:
    """The text of an answer as a visitor sees it, without Markdown signs."""
    tree = LexborHTMLParser(as_html(markdown))
    return tree.body.text(separator="") if tree.body is not None else ""


@cache
def templates() -> jinja2.Environment:
    """The templates, with escaping for HTML and XML. An unknown name in a template is an error."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("inminban.desk", "templates"),
        autoescape=True,
        finalize=shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render_site(site: Site, pages: Sequence[Page]) -> dict[str, str]:
    """The text of every file of a site by path. Index and feed begin with the newest answer."""
    newest_first = sorted(pages, key=lambda page: (page.published, page.number), reverse=True)
    shared = {"title": site.title or TITLE, "address": site.address, "pages": newest_first}
    made = {"style.css": templates().get_template("style.css").render(house=Markup(house_style()))}
    for page in newest_first:
        made[page.path] = templates().get_template("answer.html").render(shared, page=page)
    made["index.html"] = templates().get_template("index.html").render(shared)
    made["feed.xml"] = feed_text(feed_of(site, newest_first), newest_first)
    return made


class Feed(NamedTuple):
    """What a feed says besides its answers: title, id, ids and addresses of the answers by number.

    `address` and `answers` are its own address and that of the list of answers, empty where they are not known.
    """

    title: str
    id: str
    ids: Mapping[int, str]
    links: Mapping[int, str]
    address: str = ""
    answers: str = ""


def feed_of(site: Site, pages: Sequence[Page]) -> Feed:
    """The feed of a site; its links are within the site where its address is not known."""
    place = f"{site.address}/" if site.address else ""
    return Feed(
        site.title or TITLE, feed_id(site, "feed.xml"), {page.number: feed_id(site, page.path) for page in pages},
        {page.number: place + page.path for page in pages}, place and f"{place}feed.xml",
        place and f"{place}index.html",
    )  # fmt: skip


def feed_text(feed: Feed, newest_first: Sequence[Page]) -> str:
    """A feed (Atom) of some answers."""
    updated = max((page.updated for page in newest_first), default="1970-01-01T00:00:00+00:00")
    return templates().get_template("feed.xml").render(feed=feed, pages=newest_first, updated=updated)


def feed_id(site: Site, path: str) -> str:
    """The id of an entry of the feed. It stays the same as long as the address of the site does."""
    place = site.address or site.folder.as_uri()
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{place}/{path}')}"


def write_site(site: Site, pages: Sequence[Page]) -> list[Path]:
    """Write all files of a site, then delete pages that are no longer published; returns the files written.

    Raises InputError if the folder holds other files or cannot be written to.
    """
    files = render_site(site, pages)
    try:
        (site.folder / ANSWERS).mkdir(parents=True, exist_ok=True)
        old = own_files(site.folder)
        write_whole(site.folder / MANIFEST, json.dumps(sorted({*old, *files})))
        written = [write_whole(site.folder / name, text) for name, text in files.items()]
        for name in old - set(files):
            (site.folder / name).unlink(missing_ok=True)
        write_whole(site.folder / MANIFEST, json.dumps(sorted(files)))
    except OSError as error:
        remedy = "Check the folder and its permissions, or name another one with --site."
        raise InputError(f"the site cannot be written: {error.strerror}", file=site.folder, remedy=remedy) from error
    return written


def own_files(folder: Path) -> set[str]:
    """Files that an earlier call wrote into a folder. InputError if the folder holds other files and none of ours."""
    manifest = folder / MANIFEST
    if manifest.is_file():
        try:
            named = json.loads(manifest.read_text(encoding="utf-8"))
            return {name for name in named if OWN_FILE.fullmatch(name)}
        except (ValueError, TypeError, UnicodeDecodeError) as error:
            remedy = "Move the folder away and publish again."
            raise InputError("the list of the site's files is damaged", file=manifest, remedy=remedy) from error
    strange = sorted(entry.name for entry in folder.iterdir() if entry.name != ANSWERS or any(entry.iterdir()))
    if strange:
        remedy = "Name an empty or new folder with --site."
        raise InputError(
            f"this folder is not a site of the column, because it holds {strange[0]}", file=folder, remedy=remedy
        )
    return set()
