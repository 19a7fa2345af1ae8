"""How much memory this process may still take: the machine's, or less where a control group or a limit says so.

Containers and job systems set limits far below the machine's memory, and whoever goes beyond is killed without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path("/")


def memory_available(root: Path = ROOT) -> int | None:
    """Bytes that can still be taken; None where the system does not tell (any but Linux)."""
    amounts = (free_of_machine(root), left_of_limit(root), *left_of_groups(root))
    found = [amount for amount in amounts if amount is not None]
    return max(min(found), 0) if found else None


def free_of_machine(root: Path) -> int | None:
    """Memory that is free or can be freed at once, without swapping."""
    return kilobytes(root / "proc/meminfo", "MemAvailable:")


def kilobytes(file: Path, name: str) -> int | None:
    """A line of a file of the system, `name` followed by kilobytes, in bytes."""
    with suppress(OSError, ValueError, IndexError):
        for line in file.read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) * 1_024
    return None


def left_of_limit(root: Path) -> int | None:
    """What is left of the limit on addresses (`ulimit -v`)."""
    try:
        import resource
    except ImportError:
        return None
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    taken = kilobytes(root / "proc/self/status", "VmSize:")
    return None if limit == resource.RLIM_INFINITY or taken is None else limit - taken


def left_of_groups(root: Path) -> Iterator[int]:
    """What each control group of this process (version 2 or 1), and every group above it, has left."""
    with suppress(OSError):
        for line in (root / "proc/self/cgroup").read_text().splitlines():
            number, controllers, path = line.split(":", 2)
            if number == "0":
                yield from left_above(root / "sys/fs/cgroup", path, "memory.max", "memory.current", "inactive_file")
            elif "memory" in controllers.split(","):
                names = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
                yield from left_above(root / "sys/fs/cgroup/memory", path, *names)


def left_above(mount: Path, path: str, limit: str, usage: str, reclaimable: str) -> Iterator[int]:
    """What is left in a group and in those above; pages of files that nobody uses count as free.

    In a container the path may lie outside what is mounted; the mount itself is then the container's group.
    """
    group = mount / path.lstrip("/")
    for folder in (group, *group.parents):
        with suppress(OSError, ValueError):
            most = (folder / limit).read_text().strip()
            if most != "max":
                used = int((folder / usage).read_text()) - cached(folder / "memory.stat", reclaimable)
                yield int(most) - used
        if folder == mount:
            return


def cached(file: Path, name: str) -> int:
    """Bytes of pages that can be given back at once."""
    with suppress(OSError, ValueError):
        return int(dict(line.split() for line in file.read_text().splitlines()).get(name, 0))
    return 0
