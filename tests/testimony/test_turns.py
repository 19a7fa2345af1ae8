"""Transcripts become turns with a speaker; only what the witness says is found and proposed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inminban.errors import InputError
from inminban.testimony.add_files import add_file
from inminban.testimony.claims.suggest import suggest
from inminban.testimony.export import export_documents
from inminban.testimony.library import Library
from inminban.testimony.reading.files import read_text
from inminban.testimony.reading.paragraphs import Paragraphs, blocks_of_text, paragraphs_of
from inminban.testimony.speakers import NOBODY, Speaker, read_speakers, speakers_of

NEEDED = {"title": "Made up", "witness": "Sora", "rights": "made for a test"}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite") as opened:
        yield opened


def turns(text: str) -> Paragraphs:
    """The paragraphs of a made-up plain text."""
    return paragraphs_of(blocks_of_text(text))


def roles(text: str, witness: str = "Sora") -> list[str]:
    """The roles of its paragraphs."""
    found = turns(text)
    return [speaker.role for speaker in speakers_of(found.labels, found.texts, witness)]


@pytest.mark.parametrize(
    "text",
    [
        "Q: Where was it?\nA: By the lake.\nQ: And then?\nA: We left.",
        "Q. Where was it?\nA. By the lake.\nQ. And then?\nA. We left.",
        "Q1: Where was it?\n\nA1: By the lake.\n\nQ2: And then?\n\nA2: We left.",
        "**Q:** Where was it?\n\n**A:** By the lake.\n\n**Q:** And then?\n\n**A:** We left.",
        "Interviewer: Where was it?\nSora: By the lake.\nInterviewer: And then?\nSora: We left.",
        "[00:00:01] Interviewer: Where was it?\n[00:00:05] Sora: By the lake.\n00:09 Interviewer: And then?\n"
        "(00:00:12) Sora: We left.",
        "Interviewer 0:01\nWhere was it?\n\nSora 0:05\nBy the lake.\n\nInterviewer 0:09\nAnd then?\n\n"
        "Sora 0:12\nWe left.",
        "INTERVIEWER:\nWhere was it?\nSORA:\nBy the lake.\nINTERVIEWER:\nAnd then?\nSORA:\nWe left.",
        "Ms Doe: Where was it?\nSora: By the lake.\nMs Doe: And then?\nSora: We left.",
        "Doe: Where was it?\nThe miner: By the lake.\nDoe: And then?\nThe miner: We left.",
    ],
)
def test_each_turn_is_a_paragraph_with_its_role(text: str) -> None:
    assert turns(text).texts == ("Where was it?", "By the lake.", "And then?", "We left.")
    assert roles(text) == ["interviewer", "witness", "interviewer", "witness"]


def test_korean_transcripts() -> None:
    for text in (
        "문: 어디에서 일했습니까?\n답: 탄광입니다.\n문: 언제까지요?\n답: 봄까지입니다.",
        "면담자：어디에서 일했습니까?\n구술자：탄광입니다.\n면담자：언제까지요?\n구술자：봄까지입니다.",
        "기자 - 질문: 어디에서 일했습니까?\n소라: 탄광입니다.\n기자 - 질문: 언제까지요?\n소라: 봄까지입니다.",
    ):
        assert turns(text).texts == ("어디에서 일했습니까?", "탄광입니다.", "언제까지요?", "봄까지입니다.")
        assert roles(text, "소라") == ["interviewer", "witness", "interviewer", "witness"]


def test_an_answer_of_several_paragraphs_is_one_speakers_and_an_aside_is_nobodys() -> None:
    text = "A talk in spring\n\nQ: What did you grow?\n\nA: Maize.\n\nAlso beans on\nthe slope.\n\n[break]\n\n"
    text += "Q: And rice?\n\nA: No."
    assert turns(text).texts[3] == "Also beans on the slope."
    assert roles(text) == ["", "interviewer", "witness", "witness", "", "interviewer", "witness"]


def test_where_only_questions_have_a_label_the_rest_is_the_witness() -> None:
    text = "Q: What did you grow?\n\nMaize.\n\nBeans as well.\n\nQ: And rice?\n\nNever."
    assert roles(text) == ["interviewer", "witness", "witness", "interviewer", "witness"]


@pytest.mark.parametrize(
    "text",
    [
        "Note: the well was dry.\nNote: the well was dry again.\n\nNote: and so on.",
        "Monday: maize.\nTuesday: maize.\nMonday: beans.\nTuesday: beans.",
        "She said: no.\nThen he said: yes.\n\nWe left at 10:30: it rained.",
        "See https://example.org/a\nSee https://example.org/b\nSee https://example.org/c",
        "Hot: it was a summer without rain.\n\nCold: the winter after it.",
        "a: one\nb: two",
    ],
)
def test_a_text_with_colons_is_no_transcript(text: str) -> None:
    assert turns(text).labels == ()


def test_what_is_stated_about_speakers_counts_first(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Ana: The lake froze in May.\nBo: It thawed in June.\nAna: So it was.\nBo: It was.", "utf-8")
    added = add_file(library, file, NEEDED | {"speakers": "Ana = other, Bo = witness"})
    assert library.speakers(added.document)[:2] == [Speaker("Ana", "other"), Speaker("Bo", "witness")]
    assert not added.notes
    assert read_speakers("Ana = other; Bo=Witness") == {"ana": "other", "bo": "witness"}
    for wrong in ("Ana", "Ana = boss", "= witness"):
        with pytest.raises(InputError, match="does not say who speaks"):
            read_speakers(wrong)


def test_who_was_taken_for_the_witness_is_said_where_names_do_not_tell(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Ana: Did the lake freeze?\nBo: It did.\nAna: When?\nBo: In May.", "utf-8")
    [note] = add_file(library, file, NEEDED).notes
    assert "Ana = interviewer, Bo = witness" in note and "--speakers" in note


def test_search_and_claims_leave_the_interviewer_out(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    said = "At the dam each of us had to carry 40 stones every day."
    asked = "So below the dam each trader had to pay 30 won every day at the market."
    file.write_text(f"Interviewer: {asked}\n\nSora: No.\n\nInterviewer: What did you do?\n\nSora: {said}", "utf-8")
    text = read_text(file)
    speakers = speakers_of(text.labels, text.paragraphs, "Sora")
    assert [one.passage for one in suggest(text.paragraphs, speakers)] == [said]
    assert [one.passage for one in suggest([said, asked])] == [said, asked]
    assert [one.passage for one in suggest([said, asked, "No, never."])] == [said], "denied in the next paragraph"
    added = add_file(library, file, NEEDED)
    assert [found.text for found in library.search("dam", meaning=False)] == [said]
    everybody = library.search("dam", meaning=False, has_all_speakers=True)
    assert {found.speaker for found in everybody} == {Speaker("Interviewer", "interviewer"), Speaker("Sora", "witness")}
    library.remove(added.document)
    assert library.rows("SELECT * FROM turns") == []


def test_a_transcript_that_was_exported_is_read_back_unchanged(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "A talk\n\nAna: Did the lake freeze?\nBo: It did.\n\nEvery year.\n\nAna: When?\nBo: In May.", "utf-8"
    )
    added = add_file(library, file, NEEDED)
    [copy] = export_documents(library, tmp_path / "copies")
    with Library.open(tmp_path / "other.sqlite") as other:
        again = add_file(other, copy, {})
        assert again.document == added.document
        assert other.speakers(again.document) == library.speakers(added.document)
        assert other.speakers(again.document)[0] == NOBODY


@given(st.lists(st.tuples(st.sampled_from(["Q", "A", "Ana", ""]), st.text(max_size=60)), max_size=12))
def test_reading_turns_loses_no_word(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{label}: {said}" if label else said for label, said in lines)
    found = turns(text)
    assert len(found.labels) in (0, len(found.texts))
    kept = "".join("".join((*found.texts, *found.labels)).split())
    assert all(word.strip(":") in kept for label, said in lines for word in said.split() if word.isalpha())
