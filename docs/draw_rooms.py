"""Draw docs/rooms.svg: which room imports which, read by grimp and laid out by Graphviz.

    uv run --with grimp python docs/draw_rooms.py        (needs the program `dot` of Graphviz)

An arrow points from a room to a room that it imports. Imports that follow from a path of other arrows are not drawn,
since all arrows together cannot be read; the picture states their number. Rooms on one line do not import each other.
"""

import subprocess
from itertools import combinations, pairwise
from pathlib import Path

import grimp

PACKAGE = "inminban"
LEVELS = (
    ("cli",),
    ("web",),
    ("desk", "interface"),
    ("study", "ask"),
    ("report", "testimony"),
    ("run",),
    ("evidence",),
    ("measures",),
    ("step.simulation", "output"),
    ("population", "step"),
    ("rules", "numbers"),
    ("core",),
    ("errors",),
)
ROOMS = [room for level in LEVELS for room in level]
FONT = "Helvetica,Arial,sans-serif"


def room_of(module: str) -> str:
    """The room of a module, "" for the package's own files."""
    name = module.removeprefix(PACKAGE).lstrip(".")
    found = [room for room in ROOMS if name == room or name.startswith(room + ".")]
    return max(found, key=len, default="")


def imports() -> set[tuple[str, str]]:
    """Pairs of rooms of which the first imports the second, imports for type checking included."""
    graph = grimp.build_graph(PACKAGE)
    pairs = set()
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            pair = room_of(module), room_of(imported)
            if all(pair) and pair[0] != pair[1]:
                pairs.add(pair)
    return pairs


def reaches(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Pairs of rooms joined by a path of two or more arrows."""
    below = {room: {second for first, second in pairs if first == room} for room in ROOMS}
    found: dict[str, set[str]] = {}
    for room in reversed(ROOMS):
        found[room] = below[room] | {far for near in below[room] for far in found.get(near, set())}
    return {(room, far) for room in ROOMS for near in below[room] for far in found[near]}


def as_dot(pairs: set[tuple[str, str]]) -> str:
    """The graph in Graphviz's language."""
    drawn = pairs - reaches(pairs)
    caption = f"{len(pairs)} imports between rooms; {len(drawn)} are drawn, the others follow from paths of arrows"
    lines = [
        "digraph rooms {",
        f'graph [ranksep=0.35, nodesep=0.6, bgcolor="white", fontname="{FONT}", fontsize=11, label="{caption}"];',
        f'node [shape=box, style="rounded,filled", fontname="{FONT}", fontsize=13];',
        'node [fillcolor="#eef3f8", color="#35506b"];',
        'edge [arrowsize=0.7, color="#303030"];',
    ]
    lines += ["{rank=same; " + "; ".join(f'"{room}"' for room in level) + "}" for level in LEVELS]
    lines += [f'"{first}" -> "{second}";' for first, second in sorted(drawn)]
    lines += [f'"{a[0]}" -> "{b[0]}" [style=invis];' for a, b in pairwise(LEVELS)]
    return "\n".join([*lines, "}"])


def main() -> None:
    """Draw the picture next to this file. Stops if two rooms on one line import each other."""
    pairs = imports()
    for level in LEVELS:
        for one, other in combinations(level, 2):
            if {(one, other), (other, one)} & pairs:
                raise SystemExit(f"{one} and {other} are on one line, but one imports the other")
    out = Path(__file__).with_name("rooms.svg")
    subprocess.run(["dot", "-Tsvg", "-o", str(out)], input=as_dot(pairs), text=True, check=True)


if __name__ == "__main__":
    main()
