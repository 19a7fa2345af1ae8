"""Everything of an answer and its site that a visitor can read: the one list that is searched for protected names."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from inminban.desk.site import Page, Site, as_html, body_as_text, render_site
from inminban.testimony.readable import forms_of


def texts_of_page(page: Page) -> dict[str, str]:
    """Every text of a page by what it is, in each form in which it can be read."""
    draft = page.draft
    body = "\n\n".join([draft.body, body_as_text(draft.body), *attributes_of(as_html(draft.body))])
    texts = {
        "the question": page.question,
        "the name of the reader": page.reader,
        "the title of the answer": draft.title,
        "the answer": body,
        "the line about the witness": "\n\n".join(draft.about),
        "a source": "\n\n".join(draft.sources),
        "the web address of a source": "\n\n".join(address for _, address in page.sources if address),
    }
    return {what: "\n\n".join(forms_of(text)) for what, text in texts.items()}


def texts_of_site(site: Site) -> dict[str, str]:
    """Every text of a site itself."""
    texts = {"the title of the site": site.title, "the web address of the site": site.address}
    return {what: "\n\n".join(forms_of(text)) for what, text in texts.items()}


def texts_of_files(site: Site, page: Page) -> dict[str, str]:
    """The files of a site with this page only, as they are written: whatever the lists above forget is found here."""
    return {
        f"the file {name}": "\n\n".join([name, *forms_of(text)]) for name, text in render_site(site, [page]).items()
    }


def attributes_of(html: str) -> list[str]:
    """What a page says in attributes: addresses of links, their titles, text that stands for a picture."""
    nodes = LexborHTMLParser(html).css("*")
    return [value for node in nodes for value in node.attributes.values() if value]
