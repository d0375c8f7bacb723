"""The values of a JSON text as columns of positions, read in one pass without recursion."""

from __future__ import annotations

import re
from array import array
from typing import Any, Literal

from quantum_lint.model import lazy

#: Reading stops here with a problem: 12 bytes a value, so that 50 MB of brackets stay within 120 MB and 10 s.
MOST_VALUES = 10_000_000

#: What a word of a JSON text stands for; the last three are what Python's own writer puts there.
WORDS: dict[str, Any] = {
    "true": True,
    "false": False,
    "null": None,
    "NaN": float("nan"),
    "Infinity": float("inf"),
    "-Infinity": float("-inf"),
}
NUMBER = lazy.pattern(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?\Z")

#: One token after white space. Every alternative either takes at least one character or the end of the text, and none
#: can fail after a long run, so reading is linear on any input. A string without its closing quote ends with its line.
_TOKEN = lazy.pattern(
    r"""\s*( "[^"\\\n]*(?:\\[^\n][^"\\\n]*){0,5000}(?P<close>"?)
           | [{}\[\]:,]
           | //[^\n]* | /\*[^*]*(?:\*(?!/)[^*]*){0,5000}(?:\*/)?
           | [^\s{}\[\]:,"/]+ | /
           | \Z )""",
    re.VERBOSE,
)
#: The repetitions are bounded because the engine keeps 150 bytes for each; these take up where the token left off.
_MORE_STRING = lazy.pattern(r'(?:\\[^\n][^"\\\n]*){1,5000}("?)')
_MORE_COMMENT = lazy.pattern(r"(?:\*(?!/)[^*]*){1,5000}(\*/)?")
_OPENER = {"}": "{", "]": "["}


class Reader:
    """Fills the columns: where each value starts, where it ends, and the index of the next one not inside it.

    `unclosed` are the strings without a closing quote; `fault` is the first thing that is no JSON: start, end, reason.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.ends, self.following = array("I"), array("I"), array("I")
        self.unclosed: set[int] = set()
        self.fault: tuple[int, int, str] | None = None
        self._open: list[int] = []
        self._brackets = {"{": 0, "[": 0}
        self._in_object = False
        self._wants: Literal["key", "colon", "value", "comma"] = "value"

    def run(self) -> None:
        """Read the whole text."""
        text, starts = self.text, self.starts
        end = 0
        while (match := _TOKEN.match(text, end)) and match.start(1) < match.end(1):
            start, end = match.span(1)
            first = text[start]
            if first == '"':
                closed = bool(match["close"])
                while not closed and (more := _MORE_STRING.match(text, end)):
                    end, closed = more.end(), bool(more[1])
                self._string(start, end, closed)
            elif first == ",":
                self._comma(start)
            elif first == ":":
                self._colon(start)
            elif first in "{[":
                self._begin(start, first)
            elif first in "}]":
                self._finish(start, first)
            elif first != "/":
                self._word(start, end)
            elif end - start == 1:
                self._complain(start, end, "a stray slash")
            else:
                end = _end_of_comment(text, start, end)
            if len(starts) >= MOST_VALUES:
                self._complain(start, end, f"more than {MOST_VALUES:,} values; the rest was not read")
                break
        self._end()

    def _complain(self, start: int, end: int, reason: str) -> None:
        if self.fault is None:
            self.fault = (start, end, reason)

    def _add(self, start: int, end: int) -> int:
        index = len(self.starts)
        self.starts.append(start)
        self.ends.append(end)
        self.following.append(index + 1)
        return index

    def _make_room(self, start: int) -> None:
        """Pretend that what must stand before a value at `start` is there."""
        if self._wants == "comma":
            self._complain(start, start + 1, "a comma is missing" if self._open else "something follows its end")
            self._wants = "key" if self._in_object else "value"
        elif self._wants == "colon":
            self._complain(start, start + 1, "a colon is missing")
            self._wants = "value"

    def _string(self, start: int, end: int, closed: bool) -> None:
        if not closed:
            self.unclosed.add(len(self.starts))
            self._complain(start, end, "a string has no closing quote")
        self._scalar(start, end)

    def _word(self, start: int, end: int) -> None:
        if not (NUMBER.match(self.text, start, end) or self.text[start:end] in WORDS):
            self._complain(start, end, "a word that is neither string, number, true, false nor null")
        self._scalar(start, end)

    def _scalar(self, start: int, end: int) -> None:
        if self._wants in ("comma", "colon"):
            self._make_room(start)
        self._wants = "colon" if self._wants == "key" else "comma"
        self._add(start, end)

    def _begin(self, start: int, bracket: str) -> None:
        self._make_room(start)
        if self._wants == "key":
            self._complain(start, start + 1, "a key is missing")
            self._add(start, start)
        self._open.append(self._add(start, start + 1))
        self._brackets[bracket] += 1
        self._in_object = bracket == "{"
        self._wants = "key" if self._in_object else "value"

    def _comma(self, start: int) -> None:
        if self._wants != "comma" or not self._open:
            self._complain(start, start + 1, "a stray comma")
        self._fill(start)
        self._wants = "key" if self._in_object else "value"

    def _colon(self, start: int) -> None:
        if self._wants != "colon":
            self._complain(start, start + 1, "a stray colon")
        else:
            self._wants = "value"

    def _fill(self, start: int) -> None:
        """Give a key that has no value an empty one."""
        if self._in_object and self._wants in ("colon", "value"):
            self._complain(start, start, "a key has no value")
            self._add(start, start)

    def _finish(self, start: int, bracket: str) -> None:
        opener = _OPENER[bracket]
        if not self._brackets[opener]:
            self._complain(start, start + 1, "a closing bracket that nothing opens")
            return
        while self._close(start, start + 1) != opener:
            self._complain(start, start + 1, "a bracket is not closed")

    def _close(self, start: int, end: int) -> str:
        """Close the innermost container; returns its bracket."""
        self._fill(start)
        index = self._open.pop()
        self.ends[index] = end
        self.following[index] = len(self.starts)
        bracket = self.text[self.starts[index]]
        self._brackets[bracket] -= 1
        self._in_object = bool(self._open) and self.text[self.starts[self._open[-1]]] == "{"
        self._wants = "comma"
        return bracket

    def _end(self) -> None:
        stop = len(self.text)
        if self._open:
            self._complain(max(stop - 1, 0), stop, "it ends in the middle")
        elif not self.starts:
            self._complain(0, stop, "it is empty")
        while self._open:
            self._close(stop, stop)


def _end_of_comment(text: str, start: int, end: int) -> int:
    if not text.startswith("/*", start):
        return end
    while not text.endswith("*/", start + 2, end) and (more := _MORE_COMMENT.match(text, end)):
        end = more.end()
    return end
