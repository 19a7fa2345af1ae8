"""No number of the model stands in a rule or a step: it stands in a parameter file, with its source.

What may stand in the text: nothing, one, two and a half; the scales in which shares and chances are counted; dates;
sizes of tables (`N_...`), array shapes, places in a list, bits; and what the list below names with a reason.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "inminban"
ROOMS = ("rules", "step", "population")
SCALES = {0, 0.5, 1, 2, 100, 1_000, 10_000, 1_000_000, 100_000_000, 1_000_000_000}
SHAPES = {"zeros", "empty", "full", "ones", "reshape"}
BITS = (ast.LShift, ast.RShift, ast.BitAnd, ast.Pow)

COLUMN = "the greatest that a column holds, which next to nothing reaches"
BOUND = "keeps a quotient within numbers that can be counted with, far from what happens"
METHOD = "a way of computing: how long is searched, how fine it is cut, how often it is repeated"
MEMORY = "how much memory is kept ready or worked through at once; no result depends on it"
LAYOUT = "how a record, a number or a table is laid out"
OUTPUT = "what is written down of a run; no person's life depends on it"
DRAWS = "what a draw is for, in place of the day"
ALLOWED: dict[str, dict[str | float, str]] = {
    "rules/conviction.py": {"TENTHS": LAYOUT},
    "rules/county_market.py": {"MOST_OUTBID": BOUND},
    "rules/food.py": {"MOST_HELD": METHOD},
    "rules/growth.py": {"MOST_LOST": COLUMN},
    "rules/inspections.py": {"TENTHS": LAYOUT},
    "rules/livelihoods.py": {60_000: COLUMN, "MOST_GAIN": COLUMN},
    "rules/outside_news.py": {"PLACES": METHOD},
    "rules/prices.py": {"LEAST_GAIN": BOUND, "GREATEST_GAIN": BOUND, "MOST_FOREIGN": BOUND},
    "rules/rations.py": {"MOST_RATIO": "the greatest value of the column ration_ratio, far beyond what happens"},
    "rules/self_criticism.py": {3: "whether artists have a third session, by the number of theirs a week"},
    "rules/way_south.py": {"BINARY_PLACES": METHOD, "MOST_DOUBLINGS": METHOD},
    "step/day/batch.py": {
        "CACHE_LINE": MEMORY,
        "SIDE_BY_SIDE": MEMORY,
        "SLOTS": MEMORY,
        "IS_SHORT": LAYOUT,
        "IS_LOW": LAYOUT,
        "IS_IN_DEBT": LAYOUT,
        "HAS_PLAYER": LAYOUT,
        "PUNISHED": LAYOUT,
        "MISSED_SCHOOL": LAYOUT,
        "MISSED_POST": LAYOUT,
        "MISSED_EVENT": LAYOUT,
        "CONFESSES": LAYOUT,
        "LET_OFF": LAYOUT,
        "FORAGES": LAYOUT,
        "TEACHES": LAYOUT,
        "PERFORMS": LAYOUT,
        "STALL": LAYOUT,
        "STOPPED": LAYOUT,
        "WATCHES": LAYOUT,
    },
    "step/day/opportunity_cost.py": {"RATE_PLACES": METHOD},
    "step/week/after_moves.py": {3: LAYOUT},
    "step/week/household_week.py": {"GROUP": MEMORY},
    "step/context.py": {"RECORDS_KEPT": MEMORY},
    "step/holdings.py": {"HOMES_OF_RANGE": MEMORY},
    "step/groups.py": {"AGE_EDGES": OUTPUT},
    "step/head_counts.py": {"UNITS_OF_RUN": MEMORY, "YEARS_OF_GROUP": OUTPUT, "OLDEST_GROUP": OUTPUT},
    "step/row_pool.py": {"MOST_UNITS": MEMORY},
    "step/month/device_summaries.py": {"NUMBERS_OF_RANGE": MEMORY, "SUMS_OF_RANGE": MEMORY},
    "step/row_moves.py": {"ROWS_OF_RANGE": MEMORY, "UNITS_OF_REGION": MEMORY, "LEAST_RANGES": MEMORY},
    "step/week/block_sums.py": {"RUN": MEMORY},
    "step/week/settlement.py": {"WEIGHT_BITS": METHOD},
    "step/rows.py": {"SLACK_BASIS_POINTS": MEMORY, "LEAST_SLACK": MEMORY},
    "step/month/births_and_deaths.py": {"OLDEST": "the last row of the tables of death and birth"},
    "population/__init__.py": {"FEWEST_PEOPLE": MEMORY, "MOST_PEOPLE": MEMORY},
    "population/ages.py": {1e-7: METHOD, 1e-2: METHOD, 0.1: METHOD, 0.3: METHOD, 60: METHOD},
    "population/attributes.py": {"MOST_DOUBLINGS": METHOD},
    "population/census.py": {
        "CENSUS_YEAR": "when the census was taken, as its tables say",
        "CENSUS_MOMENT": "when the census was taken, as its tables say",
        "FIRST_CENSUS_MOMENT": "when the census was taken, as its tables say",
    },
    "population/fitting.py": {"GOLDEN": METHOD, "DECIMALS": METHOD, 60: METHOD},
    "population/households.py": {3: "the places of head, spouse and others in a household"},
    "population/margins.py": {"AGE_STEP": OUTPUT, "OLDEST_GROUP": OUTPUT},
    "population/matching.py": {
        "TRIES": METHOD,
        3: "a mother wishes one, two or three children before others are asked",
        10: "no child was placed yet: the age of none is near it",
    },
    "population/people.py": {"TERMS": DRAWS, 3: DRAWS, 4: DRAWS},
    "population/plan.py": {1e-12: METHOD},
    "population/prisoners.py": {"PRISONERS": DRAWS, 0x9E3779B9: "a multiplier that spreads a random word"},
    "population/relatives.py": {"LOOKED_AT": METHOD},
    "population/soldiers.py": {"MOTHERS": DRAWS, "TERMS": DRAWS},
    "step/simulation/output_detail.py": {"LONGEST_CLOSE": OUTPUT, "USUAL_CLOSE_YEAR": OUTPUT},
    "step/simulation/departure_tables.py": {1e-9: METHOD},
    "step/simulation/devices.py": {
        "ROWS_OF_PERSON": MEMORY,
        "PEOPLE_OF_HOUSEHOLD": MEMORY,
        "PEOPLE_OF_UNIT": MEMORY,
        "SLOTS": MEMORY,
        "THREADS_AT_ONCE": MEMORY,
        "FOR_THE_DRIVER": MEMORY,
        "OF_MONTH": MEMORY,
        "LEAST_TABLES": MEMORY,
    },
    "step/simulation/simulation.py": {
        "MIDDLE_MONTH": OUTPUT,
        "MOST_BYTES_WAITING": MEMORY,
    },
    "step/simulation/leavers.py": {"COHORTS": OUTPUT, "SHARES": OUTPUT, "NAMED_FROM": OUTPUT, "MONTH_OF_FOOD": OUTPUT},
    "step/simulation/kernel_arrays.py": {"PEOPLE_PER_EVENT": MEMORY, "LEAST_EVENTS": MEMORY},
    "step/simulation/panel.py": {"PANEL_PEOPLE": OUTPUT, "ARTIST_HOUSEHOLDS": OUTPUT},
    "step/simulation/recording.py": {"ROWS_PACKED": MEMORY},
}


def is_constant(name: str) -> bool:
    """Whether a name is one of a constant."""
    return name == name.upper() and any(letter.isalpha() for letter in name)


def skipped(node: ast.AST) -> list[ast.AST]:
    """Parts of a piece of code in which any number may stand."""
    if isinstance(node, ast.ClassDef):
        return [part for part in node.body if not isinstance(part, ast.FunctionDef)]
    if isinstance(node, ast.Subscript):
        return [node.slice]
    if isinstance(node, ast.keyword) and node.arg == "axis":
        return [node.value]
    if isinstance(node, ast.BinOp) and isinstance(node.op, BITS):
        return [part for part in (node.left, node.right) if isinstance(part, ast.Constant)]
    if isinstance(node, ast.AugAssign) and isinstance(node.op, BITS):
        return [node.value]
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("Column", "date"):
            return list(node.args)
        return list(node.args[:1]) if name in SHAPES else []
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple) and is_range(node.value):
        return [node.value]
    return []


def is_range(node: ast.AST) -> bool:
    """Whether a piece of code is `range(...)`: names given to numbers in a row."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"


