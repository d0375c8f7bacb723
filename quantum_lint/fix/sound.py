"""Whether a fixed file can still be read as what it was."""

from __future__ import annotations

import json
import warnings

from quantum_lint import parse
from quantum_lint.model.file import File
from quantum_lint.parse.decode import decode


def as_sound(before: bytes, after: bytes, language: str) -> bool:
    """Whether `after` has no more problems than `before`; a notebook that was valid must still be valid."""
    if _problems(after, language) > _problems(before, language):
        return False
    return language != "notebook" or not _valid_notebook(before) or _valid_notebook(after)


def _problems(data: bytes, language: str) -> int:
    found = 0
    for fragment in parse.fragments(File("", language, data)):
        document = parse.document(fragment)
        for _ in document.fragments():  # some languages find their problems on the way through the text
            pass
        found += len(document.problems)
    return found


def _valid_notebook(data: bytes) -> bool:
    from nbformat.validator import isvalid

    try:
        notebook = json.loads(decode(data)[0])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return bool(isvalid(notebook))  # type: ignore[no-untyped-call]
    except Exception:  # noqa: BLE001  what nbformat cannot even look at is not valid
        return False
