"""The column: a question is sent, chosen, drafted, published, read and forgotten; nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from httpx2 import Client, Response
from starlette.testclient import TestClient

from inminban.desk.desk import Desk
from inminban.desk.editors import Editors
from inminban.testimony.library import Library
from inminban.testimony.protected import ProtectedNames
from inminban.web import readers, sessions
from inminban.web.app import create_app
from inminban.web.settings import Settings

QUESTION = "What did a teacher earn in 2005, and was it enough?"
READER = {"name": "Ana", "city": "Lisbon", "question": QUESTION, "consent": "yes"}
NAME, PASSWORD = "hana", "three unrelated words"
ANSWER = {
    "title": "What a teacher earned", "about": "Hana, teacher, left North Korea in 2012",
    "sources": "A winter on the border", "body": "Very little.\n\n## And food\n\nIt came late.",
}  # fmt: skip


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Place(NamedTuple):
    """An application with its library and its clock."""

    client: Client
    library: Path
    clock: Clock
    settings: Settings


def opened(settings: Settings, clock: Clock) -> TestClient:
    """A client of a new application whose clocks are the test's."""
    app = create_app(settings)
    app.state.column = app.state.column._replace(
        forms=readers.Forms(clock), limit=readers.Limit(clock), sessions=sessions.Sessions(clock),
        locks=sessions.Locks(clock),
    )  # fmt: skip
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False, follow_redirects=True)


@pytest.fixture
def place(tmp_path: Path, runs_folder: Path) -> Iterator[Place]:
    """An application with an editor and an empty library."""
    settings = Settings(runs=runs_folder, library=tmp_path / "library.sqlite", claims=tmp_path / "claims")
    Editors(tmp_path / "library.sqlite").set_password(NAME, PASSWORD)
    clock = Clock()
    with opened(settings, clock) as client:
        yield Place(client, tmp_path / "library.sqlite", clock, settings)


def hidden(answer: Response, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.text)
    assert found, f"there is no field {name}"
    return unescape(found[1])


def send(place: Place, **changes: str) -> Response:
    """A question sent as a person does: the form is opened, filled in for a while, sent."""
    mark = hidden(place.client.get("/column/send"), "mark")
    place.clock.now += 20
    return place.client.post("/column/send", data={"mark": mark, **READER, **changes})


def log_in(client: Client, password: str = PASSWORD, **more: str) -> Response:
    """Log the editor in."""
    return client.post("/desk/login", data={"name": NAME, "password": password, **more})


def act(client: Client, number: int, what: str, **fields: str) -> Response:
    """Send a form of the desk with the token of its page."""
    token = hidden(client.get(f"/desk/{number}"), "token")
    return client.post(f"/desk/{number}/{what}", data={"token": token, **fields})


def answered(place: Place, **changes: str) -> None:
    """A question sent, chosen and answered by an editor."""
    send(place)
    log_in(place.client)
    act(place.client, 1, "choose")
    assert act(place.client, 1, "save", base="0", **{**ANSWER, **changes}).status_code == 200


def test_a_question_goes_its_whole_way(place: Place) -> None:
    answer = send(place)
    assert answer.status_code == 200 and "It has the number 1" in answer.text
    assert "No answer has been published yet" in place.client.get("/column").text
    assert "Log in" in place.client.get("/desk/1").text
    assert QUESTION in log_in(place.client).text
    assert "The question is chosen" in act(place.client, 1, "choose").text
    assert "Your version is saved" in act(place.client, 1, "save", base="0", **ANSWER).text
    shown = act(place.client, 1, "preview", base="1", **{**ANSWER, "body": "Nothing **at all**."})
    assert "<strong>at all</strong>" in shown.text
    assert place.client.get("/column/1").status_code == 404
    assert "The answer is published" in act(place.client, 1, "publish", version="1").text
    read = place.client.get("/column/1").text
    assert "Very little." in read and "Ana, Lisbon" in read and "<h3>And food</h3>" in read and QUESTION in read
    assert "What a teacher earned" in place.client.get("/column").text
    assert "are deleted" in act(place.client, 1, "forget", sure="yes").text
    read = place.client.get("/column/1").text
    assert "Ana" not in read and "Lisbon" not in read and "A reader" in read
    assert b"Lisbon" not in place.library.read_bytes()
    assert "is taken back" in act(place.client, 1, "withdraw").text
    assert place.client.get("/column/1").status_code == 404
    assert "deleted with everything" in act(place.client, 1, "forget", sure="yes", everything="yes").text
    assert "There is no question 1" in place.client.get("/desk/1").text


