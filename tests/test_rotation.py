"""Which credentials to replace: what belongs together, in which order, and how long git has had it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quantum_lint import knowledge, report, synthetic
from quantum_lint.cli import rotation as command
from quantum_lint.model.finding import Commit, Finding, Past
from quantum_lint.model.known import Reach
from quantum_lint.report import RenderContext
from quantum_lint.rotation import REACHES, rotations
from tests.cli import runner
from tests.report import samples
from tests.support.history import Repo

TODAY = date(2024, 3, 1)
OLD = Commit("a" * 40, "2024-01-31T12:00:00+02:00")
NEW = Commit("b" * 40, "2024-02-29T00:00:00Z")


def found(provider: str | None, credential: str | None, *secrets: str, path: str = "a.py", **changes: Any) -> Finding:
    made = samples.finding(path=path, provider=provider)
    return replace(made, credential=credential, secrets=secrets, **changes)


def past(first: Commit, last: Commit, *present: str, refs: tuple[str, ...] = ()) -> Past:
    return Past(first, last, 1, ("a.py",), present, refs)


def rotated(*findings: Finding, repository: str = "") -> list[Any]:
    return list(rotations(findings, knowledge.load(), repository, TODAY))


def test_findings_of_one_secret_are_one_rotation() -> None:
    one, two = found("ionq", "api-key", "s1"), found("ionq", "api-key", "s1", path="b.py")
    (rotation,) = rotated(one, two)
    assert rotation.findings == (one, two)
    assert (rotation.provider, rotation.kind, rotation.id) == ("IonQ", "API key", ("ionq", "api-key"))
    assert (rotation.reach, rotation.environment) == ("hardware", "IONQ_API_KEY")
    assert rotation.revoke_url == "https://cloud.ionq.com/settings/keys"


def test_a_finding_of_two_secrets_joins_what_is_found_of_each() -> None:
    identity, key = found("braket", "access-key-id", "id"), found("braket", "secret-access-key", "key", path="b.py")
    both = found("braket", "secret-access-key", "id", "key", path="c.py")
    other = found("braket", "secret-access-key", "other", path="d.py")
    groups = [{finding.place.path for finding in each.findings} for each in rotated(identity, key, other, both)]
    assert sorted(groups, key=len) == [{"d.py"}, {"a.py", "b.py", "c.py"}]


def test_the_gravest_come_first_then_the_oldest_then_the_unknown() -> None:
    findings = [
        found(None, None, "s1", path="unknown.key"),
        found("hitachi", "token", "s2"),
        found("ionq", "api-key", "s3", past=past(NEW, NEW)),
        found("dwave", "token", "s4", past=past(OLD, NEW)),
        found("ibm", "cloud-api-key", "s5"),
        found("azure", "storage-key", "s6"),
        found(None, None, path="no-secret.py"),
    ]
    assert [(each.reach, each.age) for each in rotated(*findings)] == [
        ("administration", None),
        ("billing", None),
        ("hardware", 30),
        ("hardware", 1),
        ("simulator", None),
        (None, None),
    ]


def test_every_reach_has_its_rank() -> None:
    assert set(REACHES) == set(Reach.__args__)  # type: ignore[attr-defined]
    assert {each.reach for each in knowledge.load().credentials.values()} == set(REACHES)


def test_commits_of_all_places_count() -> None:
    gone, there = past(NEW, NEW), past(OLD, OLD, "b.py")
    (rotation,) = rotated(found("ionq", "api-key", "s", past=gone), found("ionq", "api-key", "s", past=there))
    assert (rotation.first, rotation.last, rotation.present, rotation.age) == (OLD, NEW, True, 30)
    (rotation,) = rotated(found("ionq", "api-key", "s", past=past(NEW, NEW, refs=("refs/heads/side",))))
    assert (rotation.present, rotation.refs) == (False, ("refs/heads/side",))


def test_a_commit_without_a_date_is_an_old_one() -> None:
    (rotation,) = rotated(found("ionq", "api-key", "s", past=past(Commit("c" * 40, ""), NEW)))
    assert rotation.age == (TODAY - date(1970, 1, 1)).days


def test_a_fingerprint_is_of_a_repository_and_confirms_no_guess() -> None:
    finding = found("ionq", "api-key", "s")
    prints = [rotated(finding, repository=name)[0].fingerprint for name in ("one", "one", "two")]
    assert prints[0] == prints[1] != prints[2]
    assert {len(each) for each in prints} == {4}
    assert rotated(found("ionq", "api-key", "t"), repository="one")[0].fingerprint != prints[0]


@pytest.mark.parametrize(
    "origin",
    [
        "https://github.com/owner/name",
        "https://someone:password@GitHub.com/owner/name.git",
        "git@github.com:owner/name.git",
        "ssh://git@github.com:22/owner/name/",
    ],
)
def test_a_repository_is_called_the_same_however_it_was_cloned(tmp_path: Path, origin: str) -> None:
    folder = runner.repository(tmp_path / "work")
    assert command.identity(str(folder)) == str(folder.resolve())
    runner.git("config", "remote.origin.url", origin, folder=folder)
    assert command.identity(str(folder)) == "github.com/owner/name"


def test_outside_of_git_a_folder_is_its_path(tmp_path: Path) -> None:
    assert command.identity(str(tmp_path)) == str(tmp_path.resolve())


def test_the_report() -> None:
    findings = (
        found("ionq", "api-key", "s1", past=past(OLD, NEW, refs=("refs/heads/side",))),
        found("ionq", "api-key", "s1", path="b.py"),
        found(None, None, "s2", path="key.pem"),
    )
    made = tuple(rotated(*findings, repository="one"))
    shown = report.render("rotation", samples.report(*findings), RenderContext(rotations=made))
    assert shown.splitlines() == [
        "Rotate 2 credentials, the gravest first.",
        "",
        "1. IonQ: API key",
        "   opens        hardware: whoever reads it can run jobs on quantum hardware at your cost",
        (
            "   in git       since aaaaaaaaaa (2024-01-31), 30 days; last in bbbbbbbbbb (2024-02-29), "
            "no longer at HEAD, but still at refs/heads/side"
        ),
        "   places       a.py:5:25",
        "                b.py:5:25",
        "   revoke       https://cloud.ionq.com/settings/keys",
        f"   then         {made[0].instead}",
        f"   fingerprint  {made[0].fingerprint}",
        "",
        "2. Unknown provider: secret of an unknown kind",
        "   opens        unknown",
        "   in git       in no commit that was looked at",
        "   places       key.pem:5:25",
        "   revoke       where it was issued",
        f"   fingerprint  {made[1].fingerprint}",
        "",
    ]


def test_the_report_on_nothing_says_what_was_not_looked_at() -> None:
    assert report.render("rotation", samples.report(), RenderContext()) == "No credential to rotate was found.\n"
    shown = report.render("rotation", samples.report(notes=("This clone is shallow.",)), RenderContext())
    assert "note: This clone is shallow." in shown


def test_a_scan_asks_git_how_old_a_credential_is(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "work")
    secrets = [synthetic.make("ionq", "api-key", Random(number)) for number in range(2)]
    program = "from qiskit_ionq import IonQProvider\n\nIonQProvider({!r})\n"
    first = repo.commit(a_py=program.format(secrets[0]))
    head = repo.commit(a_py="import os\n" + program.format(secrets[0]))
    (repo.folder / "b.py").write_text(program.format(secrets[1]), encoding="utf-8")
    answer = runner.run("scan", "--format", "rotation", "--format", "json=report.json", folder=repo.folder)
    assert answer.code == 1
    assert "Rotate 2 credentials, the gravest first." in answer.output
    assert f"since {first[:10]} (2024-01-01)" in answer.output
    assert "in no commit that was looked at" in answer.output
    assert head in (repo.folder / "report.json").read_text(encoding="utf-8")
    assert not any(secret in answer.output for secret in secrets)


def test_a_scan_ends_with_what_to_rotate(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        f"from qiskit_ionq import IonQProvider\n\nIonQProvider({synthetic.make('ionq', 'api-key', Random(1))!r})\n",
        encoding="utf-8",
    )
    shown = runner.run("scan", "a.py", folder=tmp_path).output
    assert (
        "Rotate 1 credential (`--format rotation` says more):\n"
        "  IonQ: API key (hardware, 1 place): https://cloud.ionq.com/settings/keys\n"
    ) in shown
