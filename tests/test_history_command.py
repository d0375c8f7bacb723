"""What the history never runs or tells, and how its command reports it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from quantum_lint.history import HistoryError, git
from tests.cli import runner
from tests.report.sarif_tools import schema_errors
from tests.report.test_json import SCHEMA, undescribed
from tests.support.history import CLEAN, Repo, call, credential, look, only


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "work")


def test_settings_of_the_repository_start_no_program(repo: Repo, tmp_path: Path) -> None:
    repo.commit_files({"a.py": call(credential(1)), ".gitattributes": "*.py diff=evil filter=evil\n"})
    repo.commit(a_py=CLEAN)
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path / 'started'}\n", encoding="utf-8")
    program.chmod(0o755)
    for name in (
        "gpg.program", "diff.external", "diff.evil.textconv", "diff.evil.command", "filter.evil.smudge",
        "filter.evil.clean", "core.fsmonitor", "core.pager", "core.sshCommand", "core.editor",
    ):  # fmt: skip
        repo.git("config", name, str(program))
    repo.git("config", "log.showSignature", "true")
    assert len(look(repo.folder).findings) == 1
    assert not (tmp_path / "started").exists()


def test_replaced_objects_hide_nothing(repo: Repo) -> None:
    repo.commit(a_py=call(credential(1)))
    repo.commit(a_py=CLEAN)
    leak, harmless = repo.git("rev-parse", "HEAD~1:a.py"), repo.git("rev-parse", "HEAD:a.py")
    repo.git("replace", leak, harmless)
    assert len(look(repo.folder).findings) == 1


def test_a_damaged_repository_is_no_clean_one(repo: Repo) -> None:
    repo.commit(a_py=call(credential(1)))
    tree = repo.git("rev-parse", "HEAD^{tree}")
    (repo.folder / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(HistoryError, match="git diff-tree failed: fatal:"):
        look(repo.folder)


def test_the_environment_of_a_hook_leads_nowhere_else(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit(a_py=call(credential(1)))
    other = Repo(tmp_path / "other")
    other.commit(b_py=CLEAN)
    monkeypatch.setenv("GIT_DIR", str(repo.folder / ".git"))
    assert look(other.folder).findings == ()
    assert git.repository(str(other.folder)).folder == str(other.folder.resolve())


def test_the_command(repo: Repo) -> None:
    repo.commit(a_py=call(credential(1)))
    repo.commit(a_py=CLEAN)
    answer = runner.run("history", folder=repo.folder)
    assert answer.code == 1
    assert "in git from" in answer.output
    assert "(2024-01-01) to " in answer.output
    assert "in 1 version, no longer at HEAD" in answer.output
    assert "Found 1 finding (1 high) in 1 file; 2 versions scanned." in answer.output
    assert credential(1) not in answer.output
    assert runner.run("history", "--since", "HEAD~1", folder=repo.folder).code == 0
    assert runner.run("history", "--no-fail", "--quiet", folder=repo.folder).code == 0
    wrong = runner.run("history", "--since", "nowhere", folder=repo.folder)
    assert (wrong.code, wrong.output) == (2, "")
    outside = runner.run("history", folder=repo.folder.parent)
    assert (outside.code, outside.errors) == (2, "quantum-lint: error: . is in no git repository\n")


def test_a_baseline_holds_for_the_history(repo: Repo) -> None:
    repo.commit(a_py=call(credential(1)))
    repo.commit(b_py="x = 1\n")
    assert runner.run("baseline", "write", folder=repo.folder).code == 0
    assert runner.run("history", folder=repo.folder).code == 0
    assert runner.run("history", "--no-baseline", folder=repo.folder).code == 1
    assert runner.run("baseline", "write", "--baseline", ".secrets.baseline", folder=repo.folder).code == 0
    assert runner.run("history", "--baseline", ".secrets.baseline", folder=repo.folder).code == 0


@pytest.mark.parametrize("name", ["text", "concise", "json", "sarif", "github", "rotation"])
def test_every_format_knows_the_history(repo: Repo, name: str) -> None:
    first = repo.commit(a_py=call(credential(1)))
    repo.commit(a_py=CLEAN)
    answer = runner.run("history", "--format", name, folder=repo.folder)
    assert (answer.code, answer.errors) == (1, "")
    assert credential(1) not in answer.output
    assert name == "github" or first[:10] in answer.output


def test_today_decides_whether_an_exception_has_run_out(repo: Repo) -> None:
    repo.commit(a_py=f"{call(credential(1)).rstrip()}  # quantum-lint: ignore[token-in-call] until=2024-06-01 known\n")
    assert only(look(repo.folder, today=date(2024, 5, 31)).findings).suppressed is not None
    assert only(look(repo.folder, today=date(2024, 6, 2)).findings).suppressed is None


def test_git_is_told_no_secret(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit(a_py=call(credential(1)))
    repo.commit(a_py=CLEAN)
    told: list[str] = []
    started = git.start

    def listening(folder: str, *words: str, **channels: Any) -> Any:
        told.extend((folder, *words))
        if hasattr(channels["given"], "read"):
            told.append(channels["given"].read().decode())
            channels["given"].seek(0)
        return started(folder, *words, **channels)

    monkeypatch.setattr(git, "start", listening)
    assert len(look(repo.folder).findings) == 1
    assert "diff-tree" in told
    assert not any(credential(1) in each for each in told)


def test_what_programs_read_is_valid(repo: Repo, tmp_path: Path) -> None:
    repo.commit(a_py=call(credential(1)))
    head = repo.commit(a_py=CLEAN)
    bare = tmp_path / "bare"
    runner.git("clone", "--quiet", "--bare", str(repo.folder), str(bare), folder=tmp_path)
    for folder in (repo.folder, bare):
        answer = runner.run("history", "--format", "json=h.json", "--format", "sarif=h.sarif", folder=folder)
        assert (answer.code, answer.output) == (1, "")
        table = json.loads((folder / "h.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(SCHEMA).validate(table)
        assert list(undescribed(table, SCHEMA)) == []
        assert table["rotation"][0]["first"] == table["findings"][0]["history"]["first"]
        log = (folder / "h.sarif").read_text(encoding="utf-8")
        assert schema_errors(log) == []
        provenance = [{"repositoryUri": f"{folder.resolve().as_uri()}/", "revisionId": head}]
        assert json.loads(log)["runs"][0]["versionControlProvenance"] == provenance