def test_readers_follow_the_column_by_a_feed(place: Place) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    empty = ElementTree.fromstring(place.client.get("/column/feed.xml").text)
    assert empty.findall(f"{atom}entry") == []
    answered(place, body="Very little <b>indeed</b>.")
    act(place.client, 1, "publish", version="1")
    answer = place.client.get("/column/feed.xml")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.text)
    [entry] = feed.findall(f"{atom}entry")
    assert entry.findtext(f"{atom}title") == ANSWER["title"] and entry.findtext(f"{atom}summary") == QUESTION
    assert "&lt;b&gt;indeed" in str(entry.findtext(f"{atom}content"))
    link = entry.find(f"{atom}link")
    assert link is not None and link.get("href") == "http://localhost/column/1"
    assert place.client.get(str(link.get("href"))).status_code == 200
    assert 'href="/column/feed.xml"' in place.client.get("/column").text
    with opened(place.settings._replace(is_public=True), place.clock) as public:
        again = ElementTree.fromstring(public.get("/column/feed.xml").text)
        assert again.findtext(f"{atom}entry/{atom}id") == entry.findtext(f"{atom}id")
    act(place.client, 1, "withdraw")
    assert "What a teacher earned" not in place.client.get("/column/feed.xml").text


def test_a_draft_is_made_from_a_run_and_must_be_edited(place: Place) -> None:
    send(place)
    log_in(place.client)
    act(place.client, 1, "choose")
    made = act(place.client, 1, "make", base="0", run="long")
    assert made.status_code == 200 and "A person must edit it" in made.text and "by a program" in made.text
    refused = act(place.client, 1, "publish", version="1")
    assert refused.status_code == 422 and "no person has edited" in refused.text.lower()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "Ana Maria da Silva", "first name only"),
        ("city", "12 Main Street 4", "city only"),
        ("question", "Why?", "Write 10 to 2,000 characters"),
        ("question", "Please write to me at ana@example.org, will you?", "Leave out e-mail addresses"),
        ("consent", "", "may be published"),
    ],
)
def test_a_refused_question_keeps_what_was_typed(place: Place, field: str, typed: str, words: str) -> None:
    answer = send(place, **{field: typed})
    assert answer.status_code == 422 and words in answer.text and "everything you typed is still here" in answer.text
    for name, text in {**READER, field: typed}.items():
        assert name == "consent" or text in unescape(answer.text)
    assert not place.library.exists()


def test_robots_are_kept_out_without_losing_what_people_typed(place: Place) -> None:
    assert "perhaps by your browser" in send(place, homepage="http://spam.example").text
    mark = hidden(place.client.get("/column/send"), "mark")
    quick = place.client.post("/column/send", data={"mark": mark, **READER})
    assert quick.status_code == 422 and "quicker than anybody types" in quick.text and QUESTION in unescape(quick.text)
    forged = place.client.post("/column/send", data={"mark": f"{mark[:-2]}xx", **READER})
    assert "open for too long" in forged.text and hidden(forged, "mark") != mark
    place.clock.now += readers.SLOWEST + 60
    assert "open for too long" in place.client.post("/column/send", data={"mark": mark, **READER}).text
    assert not place.library.exists()


def test_a_form_that_is_sent_twice_is_one_question(place: Place) -> None:
    mark = hidden(place.client.get("/column/send"), "mark")
    place.clock.now += 20
    answers = [place.client.post("/column/send", data={"mark": mark, **READER}) for _ in range(3)]
    assert all("It has the number 1" in answer.text for answer in answers)
    with Library.open(place.library) as library:
        assert len(Desk(library).queue()) == 1


def test_one_address_sends_a_few_questions_an_hour(place: Place) -> None:
    assert [send(place).status_code for _ in range(readers.MOST_OF_ONE)] == [200] * readers.MOST_OF_ONE
    refused = send(place)
    assert refused.status_code == 429 and int(refused.headers["retry-after"]) > 0
    assert QUESTION in unescape(refused.text)
    place.clock.now += readers.HOUR
    assert send(place).status_code == 200


