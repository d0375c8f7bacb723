"""The pipelines for other hosts: what the guide shows is what `init` writes, and what each host's own schema takes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from quantum_lint import catalog
from quantum_lint.adoption.hosts import filled, hosts
from quantum_lint.report import formats
from tests.cli.runner import PROJECT
from tests.support.workflows import tool

GUIDE = (PROJECT / "docs/other-hosts.md").read_text(encoding="utf-8")
ACTION_GUIDE = (PROJECT / "docs/pull-requests.md").read_text(encoding="utf-8")
HOOKS_GUIDE = (PROJECT / "docs/pre-commit.md").read_text(encoding="utf-8")
BLANKS = {
    "requirement": "quantum-lint==0.1.0",
    "version": "0.1.0",
    "branch": "main",
    "stage": "test",
    "repository": "https://github.com/your-organization/quantum-lint",
    "commit": "0123456789abcdef0123456789abcdef01234567",
    "action": "your-organization/quantum-lint",
    "fixes": filled("notebooks-pre-commit.yaml", {}),
}
#: Schemas that check-jsonschema brings along, and how it is to read them; Jenkins has none.
SCHEMAS: dict[str, tuple[str, ...]] = {
    "github.yml": ("vendor.github-workflows",),
    "github-package.yml": ("vendor.github-workflows",),
    "gitlab.yml": ("vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
    "azure.yml": ("vendor.azure-pipelines", "--data-transform", "azure-pipelines", "--regex-variant", "nonunicode"),
    "bitbucket.yml": ("vendor.bitbucket-pipelines",),
    "circleci.yml": ("vendor.circle-ci",),
}


@pytest.mark.parametrize("name", [name for name in hosts() if name != "github"])
def test_the_guide_shows_what_init_writes(name: str) -> None:
    assert f"\n{filled(hosts()[name].template, BLANKS)}```\n" in GUIDE
    assert f"In `{hosts()[name].pipeline}`" in GUIDE


def test_the_guides_to_the_action_and_the_hooks_show_it_too() -> None:
    assert filled("github.yml", BLANKS) in ACTION_GUIDE
    entry = filled("pre-commit.yaml", BLANKS)
    assert "".join(f"  {line}" for line in entry.splitlines(keepends=True)) in HOOKS_GUIDE


@pytest.mark.tool
@pytest.mark.parametrize("template", SCHEMAS)
def test_a_pipeline_is_what_its_host_takes(template: str, tmp_path: Path) -> None:
    path = tmp_path / template
    path.write_text(filled(template, BLANKS), encoding="utf-8")
    checker = [str(tool("check-jsonschema")), "--builtin-schema", *SCHEMAS[template], str(path)]
    answer = subprocess.run(checker, capture_output=True, check=False, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("template", [*SCHEMAS, "jenkins.groovy"])
def test_a_pipeline_asks_for_formats_that_there_are(template: str) -> None:
    asked = re.findall(r"--format (\w[\w-]*)", filled(template, BLANKS))
    assert set(asked) <= set(formats())
    assert asked or template == "github.yml"


def test_rules_that_the_guide_to_hooks_leaves_to_the_whole_repository_look_at_it() -> None:
    table = HOOKS_GUIDE.partition("## What only the whole repository tells")[2].partition("```")[0]
    named = {name for row in table.splitlines() if row.startswith("| ") for name in re.findall(r"`([\w-]+)`", row)}
    rules = catalog.load().rules
    assert named
    assert {name: rules[name].scope for name in named} == dict.fromkeys(named, "repository")
