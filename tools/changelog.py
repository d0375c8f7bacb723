"""From fragments to `CHANGELOG.md`: `python -m tools.changelog release 1.2.3`, and then `check` and `notes`.

`release` moves every fragment of changelog.d below a heading of its own, `check` fails unless that was done for the
version of the package, and `notes` prints what changed in a version. Standard library only: it runs before anything is
installed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("Added", "Changed", "Fixed", "Removed")
VERSION = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)


def fragments(root: Path) -> list[Path]:
    """The fragments that wait for a release."""
    return sorted(path for path in (root / "changelog.d").glob("*.md") if path.name != "README.md")


def section(root: Path, version: str, day: str) -> str:
    """The changes of a release, by kind. Raises SystemExit for a fragment of no kind."""
    texts: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for path in fragments(root):
        kind, _, text = path.read_text(encoding="utf-8").partition("\n")
        if kind not in texts:
            raise SystemExit(f"{path.name} starts with none of {', '.join(KINDS)}")
        texts[kind].append("- " + text.strip().replace("\n", "\n  "))
    parts = [f"### {kind}\n\n" + "\n".join(found) for kind, found in texts.items() if found]
    return "\n\n".join([f"## {version} ({day})", *parts]) + "\n"


def release(root: Path, version: str) -> str:
    """Move the fragments into the changelog, above what is older, and set the version."""
    changelog = root / "CHANGELOG.md"
    head, rule, older = changelog.read_text(encoding="utf-8").partition("\n## ")
    added = section(root, version, datetime.now(timezone.utc).date().isoformat())
    changelog.write_text(f"{head.rstrip()}\n\n{added}{rule}{older}", encoding="utf-8")
    package = root / "quantum_lint/__init__.py"
    text = package.read_text(encoding="utf-8")
    package.write_text(VERSION.sub(f'__version__ = "{version}"', text), encoding="utf-8")
    for path in fragments(root):
        path.unlink()
    return f"{version} is written; commit it and tag the commit v{version}\n"


def check(root: Path, version: str) -> str:
    """Raises SystemExit unless this is the version of the package, with all that changed in the changelog."""
    own = VERSION.search((root / "quantum_lint/__init__.py").read_text(encoding="utf-8"))
    if not own or own[1] != version:
        raise SystemExit(f"the tag says {version}, the package {own[1] if own else 'nothing'}")
    if left := fragments(root):
        raise SystemExit(f"{len(left)} fragments are in no release: run `python -m tools.changelog release {version}`")
    return notes(root, version)


def notes(root: Path, version: str) -> str:
    """What changed in the version. Raises SystemExit where the changelog does not know it."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(version)} \([^)]*\)\n\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if not found:
        raise SystemExit(f"CHANGELOG.md has nothing on {version}")
    return found[1].rstrip() + "\n"


ACTIONS: dict[str, Callable[[Path, str], str]] = {"release": release, "check": check, "notes": notes}


if __name__ == "__main__":
    sys.stdout.write(ACTIONS[sys.argv[1]](ROOT, sys.argv[2]))
