"""The text of a page: the article if the page marks one, without what belongs to the site around it, block by block.

Nothing that holds most of the text is left out, whatever its name: some pages stand in a form or a sidebar as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inminban.testimony.reading.paragraphs import blocks_of_text
from inminban.testimony.reading.pdf_lines import MARK, POWERS, UNIT
from inminban.testimony.reading.tables import spoken_rows

LEFT_OUT = (
    "script, style, noscript, template, svg, math, iframe, object, button, select, input, textarea, datalist, nav, "
    "dialog, figcaption, rt, rp, [hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo], "
    "[role=search], [role=menu], [style*='display:none'], [style*='display: none'], [style*='visibility:hidden'], "
    "[style*='visibility: hidden']"
)
"""Parts of a page that are never its text."""

DOUBTFUL = "aside, footer, figure, header, form, [role=complementary], [class], [id]"
"""Parts that are left out if they are not most of the text: sidebars, what belongs to the site, forms."""

ALWAYS_DOUBTFUL = frozenset(("aside", "footer", "header"))
SITE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|share|sharing|social|related|recommended|newsletter|subscribe|breadcrumbs?"
    r"|side-?bar|advert(?:s|isement)?|promo|comments?|respond|menu|nav-?bar|navigation|pagination|skip-link|sr-only"
    r"|visually-hidden|screen-reader-text|masthead|site-(?:header|footer)|tag-?cloud|most-read|more-(?:stories|news)"
    r"|read-(?:more|next)|teasers?|byline|post-?meta)(?:$|[\s_-])",
    re.IGNORECASE,
)
MOST_OF_TEXT = 0.4  # share of the letters of a page: a part that holds so much is never left out
LINKS = 0.75  # share of the letters of a list that are links: a list of links to other pages
FEWEST_LINKS = 3
BOXES = frozenset(("ul", "ol", "div", "section", "table"))
MOST_BOXES, MOST_LINKS = 4, 5_000  # of a page that are looked at
ARTICLE = ("article", "main", "[role=main]", "[itemprop=articleBody]")
BLOCK_NAMES = """
address article aside blockquote body caption dd details div dl dt fieldset figcaption footer form h1 h2 h3 h4 h5 h6
header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
SPACES = re.compile(r"\s+")
BLOCKS = frozenset(BLOCK_NAMES.split())


def article_of(tree: LexborHTMLParser) -> LexborNode | None:
    """The part of a page that holds its text, without what belongs to the site around it."""
    for node in tree.css(LEFT_OUT):
        node.decompose()
    body = tree.body
    if body is None:
        return None
    letters = letters_in(body)
    take_out(letters, body, (node for node in tree.css(DOUBTFUL) if is_of_site(node)))
    letters = letters_in(body)
    take_out(letters, body, (node for node in around_links(tree) if is_list_of_links(node, letters)))
    letters = letters_in(body)
    for name in ARTICLE:
        found = max(tree.css(name), key=lambda node: letters.get(node.mem_id, 0), default=None)
        if found is not None and letters[found.mem_id] >= MOST_OF_TEXT * letters[body.mem_id]:
            return found
    return body


def take_out(letters: Mapping[int, int], body: LexborNode, nodes: Iterable[LexborNode]) -> None:
    """Take parts out of a page, but none that holds most of its text."""
    most = MOST_OF_TEXT * letters[body.mem_id]
    for node in nodes:
        if letters.get(node.mem_id, 0) < most:
            node.decompose()


def letters_in(root: LexborNode) -> dict[int, int]:
    """Number of characters without white space in each element of a page, by its number. Walks without recursion."""
    counts: dict[int, int] = {}
    around = [root.mem_id]
    waiting: list[tuple[LexborNode, bool]] = [(root, True)]
    while waiting:
        node, is_leaving = waiting.pop()
        if is_leaving and node.mem_id in counts:
            around.pop()
            if around and node.mem_id != root.mem_id:
                counts[around[-1]] += counts[node.mem_id]
            continue
        if node.tag == "-text":
            counts[around[-1]] += len("".join((node.text_content or "").split()))
            continue
        counts[node.mem_id] = 0
        around.append(node.mem_id)
        waiting.append((node, True))
        waiting += [(child, False) for child in node.iter(include_text=True)]
    return counts


