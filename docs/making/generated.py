"""The pages that are made from the code, and not kept in the repository."""

from __future__ import annotations

from collections.abc import Callable

from docs.making import evidence, python_reference
from docs.making.odd import description
from docs.making.reference import claim_page, commands, parameter_page, scenario_page, source_page

PAGES: dict[str, Callable[[], str]] = {
    "model/odd.md": description,
    "model/evidence.md": evidence.page,
    "reference/python.md": python_reference.page,
    "reference/commands.md": commands,
    "reference/parameters.md": parameter_page,
    "reference/claims.md": claim_page,
    "reference/scenarios.md": scenario_page,
    "reference/sources.md": source_page,
}
