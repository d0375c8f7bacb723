"""Writes the rule index of the README from the rule cards: `python -m tools.rule_index`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quantum_lint import catalog
from quantum_lint.model.rule import Rule

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
START = "<!-- rules: written by `make docs` -->\n"
END = "<!-- end of rules -->\n"


def index() -> str:
    """The rules as Markdown tables, one a pack."""
    return "".join(f"{line}\n" for line in _lines(list(catalog.load().rules.values())))


def updated(readme: str) -> str:
    """The text of the README with the rule index of today."""
    before, _, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"README.md has no {START.strip()} ... {END.strip()}")
    return f"{before}{START}{index()}{END}{after}"


def _lines(rules: list[Rule]) -> Iterator[str]:
    yield f"{len(rules)} rules in {len({rule.pack for rule in rules})} packs; each name leads to its card."
    for pack in sorted({rule.pack for rule in rules}):
        yield ""
        yield f"### {pack}"
        yield ""
        yield "| Rule | Reports | Severity | Persona | Fix |"
        yield "|---|---|---|---|---|"
        yield from (_row(rule) for rule in rules if rule.pack == pack)


def _row(rule: Rule) -> str:
    cells = (
        f"[{rule.name}](rules/{rule.pack}/{rule.name}.md)",
        rule.summary.replace("|", "\\|"),
        rule.severity,
        rule.persona,
        rule.fix or "",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    README.write_text(updated(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
