"""`inminban serve`: the web application, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inminban.cli.options import ClaimsFolder, LibraryFile
from inminban.cli.saying import say
from inminban.errors import InputError

INSTALL = "Install it with: pip install 'inminban[web]'."

EVERY_ADDRESS = ("0.0.0.0", "::")  # of this machine; none of them is one that a browser asks for


def serve(
    runs: Annotated[Path, typer.Option("--runs", metavar="DIR", help="Folder of run folders, or one run.")] = Path(
        "runs"
    ),
    library: LibraryFile = None,
    claims: ClaimsFolder = None,
    desk: Annotated[
        Path | None, typer.Option("--desk", metavar="DIR", help="Folder of the column. Default: as `inminban column`.")
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65_535, metavar="NUMBER", help="Port to listen on.")] = 8451,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to listen on. Others than this machine's need --public.")
    ] = "127.0.0.1",
    public: Annotated[
        bool, typer.Option("--public", help="Only the public part of the column: reading answers, sending a question.")
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name", metavar="HOST", help="With --public: a name under which readers reach it. May be repeated."
        ),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the first page in a browser.")] = False,
) -> None:
    """Open runs, studies, the library and the column in a browser. Nothing leaves this machine.

    Ctrl-C ends it. Runs that were started from a page go on.
    """
    try:
        import uvicorn
    except ImportError as error:
        raise InputError("the web application is not installed", remedy=INSTALL) from error
    from inminban.web.settings import Settings

    settings = Settings(runs, library, claims, desk, public, host, port, tuple(name or ()))
    if not settings.is_local and not public:
        raise InputError(
            f"{host} can be reached from other machines",
            key="--host",
            remedy="Leave it out, or show only the public part of the column with --public.",
        )
    if host in EVERY_ADDRESS and not name:
        raise InputError(
            f"no reader would reach the column as {host}",
            key="--name",
            remedy="Say under which name readers reach it: --name column.example.org.",
        )
    from inminban.web.app import create_app
    from inminban.web.patience import PatientProtocol

    address = f"http://{'localhost' if settings.is_local else host}:{port}/"
    say(f"Open {address} in a browser. Ctrl-C ends the server.")
    if open_browser:
        import webbrowser

        webbrowser.open(address)
    uvicorn.run(
        create_app(settings), host=host, port=port, log_level="warning", server_header=False, date_header=False,
        http=PatientProtocol, timeout_keep_alive=15, limit_concurrency=400, h11_max_incomplete_event_size=64_000,
    )  # fmt: skip
