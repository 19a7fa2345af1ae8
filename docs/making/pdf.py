"""The model description as PDF, laid out by WeasyPrint from the same Markdown as its page."""

from __future__ import annotations

from pathlib import Path

import markdown

import inminban

STYLE = Path(__file__).with_name("print.css")
EXTENSIONS = ["tables", "attr_list", "md_in_html", "sane_lists", "toc"]


def as_html(text: str) -> str:
    """A whole page of HTML: title, contents, text. Links to other pages of the site become plain text."""
    maker = markdown.Markdown(extensions=EXTENSIONS, extension_configs={"toc": {"toc_depth": "2-3"}}, tab_length=4)
    body = maker.convert(text)
    contents = getattr(maker, "toc", "")
    style = STYLE.read_text(encoding="utf-8")
    title = f"inminban {inminban.__version__}: model description"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style}</style></head>"
        f'<body><header>{title}</header><nav class="contents"><h2>Contents</h2>{contents}</nav>{body}</body></html>'
    )


def write_pdf(text: str, out: Path) -> None:
    """Write a description as PDF; the same text gives the same bytes. Needs WeasyPrint and its library Pango."""
    from weasyprint import HTML  # takes a second to import

    out.parent.mkdir(parents=True, exist_ok=True)
    HTML(string=as_html(text), base_url=None, url_fetcher=refuse).write_pdf(out)


def refuse(address: str, *_: object) -> dict[str, object]:
    """Nothing is fetched. Raises ValueError for any address."""
    raise ValueError(f"the description must not load {address}")
