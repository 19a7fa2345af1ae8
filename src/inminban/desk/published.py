"""Everything of an answer and its site that a visitor can read: the one list that is searched for protected names."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from inminban.desk.site import Page, Site, as_html, body_as_text

TAG = re.compile("<[^<>]*>")
PUNYCODE = re.compile(r"\bxn--[a-z0-9-]+", re.IGNORECASE)


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


def attributes_of(html: str) -> list[str]:
    """What a page says in attributes: addresses of links, their titles, text that stands for a picture."""
    nodes = LexborHTMLParser(html).css("*")
    return [value for node in nodes for value in node.attributes.values() if value]


def forms_of(text: str) -> list[str]:
    """A text as it is written and as it can be read.

    Tags are shown as typed, and a name can be read across them; references to characters and escapes in addresses stand
    for letters; the name of a host can hold letters in the form of its registry.
    """
    forms = [text]
    for read in (unescape, unquote, hosts_in_letters, lambda form: TAG.sub("", form)):
        forms = list(dict.fromkeys([*forms, *map(read, forms)]))
    return forms


def hosts_in_letters(text: str) -> str:
    """The text with names of hosts that were written in ASCII letters only (xn--...) in their own letters."""

    def in_letters(found: re.Match[str]) -> str:
        try:
            return found.group().lower().encode("ascii").decode("idna")
        except UnicodeError:
            return found.group()

    return PUNYCODE.sub(in_letters, text)
