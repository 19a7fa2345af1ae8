"""Where worlds are simulated: workers on this machine, started and stopped by the command, or any Dask cluster."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from inminban.errors import InputError
from inminban.study.worker import check_proof, proof

if TYPE_CHECKING:
    from distributed import Client

SECONDS_TO_CONNECT = 20
SECONDS_FOR_WORKERS = 60
SECONDS_BETWEEN_QUESTIONS = 0.5
KILLED_BEFORE_GIVING_UP = 10  # times a worker may be killed with the same world
OF_SCRIPT: tuple[str, ...] = ("__file__", "__spec__")  # by which a started process finds the script of its parent
LOGGERS = ("distributed", *(f"distributed.{part}" for part in ("client", "core", "nanny", "scheduler", "worker")))
SETTINGS = {
    "distributed.scheduler.allowed-failures": KILLED_BEFORE_GIVING_UP,
    "distributed.worker.daemon": False,
    "distributed.logging": {"distributed": "critical"},
    "distributed.admin.log-format": "%(message)s",
}


class Cluster(NamedTuple):
    """A cluster: `workers` processes here, or the Dask scheduler at an address or described in a file."""

    workers: int | None = None
    scheduler: str | None = None
    scheduler_file: Path | None = None

    @property
    def is_local(self) -> bool:
        """Whether the workers belong to the command."""
        return self.scheduler is None and self.scheduler_file is None


def check_installed() -> None:
    """Refuse to begin where the extra [study] is not installed. Raises InputError."""
    if find_spec("distributed") is None:
        raise InputError("studies need dask.distributed", remedy="Install inminban[study].")


def n_processors() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def connected(cluster: Cluster) -> Iterator[Client]:
    """A client of a cluster. InputError if there is none, or if it has no workers."""
    check_installed()
    import dask
    import distributed

    assert distributed.__version__  # its own settings must be there before ours are laid over them and taken away
    with dask.config.set(SETTINGS), without_logs(), ExitStack() as open_:
        client = own_workers(cluster, open_) if cluster.is_local else foreign_scheduler(cluster, open_)
        yield client


@contextmanager
def without_logs() -> Iterator[None]:
    """Dask's own messages left out: what a user must know is said in one sentence, without a traceback."""
    import logging

    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def own_workers(cluster: Cluster, open_: ExitStack) -> Client:
    """Workers on this machine, one thread each, started again when they are killed."""
    import logging

    from distributed import Client, LocalCluster

    n = cluster.workers or n_processors()
    if n < 1:
        raise InputError(f"{n} workers are too few", key="--workers", remedy="Choose 1 or more.")
    compile_once()
    open_.enter_context(without_script())
    scratch = open_.enter_context(TemporaryDirectory(prefix="inminban-study-", ignore_cleanup_errors=True))
    made = LocalCluster(
        n_workers=n, threads_per_worker=1, processes=True, dashboard_address=":0", worker_dashboard_address=":0",
        memory_limit=0, local_directory=scratch, silence_logs=logging.CRITICAL,
    )  # fmt: skip
    open_.enter_context(made)
    return open_.enter_context(Client(made))


@contextmanager
def without_script() -> Iterator[None]:
    """The script that began a study is not run again in each worker, whose work lies in this package alone.

    Python runs the file of `__main__` anew in every process that it spawns. A script that calls `study` outside
    `if __name__ == "__main__":` would begin the study again in each of them, which ends in a traceback.
    """
    main = sys.modules["__main__"]
    kept = vars(main)
    hidden = {name: kept.pop(name) for name in OF_SCRIPT if name in kept}
    main.__spec__ = None
    try:
        yield
    finally:
        kept.update(hidden)


def compile_once() -> None:
    """Compile the rules before the workers start, so that not each of them does it; once compiled, nothing is done."""
    from inminban.numbers.parameters.members import province_names
    from inminban.step.simulation import warm_up

    with warm_up.in_another_process(len(province_names())) as compiling:
        if compiling is not None:
            warm_up.compile_springs()
            compiling.wait()


def foreign_scheduler(cluster: Cluster, open_: ExitStack) -> Client:
    """The client of a scheduler that somebody else started. InputError if it does not answer or has no workers."""
    from distributed import Client

    where = cluster.scheduler or str(cluster.scheduler_file)
    if cluster.scheduler_file is not None and not cluster.scheduler_file.is_file():
        raise InputError("there is no such file", file=cluster.scheduler_file, key="--scheduler-file",
                         remedy="Name the file that `dask scheduler --scheduler-file FILE` writes.")  # fmt: skip
    try:
        client = open_.enter_context(
            Client(address=cluster.scheduler, timeout=SECONDS_TO_CONNECT)
            if cluster.scheduler is not None
            else Client(scheduler_file=str(cluster.scheduler_file), timeout=SECONDS_TO_CONNECT)
        )
        client.wait_for_workers(1, timeout=SECONDS_FOR_WORKERS)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(
            f"no Dask scheduler with workers answers at {where} ({first_line(error)})",
            key="--scheduler", remedy="Start `dask scheduler` and `dask worker`, or leave the option out.",
        ) from error  # fmt: skip
    return client


def first_line(error: Exception) -> str:
    """What an error says, in one line."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def check_workers(client: Client, folder: Path, wanted: dict[str, str]) -> int:
    """Let every worker prove what it runs before it gets work; returns how many there are. Raises InputError."""
    given = proofs(client, folder)
    for where, told in given.items():
        check_proof(told, wanted, where)
    return len(given)


def proofs(client: Client, folder: Path) -> dict[str, dict[str, str]]:
    """What each worker says it runs. Where one is killed meanwhile, all are asked again. Raises InputError."""
    until = time.monotonic() + SECONDS_FOR_WORKERS
    while True:
        try:
            given: dict[str, dict[str, str]] = client.run(proof, str(folder))
            return given
        except ModuleNotFoundError as error:
            remedy = "Install inminban[study] where workers run."
            raise InputError(f"a worker lacks {error.name}", remedy=remedy) from error
        except OSError as error:
            if time.monotonic() > until:
                raise InputError(
                    f"the workers do not say what they run ({first_line(error)})",
                    remedy="Start the scheduler and its workers again, then give the same command.",
                ) from error
            time.sleep(SECONDS_BETWEEN_QUESTIONS)