def test_all_together_send_so_many_questions_an_hour() -> None:
    clock = Clock()
    limit = readers.Limit(clock)
    assert [limit.take(f"10.0.0.{one}") for one in range(readers.MOST_OF_ALL)] == [0.0] * readers.MOST_OF_ALL
    assert limit.take("10.0.1.1") > 0


def test_a_login_is_locked_after_wrong_passwords(place: Place) -> None:
    for _ in range(sessions.TRIES):
        assert log_in(place.client, "a wrong password").status_code == 401
    locked = log_in(place.client)
    assert locked.status_code == 429 and "Too many wrong passwords" in locked.text
    place.clock.now += sessions.LOCKED + 1
    assert "Log out" in log_in(place.client).text


def test_an_unknown_name_is_refused_in_the_same_words(place: Place) -> None:
    unknown = place.client.post("/desk/login", data={"name": "nobody", "password": PASSWORD})
    wrong = log_in(place.client, "a wrong password")
    assert unknown.status_code == wrong.status_code == 401
    assert "Name or password is wrong" in unknown.text and "Name or password is wrong" in wrong.text


def test_a_session_ends_and_what_was_typed_survives_the_login(place: Place) -> None:
    answered(place)
    token = hidden(place.client.get("/desk/1"), "token")
    place.clock.now += sessions.IDLE + 1
    typed = {**ANSWER, "body": "Two <b>hours</b> & of work.", "base": "1", "token": token}
    refused = place.client.post("/desk/1/save", data=typed)
    assert refused.status_code == 401 and "what you typed is kept" in refused.text
    again = log_in(place.client, kept=hidden(refused, "kept"), back=hidden(refused, "back"))
    assert "not saved yet" in again.text and "Two <b>hours</b> & of work." in unescape(again.text)
    saved = place.client.post("/desk/1/save", data={**typed, "token": hidden(again, "token")})
    assert "Your version is saved" in saved.text


def test_a_form_without_its_token_changes_nothing(place: Place) -> None:
    answered(place)
    for data in ({}, {"token": ""}, {"token": "x" * 43}, {"token": "\u1234"}):
        for what in ("publish", "forget", "save", "choose", "withdraw", "make", "preview"):
            assert place.client.post(f"/desk/1/{what}", data={"sure": "yes", **data}).status_code == 401
    with Library.open(place.library) as library:
        found = Desk(library).question(1)
        assert found.state == "drafted" and found.first_name == "Ana" and len(Desk(library).versions(1)) == 1


def test_the_cookie_of_a_session_is_out_of_reach_of_scripts_and_other_pages(place: Place) -> None:
    answer = place.client.post("/desk/login", data={"name": NAME, "password": PASSWORD}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/desk" in cookie
    place.client.post("/desk/logout", data={"token": hidden(place.client.get("/desk"), "token")})
    assert "Log in" in place.client.get("/desk").text


@pytest.mark.parametrize(
    "back", ["https://evil.example", "//evil.example", "/desk/../x", "/\\evil.example", "/desk/1x"]
)
def test_a_login_leads_to_the_desk_alone(place: Place, back: str) -> None:
    answer = place.client.post(
        "/desk/login", data={"name": NAME, "password": PASSWORD, "back": back}, follow_redirects=False
    )
    assert answer.headers["location"] == "/desk"


def test_two_editors_at_one_question_lose_nothing(place: Place) -> None:
    answered(place)
    with opened(place.settings, place.clock) as other:
        log_in(other)
        theirs = act(other, 1, "save", base="1", **{**ANSWER, "body": "The text of the other."})
        assert "Your version is saved" in theirs.text
    mine = act(place.client, 1, "save", base="1", **{**ANSWER, "body": "My own text."})
    assert mine.status_code == 409
    text = unescape(mine.text)
    assert "Somebody else saved version 2" in text and "My own text." in text and "The text of the other." in text
    assert "in the meantime" in unescape(act(place.client, 1, "publish", version="1").text)
    assert hidden(mine, "base") == "2"
    assert "Your version is saved" in act(place.client, 1, "save", base="2", **{**ANSWER, "body": "My own text."}).text
    with Library.open(place.library) as library:
        bodies = [one.draft.body for one in Desk(library).versions(1)]
    assert bodies[1:] == ["The text of the other.", "My own text."]


def test_two_editors_who_save_at_the_same_moment_lose_nothing(place: Place) -> None:
    answered(place)
    token = hidden(place.client.get("/desk/1"), "token")

    def save(number: int) -> int:
        fields = {**ANSWER, "body": f"Text {number}.", "base": "1", "token": token}
        return place.client.post("/desk/1/save", data=fields).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(save, range(6))) == [200, 409, 409, 409, 409, 409]
    with Library.open(place.library) as library:
        assert len(Desk(library).versions(1)) == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"about": ""}, "who speaks"),
        ({"sources": ""}, "Name the sources"),
        ({"sources": "d0123456789:7, A title"}, "there is no document"),
        ({"body": "It was Hong Gil-dong who said so."}, "protected name"),
    ],
)
def test_what_keeps_an_answer_from_the_column_is_said_in_words(
    place: Place, changes: dict[str, str], words: str
) -> None:
    with Library.open(place.library) as library:
        ProtectedNames(library).protect(["Hong Gil-dong"])
    answered(place, **changes)
    assert words.lower() in unescape(place.client.get("/desk/1").text).lower()
    refused = act(place.client, 1, "publish", version="1")
    assert refused.status_code == 422 and "inminban column" not in refused.text
    assert place.client.get("/column/1").status_code == 404


