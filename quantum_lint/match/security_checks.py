"""Tools that look for secrets or for vulnerable dependencies, wherever a repository runs or configures one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.model import lazy
from quantum_lint.model.fact import SecurityCheck
from quantum_lint.model.fragment import Document

_SECRETS = (
    r"(?P<secrets>gitleaks|betterleaks|trufflehog|detect-secrets|ggshield|gitguardian|secretlint|Secret-Detection)"
)
_DEPENDENCIES = (
    r"(?P<dependencies>pip[-_]audit|uv audit|osv-scanner|trivy|grype|snyk|safety (?:check|scan)|pyupio/safety|guarddog"
    r"|dependency-review-action|ossf/scorecard-action|Dependency-Scanning)"
)
_TOOL = lazy.pattern(rf"(?<![\w-])(?:{_SECRETS}|{_DEPENDENCIES}|(?P<everything>quantum-lint))(?![a-z])", re.IGNORECASE)
_COMMENT = lazy.pattern(r"(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)
#: What a line says before the name of a tool that it does not run.
_ONLY_NAMED = lazy.pattern(r"(?:ignore|allow|exclude|skip|disable)[\w:-]*[^\n]*$", re.IGNORECASE)
#: Characters before the name that are looked at for such a word.
_LONGEST = 200


def facts(document: Document, knowledge: object, key: bytes) -> Iterator[SecurityCheck]:
    """The tools that the text names outside of comments, each once."""
    text = _COMMENT.sub(lambda match: " " * len(match[0]), document.fragment.text)
    seen: set[str] = set()
    for match in _TOOL.finditer(text):
        line = text[max(match.start() - _LONGEST, 0) : match.start()].rpartition("\n")[2]
        tool = match[0].lower()
        if tool not in seen and not _ONLY_NAMED.search(line):
            seen.add(tool)
            yield SecurityCheck(match[0], match.lastgroup or "", document.span(*match.span()))  # type: ignore[arg-type]
