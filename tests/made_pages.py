"""PDFs made for tests line by line: each line with its place and the size of its letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


class Put(NamedTuple):
    """Words at a place of a page: from the left, from the foot, in points; and the size of their letters."""

    left: float
    foot: float
    words: str
    size: float = 11


class Shade(NamedTuple):
    """A page that shows a grey box and no words."""


def placed_pdf(*pages: Sequence[Put] | Shade) -> bytes:
    """A PDF with a page for each list of words with their places."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", HELVETICA]
    kids = []
    for page in pages:
        stream = "0.8 g 50 50 400 700 re f" if isinstance(page, Shade) else shown(page)
        objects.append(f"<< /Length {len(stream.encode('latin-1'))} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return data + f"{head}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n".encode()


def shown(page: Sequence[Put]) -> str:
    """The words of a page in the language of PDF."""
    return (
        "BT "
        + " ".join(f"/F1 {size} Tf 1 0 0 1 {left} {foot} Tm ({words}) Tj" for left, foot, words, size in page)
        + " ET"
    )


def column(left: float, top: float, lines: Sequence[str], size: float = 11) -> list[Put]:
    """Lines one below the other."""
    return [Put(left, top - 14 * number, line, size) for number, line in enumerate(lines)]