def numbers_in(node: ast.AST) -> list[float]:
    """Numbers of a piece of code that are neither scales nor in a place where any may stand."""
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return []
        return [value] if value not in SCALES else []
    parts = skipped(node)
    return [number for child in ast.iter_child_nodes(node) if child not in parts for number in numbers_in(child)]


def names_of(node: ast.stmt) -> list[str]:
    """Names of the constants that a statement at the top of a file gives."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    names = [part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
    return [name for name in names if is_constant(name)]


def faults(source: str, allowed: dict[str | float, str]) -> list[tuple[int, float]]:
    """Line and value of every number of a file that belongs in a parameter file."""
    found = []
    for node in ast.parse(source).body:
        names = names_of(node)
        if names and all(name in allowed or name.startswith("N_") for name in names):
            continue
        found += [(node.lineno, number) for number in numbers_in(node) if number not in allowed]
    return found


def test_no_number_of_the_model_stands_in_a_rule_or_a_step() -> None:
    found = {}
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            name = path.relative_to(PACKAGE).as_posix()
            found[name] = faults(path.read_text(encoding="utf-8"), ALLOWED.get(name, {}))
    assert len(found) > 100
    assert {name: numbers for name, numbers in found.items() if numbers} == {}


def test_nothing_is_allowed_that_is_not_there() -> None:
    for name, allowed in ALLOWED.items():
        source = (PACKAGE / name).read_text(encoding="utf-8")
        tree = ast.parse(source)
        names = {constant for node in tree.body for constant in names_of(node)}
        numbers = {number for node in tree.body for number in numbers_in(node)}
        assert set(allowed) <= names | numbers, name
        assert all(len(reason) > 20 for reason in allowed.values()), name


@pytest.mark.parametrize(
    "text",
    [
        "def rule(age, p):\n    return age >= 17",
        "def rule(age, p):\n    return p.a if age < 3 else 5 * age",
        "HALF_HOUR = 30",
        "ONE, TWO = 1, 30",
        "def step(x):\n    x[0] = 30",
        "def step(x):\n    return [30 for _ in x]",
        "def step(x):\n    return x // 3 + np.zeros(x + f(3))[0]",
        "class Step:\n    def live(self):\n        return 365",
    ],
)
def test_a_number_is_found(text: str) -> None:
    assert faults(text, {})


@pytest.mark.parametrize(
    "text",
    [
        "def rule(amount, p):\n    return amount * p.share // 10_000 + 1 - 0",
        "def step(words):\n    return words[3] >> 16 & 255, 2**32 - 1",
        "A, B, C = range(3)",
        "class Kind(IntEnum):\n    MINE = 17",
        "table = np.zeros((3, 5), dtype=np.int64).sum(axis=3)",
        "N_KINDS = 12",
        "FIRST = date(2008, 10, 1)",
        'COLUMNS = {"age": Column("i4", 1, "year", 0, 200, "years")}',
    ],
)
def test_shapes_places_bits_and_scales_pass(text: str) -> None:
    assert faults(text, {}) == []


def test_what_is_allowed_passes_in_its_file() -> None:
    assert faults("SEARCHED = 64\n\n\ndef f(x):\n    return x * 7", {"SEARCHED": METHOD, 7: METHOD}) == []
    assert faults("SEARCHED, OTHER = 64, 65", {"SEARCHED": METHOD}) == [(1, 64), (1, 65)]
