"""Tools that check a repository, as pipelines, hooks and scripts name them."""

from __future__ import annotations

import pytest

from quantum_lint import knowledge, parse
from quantum_lint.discover import file_of
from quantum_lint.match.security_checks import facts
from quantum_lint.match.words import Words
from quantum_lint.model.file import File
from quantum_lint.waking import FACTS


def found(path: str, text: str) -> list[tuple[str, str]]:
    file = file_of(path, text.encode())
    assert isinstance(file, File)
    (fragment,) = parse.fragments(file)
    checks = list(facts(parse.document(fragment), knowledge.load(), b""))
    for check in checks:
        assert text.encode()[check.span.start : check.span.end].decode() == check.tool
    return [(check.tool, check.purpose) for check in checks]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (".github/workflows/a.yml", "- uses: gitleaks/gitleaks-action@v2\n", ("gitleaks", "secrets")),
        (".github/workflows/a.yml", "- uses: actions/dependency-review-action@v4\n",
         ("dependency-review-action", "dependencies")),
        (".gitlab-ci.yml", "include: {template: Jobs/Secret-Detection.gitlab-ci.yml}\n",
         ("Secret-Detection", "secrets")),
        (".pre-commit-config.yaml", "- id: quantum-lint\n", ("quantum-lint", "everything")),
        ("check.sh", "uv run pip-audit -r requirements.txt\n", ("pip-audit", "dependencies")),
        ("check.sh", "safety check\n", ("safety check", "dependencies")),
        ("noxfile.py", "session.run('detect-secrets', 'scan')\n", ("detect-secrets", "secrets")),
    ],
)  # fmt: skip
def test_what_is_one(path: str, text: str, expected: tuple[str, str]) -> None:
    assert found(path, text) == [expected]
    words = FACTS["security-checks"][1]
    assert words is not None
    assert Words(frozenset(words)).among(Words(frozenset(words)).of(text)), "the text must wake the fact"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("check.sh", "# gitleaks detect\necho done\n"),
        ("check.sh", "echo safety first\n"),
        (".github/workflows/a.yml", "paths-ignore: [.gitleaks.toml, trivy.yaml]\n"),
        ("check.sh", "./my-gitleaks\n"),
        ("check.sh", "snykers\n"),
    ],
)
def test_what_is_none(path: str, text: str) -> None:
    assert found(path, text) == []
