"""An output that the policy does not want in the repository."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.notebook import NotebookDocument
from quantum_lint.parse.notebook_output import ERROR, STDERR, STDOUT
from quantum_lint.parse.notebook_structure import SavedOutput, saved_cells

#: What the policy calls the outputs that have no MIME type.
_NAMES = {STDOUT: "stdout", STDERR: "stderr", ERROR: "error"}


def check(document: NotebookDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for each cell with such outputs, at the cell's source."""
    allowed = options["outputs"]
    if "any" in allowed:
        return
    for cell in saved_cells(document):
        unwanted = [output for output in cell.outputs() if not _is_allowed(output, allowed)]
        if unwanted:
            kinds = " and ".join(dict.fromkeys(output.title for output in unwanted))
            yield Hit(
                span=cell.span(),
                note=(
                    f"{_counted(unwanted)} of this cell {'is' if len(unwanted) == 1 else 'are'} committed ({kinds}), "
                    f"and the policy allows {_named(allowed)}. Empty the output, or allow its kind in `outputs`."
                ),
                fix=cell.emptying(unwanted),
            )


def _is_allowed(output: SavedOutput, allowed: Sequence[str]) -> bool:
    """Whether every part of the output is of a kind that is allowed."""
    names = [_NAMES.get(mime, mime) for mime in output.mimes]
    return bool(names) and all(any(fnmatchcase(name, pattern) for pattern in allowed) for name in names)


def _counted(outputs: Sequence[SavedOutput]) -> str:
    return f"Output {outputs[0].position + 1}" if len(outputs) == 1 else f"{len(outputs)} outputs"


def _named(allowed: Sequence[str]) -> str:
    return " and ".join(name for name in allowed if name != "none") or "none"
