"""The engine of studies: many worlds, each in a worker's process, none of them lost.

Every finished world is a file of its own in the study's folder. Whatever is killed, worker, scheduler or the command,
the same call goes on with the worlds that have no file yet, and ends with the same results to the last bit.
"""

from __future__ import annotations

import queue
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from inminban.core.disk import full_path, write_whole
from inminban.errors import InputError, RunFolderError
from inminban.output.folder import cannot_write
from inminban.output.unfinished import held
from inminban.study.cluster import KILLED_BEFORE_GIVING_UP, Cluster, check_workers, connected
from inminban.study.files import WORLDS
from inminban.study.results import Result, read_result
from inminban.study.worker import MARK, Told, forget_failed, give_up, live_world
from inminban.study.world import World, made_with

if TYPE_CHECKING:
    from distributed import Client, Future

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_COUNTS, SECONDS_WITHOUT_WORKERS = 20.0, 300.0  # of workers; how long to wait for some to come back
AT_ONCE, LEAST_AT_ONCE = 4, 100  # worlds with the scheduler for each worker, and at least
ROUNDS = 3  # times a world is handed out again after its worker was killed too often


class StudyProgress(NamedTuple):
    """How far a study has come: worlds done and failed of all, of them done before, and seconds since it went on."""

    done: int
    failed: int
    total: int
    done_before: int
    seconds: float

    @property
    def seconds_left(self) -> float | None:
        """Seconds that the rest takes at the pace so far; None before the first world of this session."""
        here = self.done - self.done_before
        return None if here < 1 else self.seconds / here * (self.total - self.done)


HERE = Cluster()
Listener = Callable[[StudyProgress], None] | None


def run_worlds(
    worlds: Sequence[World],
    folder: Path,
    cluster: Cluster = HERE,
    tell: Listener = None,
    *,
    again: bool = False,
) -> list[Result]:
    """Simulate worlds that have no file in `folder` yet, and return the results of all, in their order.

    A world that fails has an `error` and does not stop the others; with `again` those that failed before are tried
    again. `tell` hears of every finished world. Raises InputError if the workers cannot be reached or run another
    model, RunFolderError if the folder cannot be written or another command uses it.
    """
    place = prepared(folder)
    with held(place):
        chosen = list({world.id: world for world in worlds}.values())
        if again:
            forget_failed(place, chosen)
        known = {world.id: read_result(place, world) for world in chosen}
        missing = [world for world in chosen if known[world.id] is None]
        if missing:
            n_failed = sum(1 for one in known.values() if one is not None and one.error)
            live_all(missing, place, cluster, Counting(len(chosen), len(chosen) - len(missing), n_failed, tell))
            known |= {world.id: read_result(place, world) for world in missing}
    lost = [name for name, one in known.items() if one is None]
    if lost:
        raise RunFolderError(f"{place}: the files of {len(lost)} worlds are not there, world {lost[0]} first.")
    found = {name: one for name, one in known.items() if one is not None}
    return [found[world.id]._replace(world=world) for world in worlds]


def prepared(folder: Path) -> Path:
    """The folder of a study with its mark, made if it does not exist. Raises RunFolderError."""
    place = full_path(folder)
    try:
        (place / WORLDS).mkdir(parents=True, exist_ok=True)
        if not (place / MARK).exists():
            write_whole(place / MARK, uuid4().hex)
    except OSError as error:
        raise RunFolderError(cannot_write(place, error)) from error
    return place


class Counting:
    """Counts worlds as they finish, and tells it."""

    def __init__(self, total: int, done_before: int, failed: int, tell: Listener) -> None:
        self.total, self.done_before, self.done, self.failed = total, done_before, done_before, failed
        self.tell, self.began = tell, time.monotonic()
        self.say()

    def add(self, told: Told) -> None:
        """Count a world."""
        self.done += 1
        self.failed += bool(told["error"])
        self.say()

    def say(self) -> None:
        """Tell how far the study has come."""
        if self.tell is not None:
            seconds = time.monotonic() - self.began
            self.tell(StudyProgress(self.done, self.failed, self.total, self.done_before, seconds))


