"""How long `ask` takes: the gallery's questions on one run, warm, and starting the command.

    python benchmarks/ask.py RUN [--repeats 3]

Asks every question once to warm up, then `--repeats` times with all that is kept of verdicts forgotten, and prints the
median by the clock and in processor time; then the median of starting `inminban ask` on a question outside the model,
which reads no run. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from inminban.ask.answer import answer
from inminban.ask.evidence import VERDICTS
from inminban.ask.gallery import QUESTIONS
from inminban.ask.understanding import understand_request
from inminban.measures.run import Run, open_run

OUTSIDE = "Who will win the next World Cup?"


def timed(run: Run, question: str, *, is_fresh: bool) -> tuple[float, float]:
    """Seconds by the clock and of the processor for one question."""
    if is_fresh:
        VERDICTS.clear()
    clock, processor = time.perf_counter(), time.process_time()
    answer(understand_request(question), run)
    return time.perf_counter() - clock, time.process_time() - processor


def started(repeats: int) -> tuple[float, float]:
    """Seconds by the clock and of the processor of the whole command, on a question that needs no run."""
    clocks, processors = [], []
    for _ in range(repeats):
        before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-m", "inminban", "ask", OUTSIDE], capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        clocks.append(time.perf_counter() - clock)
        processors.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(clocks), statistics.median(processors)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("run", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    print("| question | seconds | processor seconds | again |\n|---|---:|---:|---:|")
    with open_run(given.run) as run:
        for question in QUESTIONS:
            timed(run, question, is_fresh=True)
        for question in QUESTIONS:
            fresh = [timed(run, question, is_fresh=True) for _ in range(given.repeats)]
            again = timed(run, question, is_fresh=False)[0]
            clock, processor = (statistics.median(one) for one in zip(*fresh, strict=True))
            print(f"| {question} | {clock:.2f} | {processor:.2f} | {again:.2f} |", flush=True)
    clock, processor = started(given.repeats)
    print(f"| (starting, a question outside the model) | {clock:.2f} | {processor:.2f} | |")


if __name__ == "__main__":
    main()
