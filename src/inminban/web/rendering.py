"""Pages as HTML: templates with everything escaped, in the language of the reader."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from inminban import __version__
from inminban.core.characters import shown
from inminban.web.assets import address_of
from inminban.web.language import LANGUAGES, current, in_language, translated, translated_number
from inminban.web.state import state_of
from inminban.web.words import member

OK = 200


@cache
def environment() -> jinja2.Environment:
    """The templates. A value that is missing is an error, and control characters are shown as such."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(files("inminban.web").joinpath("templates"))),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        finalize=shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_callables(translated, translated_number, newstyle=True)  # type: ignore[attr-defined]
    made.filters |= {
        "inert_json": inert_json,
        "number": number,
        "plain": plain,
        "member": member,
        "sized": sized,
        "bytes": in_bytes,
        "duration": duration,
    }
    made.globals |= {"asset": address_of, "version": __version__, "in_language": in_language, "languages": LANGUAGES}
    return made


def page(request: Request, template: str, status: int = OK, **context: Any) -> HTMLResponse:
    """A page of a template. Every template may use the request, the menu and the language."""
    shared = state_of(request)
    text = (
        environment()
        .get_template(template)
        .render(
            request=request,
            path=request.url.path,
            menu=shared.menu,
            language=current(),
            settings=shared.settings,
            **context,
        )
    )
    return HTMLResponse(text, status_code=status)


def inert_json(value: object) -> Markup:
    """A value as JSON that cannot close the HTML element around it."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True, default=str)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def number(value: float | None, digits: int = 0) -> str:
    """A number with separators for thousands; a dash if there is none."""
    return "–" if value is None else f"{value:,.{digits}f}".replace("-", "−")


def sized(value: float | None) -> str:
    """A measured number for reading: as many digits after the point as its size asks for."""
    if value is None:
        return "–"
    size = abs(value)
    return number(value, 0 if size >= 100 or size == 0 else 1 if size >= 10 else 2)


def in_bytes(amount: float | None) -> str:
    """A number of bytes in megabytes or gigabytes; a dash where the system does not tell."""
    if amount is None:
        return "–"
    return f"{amount / 1e9:,.1f} GB" if amount >= 1e8 else f"{amount / 1e6:,.0f} MB"


def duration(seconds: float) -> str:
    """A time in the words of somebody who waits."""
    if seconds < 100:
        return f"{max(round(seconds), 1)} s"
    return f"{round(seconds / 60)} min" if seconds < 100 * 60 else f"{seconds / 3600:.1f} h"


def plain(word: object) -> str:
    """A stored word for readers: underscores become spaces."""
    return str(word).replace("_", " ")
