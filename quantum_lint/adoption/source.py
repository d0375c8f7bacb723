"""Where this quantum-lint was installed from, so that hooks and pipelines install the same."""

from __future__ import annotations

import re
from typing import NamedTuple

from quantum_lint import __version__

_GIVEN = re.compile(r"(?P<url>https://[\w.-]+(?::\d+)?/[\w./~-]+?)(?:\.git)?/?@(?P<commit>[0-9a-f]{40})")
_ON_GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+)")


class Source(NamedTuple):
    """A git repository with quantum-lint, by its address without user name and password, and a full commit of it."""

    url: str
    commit: str

    @property
    def action(self) -> str | None:
        """What a workflow of GitHub calls it; None where it is kept elsewhere."""
        match = _ON_GITHUB.fullmatch(self.url)
        return match[1] if match else None


def given(text: str) -> Source | None:
    """The source that somebody names as `URL@COMMIT`; None if it is not one."""
    match = _GIVEN.fullmatch(text)
    return Source(match["url"], match["commit"]) if match else None


def installed() -> Source | None:
    """The source that pip noted when it installed us (PEP 610); None where that was a package index or a folder."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        noted = json.loads(distribution("quantum-lint").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return None
    return given(f"{noted.get('url', '')}@{noted.get('vcs_info', {}).get('commit_id', '')}")


def requirement(source: Source | None) -> str:
    """What pip is to be told to install the same."""
    return f"quantum-lint @ git+{source.url}@{source.commit}" if source else f"quantum-lint=={__version__}"
