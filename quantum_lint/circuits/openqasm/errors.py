"""What is wrong with an OpenQASM text, and where."""

from __future__ import annotations


class OpenQasmError(Exception):
    """The text cannot be read. Line and column count from 1; both are 1 where the parser does not tell.

    `malformed` is set where the text breaks the language's own rules, and not only a limit of ours or of a parser.
    """

    def __init__(self, reason: str, line: int = 1, column: int = 1, *, malformed: bool = False) -> None:
        super().__init__(f"line {line}, column {column}: {reason}")
        self.reason = reason
        self.line = line
        self.column = column
        self.malformed = malformed
