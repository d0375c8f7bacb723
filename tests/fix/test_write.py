"""Atomic writing: a kill at any step leaves the old file or the new one, whole, and no file that a tool would read."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quantum_lint.fix.write import PREFIX, SUFFIX, write
from tests.cli.runner import environment

STEPS = ("fdopen", "fsync", "chmod", "replace")

#: Writes once for each line of code that this takes, killed before that line; prints signal, file, and other names.
KILLER = """
import json, os, signal, sys
from quantum_lint.fix.write import write
folder = sys.argv[1]
path = os.path.join(folder, "a.ipynb")
old, new = b"old" * 100_000, b"new!" * 100_000

def killed_at(number):
    left = [number]
    def trace(frame, event, argument):
        if event == "line":
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    return lambda frame, event, argument: trace if frame.f_code.co_filename.endswith("fix/write.py") else None

for number in range(1, 1000):
    for name in os.listdir(folder):
        os.unlink(os.path.join(folder, name))
    with open(path, "wb") as stream:
        stream.write(old)
    child = os.fork()
    if child == 0:
        sys.settrace(killed_at(number))
        write(path, new, old)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    with open(path, "rb") as stream:
        data = stream.read()
    others = sorted(set(os.listdir(folder)) - {"a.ipynb"})
    print(json.dumps([os.WIFSIGNALED(status), {old: "old", new: "new"}.get(data, "torn"), others]), flush=True)
    if not os.WIFSIGNALED(status):
        break
"""


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


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    os.chown(path, 1234, 4321)
    write(str(path), b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 4321)


@pytest.mark.parametrize("step", STEPS)
def test_an_interrupt_at_any_step_leaves_the_old_file(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(str(path), b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_kill_at_any_line_leaves_old_or_new_whole(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(tmp_path)],
        env=environment(tmp_path),
        capture_output=True,
        check=True,
        text=True,
        timeout=120,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [killed for killed, _, _ in rows] == [True] * (len(rows) - 1) + [False]
    states = [state for _, state, _ in rows]
    assert states == sorted(states, reverse=True), "old up to a moment, new from then on"
    assert set(states) == {"old", "new"}
    assert rows[-1][1:] == ["new", []]
    for _, _, others in rows:
        assert len(others) <= 1
        assert all(name.startswith(PREFIX) and name.endswith(SUFFIX) for name in others)


@pytest.mark.parametrize(
    ("step", "number"),
    [("fsync", errno.ENOSPC), ("fsync", errno.EIO), ("replace", errno.EACCES), ("chmod", errno.EPERM)],
)
def test_a_failure_of_the_system_leaves_the_old_file_alone(
    step: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def failing(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, failing)
    with pytest.raises(OSError) as raised:
        write(str(path), b"new")
    monkeypatch.undo()
    assert raised.value.errno == number
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_full_disk_is_met_for_real(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    program = (
        "import resource, signal, sys; from quantum_lint.fix.write import write\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: write(sys.argv[1], b'new' * 100_000)\n"
        "except OSError as error: print(error.errno)"
    )
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, check=True, text=True)
    assert done.stdout == f"{errno.EFBIG}\n"
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only"):
        write(str(path), b"new")
    assert path.read_bytes() == b"old"


def test_a_file_that_is_another_by_now_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"other")
    with pytest.raises(OSError, match="has changed"):
        write(str(path), b"new", expected=b"old")
    assert path.read_bytes() == b"other"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_what_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write(str(tmp_path / "missing.txt"), b"new")
    assert os.listdir(tmp_path) == []
