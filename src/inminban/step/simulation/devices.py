"""Where a run's kernels run: on the processor's threads, or on a GPU.

A GPU is used only on request. Before the population is made, the memory it will need is compared with the GPU's.
"""

from __future__ import annotations

import importlib.util
import math
from typing import TYPE_CHECKING, Any, NamedTuple

from inminban.core.columns import HOUSEHOLDS, PEOPLE, UNITS, record_type
from inminban.core.device.threads import Threads
from inminban.errors import InputError
from inminban.step.context import EVENT, tally_type
from inminban.step.day.batch import batch_type
from inminban.step.head_counts import count_ages_of, count_heads_of, count_postable
from inminban.step.holdings import add_belongings
from inminban.step.month.births_and_deaths import decide_vital
from inminban.step.month.departures import live_departures
from inminban.step.month.device_summaries import TABLE_BYTES, add_tables, clear_numbers
from inminban.step.month.home_talk import talk_among_neighbours, talk_at_home
from inminban.step.month.household_goods import buy_goods
from inminban.step.month.livelihoods import choose_livelihoods
from inminban.step.month.summaries import meet_neighbours, note_fifths, note_money, tally_provinces
from inminban.step.rows import apply_fate, count_fates, note_places
from inminban.step.simulation.kernel_arrays import LEAST_EVENTS, PEOPLE_PER_EVENT
from inminban.step.simulation.new_year import turn_year
from inminban.step.week.block_sums import add_up_blocks, clear_blocks, copy_lines, count_lines
from inminban.step.week.household_week import live_blocks
from inminban.step.week.workplaces import roll_workweek

if TYPE_CHECKING:
    from inminban.core.device.gpu import CudaDevice

CPU, CUDA = "cpu", "cuda"
DEVICES = (CPU, CUDA)

# Kernels that run on a GPU; the others run rarely or read tables that only the host has.
OF_WEEKS: tuple[Any, ...] = (
    clear_blocks, roll_workweek, live_blocks, meet_neighbours, add_up_blocks, count_lines, copy_lines, add_belongings,
)  # fmt: skip
OF_MONTHS: tuple[Any, ...] = (
    live_departures, clear_numbers, tally_provinces, add_tables, talk_at_home,
    talk_among_neighbours, note_money, note_fifths, decide_vital,
    count_fates, apply_fate, note_places, count_heads_of, count_ages_of, count_postable, turn_year, buy_goods,
    choose_livelihoods,
)  # fmt: skip
KERNELS = OF_WEEKS + OF_MONTHS

# Used to estimate the memory of a society before it is made; slightly too high on purpose.
ROWS_OF_PERSON = 1.1  # with rows kept free for births
PEOPLE_OF_HOUSEHOLD, PEOPLE_OF_UNIT = 3.5, 100
SLOTS = 32
THREADS_AT_ONCE = 2_048  # of one multiprocessor; the driver reserves memory for the batches of so many
FOR_THE_DRIVER = 600_000_000  # bytes: code, stacks
OF_MONTH = 16  # bytes a person copied to the GPU and back for a month's kernels: fates, marks, money per head
LEAST_TABLES = 16  # copies of the table of sums by group; more, where there is room


class Need(NamedTuple):
    """Bytes of GPU memory: `of_person` for every person, the rest for a society of any size."""

    of_person: float
    fixed: int

    def of(self, people: int) -> int:
        """Bytes for a number of people."""
        return math.floor(self.of_person * people) + self.fixed

    def most_people(self, n_bytes: int) -> int:
        """People who fit into a number of bytes, rounded to thousands."""
        thousands = max(int((n_bytes - self.fixed) / self.of_person) // 1_000, 0)
        return 1_000 * (thousands + (self.of(1_000 * (thousands + 1)) <= n_bytes))  # what rounding took away


def need_of(units_of_block: int, n_processors: int) -> Need:
    """What a society needs, from the sizes of records and blocks."""
    unit = record_type(UNITS).itemsize + tally_type().itemsize / units_of_block
    unit += EVENT.itemsize * (PEOPLE_OF_UNIT / PEOPLE_PER_EVENT + LEAST_EVENTS / units_of_block)
    household = record_type(HOUSEHOLDS).itemsize / PEOPLE_OF_HOUSEHOLD
    of_person = record_type(PEOPLE).itemsize * ROWS_OF_PERSON + household + unit / PEOPLE_OF_UNIT
    batches = batch_type(SLOTS, 1).itemsize * n_processors * THREADS_AT_ONCE
    return Need(of_person + OF_MONTH, FOR_THE_DRIVER + batches + LEAST_TABLES * TABLE_BYTES)


def check_memory(need: Need, people: int, free: int) -> None:
    """Refuse a society that does not fit. Raises InputError with the numbers."""
    if need.of(people) <= free:
        return
    raise InputError(
        f"{people:,} people need {need.of(people) / 1e9:.1f} GB of the GPU's memory; {free / 1e9:.1f} GB are free",
        key="--device", remedy=f"Choose up to {need.most_people(free):,} people, or --device cpu.",
    )  # fmt: skip


def open_device(name: str, n_threads: int, people: int) -> Threads:
    """The processor's threads, or a GPU (with threads on the host) if its memory suffices for so many people.

    Raises InputError for an unknown name, if there is no GPU to be used, or if its memory does not suffice.
    """
    if name == CPU:
        return Threads(n_threads)
    if name != CUDA:
        raise InputError(f"{name!r} is not a device", key="--device", remedy=f"Choose {' or '.join(DEVICES)}.")
    device = cuda_device(n_threads)
    need, free = need_of(device.units_of_block, device.n_processors()), device.free_bytes()
    check_memory(need, people, free)
    device.tables_at_once = min(device.tables_at_once, LEAST_TABLES + (free - need.of(people)) // 2 // TABLE_BYTES)
    return device


def cuda_device(n_threads: int) -> CudaDevice:
    """The GPU. Raises InputError if numba-cuda is not installed or finds none."""
    from numba import config

    is_simulated = bool(config.ENABLE_CUDASIM)  # type: ignore[attr-defined]
    if not is_simulated and importlib.util.find_spec("numba_cuda") is None:
        raise InputError(
            "the compiler for GPUs is not installed", key="--device",
            remedy="Install it: pip install 'inminban[cuda]'; or choose --device cpu.",
        )  # fmt: skip
    cuda: Any = importlib.import_module("numba.cuda")
    if not cuda.is_available():
        raise InputError(
            f"no NVIDIA GPU can be used here ({reason_of(cuda)})", key="--device",
            remedy="Run on a machine with an NVIDIA GPU and its driver (`nvidia-smi` lists them), or --device cpu.",
        )  # fmt: skip
    from inminban.core.device.gpu import CudaDevice

    return CudaDevice(n_threads, KERNELS)


def reason_of(cuda: Any) -> str:
    """Why there is no GPU, in one line."""
    error = cuda.cuda_error()
    lines = str(error).strip().splitlines() if error is not None else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "the driver lists none")
