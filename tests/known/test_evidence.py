"""The evidence: every claim is there, located and either checked or not with a reason; the checks run on a run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from inminban import evidence
from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED
from inminban.evidence.inventory import KINDS, kind_of
from inminban.evidence.records import Record
from inminban.measures import Run, open_run
from inminban.numbers import parameters
from inminban.step.month.flows import MONTH_FLOWS
from inminban.step.public_accounts import HOUSEHOLD_WON

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.made_run import make_run

MUSICIAN, MOBILIZATION, LABOURER, COLUMN = 13, 14, 17, 3
PARAGRAPHS = {"musician-2014-leaver": 32, "new-focus-2015": 26, "labourer-2021-leaver": 38}
NO_INSTITUTION = {"famine", "column"}  # mechanisms that are no single file of rules
CUT_OFF_SURVEYS, CUT_OFF_PRICES = 2016, 2017
RECORDS = [*evidence.claims(), *evidence.figures()]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return open_run(make_run(tmp_path_factory.mktemp("runs") / "run", n_days=365, n_groups=200))


def test_every_claim_of_the_three_texts_and_the_column_is_there() -> None:
    numbers = {"M": MUSICIAN, "B": MOBILIZATION, "L": LABOURER, "A": COLUMN}
    wanted = [f"{letter}{number}" for letter, last in numbers.items() for number in range(1, last + 1)]
    assert [record.id for record in evidence.claims()] == wanted


@pytest.mark.parametrize("claim", evidence.claims(), ids=lambda record: record.id)
def test_every_claim_about_the_society_has_a_check_and_those_about_the_column_say_why_none(claim: Record) -> None:
    is_of_column = claim.id.startswith("A")
    assert bool(claim.content.check) is not is_of_column
    assert bool(claim.content.untested_because) or not is_of_column


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_a_record_is_located_and_checked_or_says_what_is_missing(record: Record) -> None:
    content = record.content
    assert content.check or content.untested_because
    assert content.source in parameters.known_sources()
    assert len(content.says.split()) >= 6 and content.says.endswith(".")
    if isinstance(content, evidence.records.Claim):
        assert parameters.known_sources()[content.source].kind == "testimony"
        assert all(1 <= number <= PARAGRAPHS[content.source] for number in content.paragraph)
        assert set(content.mechanism) <= {*parameters.institutions(), *NO_INSTITUTION}


def test_what_is_asked_for_by_name_exists() -> None:
    items = {line[3] for line in HOUSEHOLD_WON} | {line[4] for line in MONTH_FLOWS}
    for record in RECORDS:
        for item in record.content.check:
            if "item" in item.who:
                assert item.who["item"] in items, record.id


def test_numbers_point_at_claims_that_exist() -> None:
    known = {record.id for record in evidence.claims()}
    pointed = {claim for entry in parameters.all_entries() for claim in entry.claims}
    assert pointed <= known


def test_no_figure_was_measured_after_the_cut_off() -> None:
    prices = ("price", "exchange")
    for record in evidence.figures():
        if record.id.startswith(prices) or any(word in record.id for word in prices):
            assert record.content.years[1] <= CUT_OFF_PRICES
        if "left" in record.content.says:
            assert record.content.years[1] <= CUT_OFF_SURVEYS


def test_the_checks_run_on_a_run_and_give_all_three_verdicts(run: Run) -> None:
    verdicts = evidence.check(run)
    assert {verdict.verdict for verdict in verdicts} == {AGREE, DISAGREE, UNTESTED}
    assert {verdict.id for verdict in verdicts} == {record.id for record in RECORDS}
    measured = [verdict for verdict in verdicts if verdict.verdict != UNTESTED]
    assert len(measured) > 70
    assert all(verdict.value is not None and verdict.metric and verdict.unit for verdict in measured)
    assert all(verdict.note for verdict in verdicts if verdict.verdict == UNTESTED)
    assert not [verdict for verdict in verdicts if verdict.note.startswith("a table it needs")]


def test_a_made_up_run_gets_the_verdicts_that_were_built_into_it(run: Run) -> None:
    found = {(verdict.id, verdict.check): verdict for verdict in evidence.check(run)}
    bought = next(value for (name, label), value in found.items() if name == "B9" and "none" in label)
    assert (bought.verdict, bought.value) == (AGREE, 0)
    rises = next(value for (name, label), value in found.items() if name == "B8" and "call-ups" in label)
    assert rises.verdict == AGREE and rises.note.startswith("from first to last: ")
    assert next(value for (name, _), value in found.items() if name == "L5").value == pytest.approx(24_052_231)
    assert next(value for (name, _), value in found.items() if name == "B14").verdict == DISAGREE  # no 8 March in it


def test_the_inventory_counts_every_number_once() -> None:
    found = evidence.inventory()
    entries = parameters.all_entries()
    assert found["numbers"]["total"] == len(entries) == sum(found["numbers"]["by_kind"].values())
    assert set(found["numbers"]["by_institution"]) == set(parameters.institutions())
    assert {kind_of(entry) for entry in entries} <= set(KINDS)
    by_institution = found["numbers"]["by_institution"].values()
    assert found["numbers"]["by_kind"] == {kind: sum(counts[kind] for counts in by_institution) for kind in KINDS}


def test_the_inventory_names_every_claim_without_a_check_and_why() -> None:
    found = evidence.inventory()["claims"]
    assert (
        found["total"] == found["checked"] + len(found["without_check"]) == MUSICIAN + MOBILIZATION + LABOURER + COLUMN
    )
    assert all(told["why"] for told in (*found["without_check"], *found["partly"]))
    text = evidence.as_text(evidence.inventory())
    assert all(told["why"] in text for told in found["without_check"])


def test_the_fingerprint_of_the_evidence_is_stable() -> None:
    assert evidence.evidence_sha256() == evidence.evidence_sha256()
    assert len(evidence.evidence_sha256()) == 64
