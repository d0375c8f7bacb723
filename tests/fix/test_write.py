"""Atomic writing: a kill at any step leaves the old file or the new one, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quantum_lint.fix.write import write

STEPS = ("fdopen", "fsync", "chmod", "replace")


def test_mode_and_link_stay(tmp_path: Path) -> None:
    real = tmp_path / "real.txt"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(real)
    write(str(link), b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(tmp_path)) == ["link.txt", "real.txt"]


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_before_any_step_leaves_the_old_file(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, step, killed)
    with pytest.raises(KeyboardInterrupt):
        write(str(path), b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("step", STEPS)
def test_a_process_that_dies_at_any_step_leaves_old_or_new(step: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    child = os.fork()
    if child == 0:
        setattr(os, step, lambda *_, **__: os._exit(9))
        write(str(path), b"new")
        os._exit(0)
    os.waitpid(child, 0)
    assert path.read_bytes() == b"old"


def test_what_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write(str(tmp_path / "missing.txt"), b"new")
    assert os.listdir(tmp_path) == []
