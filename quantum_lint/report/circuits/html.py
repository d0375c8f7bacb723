"""Circuits as one page that needs nothing else: a row each, which opens to what is known of it and its drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from quantum_lint.model.circuit import Circuit, FileCircuits, Placed
from quantum_lint.report.circuits import words
from quantum_lint.report.circuits.selection import shown
from quantum_lint.report.circuits.text import Totals, printable_lines, summary
from quantum_lint.report.parts.printable import encodable, one_line

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2128; --soft: #636c76; --line: #d8dee4; --page: #fff; --band: #f6f8fa;
  --exact: #1a7f37; --bounded: #9a6700; --template: #0969da; --unknown: #6e7781; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #8d96a0; --line: #30363d; --page: #0d1117;
  --band: #161b22; --exact: #3fb950; --bounded: #d29922; --template: #58a6ff; --unknown: #8d96a0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 78rem; padding: 2rem 1.5rem 4rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; }
.summary { color: var(--soft); margin: .25rem 0 2rem; }
h2 { font: 600 .95rem ui-monospace, Menlo, Consolas, monospace; margin: 2rem 0 .5rem; overflow-wrap: anywhere; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; overflow: hidden; }
summary { display: grid; grid-template-columns: 8rem minmax(6rem, 1fr) repeat(5, 5.5rem) 6rem; gap: .5rem;
  align-items: baseline; padding: .45rem .8rem; background: var(--band); cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary .name { font-family: ui-monospace, Menlo, Consolas, monospace; font-weight: 600; overflow-wrap: anywhere; }
summary .count { text-align: right; font-variant-numeric: tabular-nums; }
summary small, .place { color: var(--soft); }
.badge { justify-self: end; border-radius: 1rem; padding: 0 .6rem; font-size: .8rem; font-weight: 600;
  border: 1px solid currentColor; }
.exact { color: var(--exact); } .bounded { color: var(--bounded); }
.template { color: var(--template); } .unknown { color: var(--unknown); }
.body { padding: .6rem .8rem .8rem; border-top: 1px solid var(--line); }
.body p { margin: .2rem 0; }
pre { overflow-x: auto; margin: .8rem 0 0; padding: .8rem; border: 1px solid var(--line); border-radius: 6px;
  font: 13px/1.2 "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace; }
@media (max-width: 56rem) { summary { grid-template-columns: 1fr 1fr 1fr; } .badge { justify-self: start; } }
"""


def render(files: Iterable[FileCircuits]) -> str:
    """The page."""
    totals = Totals()
    sections: list[str] = []
    for file in files:
        placed = shown(file)
        totals = totals.plus(placed)
        sections += _section(file, placed)
    return encodable(
        "<!DOCTYPE html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>Circuits</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>Circuits</h1>\n<p class="summary">{escape(summary(totals).strip())}</p>\n'
        f"{''.join(sections)}</body>\n</html>\n"
    )


def _section(file: FileCircuits, placed: Iterable[Placed]) -> Iterator[str]:
    rows = [*map(_row, placed), *_problems(file)]
    if rows:
        yield f"<section>\n<h2>{_text(file.path)}</h2>\n{''.join(rows)}</section>\n"


def _row(placed: Placed) -> str:
    circuit, place = placed.circuit, placed.place
    where = f"cell {place.cell.cell.index + 1}, line {place.cell.line}" if place.cell else f"line {place.line}"
    opened = " open" if circuit.drawing and len(circuit.drawing) < _OPEN else ""
    return (
        f'<details{opened}>\n<summary><span class="place">{where}</span>'
        f'<span class="name">{_text(circuit.name) or "-"}</span>{_counts(circuit)}'
        f'<span class="badge {circuit.exactness}">{circuit.exactness}</span></summary>\n'
        f'<div class="body">\n{"".join(_body(placed))}</div>\n</details>\n'
    )


#: Characters of a drawing that is small enough to be shown at once.
_OPEN = 4_000


def _counts(circuit: Circuit) -> str:
    measured = circuit.measures
    if measured is None:
        return '<span class="count">?</span>' * 5
    counts = (
        ("qubits", measured.qubits),
        ("clbits", measured.clbits),
        ("depth", measured.depth),
        ("gates", measured.size),
        ("2q", measured.two_qubit),
    )
    return "".join(f'<span class="count">{words.number(count)} <small>{name}</small></span>' for name, count in counts)


def _body(placed: Placed) -> Iterator[str]:
    circuit = placed.circuit
    if found := words.gates(circuit):
        yield f"<p>{_text(found)}</p>\n"
    if found := words.flat(circuit):
        yield f"<p>{_text(found)}</p>\n"
    if circuit.measures is not None and circuit.measures.parameters:
        yield f"<p>{circuit.measures.parameters:,} free parameters</p>\n"
    yield f"<p>{_text(words.certainty(circuit))} <small>({_text(circuit.sdk)})</small></p>\n"
    yield from (f"<p>{_text(words.growth(each))}</p>\n" for each in circuit.growth)
    yield from (f"<p>&rarr; {_text(each)}</p>\n" for each in words.submissions(placed))
    if circuit.drawing:
        yield f"<pre>{escape(chr(10).join(printable_lines(circuit.drawing)))}</pre>\n"


def _problems(file: FileCircuits) -> Iterator[str]:
    for each in file.unreadable:
        yield f'<p class="bounded">not read: line {each.line}: {_text(each.reason)}</p>\n'
    for note in (*file.notes, *(f"internal error {error.error}" for error in file.errors)):
        yield f'<p class="bounded">{_text(note)}</p>\n'


def _text(text: str) -> str:
    return escape(one_line(text))
