"""Reports made by hand, from texts whose marked words are found again by searching."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from quantum_lint.model.finding import CellPlace, Finding, FrameLine, Place, RelatedPlace, Suppression
from quantum_lint.model.fragment import Cell
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.model.report import InternalError, Report, Skipped, Unreadable
from quantum_lint.model.rule import Rule
from quantum_lint.model.span import Span

SCRIPT = """\
from dwave.system import DWaveSampler
TOKEN = "****************"

def sample(problem):
\tsampler = DWaveSampler(token=TOKEN)
\treturn sampler.sample(problem)
"""
NOTEBOOK = '{"cells": [\n{"source": ["for angle in angles:\\n",\n "    job = backend.run(circuit)"]}\n]}\n'
CARD = """\
# token-in-call

## What it does
Reports a literal that reaches a credential parameter.

It follows constants.

## Bad
```python
## What it does
DWaveSampler(token="x")  # <-
```

## How to fix
Read the token from the environment, and revoke
the one that was written down.

## Known limits
None.
"""


def card_of(rule: Rule) -> str:
    """The same card for every rule."""
    return CARD


def rule(name: str = "token-in-call", **changes: Any) -> Rule:
    """A rule of the credentials pack unless told otherwise."""
    made = Rule(
        name=name,
        pack="credentials",
        summary="a literal reaches a credential parameter",
        languages=("python",),
        severity="high",
        confidence="high",
        persona="regular",
        since="0.1.0",
        cwe=("CWE-798",),
        controls=("NIST SSDF PS.1.1", "SOC 2 CC6.1"),
        references=("https://docs.dwavequantum.com/",),
        card="rules/credentials/token-in-call.md",
    )
    return made._replace(**changes)


def place(text: str, marked: str, path: str = "submit.py", cell: CellPlace | None = None) -> Place:
    """Where the first `marked` stands in the text of a file."""
    start = text.index(marked)
    end = start + len(marked)
    line_start = text.rfind("\n", 0, start) + 1
    end_line_start = text.rfind("\n", 0, end) + 1
    return Place(
        path=path,
        span=Span(len(text[:start].encode()), len(text[:end].encode())),
        line=text.count("\n", 0, start) + 1,
        column=start - line_start + 1,
        end_line=text.count("\n", 0, end) + 1,
        end_column=end - end_line_start + 1,
        cell=cell,
    )


def frame(text: str, marked: str, around: int = 1) -> tuple[FrameLine, ...]:
    """The line that holds `marked`, underlined, and those around it."""
    lines = text.splitlines()
    first = marked.partition("\n")[0]
    at = next(number for number, line in enumerate(lines) if first in line)
    start = lines[at].index(first)
    shown = range(max(at - around, 0), min(at + around + 1, len(lines)))
    return tuple(
        FrameLine(number + 1, lines[number], (start, start + len(first)) if number == at else None) for number in shown
    )


def finding(text: str = SCRIPT, marked: str = "token=TOKEN", **changes: Any) -> Finding:
    """A high finding of `token-in-call` in a script."""
    made = Finding(
        rule=rule(),
        place=place(text, marked, changes.pop("path", "submit.py")),
        message="A D-Wave token is written into this program. Revoke it, then read DWAVE_API_TOKEN instead.",
        severity="high",
        confidence="high",
        language="python",
        fingerprint=f"0123456789abcdef/{marked}",
        frame=frame(text, marked),
        provider="dwave",
    )
    return replace(made, **changes)


def travelled() -> Finding:
    """A finding whose value came from another line, with an unsafe fix."""
    written = '"****************"'
    origin = RelatedPlace(place(SCRIPT, written), "the value comes from here", frame(SCRIPT, written, 0))
    edit = Edit(place(SCRIPT, written).span, 'os.environ["DWAVE_API_TOKEN"]')
    return finding(related=(origin,), fix=Fix("Read DWAVE_API_TOKEN from the environment", (edit,), "unsafe"))


def in_notebook() -> Finding:
    """A finding in the third cell of a notebook, on the file's third line."""
    code = "for angle in angles:\n    job = backend.run(circuit)"
    cell = CellPlace(Cell(2, "ab12"), 2)
    return finding(
        rule=rule("job-in-loop", pack="hardware", severity="medium", cwe=("CWE-400",), controls=()),
        place=place(NOTEBOOK, "backend.run(circuit)", "vqe.ipynb", cell),
        message="Each turn of the loop submits a job. Open a Session, or hand all circuits to one run.",
        severity="medium",
        confidence="medium",
        frame=frame(code, "backend.run(circuit)"),
        provider="ibm",
    )


def suppressed() -> Finding:
    """A finding that an ignore comment sets aside."""
    return finding(
        rule=rule("home-path-in-output", pack="notebooks", severity="low", cwe=()),
        severity="low",
        suppressed=Suppression("comment", reason="a shared account", until="2027-03-01", owner="ops"),
    )


def report(*findings: Finding, **changes: Any) -> Report:
    """A report on three files with these findings."""
    return Report(findings=findings, scanned=3, version="0.1.0")._replace(**changes)


def full() -> Report:
    """Everything a report can hold."""
    return report(
        travelled(),
        in_notebook(),
        suppressed(),
        skipped=(Skipped("logo.png", "binary"), Skipped("big.json", "too large")),
        unreadable=(Unreadable("broken.ipynb", 7, "not JSON: the file ends inside a string"),),
        errors=(InternalError("odd.py", "job-in-loop", "KeyError at rules/hardware/job_in_loop.py:12"),),
        notes=("Cost rules were left out: install quantum-lint[cost].",),
        statistics={"bytes": 1234, "files": 3},
    )
