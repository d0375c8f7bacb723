"""What git remembers: every version once, with its first and last commit, in whatever state a repository is."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest

from quantum_lint import synthetic
from quantum_lint.history import HistoryError, git, run
from quantum_lint.history.run import HistoryRequest, history
from quantum_lint.model.finding import Finding
from quantum_lint.model.report import Report
from tests.cli import runner
from tests.report.sarif_tools import schema_errors
from tests.report.test_json import SCHEMA, undescribed
from tests.support.scanning import settings_for

CALL = "from qiskit_ionq import IonQProvider\n\nprovider = IonQProvider({quoted})\n"
CLEAN = "import os\nfrom qiskit_ionq import IonQProvider\n\nprovider = IonQProvider(os.environ['IONQ_API_KEY'])\n"
DAY = 86_400


def credential(seed: int) -> str:
    return synthetic.make("ionq", "api-key", Random(seed))


def call(value: str) -> str:
    return CALL.format(quoted=repr(value))


def notebook(output: str, cells: int = 1) -> str:
    made = [
        {
            "cell_type": "code",
            "execution_count": number + 1,
            "metadata": {},
            "outputs": [{"output_type": "stream", "name": "stdout", "text": [output]}] if number == 0 else [],
            "source": [f"x = {number}\n"],
        }
        for number in range(cells)
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, indent=1)


class Repo:
    """A repository whose commits are a day apart, from 1 January 2024 on."""

    def __init__(self, folder: Path) -> None:
        self.folder = runner.repository(folder)
        self.days = 0

    def git(self, *words: str) -> str:
        moment = f"{1_704_067_200 + self.days * DAY} +0000"
        more = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        answer = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env=runner.environment(self.folder.parent, **more),
            capture_output=True,
            check=True,
        )
        return os.fsdecode(answer.stdout).strip()

    def commit(self, **texts: str | None) -> str:
        """Write (or with None remove) the files, whose names have `_` for the dot, and commit; the id."""
        return self.commit_files({name.replace("_", "."): text for name, text in texts.items()})

    def commit_files(self, texts: dict[str, str | None]) -> str:
        for name, text in texts.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", f"day {self.days}")
        self.days += 1
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "work")


def look(folder: Path, **changes: Any) -> Report:
    """The report on the history of the repository in the folder; a defect of ours is raised."""
    settings = changes.pop("settings", settings_for(root=str(folder)))
    report = history(HistoryRequest(settings, paths=changes.pop("paths", (str(folder),)), **changes))
    assert not report.errors, report.errors
    return report


def only(found: Iterable[Finding]) -> Finding:
    (finding,) = found
    return finding


def ends(finding: Finding) -> tuple[str, str]:
    assert finding.past is not None
    return finding.past.first.id, finding.past.last.id


def test_a_credential_that_was_added_and_removed(repo: Repo) -> None:
    repo.commit(a_py=CLEAN)
    first = repo.commit(a_py=call(credential(1)))
    last = repo.commit(b_py="x = 1\n")
    repo.commit(a_py=CLEAN)
    report = look(repo.folder)
    finding = only(report.findings)
    past = finding.past
    assert past is not None
    assert (finding.rule.name, finding.place.path, finding.place.line) == ("token-in-call", "a.py", 3)
    assert (finding.provider, finding.credential) == ("ionq", "api-key")
    assert ends(finding) == (first, last)
    assert (past.first.date, past.last.date) == ("2024-01-02T00:00:00+00:00", "2024-01-03T00:00:00+00:00")
    assert (past.versions, past.paths, past.present, past.refs) == (1, ("a.py",), (), ())
    assert (report.scanned, report.statistics["commits"], report.notes) == (3, 4, ())


def test_a_credential_that_is_still_there(repo: Repo) -> None:
    first = repo.commit(a_py=call(credential(1)))
    head = repo.commit(b_py="x = 1\n")
    finding = only(look(repo.folder).findings)
    assert ends(finding) == (first, head)
    assert finding.past is not None
    assert finding.past.present == ("a.py",)
    assert finding.fix is None


def test_many_versions_with_one_credential_are_one_entry(repo: Repo) -> None:
    leak = f"account token {synthetic.make('dwave', 'token', Random(3))}\n"
    ids = [repo.commit(run_ipynb=notebook(leak, cells)) for cells in range(1, 13)]
    repo.commit(run_ipynb=notebook("done\n", 12))
    finding = only(look(repo.folder).findings)
    assert finding.rule.name == "token-in-output"
    assert finding.place.cell is not None
    assert finding.past is not None
    assert (finding.past.versions, ends(finding)) == (12, (ids[0], ids[-1]))


def test_the_same_file_under_another_name_is_looked_at_once(repo: Repo) -> None:
    first = repo.commit(a_py=call(credential(1)))
    repo.git("mv", "a.py", "b.py")
    head = repo.commit()
    report = look(repo.folder)
    finding = only(report.findings)
    assert report.scanned == 1
    assert ends(finding) == (first, head)
    assert finding.past is not None
    assert (finding.place.path, finding.past.paths, finding.past.present) == ("b.py", ("b.py", "a.py"), ("b.py",))


def test_a_path_that_says_something_else_is_looked_at_again(repo: Repo) -> None:
    repo.commit_files({"a.txt": CLEAN, "a.py": CLEAN, "deep/b.py": CLEAN, "tests/test_a.py": CLEAN})
    assert look(repo.folder).scanned == 3


def test_another_credential_is_another_entry(repo: Repo) -> None:
    first = repo.commit(a_py=call(credential(1)))
    second = repo.commit(a_py=call(credential(2)))
    found = sorted(look(repo.folder).findings, key=lambda finding: ends(finding) != (first, first))
    assert [ends(finding) for finding in found] == [(first, first), (second, second)]
    assert found[0].secrets != found[1].secrets


def test_a_branch_is_looked_at_only_when_asked_for(repo: Repo) -> None:
    repo.commit(b_py=CLEAN)
    repo.git("switch", "--quiet", "--create", "side")
    side = repo.commit(a_py=call(credential(1)))
    repo.git("switch", "--quiet", "main")
    repo.commit(b_py=CLEAN + "x = 1\n")
    assert look(repo.folder).findings == ()
    finding = only(look(repo.folder, everywhere=True).findings)
    assert ends(finding) == (side, side)
    assert finding.past is not None
    assert (finding.past.present, finding.past.refs) == ((), ("refs/heads/side",))


def test_what_a_merge_threw_away_is_found(repo: Repo) -> None:
    repo.commit(b_py=CLEAN)
    repo.git("switch", "--quiet", "--create", "side")
    side = repo.commit(a_py=call(credential(1)))
    repo.git("switch", "--quiet", "main")
    repo.commit(b_py=CLEAN + "x = 1\n")
    repo.git("merge", "--quiet", "--strategy=ours", "side", "--message", "merge")
    repo.git("branch", "--quiet", "--delete", "side")
    finding = only(look(repo.folder).findings)
    assert ends(finding) == (side, side)


def test_what_only_a_merge_brought_in_is_found(repo: Repo) -> None:
    repo.commit(b_py=CLEAN)
    repo.git("switch", "--quiet", "--create", "side")
    repo.commit(c_py=CLEAN)
    repo.git("switch", "--quiet", "main")
    repo.commit(b_py=CLEAN + "x = 1\n")
    repo.git("merge", "--quiet", "--no-commit", "side")
    merge = repo.commit(a_py=call(credential(1)))
    last = repo.commit(d_py=CLEAN + "y = 1\n")
    repo.commit(a_py=None)
    assert ends(only(look(repo.folder).findings)) == (merge, last)


def test_merged_branches_give_the_first_commit_of_any(repo: Repo) -> None:
    repo.commit(b_py=CLEAN)
    repo.git("switch", "--quiet", "--create", "side")
    first = repo.commit(a_py=call(credential(1)))
    repo.git("switch", "--quiet", "main")
    repo.commit(a_py=call(credential(1)))
    repo.git("merge", "--quiet", "side", "--message", "merge")
    last = repo.git("rev-parse", "HEAD")
    repo.days += 1
    repo.commit(a_py=None)
    assert ends(only(look(repo.folder).findings)) == (first, last)


def test_a_bare_clone_gives_the_same(repo: Repo, tmp_path: Path) -> None:
    repo.commit(a_py=call(credential(1)))
    repo.commit(a_py=CLEAN)
    runner.git("clone", "--quiet", "--bare", str(repo.folder), str(tmp_path / "bare"), folder=tmp_path)
    bare, work = look(tmp_path / "bare"), look(repo.folder)
    assert len(bare.findings) == 1
    assert bare.findings == work.findings


def test_a_folder_and_a_file_of_the_work_tree(repo: Repo) -> None:
    repo.commit_files({"one/a.py": call(credential(1)), "two/b.py": call(credential(2))})
    for path in ("one", "one/a.py"):
        settings = settings_for(root=str(repo.folder))
        finding = only(look(repo.folder, settings=settings, paths=(str(repo.folder / path),)).findings)
        assert finding.place.path == "one/a.py"


def test_the_same_number_of_processes_or_not(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit_files({f"file_{number}.py": call(credential(number % 5)) + f"x = {number}\n" for number in range(30)})
    repo.commit_files({f"file_{number}.py": CLEAN + f"x = {number}\n" for number in range(30)})
    monkeypatch.setattr(run, "POOL_FROM", 1)
    monkeypatch.setattr(run, "CHUNK", 4)
    reports = [look(repo.folder, jobs=jobs) for jobs in (1, 2, 3)]
    assert len(reports[0].findings) == 30
    assert reports[0] == reports[1] == reports[2]


def test_a_big_version_and_a_binary_one_are_skipped(repo: Repo) -> None:
    repo.commit(a_py=call(credential(1)), big_py="# a long line\n" * 1000)
    (repo.folder / "image.dat").write_bytes(b"\0\1\2")
    repo.commit(big_py=None)
    report = look(repo.folder, settings=settings_for(root=str(repo.folder), max_file_size=1000))
    assert [(each.path, each.reason) for each in report.skipped] == [
        ("big.py", "larger than max-file-size (14,000 of 1,000 bytes)"),
        ("image.dat", "binary"),
    ]
    assert (report.scanned, len(report.findings)) == (1, 1)


def test_a_shallow_clone_says_so(repo: Repo, tmp_path: Path) -> None:
    repo.commit(a_py=call(credential(1)))
    repo.commit(a_py=CLEAN)
    repo.commit(b_py=call(credential(2)))
    url = repo.folder.as_uri()
    runner.git("clone", "--quiet", "--depth=1", url, str(tmp_path / "shallow"), folder=tmp_path)
    report = look(tmp_path / "shallow")
    assert [finding.place.path for finding in report.findings] == ["b.py"]
    assert len(report.notes) == 1
    assert report.notes[0].startswith("This clone is shallow")


def test_a_partial_clone_counts_what_it_lacks_and_fetches_nothing(repo: Repo, tmp_path: Path) -> None:
    repo.commit(a_py=call(credential(1)), b_py=CLEAN)
    repo.commit(a_py=CLEAN, b_py=CLEAN + "x = 1\n")
    repo.git("config", "uploadpack.allowFilter", "true")
    url, partial = repo.folder.as_uri(), tmp_path / "partial"
    runner.git("clone", "--quiet", "--filter=blob:none", "--no-checkout", url, str(partial), folder=tmp_path)
    runner.git("checkout", "--quiet", "HEAD", "--", "a.py", folder=partial)
    before = sorted(path.name for path in partial.rglob("*"))
    report = look(partial)
    assert (report.scanned, report.findings) == (1, ())
    assert [(each.path, each.reason) for each in report.unreadable] == [("a.py", run.MISSING), ("b.py", run.MISSING)]
    assert report.notes == (
        "2 of 3 versions are missing from this clone and were not looked at. A full clone has them.",
    )
    assert sorted(path.name for path in partial.rglob("*")) == before


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be written there")
def test_names_that_are_no_text(repo: Repo) -> None:
    names = ["line\nbreak.py", "caf\udce9.py", "tab\there.py", " space .py", "-rf.py", ":(top)*.py"]
    repo.commit_files({name: call(credential(number)) for number, name in enumerate(names)})
    repo.commit_files(dict.fromkeys(names))
    found = look(repo.folder).findings
    assert sorted(finding.place.path for finding in found) == sorted(names)
    assert {finding.past.versions for finding in found if finding.past} == {1}


def test_since_a_revision_and_since_a_day(repo: Repo) -> None:
    base = repo.commit(a_py=call(credential(1)))
    repo.git("tag", "v1")
    repo.commit(a_py=CLEAN)
    first = repo.commit(b_py=call(credential(2)))
    for since in (base, "v1", "HEAD~2", "2024-01-02"):
        finding = only(look(repo.folder, since=since).findings)
        assert (finding.place.path, ends(finding)) == ("b.py", (first, first)), since
    assert look(repo.folder, since="HEAD").scanned == 0


def test_since_takes_nothing_else(repo: Repo) -> None:
    repo.commit(a_py=CLEAN)
    for wrong in ("nowhere", "--all", "-1", "yesterday; rm", ""):
        with pytest.raises(HistoryError, match="--since takes a revision"):
            look(repo.folder, since=wrong)


def test_without_a_commit_there_is_nothing(repo: Repo) -> None:
    report = look(repo.folder)
    assert (report.scanned, report.findings, report.notes) == (0, (), ())
    assert look(repo.folder, everywhere=True).scanned == 0


def test_outside_of_a_repository(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="is in no git repository"):
        look(tmp_path)


def test_links_and_submodules_are_no_files(repo: Repo) -> None:
    (repo.folder / "link.py").symlink_to("a.py")
    repo.commit(a_py=CLEAN)
    head = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{head},module")
    repo.git("commit", "--quiet", "--message", "module")
    assert look(repo.folder).scanned == 1


def test_the_newest_version_says_whether_an_exception_holds(repo: Repo) -> None:
    leak = call(credential(1)).rstrip()
    repo.commit(a_py=f"{leak}\n")
    repo.commit(a_py=f"{leak}  # quantum-lint: ignore[token-in-call] a revoked one\n")
    finding = only(look(repo.folder).findings)
    assert finding.suppressed is not None
    repo.commit(a_py=f"{leak}\nx = 1\n")
    assert only(look(repo.folder).findings).suppressed is None


def test_the_configuration_holds(repo: Repo) -> None:
    repo.commit_files({"a.py": call(credential(1)), "old/b.py": call(credential(2))})
    root = str(repo.folder)
    excluded = look(repo.folder, settings=settings_for('exclude = ["old"]\n', root=root))
    assert [finding.place.path for finding in excluded.findings] == ["a.py"]
    silent = settings_for('[per-path-ignores]\n"old/*" = ["token-in-call"]\n', root=root)
    assert [finding.place.path for finding in look(repo.folder, settings=silent).findings] == ["a.py"]
    assert look(repo.folder, settings=settings_for('ignore = ["token-in-call"]\n', root=root)).findings == ()


def test_rules_that_look_for_no_secret_run_when_chosen(repo: Repo) -> None:
    repo.commit(
        a_py="import pickle\nfrom qiskit import QuantumCircuit\nwith open('c', 'rb') as s:\n    pickle.load(s)\n"
    )
    repo.commit(a_py=None)
    assert look(repo.folder).findings == ()
    settings = settings_for(root=str(repo.folder), select=frozenset({"unsafe-load"}))
    assert only(look(repo.folder, settings=settings, chosen=True).findings).rule.name == "unsafe-load"


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
