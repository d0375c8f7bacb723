"""What git remembers: every version once, with its first and last commit, in whatever state a repository is."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from quantum_lint import synthetic
from quantum_lint.history import HistoryError, run
from tests.cli import runner
from tests.support.history import CLEAN, Repo, call, credential, ends, look, notebook, only
from tests.support.scanning import settings_for


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "work")


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
