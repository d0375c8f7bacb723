"""What the `if` of a GitHub job or step lets through: events, branches, jobs of a matrix, repositories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from quantum_lint.model import lazy
from quantum_lint.parse.workflow_expression import alternatives, expressions, reads

if TYPE_CHECKING:
    from quantum_lint.parse.workflow_evaluation import Value
    from quantum_lint.parse.workflow_matrix import Combination

#: Events, and what the host calls them; the name of the others is not known.
_EVENTS = {
    "schedule": ("schedule",), "push": ("push",), "any-push": ("push",),
    "pull-request": ("pull_request", "pull_request_target"), "call": (None,), "other": (None,),
}  # fmt: skip
_REFERENCE = lazy.pattern(r"github\.(?:ref|ref_name|base_ref|event\.ref)\b")
#: What only a pull request, a release or a person who starts the run by hand brings along.
_OTHERS = lazy.pattern(
    r"(?<![!\w.])(?:contains\(\s*github\.event\.(?:pull_request|label|issue)|github\.event\.(?:label|pull_request|issue"
    r"|comment|release|inputs)\b|inputs\.\w)"
)
_PAYLOAD = lazy.pattern(r"github\.event\.(?:pull_request|label|issue|comment|release|inputs)\b")
_NEGATED = lazy.pattern(r"!\s*\(?\s*(?:contains|github|inputs)|!=|==\s*false|==\s*''")
_NEVER = lazy.pattern(r"\s*(?:false|'')\s*")
_MATRIX = lazy.pattern(r"\bmatrix\.")
_REPOSITORY = lazy.pattern(r"github\.(?:repository|repository_owner|repository_id|event\.repository\.\w+)\b")
_CLOCK = lazy.pattern(r"github\.event\.schedule\s*==\s*'([^']*)'")
_AFTERWARDS = lazy.pattern(r"\b(?:always|cancelled)\s*\(\s*\)")


@lru_cache(maxsize=1024)
def excluded(condition: str) -> frozenset[str]:
    """The events (`model.pipeline.Event`) that never get past a condition."""
    source = _bare(condition)
    if not source:
        return frozenset()
    if _NEVER.fullmatch(source):
        return frozenset(_EVENTS)
    parts = alternatives(source)
    names = {event for event in ("schedule", "push") if all(_wants_more(part) or _fails(part, event) for part in parts)}
    if all(_wants_more(part) or _REFERENCE.search(part) or _fails(part, "push") for part in parts):
        names.add("any-push")
    return frozenset(event for event in _EVENTS if _fails(source, event)) | names


def kept_out(condition: str, combinations: Sequence[Combination]) -> tuple[frozenset[str], ...]:
    """The events that never get past a condition, for each job of a matrix; nothing where there is no condition."""
    source = _bare(condition)
    names = sorted({path.split(".")[1].lower() for path in reads(source) if path.lower().startswith("matrix.")})
    found: dict[str, frozenset[str]] = {}
    return tuple(_kept_out(source, names, each, found) for each in combinations if source)


def clocks(condition: str) -> frozenset[str]:
    """The schedules of which one must have started the run; none where all may."""
    return frozenset(_CLOCK.findall(_bare(condition)))


def selective(condition: str) -> bool:
    """Whether it holds for some jobs of a matrix only."""
    return _MATRIX.search(condition) is not None


def chosen(value: str) -> bool:
    """Whether a value is given to some jobs of a matrix only: `matrix.x == 'y' && secrets.TOKEN`."""
    return "&&" in value and selective(value)


def withheld(value: str, combinations: Sequence[Combination]) -> frozenset[int]:
    """The jobs of a matrix, by number, to which no secret of a value is given."""
    secret = [each.source for each in expressions(value) if each.secrets]
    kept = (kept_out(source, combinations) for source in secret if selective(source))
    empty = [{index for index, events in enumerate(each) if "other" in events} for each in kept]
    return frozenset(set.intersection(*empty)) if secret and len(empty) == len(secret) else frozenset()


def owned(condition: str) -> bool:
    """Whether it looks at which repository it is in."""
    return _REPOSITORY.search(condition) is not None


def afterwards(condition: str) -> bool:
    """Whether it holds when the run was cancelled."""
    return _AFTERWARDS.search(condition) is not None


def _bare(condition: str) -> str:
    return condition.replace("${{", " ").replace("}}", " ").strip()


def _kept_out(source: str, names: list[str], job: Combination, found: dict[str, frozenset[str]]) -> frozenset[str]:
    """The events for one job of a matrix; `found` keeps the answer for others with the same values of `names`."""
    values = {name.lower(): value for name, value in job.items()}
    key = repr([values.get(name) for name in names])
    if key not in found:
        found[key] = frozenset(event for event in _EVENTS if _fails(source, event, values))
    return found[key]


def _fails(source: str, event: str, matrix: Mapping[str, Value] | None = None) -> bool:
    """Whether the condition surely does not hold."""
    from quantum_lint.parse.workflow_evaluation import holds

    return all(holds(source, partial(_known, name, matrix)) is False for name in _EVENTS[event])


def _known(event: str | None, matrix: Mapping[str, Value] | None, path: str) -> Value:
    """What stands for a path in a run that the event starts."""
    from quantum_lint.parse.workflow_evaluation import Unknown, inside

    first, *rest = path.split(".")
    if first == "matrix" and matrix is not None:
        return inside(matrix, rest)
    if path == "github.event_name" and event:
        return event
    return None if event in ("schedule", "push") and _PAYLOAD.match(path) else Unknown.MAYBE


def _wants_more(part: str) -> bool:
    """Whether it asks for what neither a clock nor a push brings along."""
    return bool(_OTHERS.search(part)) and not _NEGATED.search(part)
