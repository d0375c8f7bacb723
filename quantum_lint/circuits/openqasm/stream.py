"""Counts what an OpenQASM 2 program comes to, statement by statement, without building it.

It takes time and memory in proportion to the text alone, where a parser takes as much as the program asks for:
`h q;` on a register of a thousand qubits is a thousand gates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterable, Iterator

from quantum_lint.model.circuit import Measures

#: A statement that is longer is no statement; what a program may declare before its counts are given up.
_LONGEST_STATEMENT = 1_000_000
_MOST_BITS = 1_000_000
#: Bits of all gates together, a few million of which are counted in a second.
_MOST_STEPS = 200_000_000
#: Comments, texts, and what ends a statement.
_TOKEN = re.compile(r'//[^\n]*|"[^"\n]*"?|[;{}]')
_DECLARATION = re.compile(r"(qreg|creg)\s+(\w+)\s*\[\s*(\d+)\s*\]\Z")
_CONDITION = re.compile(r"if\s*\(\s*(\w+)\s*==\s*\w+\s*\)\s*")
_APPLICATION = re.compile(r"(\w+)\s*(.*)", re.DOTALL)
_OPERAND = re.compile(r"\s*(\w+)\s*(?:\[\s*(\d+)\s*\]\s*)?\Z")
_OPENING, _CLOSING = frozenset("{"), frozenset("}")
_DEFINED = re.compile(r"(?:gate|opaque)\s+(\w+)")
_NO_GATE = frozenset({"OPENQASM", "include", "gate", "opaque"})
#: Gates of the language and of Qiskit's old header that Qiskit calls by other names.
_RENAMED = {"CX": "cx", "U": "u", "c3x": "mcx", "c4x": "mcx", "c3sqrtx": "c3sx", "rc3x": "rcccx"}


class StreamError(Exception):
    """The program cannot be counted; the message says why."""


class TooLargeError(StreamError):
    """The program asks for more than is ever counted."""


class Tally:
    """Counts the statements that it is given; qubits and clbits have consecutive numbers."""

    def __init__(self) -> None:
        self.gates: Counter[str] = Counter()
        self.two_qubit = 0
        self._registers: dict[str, range] = {}
        self._qubits: set[str] = set()
        self._levels: list[int] = []
        self._own: set[str] = set()
        self._steps = 0

    def measures(self) -> Measures:
        """What all statements come to."""
        qubits = sum(len(self._registers[name]) for name in self._qubits)
        return Measures(
            qubits=qubits,
            clbits=len(self._levels) - qubits,
            depth=max(self._levels, default=0),
            size=self.gates.total(),
            gates=tuple(sorted(self.gates.items(), key=lambda item: (-item[1], item[0]))),
            two_qubit=self.two_qubit,
            parameters=0,
            measured="measure" in self.gates,
        )

    def statement(self, text: str) -> None:
        """Count one statement, given without comments and without what ends it. Raises StreamError."""
        if declared := _DECLARATION.match(text):
            self._declare(*declared.groups())
            return
        condition = _CONDITION.match(text)
        applied = _APPLICATION.match(text, condition.end() if condition else 0)
        if applied is None:
            raise StreamError(f"this is no statement: {text[:40]!r}")
        name, rest = applied.groups()
        if name in _NO_GATE:
            self._own.update(_DEFINED.findall(text))
        else:
            self._apply(name, rest, tuple(self._register(condition[1])) if condition else ())

    def _declare(self, kind: str, name: str, size: str) -> None:
        # int() of a long text takes long.
        if len(size) > 9 or len(self._levels) + int(size) > _MOST_BITS:
            raise TooLargeError(f"it declares more than {_MOST_BITS:,} bits")
        start = len(self._levels)
        self._levels.extend([0] * int(size))
        self._registers[name] = range(start, len(self._levels))
        if kind == "qreg":
            self._qubits.add(name)

    def _register(self, name: str) -> range:
        try:
            return self._registers[name]
        except KeyError:
            raise StreamError(f"there is no register {name!r}") from None

    def _apply(self, name: str, rest: str, condition: tuple[int, ...]) -> None:
        operands = [self._bits(each) for each in _after_parameters(rest).replace("->", ",").split(",")]
        self._steps += len(operands) * max(map(len, operands))
        if self._steps > _MOST_STEPS:
            raise TooLargeError(f"its gates act on more than {_MOST_STEPS:,} bits")
        wide = name == "barrier"
        rows = [tuple(bit for bits in operands for bit in bits)] if wide else _broadcast(operands)
        shown = "if_else" if condition else name if name in self._own else _RENAMED.get(name, name)
        count = 0
        for row in rows:
            count += 1
            self._advance((*row, *condition), 0 if wide else 1)
        self.gates[shown] += count
        if len(operands) > 1 and not wide and name != "measure":
            self.two_qubit += count

    def _advance(self, bits: tuple[int, ...], steps: int) -> None:
        levels = self._levels
        if len(bits) == 1:
            levels[bits[0]] += steps
            return
        reached = max([levels[bit] for bit in bits], default=0) + steps
        for bit in bits:
            levels[bit] = reached

    def _bits(self, text: str) -> range:
        operand = _OPERAND.match(text)
        if operand is None:
            raise StreamError(f"this is no operand: {text.strip()[:40]!r}")
        register = self._register(operand[1])
        if operand[2] is None:
            return register
        if len(operand[2]) > 9 or int(operand[2]) >= len(register):
            raise StreamError(f"register {operand[1]!r} has no bit {operand[2][:10]}")
        return register[int(operand[2]) : int(operand[2]) + 1]


def _after_parameters(text: str) -> str:
    """The operands: what stands behind the brackets that hold the parameters, if there are any."""
    if not text.startswith("("):
        return text
    depth = 0
    for match in re.finditer(r"[()]", text):
        depth += 1 if match[0] == "(" else -1
        if not depth:
            return text[match.end() :]
    raise StreamError("a bracket is not closed")


def _broadcast(operands: list[range]) -> Iterable[tuple[int, ...]]:
    """The rows of bits that a statement is applied to: a register stands for each of its bits in turn."""
    longest = max(map(len, operands))
    if longest == 1:
        return [tuple(bits[0] for bits in operands)] if all(operands) else []
    return zip(*(bits if len(bits) == longest else [bits[0]] * longest for bits in operands if bits), strict=True)


def count(chunks: Iterable[str]) -> Measures:
    """What a program comes to that is given piece by piece. Raises StreamError."""
    tally = Tally()
    for text in statements(chunks):
        tally.statement(text)
    return tally.measures()


def statements(chunks: Iterable[str]) -> Iterator[str]:
    """The statements without comments, and of a definition of a gate only its head."""
    pieces: list[str] = []
    inside = False
    for token, before in _tokens(chunks):
        if not inside:
            pieces.append(before)
        if token in (";", "{") and not inside:
            text = "".join(pieces).strip()
            pieces.clear()
            if text:
                yield text
            inside = token in _OPENING
        elif token in _CLOSING:
            inside = False
        elif token.startswith('"') and not inside:
            pieces.append(token)
    if text := "".join(pieces).strip():
        raise StreamError("its last statement is not ended")


def _tokens(chunks: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every token with the text before it. What may go on in the next chunk waits for it."""
    rest = ""
    for chunk in chunks:
        text = rest + chunk
        # A token cannot go over the end of a line, so all up to the last one is complete.
        whole = text.rfind("\n") + 1
        if whole == 0 and len(text) > _LONGEST_STATEMENT:
            raise StreamError(f"it has a line of more than {_LONGEST_STATEMENT:,} characters")
        at = yield from _cut(text, whole)
        rest = text[at:]
        if len(rest) > 2 * _LONGEST_STATEMENT:
            raise StreamError(f"it has a statement of more than {_LONGEST_STATEMENT:,} characters")
    at = yield from _cut(rest, len(rest))
    yield "", rest[at:]


def _cut(text: str, end: int) -> Generator[tuple[str, str], None, int]:
    at = 0
    for match in _TOKEN.finditer(text, 0, end):
        yield match[0], text[at : match.start()]
        at = match.end()
    return at
