"""The progress line: after a while, not too often, and away again."""

from __future__ import annotations

import pytest

from quantum_lint.cli import progress


def test_a_long_run_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    moments = iter([0.0, 0.5, 1.5, 1.55, 2.0])
    monkeypatch.setattr("quantum_lint.cli.progress.time.monotonic", lambda: next(moments))
    bar = progress.Progress()
    for done in (1, 500, 501, 1000):
        bar(done, 1000)
    bar.clear()
    drawn = capsys.readouterr().err
    assert "500 of 1,000 files" in drawn
    assert "501" not in drawn
    assert drawn.endswith("1,000 of 1,000 files\r\x1b[K")


def test_a_short_run_leaves_no_trace(capsys: pytest.CaptureFixture[str]) -> None:
    bar = progress.Progress()
    bar(1, 2)
    bar.clear()
    assert capsys.readouterr().err == ""


def test_without_a_terminal_there_is_no_line() -> None:
    assert progress.wanted() is None
