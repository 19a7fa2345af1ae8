"""Dates that are known in part: EDTF, and how people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inminban.testimony.date_words import read_date_words
from inminban.testimony.dates import read_edtf


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1998", date(1998, 1, 1), date(1998, 12, 31)),
        ("1998-02", date(1998, 2, 1), date(1998, 2, 28)),
        ("2000-02-29", date(2000, 2, 29), date(2000, 2, 29)),
        ("1998~", date(1998, 1, 1), date(1998, 12, 31)),
        ("1998-03?", date(1998, 3, 1), date(1998, 3, 31)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("1998-XX-XX", date(1998, 1, 1), date(1998, 12, 31)),
        ("1998-21", date(1998, 3, 1), date(1998, 5, 31)),
        ("1996/1998-03", date(1996, 1, 1), date(1998, 3, 31)),
        ("1998/..", date(1998, 1, 1), date.max),
        ("../1998", date.min, date(1998, 12, 31)),
    ],
)
def test_edtf_is_read_as_the_standard_says(text: str, first: date, last: date) -> None:
    read = read_edtf(text)
    assert read is not None
    assert (str(read), read.first, read.last) == (text, first, last)


@pytest.mark.parametrize(
    "text", ["", "98", "1998-13", "1998-02-30", "0000", "1998/1996", "1998-3", "199X-03", "/", "x/1998"]
)
def test_what_is_no_edtf_is_not_read(text: str) -> None:
    assert read_edtf(text) is None


WRITTEN = """
about 1998: 1998~ | c. 1998: 1998~ | probably 1998: 1998? | 1998?: 1998? | 1990s: 199X | the nineties: 199X | '90s: 199X
late 1990s: 1996~/1999~ | mid-1990s: 1993~/1996~ | early 90s: 1990~/1993~ | end of 1998: 1998-09~/1998-12~
March 1998: 1998-03 | Mar 3, 2016: 2016-03-03 | 3rd of March 2016: 2016-03-03 | in the spring of 1998: 1998-21
1.3.1998: 1998-03-01 | 31.12.2015: 2015-12-31 | 13/4/2016: 2016-04-13 | 4/13/2016: 2016-04-13 | 2016/3/3: 2016-03-03
3. März 2016: 2016-03-03 | 3 mars 2016: 2016-03-03 | 20160303: 2016-03-03 | Thu, 03 Mar 2016 10:00 GMT: 2016-03-03
2016-03-03T10:00:00+09:00: 2016-03-03 | 2016년 3월 3일: 2016-03-03 | 2016. 3. 3.: 2016-03-03 | 1998년 3월: 1998-03
98년: 1998 | 1998년경: 1998~ | 1990년대: 199X | 1990년대 후반: 1996~/1999~ | 90년대 말: 1996~/1999~ | 1998년 봄: 1998-21
1998년 초: 1998-01~/1998-04~ | 주체87(1998)년: 1998 | 주체87년 3월: 1998-03 | 1998년 이전: ../1998 | since 1998: 1998/..
between 1997 and 1999: 1997/1999 | 1997-1999: 1997/1999 | 1997-98: 1997/1998 | 1997년부터 1999년까지: 1997/1999
２００９: 2009
"""
PAIRS = [pair.strip().rsplit(": ", 1) for line in WRITTEN.strip().split("\n") for pair in line.split(" | ")]


@pytest.mark.parametrize(("written", "edtf"), PAIRS)
def test_a_date_is_read_as_people_write_it(written: str, edtf: str) -> None:
    assert str(read_date_words(written)) == edtf


@pytest.mark.parametrize(
    "written", ["3/4/2016", "PT7M", "7 minutes", "May", "yesterday", "2015-02-30", "1998/1996", "x" * 900]
)
def test_a_date_that_can_be_read_in_two_ways_or_none_is_not_guessed(written: str) -> None:
    assert read_date_words(written) is None


@pytest.mark.parametrize(
    ("edtf", "words", "when", "year", "exact"),
    [
        ("1998", "1998", "in 1998", 1998, 1998),
        ("1998-03", "1998-03", "in 1998-03", 1998, 1998),
        ("1998-03-05", "1998-03-05", "on 1998-03-05", 1998, 1998),
        ("1998~", "about 1998", "about 1998", 1998, None),
        ("199X", "1990s", "in the 1990s", 1999, None),
        ("1996~/1999~", "late 1990s", "in the late 1990s", 1999, None),
        ("1998-09~/1998-12~", "late 1998", "in late 1998", 1998, None),
        ("1996/1998", "1996 to 1998", "between 1996 and 1998", 1998, None),
        ("1998/..", "since 1998", "since 1998", 1998, None),
        ("1998-21", "spring 1998", "in spring 1998", 1998, 1998),
    ],
)
def test_a_date_in_words(edtf: str, words: str, when: str, year: int, exact: int | None) -> None:
    read = read_edtf(edtf)
    assert read is not None
    assert (read.words, read.when, read.year, read.exact_year) == (words, when, year, exact)


@given(st.text(st.sampled_from("0123456789X-/.~?%년월 late1990s"), max_size=30))
def test_whatever_is_read_is_edtf_and_read_again_the_same(text: str) -> None:
    read = read_date_words(text)
    if read is not None:
        assert read_edtf(read.edtf) == read
        assert read.first <= read.last
        assert read.words
