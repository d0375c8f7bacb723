"""What the `if` of a GitHub job or step lets through: events, branches, jobs of a matrix, repositories."""

from __future__ import annotations

from quantum_lint.model import lazy
from quantum_lint.parse.workflow_expression import alternatives

#: Events by what the host calls them.
EVENTS = {"schedule": "schedule", "push": "push", "pull_request": "pull-request", "pull_request_target": "pull-request"}
_NAMED = lazy.pattern(r"github\.event_name\s*(==|!=)\s*'([^']*)'")
_REFERENCE = lazy.pattern(r"github\.(?:ref|ref_name|base_ref|event\.ref)\b")
#: What only a pull request, a release or a person who starts the run by hand brings along.
_OTHERS = lazy.pattern(
    r"(?<![!\w.])(?:contains\(\s*github\.event\.(?:pull_request|label|issue)|github\.event\.(?:label|pull_request|issue"
    r"|comment|release|inputs)\b|inputs\.\w)"
)
_NEGATED = lazy.pattern(r"!\s*\(?\s*(?:contains|github|inputs)|!=|==\s*false|==\s*''")
_NEVER = lazy.pattern(r"\s*(?:false|'')\s*")
_MATRIX = lazy.pattern(r"\bmatrix\.")
_REPOSITORY = lazy.pattern(r"github\.(?:repository|repository_owner|repository_id|event\.repository\.\w+)\b")
_CLOCK = lazy.pattern(r"github\.event\.schedule\s*==\s*'([^']*)'")
_AFTERWARDS = lazy.pattern(r"\b(?:always|cancelled)\s*\(\s*\)")


def excluded(condition: str) -> frozenset[str]:
    """The events (`model.pipeline.Event`) that never get past a condition."""
    source = _bare(condition)
    if not source:
        return frozenset()
    if _NEVER.fullmatch(source):
        return frozenset((*EVENTS.values(), "any-push", "other"))
    parts = alternatives(source)
    names = {event for name, event in EVENTS.items() if all(_keeps_out(part, name) for part in parts)}
    if all(_keeps_out(part, "push") or _REFERENCE.search(part) for part in parts):
        names.add("any-push")
    return frozenset(names)


def clocks(condition: str) -> frozenset[str]:
    """The schedules of which one must have started the run; none where all may."""
    return frozenset(_CLOCK.findall(_bare(condition)))


def selective(condition: str) -> bool:
    """Whether it holds for some jobs of a matrix only."""
    return _MATRIX.search(condition) is not None


def chosen(value: str) -> bool:
    """Whether a value is given to some jobs of a matrix only: `matrix.x == 'y' && secrets.TOKEN`."""
    return "&&" in value and selective(value)


def owned(condition: str) -> bool:
    """Whether it looks at which repository it is in."""
    return _REPOSITORY.search(condition) is not None


def afterwards(condition: str) -> bool:
    """Whether it holds when the run was cancelled."""
    return _AFTERWARDS.search(condition) is not None


def _bare(condition: str) -> str:
    return condition.replace("${{", " ").replace("}}", " ").strip()


def _keeps_out(part: str, event: str) -> bool:
    compared = _NAMED.findall(part)
    wanted = [name for operator, name in compared if operator == "=="]
    if (wanted and event not in wanted) or ("!=", event) in compared:
        return True
    return not event.startswith("pull_request") and bool(_OTHERS.search(part)) and not _NEGATED.search(part)
