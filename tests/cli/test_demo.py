"""`quantum-lint demo`."""

from __future__ import annotations

from pathlib import Path

import pytest

from quantum_lint.cli import demo
from quantum_lint.cli.exits import UsageError
from quantum_lint.cli.main import main


def test_it_writes_the_example_scans_it_and_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "lab"
    assert main(["demo", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "high token-in-call scripts/braket_sweep.py:7:15" in shown
    assert "INTERNAL ERROR" not in shown
    assert (folder / ".github/workflows/hardware.yml").exists()


def test_a_second_run_renews_the_credentials(tmp_path: Path) -> None:
    folder = tmp_path / "lab"
    demo.write(str(folder))
    first = (folder / "dwave.conf").read_text()
    demo.write(str(folder))
    assert (folder / "dwave.conf").read_text() != first


def test_it_touches_no_folder_that_holds_something_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    (tmp_path / "README.md").write_text("mine")
    assert main(["demo", str(tmp_path)]) == 2
    assert "holds other files (thesis.tex); name a new folder" in capsys.readouterr().err
    assert (tmp_path / "README.md").read_text() == "mine"


def test_what_python_compiled_is_no_part_of_the_example(tmp_path: Path) -> None:
    demo.write(str(tmp_path))
    compiled = tmp_path / "tests/__pycache__"
    compiled.mkdir()
    (compiled / "test_bell.pyc").write_bytes(b"\xa7\r\r\n")
    (tmp_path / "Dockerfile").write_text("")
    demo.write(str(tmp_path))
    assert (tmp_path / "Dockerfile").read_text().startswith("FROM")
    assert (compiled / "test_bell.pyc").exists()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        demo.write(str(tmp_path / "file"))
