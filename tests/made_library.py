"""Fictional texts, and libraries made of them, for the tests of the library and the column."""

from __future__ import annotations

from pathlib import Path

from inminban.testimony.add_files import add_files
from inminban.testimony.details import check_details
from inminban.testimony.library import Library
from inminban.testimony.reading.paragraphs import blocks_of_text, paragraphs_of
from inminban.testimony.records import Details, Text

TEXTS = Path(__file__).resolve().parent / "testimony" / "texts"
HANA, MIRAN, DRIVER, NURSE = (TEXTS / name for name in ("hana.txt", "miran.txt", "driver.md", "page.html"))


def made_text(*paragraphs: str) -> Text:
    """A text of paragraphs as if it had been read from a file."""
    return Text(paragraphs_of(blocks_of_text("\n\n".join(paragraphs))).texts, {}, Path("made.txt"))


def made_details(**stated: str) -> Details:
    """Details of a made-up text."""
    needed = {"title": "Made up for a test", "witness": "Nobody", "rights": "made up for a test"}
    return check_details(needed | stated, "english words")


def fill(library: Library) -> dict[str, str]:
    """Add the fictional texts; their ids by file name."""
    outcomes = list(add_files(library, [HANA, MIRAN, DRIVER, NURSE], {}))
    assert [outcome.state for outcome in outcomes] == ["added"] * 4, outcomes
    return {outcome.file.stem: outcome.document for outcome in outcomes}


def made_pdf(*pages: list[str], title: str = "") -> bytes:
    """A small PDF with a line of text for each string; letters of English only."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 11 Tf 50 780 Td {shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    objects.append(f"<< /Title ({title}) >>")
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    )
    return data + head.encode() + tail.encode()
