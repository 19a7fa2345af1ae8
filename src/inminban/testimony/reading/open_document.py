"""OpenDocument texts (.odt). Comments, deleted and hidden text are left out; footnotes stand at the end."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from inminban.errors import InputError
from inminban.testimony.reading.archives import DAMAGED, local, open_archive, part_of, text_in, tree_of
from inminban.testimony.reading.paragraphs import blocks_of_text, paragraphs_of
from inminban.testimony.reading.source import Content, Source
from inminban.testimony.reading.tables import spoken_rows
from inminban.testimony.reading.titles import BY_ITSELF, title_of

KIND = "OpenDocument text"
PARAGRAPHS = frozenset(("p", "h"))
LEFT_OUT_NAMES = """
tracked-changes annotation annotation-end hidden-text hidden-paragraph conditional-text note-citation ruby-text
sequence-decls variable-decls user-field-decls forms table-of-content alphabetical-index title desc script page-number
"""
LEFT_OUT = frozenset(LEFT_OUT_NAMES.split())
SPACES = {"tab": "\t", "line-break": "\n", "soft-page-break": ""}
MOST_SPACES = 100  # in a row


def read(source: Source) -> Content:
    """Paragraphs of a text with its footnotes at the end, and its title if it states one."""
    with open_archive(source.data, source.path, KIND) as archive:
        content = tree_of(part_of(archive, "content.xml"))
        title = text_in(tree_of(part_of(archive, "meta.xml")), "title")
    body = None if content is None else next((one for one in content.iter() if local(one) == "text"), None)
    if body is None:
        raise InputError(f"a damaged {KIND}", file=source.path, remedy=DAMAGED)
    blocks: list[str] = []
    notes: list[str] = []
    walk(body, blocks, notes)
    parts = [part for block in [*blocks, *notes] for part in blocks_of_text(block)]
    return Content(paragraphs_of(parts), title_of(title), by_itself=BY_ITSELF)


def walk(body: Element, blocks: list[str], notes: list[str]) -> None:
    """Add the text of every paragraph in order to the blocks, or to the notes. Walks without recursion."""
    open_blocks = [""]  # texts of the paragraphs around this place, the innermost last
    waiting: list[tuple[Element, str]] = [(body, "enter")]
    n_notes = 0  # footnotes around this place
    while waiting:
        element, step = waiting.pop()
        name = local(element)
        if step == "tail":
            open_blocks[-1] += element.tail or ""
            continue
        if step == "leave":
            if name in PARAGRAPHS:
                (notes if n_notes else blocks).append(open_blocks.pop())
            n_notes -= name == "note-body"
            continue
        waiting.append((element, "tail"))
        if name in LEFT_OUT:
            continue
        if name == "table" and (rows := spoken_rows(cells_of(element))):
            blocks += rows
            continue
        open_blocks[-1] += SPACES.get(name, " " * n_spaces(element) if name == "s" else "")
        if name in PARAGRAPHS:
            open_blocks.append("")
        n_notes += name == "note-body"
        open_blocks[-1] += element.text or ""
        waiting.append((element, "leave"))
        waiting += [(child, "enter") for child in reversed(element)]


def n_spaces(element: Element) -> int:
    """How many spaces an element stands for."""
    counts = [value for name, value in element.attrib.items() if name.endswith("}c")]
    return min(int(counts[0]), MOST_SPACES) if counts and counts[0].isdecimal() else 1


def cells_of(table: Element) -> list[list[str]]:
    """The cells of a table, row by row."""
    rows = (row for row in table.iter() if local(row) == "table-row")
    return [["\n".join("".join(p.itertext()) for p in cell.iter() if local(p) in PARAGRAPHS)
             for cell in row if local(cell) == "table-cell"] for row in rows]  # fmt: skip
