"""Bring src/inminban/web/translations/ko.po up to date with the texts of the pages: python docs/make_translations.py

Texts that are new get an empty translation, which a test refuses; those that no page has any more are dropped.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED
from inminban.evidence.records import claims, figures
from inminban.evidence.severity import SEVERITIES
from inminban.measures import TOPICS
from inminban.report.life_charts import LINES, SHADES
from inminban.testimony.terms.entries import topic_names
from inminban.web.pages.claims import topics_of

WEB = Path(__file__).resolve().parents[1] / "src" / "inminban" / "web"
FILE = WEB / "translations" / "ko.po"
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "translated": None, "MenuEntry": (2,)}


def extracted() -> Catalog:
    """Every text of the pages."""
    found = Catalog(locale="ko", project="inminban", charset="utf-8")
    options = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}}
    shades = (shade.words for shade in SHADES.values())
    topics = {*TOPICS, *topic_names(), *topics_of((*claims(), *figures()))}
    for text in (*sorted(topics), *SEVERITIES, AGREE, DISAGREE, UNTESTED, *LINES, *shades):
        found.add(text)
    for file, line, of_template, _comments, context in extract_from_dir(WEB, METHODS, options, keywords=KEYWORDS):
        found.add(of_template, None, [(file, line)], context=context)
    return found


def main() -> None:
    """Write the file anew."""
    template = extracted()
    with FILE.open("rb") as file:
        known = read_po(file, locale="ko")
    known.update(template, no_fuzzy_matching=True)
    known.obsolete.clear()
    text = BytesIO()
    write_po(text, known, width=120, omit_header=False, no_location=True, sort_output=True)
    FILE.write_bytes(text.getvalue())


if __name__ == "__main__":
    main()
