"""The evidence behind the model: how many numbers of each kind, and which claims have no check and why."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from inminban.evidence.records import EVIDENCE, Record, claims, figures
from inminban.numbers import parameters
from inminban.numbers.parameters.sources import known_sources

KINDS = ("law", "testimony", "publication", "estimate", "calibrated", "assumption")
BY_KIND = {"law": "law", "estimated": "estimate", "calibrated": "calibrated", "assumption": "assumption"}
EVIDENCE_FILES = ("sources.toml", "figures*.toml", "claims/*.toml")


def kind_of(entry: parameters.Entry) -> str:
    """The kind of evidence of a number (KINDS); of a reported number, testimony or publication by its latest source."""
    if entry.kind != "reported":
        return BY_KIND[entry.kind]
    source = known_sources()[entry.rows[-1].source]
    return "testimony" if source.kind == "testimony" else "publication"


def inventory() -> dict[str, Any]:
    """Counts of numbers by kind and by institution, of sources by kind, and the state of every claim and figure.

    Plain data, ready for JSON: numbers {total, by_kind, by_institution}, sources {by_kind}, claims {total, checked,
    partly, without_check: [{id, says, why}]}, figures {total, checks}.
    """
    entries = parameters.all_entries()
    by_institution = {
        name: _in_order(Counter(kind_of(entry) for entry in entries if entry.institution == name))
        for name in parameters.institutions()
    }
    return {
        "numbers": {
            "total": len(entries),
            "by_kind": _in_order(Counter(map(kind_of, entries))),
            "by_institution": by_institution,
        },
        "sources": {"by_kind": dict(sorted(Counter(source.kind for source in known_sources().values()).items()))},
        "claims": _claims(),
        "figures": {"total": len(figures()), "checks": sum(len(record.content.check) for record in figures())},
    }


def _in_order(counts: Counter[str]) -> dict[str, int]:
    return {kind: counts[kind] for kind in KINDS}


def _claims() -> dict[str, Any]:
    checked = [record for record in claims() if record.content.check]
    return {
        "total": len(claims()),
        "checked": len(checked),
        "checks": sum(len(record.content.check) for record in checked),
        "partly": [_told(record) for record in checked if record.content.untested_because],
        "without_check": [_told(record) for record in claims() if not record.content.check],
    }


def _told(record: Record) -> dict[str, str]:
    return {"id": record.id, "says": record.content.says, "why": record.content.untested_because}


def as_text(found: dict[str, Any]) -> str:
    """An inventory as plain lines of text."""
    numbers, told = found["numbers"], found["claims"]
    width = max(map(len, numbers["by_institution"]), default=11)
    heads = " ".join(f"{kind:>11}" for kind in KINDS)
    lines = [f"{numbers['total']} numbers, by what they rest on:", "", f"{'':{width}} {heads}"]
    for name, counts in {**numbers["by_institution"], "all": numbers["by_kind"]}.items():
        lines.append(f"{name:{width}} " + " ".join(f"{counts[kind]:>11}" for kind in KINDS))
    lines += [
        "",
        "Sources: " + ", ".join(f"{count} {kind}" for kind, count in found["sources"]["by_kind"].items()) + ".",
    ]
    lines += [
        f"Published figures held against a run: {found['figures']['total']} ({found['figures']['checks']} checks)."
    ]
    lines += [
        f"Claims of the witnesses: {told['total']}, of which {told['checked']} are checked ({told['checks']} checks)."
    ]
    for heading, key in (("Checked only in part:", "partly"), ("Not checked in a run:", "without_check")):
        lines += ["", heading, *(f"  {one['id']:4} {one['says']} Missing: {one['why']}" for one in told[key])]
    return "\n".join(lines) + "\n"


def evidence_sha256() -> str:
    """SHA-256 over sources, claims and figures, for run.json; line endings do not count."""
    digest = hashlib.sha256()
    for pattern in EVIDENCE_FILES:
        for path in sorted(EVIDENCE.glob(pattern)):
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{path.name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()
