"""The text of saved pages: all of it, and nothing of the site around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from inminban.testimony.reading.files import read_text

ONE = "The road to the mine was closed in winter, and we carried the coal on sledges over the frozen lake."
TWO = "In spring the whole village dug for roots on the slopes behind the barns for twenty days."
THREE = "My aunt sold noodles by the station until the winter in which no train came any more."


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (f"<form id=aspnetForm><input type=hidden value=x><div><p>{ONE}<p>{TWO}</div></form>", (ONE, TWO)),
        (f"<aside><p>{ONE}<p>{TWO}</aside>", (ONE, TWO)),
        (f"<article><p>{ONE}</p><figure><blockquote>{TWO}</blockquote><figcaption>Photo: X</figcaption></figure>"
         "</article>",
         (ONE, TWO)),
        (f"<nav>Home</nav><main><p>{ONE}<p>{TWO}</main><aside><p>Ten thousand had to march every day.</aside>",
         (ONE, TWO)),
        (f"<div class=cookie-banner>We use cookies.</div><div><p>{ONE}<p>{TWO}</div><div id=share>Share</div>",
         (ONE, TWO)),
        (f"<div><p>{ONE}<p>{TWO}</div><ul><li><a href=/1>15 kg a month<li><a href=/2>A ban<li><a href=/3>More</ul>",
         (ONE, TWO)),
        (f"<article><p>{ONE}<p>{TWO}<p>{THREE}</article><article><h3>Soldiers got 800 g</h3></article>",
         (ONE, TWO, THREE)),
        (f"<p style='display:none'>Secret<p>{ONE}<p hidden>More<p>{TWO}", (ONE, TWO)),
        (f"<article><p>{ONE}<p>{TWO}<footer>Copyright</footer></article><div id=comments>All gave copper.</div>",
         (ONE, TWO)),
        (f"<table><tr><td><table><tr><td><p>{ONE}<p>{TWO}</table></table>", (ONE, TWO)),
        (f"<div>{ONE}<br>\n<br>{TWO}</div><pre>\n{THREE}\n\nThe end.\n</pre>", (ONE, TWO, THREE, "The end.")),
        ("<p>My pay<sup>3</sup> was 2,000<sup><a href=#n4>4</a></sup> won; the"
         "  plot had 30 m<sup>2</sup>.<sup>[5]</sup>",
         ("My pay was 2,000 won; the plot had 30 m².",)),
        ("<p>On the 19<sup>th</sup> we left.", ("On the 19th we left.",)),
    ],
)  # fmt: skip
def test_the_text_of_a_page_and_nothing_of_the_site(tmp_path: Path, body: str, wanted: tuple[str, ...]) -> None:
    (tmp_path / "a.html").write_text(f"<title>x</title><body>{body}</body>", encoding="utf-8")
    assert read_text(tmp_path / "a.html").paragraphs == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They were mobili-\nzed for the construc-\ntion.", "They were mobilized for the construction."),
        ("It was con\u00ad\nstructed for the inter\u00adnal use.", "It was constructed for the internal use."),
        ("A self-\nmade dam of the mid-\n1990s in North-\nKorean style.",
         "A self-made dam of the mid-1990s in North-Korean style."),
        ("Co-operation! Yes, co-\noperation.", "Co-operation! Yes, co-operation."),
        ("two-\nand three-storey houses", "two- and three-storey houses"),
        ("construc¬\ntion", "construction"),
    ],
)  # fmt: skip
def test_hyphens_at_the_ends_of_lines(tmp_path: Path, text: str, wanted: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read_text(tmp_path / "a.txt").paragraphs == (wanted,)
