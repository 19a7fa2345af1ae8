"""A user's own claims: a folder of TOML files of the same form as the project's, with the sources they name.

`sources.toml` in the folder has the form of evidence/sources.toml; every other TOML file there holds claims.
"""

from __future__ import annotations

from pathlib import Path

from inminban.errors import InputError
from inminban.evidence.records import Claim, Record, claims, read_records
from inminban.numbers.parameters.sources import Source, read_sources

SOURCES = "sources.toml"
PROJECT = Path(__file__).resolve().parent / "claims"


def read_own_claims(folder: Path) -> tuple[Record, ...]:
    """Every claim of a folder, in order of file name and place.

    InputError if the folder or claims are missing, if a file has an error, or if a claim has the name of another
    claim of the folder or of the project.
    """
    if folder.resolve() == PROJECT:
        return claims()
    if not folder.is_dir():
        raise InputError(
            "there is no such folder of claims", file=folder, remedy="Name a folder, or make one with `claims suggest`."
        )
    sources = own_sources(folder)
    found: dict[str, tuple[Record, Path]] = {}
    taken = {record.id for record in claims()}
    for file in claim_files(folder):
        for record in read_records(file, Claim, sources):
            if record.id in found or record.id in taken:
                other = found[record.id][1].name if record.id in found else "the project"
                raise InputError(
                    f"a claim {record.id} is already in {other}", file=file, key=record.id,
                    remedy="Give it another name.",
                )  # fmt: skip
            found[record.id] = (record, file)
    if not found:
        raise InputError(
            "the folder holds no claim", file=folder, remedy="Name another, or make claims with `claims suggest`."
        )
    return tuple(record for record, _ in found.values())


def claim_files(folder: Path) -> list[Path]:
    """The files of a folder that hold claims."""
    return sorted(file for file in folder.glob("*.toml") if file.name != SOURCES)


def own_sources(folder: Path) -> dict[str, Source]:
    """The sources of a folder together with those of the project."""
    file = folder / SOURCES
    return read_sources(file) if file.is_file() else {}