def live_all(worlds: Sequence[World], folder: Path, cluster: Cluster, counting: Counting) -> None:
    """Simulate all these worlds."""
    mark = (folder / MARK).read_text(encoding="utf-8")
    with connected(cluster) as client:
        check_workers(client, folder, {**made_with(), "folder": mark})
        handed_out = Handing(client, worlds, folder)
        try:
            for told in handed_out.finished():
                counting.add(told)
        finally:
            handed_out.cancel()


class Handing:
    """Worlds handed out to the workers of a client, and what came back."""

    def __init__(self, client: Client, worlds: Sequence[World], folder: Path) -> None:
        self.client, self.folder = client, folder
        self.came_back: queue.SimpleQueue[tuple[World, Future]] = queue.SimpleQueue()
        self.rounds: Counter[str] = Counter()
        self.waiting: dict[str, Future] = {}
        self.later = list(reversed(worlds))
        self.counted = self.had_workers = time.monotonic()
        self.at_once = max(LEAST_AT_ONCE, AT_ONCE * len(client.scheduler_info(n_workers=-1)["workers"]))
        self.hand_out_more()

    def hand_out_more(self) -> None:
        """Give worlds to the scheduler until it has so many at once."""
        while self.later and len(self.waiting) < self.at_once:
            self.hand_out(self.later.pop())

    def hand_out(self, world: World) -> None:
        """Give a world to the scheduler."""
        number = self.rounds[world.id]
        future = self.client.submit(
            live_world,
            world,
            world.id,
            str(self.folder),
            key=f"world-{world.id}-{number}-{uuid4().hex[:8]}",
            pure=False,
        )
        self.waiting[world.id] = future
        future.add_done_callback(lambda done: self.came_back.put((world, done)))

    def finished(self) -> Iterator[Told]:
        """What came of each world, as they finish. Errors that concern all worlds are raised."""
        while self.waiting:
            try:
                world, future = self.came_back.get(timeout=SECONDS_BETWEEN_LOOKS)
            except queue.Empty:
                self.check_cluster()
                continue
            self.had_workers = time.monotonic()
            told = self.result(world, future)
            if told is not None:
                del self.waiting[world.id]
                self.hand_out_more()
                yield told

    def result(self, world: World, future: Future) -> Told | None:
        """What came of a world; None if it was handed out again."""
        from distributed import KilledWorker

        if future.status in ("pending", "lost"):  # its worker was killed before the result was fetched
            self.hand_out(world)
            return None
        if future.status == "finished":
            try:
                found: dict[str, Any] = future.result()
            except (OSError, CancelledError) as broken:  # by a scheduler that went while the result was on its way
                raise self.gone() from broken
            return found
        if future.status != "error" or (error := future.exception()) is None:
            raise self.gone()
        if not isinstance(error, KilledWorker):
            raise error
        self.rounds[world.id] += 1
        if self.rounds[world.id] >= ROUNDS:
            return give_up(world, self.folder, ROUNDS * KILLED_BEFORE_GIVING_UP)
        self.hand_out(world)
        return None

    def check_cluster(self) -> None:
        """Raise InputError if the scheduler is away, or all workers have been for some minutes.

        What a scheduler was given is lost with it, even if another comes in its place.
        """
        if self.client.status != "running":
            raise self.gone()
        if time.monotonic() - self.counted > SECONDS_BETWEEN_COUNTS:
            self.count_workers()

    def count_workers(self) -> None:
        """Raise InputError if there have been no workers for some minutes."""
        try:
            n_workers = len(self.client.scheduler_info(n_workers=-1)["workers"])
        except OSError as broken:
            raise self.gone() from broken
        self.counted = time.monotonic()
        if n_workers:
            self.had_workers = self.counted
        elif self.counted - self.had_workers > SECONDS_WITHOUT_WORKERS:
            raise self.gone("all workers of the Dask scheduler have gone away")

    def gone(self, who: str = "the Dask scheduler has gone away") -> InputError:
        """The error for a scheduler, or workers, that have gone away."""
        left = len(self.waiting) + len(self.later)
        return InputError(
            f"{who}; {left:,} worlds are still to do, and all finished ones are kept",
            key="--scheduler", remedy="Start it and its workers again, then give the same command.",
        )  # fmt: skip

    def cancel(self) -> None:
        """Take back what is still waiting."""
        if self.waiting and self.client.status == "running":
            with suppress(OSError):  # the scheduler goes at this moment
                self.client.cancel(list(self.waiting.values()), force=True)