def test_nothing_that_was_typed_becomes_html(place: Place) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    send(place, question=f"Is this {evil} shown as typed?")
    log_in(place.client)
    act(place.client, 1, "choose")
    body = f"{evil}\n\n[a](javascript:alert(3)) ![b](http://evil.example/x.png) [c](data:text/html,x)"
    fields = {"title": f"T {evil}", "about": f"Hana {evil}", "sources": f"S {evil}", "body": body}
    pages = [act(place.client, 1, "preview", base="0", **fields), act(place.client, 1, "save", base="0", **fields)]
    pages += [act(place.client, 1, "publish", version="1"), place.client.get("/column/1"), place.client.get("/column")]
    pages += [place.client.get("/desk?which=all"), place.client.get("/desk/1")]
    for page in pages:
        assert page.status_code == 200
        assert "<script>" not in page.text and "<img" not in page.text
        assert not re.search(r'href="(?:javascript|data):', page.text)


def test_a_password_is_kept_as_a_hash_in_a_file_of_its_owner(tmp_path: Path) -> None:
    editors = Editors(tmp_path / "library.sqlite")
    editors.set_password("hana", PASSWORD)
    assert editors.file.stat().st_mode & 0o777 == 0o600
    assert PASSWORD not in editors.file.read_text("utf-8") and "$argon2id$" in editors.file.read_text("utf-8")
    assert editors.is_right("hana", PASSWORD) and not editors.is_right("hana", PASSWORD + " ")
    editors.remove("hana")
    assert not editors.is_right("hana", PASSWORD)


def test_the_public_application_has_the_column_alone(place: Place) -> None:
    answered(place)
    act(place.client, 1, "publish", version="1")
    with opened(place.settings._replace(is_public=True), place.clock) as public:
        assert public.get("/").url.path == "/column"
        assert "Very little." in public.get("/column/1").text
        for path in ("/desk", "/desk/1", "/desk/login", "/explore", "/runs/new", "/library", "/ask", "/openapi.json"):
            assert public.get(path).status_code == 404
        assert public.post("/desk/login", data={"name": NAME, "password": PASSWORD}).status_code == 404
        assert "/explore" not in public.get("/column").text and "/desk" not in public.get("/column").text
        large = public.post("/column/send", data={"question": "x" * 200_000})
        assert large.status_code == 413


def test_a_public_fault_names_no_private_file(tmp_path: Path, runs_folder: Path) -> None:
    library = tmp_path / "private" / "library.sqlite"
    library.parent.mkdir()
    library.write_bytes(b"no database at all" * 100)
    with opened(Settings(runs=runs_folder, library=library, is_public=True), Clock()) as public:
        answer = public.get("/column")
    assert answer.status_code == 422
    assert "private" not in answer.text and "sqlite" not in answer.text and "try again later" in answer.text


def test_fifty_readers_at_once_are_all_served(place: Place) -> None:
    answered(place)
    act(place.client, 1, "publish", version="1")
    with ThreadPoolExecutor(50) as pool:
        found = list(pool.map(lambda _: place.client.get("/column/1"), range(50)))
    assert [one.status_code for one in found] == [200] * 50
    assert all("Very little." in one.text for one in found)
