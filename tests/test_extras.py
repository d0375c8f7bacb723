"""The extras of the distribution, and where users are told of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from quantum_lint.toml import loads

PROJECT = Path(__file__).parent.parent
EXTRAS: dict[str, list[str]] = loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "optional-dependencies"
]


def named() -> Iterator[tuple[Path, str]]:
    """Every extra that a message or a page tells users to install."""
    for path in (PROJECT / "README.md", *PROJECT.glob("docs/*.md"), *PROJECT.glob("quantum_lint/**/*.py")):
        for names in re.findall(r"quantum-lint\[([\w,]+)\]", path.read_text(encoding="utf-8")):
            yield from ((path, name) for name in names.split(","))


def test_every_extra_that_users_are_told_of_exists() -> None:
    found = list(named())
    assert {"audit", "circuits", "cost"} <= {name for _, name in found}
    assert [(path, name) for path, name in found if name not in EXTRAS] == []


def test_all_holds_every_feature() -> None:
    features = EXTRAS.keys() - {"dev", "all"}
    (everything,) = EXTRAS["all"]
    held = set(everything.removeprefix("quantum-lint[").removesuffix("]").split(","))
    assert (
        held | set(chain(*(re.findall(r"quantum-lint\[(\w+)\]", " ".join(EXTRAS[name])) for name in held))) == features
    )
