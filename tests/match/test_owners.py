"""Who owns a file, as the hosts document their patterns."""

from __future__ import annotations

import pytest

from quantum_lint.match.owners import owned
from quantum_lint.model.fact import OwnedPaths
from quantum_lint.model.span import Span


def patterns(*lines: str) -> list[OwnedPaths]:
    return [OwnedPaths(line.lstrip("!"), not line.startswith("!"), Span(0, 0)) for line in lines]


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*", "a/b.py", True),
        ("*.py", "a/b/c.py", True),
        ("*.py", "a/b.pyi", False),
        ("/build/logs/", "build/logs/x/y.txt", True),
        ("/build/logs/", "src/build/logs/x.txt", False),
        ("docs/*", "docs/start.md", True),
        ("docs/*", "docs/build/start.md", False),
        ("apps/", "web/apps/x.py", True),
        ("/apps/github", "apps/github/x.py", True),
        ("**/logs", "deploy/logs/x.txt", True),
        ("src/**/run.py", "src/run.py", True),
        ("src/**", "src/a/b.py", True),
        ("run?.py", "run1.py", True),
        ("run?.py", "run/1.py", False),
    ],
)
def test_patterns_mean_what_the_hosts_say(pattern: str, path: str, fits: bool) -> None:
    assert owned(path, patterns(pattern)) is fits


def test_the_last_pattern_that_fits_decides() -> None:
    assert not owned("apps/run.py", patterns("*", "!apps/"))
    assert owned("apps/run.py", patterns("!apps/", "*"))
    assert not owned("apps/run.py", patterns())
