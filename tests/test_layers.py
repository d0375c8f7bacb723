"""The rooms of the house: who may import whom, read from the imports themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "quantum_lint"

#: Rooms that are single modules and may be imported by whom the table below says.
LEAVES = {"compiled", "toml", "languages", "masking", "placeholders"}
KNOWLEDGE = {"knowledge", "removals", "synthetic"}

#: Room -> rooms it may import. `model` is listed only where nothing else is.
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "evaluate": {"model"},
    "parse": {"model", "evaluate", *LEAVES},
    "match": {"model", "parse", "evaluate", *LEAVES, *KNOWLEDGE},
    "rules": {"model", "parse", "evaluate", "match", "placeholders", *KNOWLEDGE},
    "report": {"model"},
    "fix": {"model", "parse", *LEAVES},
    "compiled": set(),
    "toml": set(),
    "languages": set(),
    "masking": set(),
    "placeholders": set(),
    "gather": {"model", *LEAVES},
    "knowledge": {"model", "gather", *LEAVES},
    "removals": {*LEAVES},
    "synthetic": {"knowledge", *LEAVES},
    "detect_secrets_plugins": {"knowledge", "match"},
    "discover": {"model", *LEAVES},
    "cards": {"model", "parse", "toml"},
    "catalog": {"cards", "model", "knowledge", "match", "rules", *LEAVES},
    "config": {"model", "cards", "catalog", "discover", *LEAVES},
    "exemptions": {"model", *LEAVES},
    "baseline": {"model"},
    "places": {"model", "parse", *LEAVES},
    "plan": {"model", "cache", "catalog", "config", "knowledge", "signs", "waking"},
    "waking": {"model", "exemptions", "match", "parse", "plan", "signs", *LEAVES},
    "signs": {"model", "match"},
    "kept_facts": {"model"},
    "cache": {"model", "discover", "examine", "kept_facts", "match", "plan", *LEAVES},
    "findings": {"model", "config", "places", "plan", *LEAVES},
    "repeats": {"model"},
    "elsewhere": {"model", "examine", "exemptions", "parse", "plan"},
    "examine": {
        "model", "cache", "evaluate", "discover", "exemptions", "findings", "kept_facts", "match", "parse", "places",
        "plan", "signs", "waking", *LEAVES,
    },
    "secrecy": {"model", "catalog", "config", "examine", "knowledge", "plan", *LEAVES},
    "circuits": {
        "model", "catalog", "config", "discover", "evaluate", "examine", "knowledge", "parse", "places", "plan", "pool",
        "secrecy", *LEAVES,
    },
    "cost": {"model", "circuits", "config", "evaluate", "knowledge", "match", *LEAVES},
    "pool": {"discover", "examine", "plan"},
    "history": {
        "findings",
        "model", "catalog", "config", "discover", "examine", "exemptions", "knowledge", "plan", "pool", *LEAVES,
    },
    "audit": {"model", "parse"},
    "rotation": {"model", "knowledge", "match"},
    "hosting": set(),
    "built": {"model", "circuits", "cost", "config", "discover", "knowledge"},
    "engine": {
        "built", "cache", "elsewhere", "findings", "repeats",
        "model", "catalog", "config", "discover", "examine", "exemptions", "knowledge", "plan", "pool", *LEAVES,
    },
    "adoption": {"discover", "knowledge", *LEAVES},
    "cli": {
        "model", "adoption", "audit", "baseline", "catalog", "circuits", "config", "cost", "discover", "engine", "fix",
        "history", "hosting", "rotation", "knowledge", "report", "secrecy", "synthetic", *LEAVES,
    },
    "__main__": {"cli"},
    "__init__": set(),
}  # fmt: skip

#: Only these may import an SDK, and only inside functions.
SDK_ROOMS = {"circuits", "cost", "evaluate"}
SDKS = {"qiskit", "cirq", "pennylane", "braket", "pytket", "pyquil"}

MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imported(path: Path) -> Iterator[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            if node.module == "quantum_lint":
                yield from ((f"quantum_lint.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield node.module or "", node.lineno
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "import_module":
            yield from ((name, node.lineno) for name in _begun(node.args[0]))


def _begun(name: ast.expr) -> Iterator[str]:
    """What the name of a module begins with that is put together: `quantum_lint.match.`."""
    if isinstance(name, ast.JoinedStr) and isinstance(name.values[0], ast.Constant):
        yield str(name.values[0].value)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_follow_the_arrows(path: Path) -> None:
    own = room(path)
    assert own in ALLOWED, f"{own} is no room of the house"
    for name, line in imported(path):
        top, _, rest = name.partition(".")
        if top != "quantum_lint" or not rest:
            continue
        other = rest.split(".")[0]
        if other.startswith("__version__"):
            continue
        assert other == own or other in ALLOWED[own], f"{path}:{line}: {own} must not import {other}"


def test_every_arrow_of_the_table_is_taken() -> None:
    taken: dict[str, set[str]] = {own: set() for own in ALLOWED}
    for path in MODULES:
        taken[room(path)].update(name.split(".")[1] for name, _ in imported(path) if name.startswith("quantum_lint."))
    unused = {own: others - taken[own] - LEAVES - KNOWLEDGE for own, others in ALLOWED.items()}
    assert {own: others for own, others in unused.items() if others} == {}


def test_nothing_but_the_command_line_imports_the_engine() -> None:
    for own, others in ALLOWED.items():
        if own not in ("cli", "__main__"):
            assert "engine" not in others
            assert "cli" not in others


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_an_sdk_is_imported_only_where_circuits_are_built(path: Path) -> None:
    found = [name for name, _ in imported(path) if name.split(".")[0] in SDKS]
    assert not found or room(path) in SDK_ROOMS
    if found:
        top_level = {name for node in ast.parse(path.read_text()).body for name, _ in _direct(node)}
        assert not top_level.intersection(SDKS)


def _direct(node: ast.stmt) -> Iterator[tuple[str, int]]:
    if isinstance(node, ast.Import):
        yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield (node.module or "").split(".")[0], node.lineno


def test_the_model_imports_only_the_standard_library() -> None:
    standard = {
        "__future__",
        "abc",
        "array",
        "bisect",
        "collections",
        "dataclasses",
        "datetime",
        "decimal",
        "fractions",
        "functools",
        "re",
        "typing",
        "quantum_lint",
    }
    for path in (PACKAGE / "model").glob("*.py"):
        assert {name.split(".")[0] for name, _ in imported(path)} <= standard
