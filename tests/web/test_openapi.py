"""Made-up requests after the description of the pages: whatever is asked, the server never fails."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from inminban.web.app import create_app
from inminban.web.settings import Settings

N_REQUESTS = 10  # for each page
SLOW = {
    ("GET", "/runs/{name}/progress"): "a stream",
    ("POST", "/runs/foreseen"): "a process for each request",
    ("POST", "/runs"): "a run for each request",
    ("GET", "/studies/{name}/progress"): "a stream",
    ("POST", "/studies/foreseen"): "a process for each request",
    ("POST", "/studies"): "a study for each request",
}


@pytest.fixture(scope="module")
def asked(runs_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """An application over runs that may be spoilt."""
    own = tmp_path_factory.mktemp("openapi")
    (own / "runs").mkdir()
    for name in ("short", "long"):
        (own / "runs" / name).symlink_to(runs_folder / name)
    app = create_app(Settings(runs=own / "runs", library=own / "a.sqlite", claims=own / "claims", desk=own / "desk"))
    logging.getLogger("inminban.web").setLevel(logging.CRITICAL)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as made:
        yield made


def operations() -> dict[str, Any]:
    """What can be asked for, by method and address."""
    schema = schemathesis.openapi.from_dict(create_app(Settings()).openapi())
    found: list[Any] = [cast(Any, result).ok() for result in schema.get_all_operations()]
    return {f"{one.method.upper()} {one.path}": one for one in found if (one.method.upper(), one.path) not in SLOW}


OPERATIONS = operations()


def test_the_description_names_the_pages() -> None:
    assert {"GET /", "GET /explore", "GET /explore.csv", "GET /life", "POST /own-claims"} <= set(OPERATIONS)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_no_request_makes_the_server_fail(asked: TestClient, name: str) -> None:
    operation = OPERATIONS[name]

    @given(case=operation.as_strategy(), run=st.sampled_from(["short", "long", None]))
    @settings(max_examples=N_REQUESTS, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def send(case: Any, run: str | None) -> None:
        query = {**(case.query or {}), **({"run": run} if run else {})}
        body = case.body if isinstance(case.body, dict) else None
        answer = asked.request(case.method, case.formatted_path, params=query, data=body, follow_redirects=False)
        assert answer.status_code < 500, (case.formatted_path, query, body)
        assert "content-security-policy" in answer.headers

    send()
