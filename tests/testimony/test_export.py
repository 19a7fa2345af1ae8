"""What is exported is read back as it was, by this program and by independent readers; nothing protected leaves."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from tests.made_library import made_details, made_text
from tests.testimony.refi_qda import NAMESPACE, faults

from inminban.errors import InputError
from inminban.testimony.claims.files import Place, write_proposals
from inminban.testimony.claims.proposals import Proposals, of_document, waiting
from inminban.testimony.claims.review import review
from inminban.testimony.claims.suggest import suggest
from inminban.testimony.export import export_as
from inminban.testimony.export_sources import COLUMNS, escaped
from inminban.testimony.library import Library
from inminban.testimony.protected import ProtectedNames
from inminban.testimony.records import Details

ODD = {
    "title": 'Of {braces}, 50 % & "quotes", a\\b ~ #1 _x_ ^2 $5; 한글, 𝐀',
    "witness": "=Hana",
    "rights": "<made> & 'up'\u00a0",
    "publisher": "-1+2, @home",
    "topics": "market, night shifts",
    "address": "https://example.org/a_b?x=1&y={2}",
    "occupation": "school teacher",
    "left": "2009",
}


@pytest.fixture
def odd(library: Library) -> str:
    """A document whose details hold every sign that could be taken for something else."""
    details = made_details(**{("year_of_leaving" if name == "left" else name): value for name, value in ODD.items()})
    text = ("We gave 5 kg of rice a month. 𝐀 and 쌀 <b>&amp;", "“Nobody” was allowed to leave; it cost 3 won a day.")
    return library.add(made_text(*text), details).document


def test_a_table_of_sources_is_read_back(library: Library, odd: str, tmp_path: Path) -> None:
    [file] = export_as("csv", library, tmp_path)
    assert file.read_bytes().startswith("\ufeffid,title,publisher".encode())
    [row] = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
    assert tuple(row) == COLUMNS
    document = library.document(odd)
    assert row["title"] == document.title and row["topics"] == "market, night_shifts"
    assert row["witness"] == "'=Hana" and row["publisher"] == "'-1+2, @home"  # no cell is computed
    assert row["year_of_leaving"] == "2009" and row["address"] == document.address


def test_json_holds_the_paragraphs_with_their_places(library: Library, odd: str, tmp_path: Path) -> None:
    [file] = export_as("json", library, tmp_path)
    [item] = json.loads(file.read_text(encoding="utf-8"))
    assert [one["text"] for one in item["paragraphs"]] == library.paragraphs(odd)
    assert item["paragraphs"][1]["locator"] == f"{odd}:2" and item["topics"] == ["market", "night_shifts"]


def bibtex(text: str) -> dict[str, str]:
    """The fields of the only entry of a file, as BibTeX reads braces, with LaTeX's signs undone."""
    head, _, rest = text.partition("\n")
    assert re.fullmatch(r"@misc\{d[0-9a-f]{10},", head)
    fields, depth, name, value = {}, 0, "", ""
    for sign, before in zip(rest, " " + rest, strict=False):
        if sign in "{}" and before != "\\":
            depth += 1 if sign == "{" else -1
            if depth < 0:
                break
        if depth == 0 and sign == ",":
            key, _, held = value.partition("=")
            fields[key.strip()], value = held.strip()[1:-1], ""
        else:
            value += sign
    assert depth == -1 and not name
    undone = {r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^"}
    for key, held in fields.items():
        for written, sign in undone.items():
            held = held.replace(written, f"\x00{ord(sign)}\x00")
        held = re.sub(r"\\([&%$#_{}])", r"\1", held)
        fields[key] = re.sub(r"\x00(\d+)\x00", lambda found: chr(int(found[1])), held)
    return fields


def test_bibtex_holds_what_is_known_in_any_signs(library: Library, odd: str, tmp_path: Path) -> None:
    [file] = export_as("bibtex", library, tmp_path)
    fields = bibtex(file.read_text(encoding="utf-8"))
    document = library.document(odd)
    assert fields["title"] == f"{{{document.title}}}" and fields["author"] == "{=Hana}"
    assert fields["publisher"] == document.publisher and fields["keywords"] == "market, night_shifts"
    assert fields["url"] == "https://example.org/a_b?x=1&y=%7B2%7D" and fields["language"] == "english"
    assert document.rights in fields["note"]


def test_signs_of_latex_mean_nothing() -> None:
    assert escaped("a_b {50%} \\x") == r"a\_b \{50\%\} \textbackslash{}x"


def test_csl_json_has_the_fields_of_its_schema(library: Library, odd: str, tmp_path: Path) -> None:
    library.add(made_text("Another."), made_details(date="2015-03-02"))
    [file] = export_as("csl-json", library, tmp_path)
    first, second = json.loads(file.read_text(encoding="utf-8"))
    assert first["type"] == "interview" and first["author"] == [{"literal": "=Hana"}] and "issued" not in first
    assert second["issued"] == {"date-parts": [[2015, 3, 2]]}
    assert set(first) <= {"id", "type", "title", "author", "publisher", "issued", "URL", "language", "keyword", "note"}


def reviewed(library: Library, folder: Path) -> None:
    """Claims from every document, the first of each accepted, the second dropped, the others open."""
    for document in library.documents():
        info = of_document(document)
        found = waiting(suggest(library.paragraphs(document.id), library.speakers(document.id)), info)
        place = Place(folder, document.id)
        write_proposals(place, Proposals(text=info, proposal=found))
        answers = iter("ad")
        review(place, lambda _, left=answers: next(left, "q"), lambda _: None)  # type: ignore[misc]


def opened(file: Path) -> tuple[Element, dict[str, str]]:
    """A project as another program reads it: the parsed project, and the files of its sources."""
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    return ElementTree.fromstring(texts.pop("project.qde").partition("?>")[2]), texts


def passages(root: Element, texts: dict[str, str]) -> list[tuple[str, str, str]]:
    """Every coded passage: its text, the claim in words, and the name of each code."""
    names = {code.get("guid"): code.get("name") for code in root.iter(f"{NAMESPACE}Code")}
    found = []
    for source in root.iter(f"{NAMESPACE}TextSource"):
        text = texts["Sources/" + str(source.get("plainTextPath")).removeprefix("internal://")]
        for one in source.iter(f"{NAMESPACE}PlainTextSelection"):
            start, end = int(one.get("startPosition", "")), int(one.get("endPosition", ""))
            for coding in one.iter(f"{NAMESPACE}CodeRef"):
                says = one.findtext(f"{NAMESPACE}Description") or ""
                found.append((text[start:end], says, str(names[coding.get("targetGUID")])))
    return found


def test_coded_passages_come_back_from_a_project_of_the_schema(
    library: Library, odd: str, ids: dict[str, str], tmp_path: Path
) -> None:
    reviewed(library, tmp_path / "claims")
    [file] = export_as("qdpx", library, tmp_path / "out", (), tmp_path / "claims")
    root, texts = opened(file)
    assert faults(root) == []
    assert len(texts) == len(library.documents()) == len(list(root.iter(f"{NAMESPACE}TextSource")))
    found = passages(root, texts)
    first = suggest(library.paragraphs(odd))[0]
    assert (first.passage, "daily life") in [(text, code) for text, _, code in found]
    assert len({text for text, _, _ in found}) == len(library.documents())  # one accepted claim each
    said = {one.get("name"): one for one in root.iter(f"{NAMESPACE}Case")}
    assert "=Hana" in said and all(text.count("\n\n") >= 1 for text in texts.values())


def test_exporting_again_gives_the_same_project(library: Library, odd: str, tmp_path: Path) -> None:
    reviewed(library, tmp_path / "claims")
    [one] = export_as("qdpx", library, tmp_path / "one", (), tmp_path / "claims")
    [two] = export_as("qdpx", library, tmp_path / "two", (), tmp_path / "claims")
    assert one.read_bytes() == two.read_bytes()


def test_a_project_without_claims_or_texts_is_still_one(library: Library, tmp_path: Path) -> None:
    [file] = export_as("qdpx", library, tmp_path, (), tmp_path / "claims")
    root, texts = opened(file)
    assert faults(root) == [] and texts == {}


@pytest.mark.parametrize("break_it", [
    lambda root: root.remove(root.find(f"{NAMESPACE}Users")),
    lambda root: root.find(f"{NAMESPACE}Users").set("age", "3"),
    lambda root: root.insert(0, root[-1]),
    lambda root: next(root.iter(f"{NAMESPACE}Code")).set("guid", "1"),
    lambda root: next(root.iter(f"{NAMESPACE}CodeRef")).set("targetGUID", "0" * 8 + "-0000" * 3 + "-" + "0" * 12),
    lambda root: next(root.iter(f"{NAMESPACE}Code")).attrib.pop("isCodable"),
])  # fmt: skip
def test_the_check_against_the_schema_finds_what_is_wrong(
    library: Library, odd: str, tmp_path: Path, break_it: Callable[[Element], Any]
) -> None:
    reviewed(library, tmp_path / "claims")
    [file] = export_as("qdpx", library, tmp_path / "out", (), tmp_path / "claims")
    root, _ = opened(file)
    break_it(root)
    assert faults(root) != []


FORMS = ("text", "csv", "json", "bibtex", "csl-json", "qdpx")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("text", "details", "where"),
    [
        ("So said Hong Gil-dong.", {}, "paragraph d"),
        ("She said so.", {"title": "Letters of ㅎㅗㅇㄱㅣㄹㄷㅗㅇ"}, "the title"),
        (
            "She said so.",
            {"address": "https://example.org/%25ED%2599%258D%25EA%25B8%25B8%25EB%258F%2599"},
            "the address",
        ),
        ("She said so.", {"publisher": "H0ng-Gi1-d0ng Press"}, "the publisher"),
        ("She said so.", {"rights": "permission of 홍\u200b길\u200b동"}, "the rights"),
        ("She said so.", {"topics": "hong_gil_dong"}, "the topics"),
    ],
)
def test_nothing_with_a_protected_name_is_exported(
    library: Library, tmp_path: Path, form: str, text: str, details: dict[str, str], where: str
) -> None:
    library.add(made_text(text), made_details(**details))
    ProtectedNames(library).protect(["Hong Gil-dong", "홍길동"])
    with pytest.raises(InputError, match=f"^{where}.* contains a protected name.*--with-protected"):
        export_as(form, library, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert export_as(form, library, tmp_path / "out", has_protected=True)


def test_every_detail_is_searched_before_it_is_exported() -> None:
    # a record with a new field must be looked at here: is it exported, and is it searched?
    assert set(Details._fields) - {"speakers", "left"} == set(COLUMNS) - {"id", "year_of_leaving"}


def test_a_folder_that_cannot_be_written_to_is_named(library: Library, odd: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        export_as("csv", library, tmp_path / "file")


def test_export_from_the_command_line(command: Any, library: Library, odd: str, tmp_path: Path) -> None:
    for form in FORMS:
        ended = command("library", "export", tmp_path / "out", "--as", form)
        assert ended.code == 0 and "ritten to" in ended.out
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert names == {f"{odd}.txt", "sources.csv", "sources.json", "sources.bib", "sources.csl.json", "library.qdpx"}