def around_links(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """The lists and boxes around links to other pages, each once, the outer ones after the inner ones."""
    seen: set[int] = set()
    for link in tree.css("a[href]")[:MOST_LINKS]:
        around = link.parent
        for _ in range(MOST_BOXES):
            if around is None or around.tag in ("body", "article", "main"):
                break
            if around.tag in BOXES and around.mem_id not in seen:
                seen.add(around.mem_id)
                yield around
            around = around.parent


def is_of_site(node: LexborNode) -> bool:
    """Whether an element is a part of the site and not of the text, by its kind or by the words of its class."""
    tag = node.tag or ""
    if tag in ("html", "body", "article", "main"):
        return False
    if tag in ALWAYS_DOUBTFUL or node.attributes.get("role") == "complementary":
        return tag != "header" or node.parent is None or not is_within(node, "article")
    named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return SITE_WORDS.search(named) is not None


def is_within(node: LexborNode, tag: str) -> bool:
    """Whether an element stands within one of this kind."""
    around = node.parent
    while around is not None:
        if around.tag == tag:
            return True
        around = around.parent
    return False


def is_list_of_links(node: LexborNode, letters: Mapping[int, int]) -> bool:
    """Whether an element holds little but links to other pages."""
    links = [link for link in node.css("a[href]") if not (link.attributes.get("href") or "").startswith("#")]
    if len(links) < FEWEST_LINKS or node.css_first("p, h1, blockquote, pre") is not None:
        return False
    return sum(letters.get(link.mem_id, 0) for link in links) > LINKS * letters.get(node.mem_id, 0)


def without_marks(tree: LexborHTMLParser) -> None:
    """Take out the marks of footnotes, which stand raised; write raised powers, such as in m², as characters."""
    for node in tree.css("sup, a[role=doc-noteref], [epub\\:type=noteref]"):
        raised = "".join((node.text(deep=True) or "").split())
        before = text_before(node)
        if raised in POWERS and not node.css("a") and UNIT.search(before):
            node.replace_with(POWERS[raised])
        elif node.css("a") or node.tag == "a" or MARK.fullmatch(raised):
            node.decompose()


def text_before(node: LexborNode) -> str:
    """The text right before an element, in its parent."""
    before = node.prev
    return (before.text_content or "") if before is not None and before.tag == "-text" else ""


def blocks_of(root: LexborNode) -> list[str]:
    """Text of every block of a page in order, in lines where the page breaks them. Walks without recursion."""
    blocks: list[list[str]] = [[]]
    waiting: list[tuple[LexborNode, bool]] = [(root, False)]
    n_kept = 0  # elements around this one that keep line breaks as they are typed
    while waiting:
        node, is_leaving = waiting.pop()
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            blocks[-1].append(text if n_kept else SPACES.sub(" ", text))
            continue
        if tag == "table" and not is_leaving and (rows := spoken_rows(cells_of(node))):
            blocks += [*([row] for row in rows), []]
            continue
        if tag in BLOCKS:
            blocks.append([])
        elif tag == "br":
            blocks[-1].append("\n")
        n_kept += (-1 if is_leaving else 1) * (tag == "pre")
        if not is_leaving:
            if tag in BLOCKS:
                waiting.append((node, True))
            waiting += [(child, False) for child in reversed(list(node.iter(include_text=True)))]
    return [part for block in blocks for part in blocks_of_text("".join(block))]


def cells_of(table: LexborNode) -> list[list[str]]:
    """The texts of the cells of a table, row by row."""
    rows = (row.css("td, th") for row in table.css("tr"))
    return [[SPACES.sub(" ", cell.text(deep=True) or "").strip() for cell in row] for row in rows]
