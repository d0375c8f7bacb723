"""What the documents say is so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from quantum_lint import config
from quantum_lint.cli import demo
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.model.report import Report
from tests.support.cards import FENCE
from tools import rule_index

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([^`]+)` \| ([a-z-]+) \|", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:\s]+)\)")


def fences(text: str) -> list[tuple[str, str]]:
    """Language and content of each fence, outermost ones only."""
    found: list[tuple[str, str]] = []
    ticks = language = ""
    lines: list[str] = []
    for line in text.splitlines():
        match = FENCE.match(line)
        if ticks and match and match["ticks"].startswith(ticks) and not match["info"]:
            found.append((language, "\n".join(lines)))
            ticks, lines = "", []
        elif ticks:
            lines.append(line)
        elif match:
            ticks, language = match["ticks"], match["info"]
    return found


def scanned(folder: Path) -> Report:
    """The example, written into the folder and scanned."""
    demo.write(str(folder))
    return scan(ScanRequest(config.Settings(root=str(folder), respect_gitignore=False), paths=(str(folder),)))


def test_the_rule_index_is_that_of_the_cards() -> None:
    assert rule_index.updated(README) == README, "run `make docs`"


def test_the_first_line_says_what_it_is_and_what_it_is_not() -> None:
    first = README.split("\n\n")[1]
    assert "static scanner for repositories that use quantum hardware" in first
    assert "not a post-quantum-cryptography scanner" in first


def test_every_link_leads_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        links = LINK.findall(page.read_text(encoding="utf-8"))
        assert [link for link in links if not (page.parent / link).exists()] == [], page.name


def test_the_configuration_in_the_readme_is_accepted(tmp_path: Path) -> None:
    (text,) = [content for language, content in fences(README) if language == "toml"]
    (card,) = [content for language, content in fences(CONTRIBUTING) if language == "markdown"]
    (tmp_path / "quantum-lint.toml").write_text(text, encoding="utf-8")
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy/overwritten-account.md").write_text(card, encoding="utf-8")
    settings = config.load((str(tmp_path),))
    assert settings.persona == "pedantic"
    assert settings.policy == {"max-shots": 20000}
    assert len(settings.packs) == 1


def test_the_exception_in_the_readme_hides_what_it_says() -> None:
    settings = config.Settings(root=str(ROOT))
    report = scan(ScanRequest(settings, paths=(str(ROOT / "README.md"),), today=date(2026, 12, 1)))
    assert report.open() == ()
    assert [finding.rule.name for finding in report.findings] == ["excessive-shots"]


def test_the_rule_in_the_guide_can_be_added_as_it_stands(tmp_path: Path) -> None:
    (card,) = [content for language, content in fences(CONTRIBUTING) if language == "markdown"]
    (tmp_path / "overwritten-account.md").write_text(card + "\n", encoding="utf-8")
    bad, good = (content for language, content in fences(card) if language == "python")
    (tmp_path / "bad.py").write_text(bad, encoding="utf-8")
    (tmp_path / "good.py").write_text(good, encoding="utf-8")
    settings = config.Settings(
        root=str(tmp_path),
        packs=(str(tmp_path / "overwritten-account.md"),),
        select=frozenset({"overwritten-account"}),
    )
    report = scan(ScanRequest(settings, paths=(str(tmp_path / "bad.py"), str(tmp_path / "good.py"))))
    assert [(finding.place.path, finding.place.line) for finding in report.open()] == [("bad.py", 3)]


def test_the_readme_of_the_example_lists_what_is_found(tmp_path: Path) -> None:
    report = scanned(tmp_path)
    assert report.errors == ()
    listed = ROW.findall((tmp_path / "README.md").read_text(encoding="utf-8"))
    found = {(finding.place.path, finding.rule.name) for finding in report.open()}
    assert sorted(found - set(listed)) == [], "found and not listed"
    assert sorted(set(listed) - found) == [], "listed and not found"


def test_the_credentials_of_the_example_are_fresh_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    demo.write(str(first))
    demo.write(str(second))
    assert (first / "dwave.conf").read_text() != (second / "dwave.conf").read_text()
    assert "{{" not in (first / "dwave.conf").read_text()
