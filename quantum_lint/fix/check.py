"""Whether a mended file still reads as well as it did before."""

from __future__ import annotations

from quantum_lint import parse
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Fragment


def harm(before: File, after: File) -> str | None:
    """What the mended file has lost, or None: it must parse where it parsed, and a valid notebook stays valid."""
    problems = _problems(after)
    if len(problems) > len(_problems(before)):
        return f"the mended file would not parse: {problems[-1]}"
    if before.language == "notebook" and _is_valid(before.data) and not _is_valid(after.data):
        return "the mended notebook would not be valid"
    return None


def _problems(file: File) -> list[str]:
    found: list[str] = []
    queue: list[tuple[Fragment, int]] = [(fragment, 0) for fragment in parse.fragments(file)]
    while queue:
        fragment, depth = queue.pop()
        document = parse.document(fragment)
        found += [problem.reason for problem in document.problems]
        if depth < 4:
            queue += [(inner, depth + 1) for inner in document.fragments()]
    return found


def _is_valid(data: bytes) -> bool:
    import nbformat

    try:
        notebook = nbformat.reads(data.decode("utf-8-sig"), as_version=nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
    except Exception:  # noqa: BLE001  nbformat raises many kinds, all of which mean: not valid
        return False
    return True
