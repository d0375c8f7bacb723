"""A real browser without a screen."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def program() -> str:
    """Chromium; the test is skipped where there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("there is no Chromium here")
    return found


def run(page: Path, *options: str) -> str:
    """What Chromium prints when it shows the page, with no way to any other host."""
    answer = subprocess.run(
        [
            program(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--user-data-dir={page.parent / 'profile'}", "--host-resolver-rules=MAP * ~NOTFOUND",
            *options, page.as_uri(),
        ],
        capture_output=True,
        check=True,
        text=True,
        timeout=120,
    )  # fmt: skip
    return answer.stdout


def dom(page: Path) -> str:
    """The page after its scripts, as HTML."""
    return run(page, "--dump-dom")


def picture(page: Path, width: int, height: int, *, dark: bool = False) -> Path:
    """A picture of the page, as a PNG file beside it."""
    target = page.with_suffix(".png")
    run(
        page,
        f"--blink-settings=preferredColorScheme={0 if dark else 1}",
        f"--window-size={width},{height}",
        f"--screenshot={target}",
    )
    return target
