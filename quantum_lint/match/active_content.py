"""What an output does, or fetches, when somebody opens the notebook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.match.expression import compile_expression
from quantum_lint.model import lazy

#: MIME types that are programs, and those that may hold one.
_PROGRAM = lazy.pattern(r"(?:application|text)/(?:x-)?(?:java|ecma)script|vnd\.bokehjs_(?:exec|load)")
_MARKUP = lazy.pattern(r"html|svg|xml")
_SCRIPT = r"(?is)<script\b([^>]*)>(.*?)(?:</script|$)"
_SOURCE = lazy.pattern(r"(?i)\bsrc\s*=\s*[\"']?\s*((?:https?:)?//[^\s\"'>]+)")
#: Scripts of these types are data or formulas; `text/javascript`, `module` and none at all are programs.
_DATA = lazy.pattern(r"(?i)\btype\s*=\s*[\"']?(?!(?:text|application)/(?:x-)?(?:java|ecma)script\b|module\b)[\w/.+-]+")
#: A script that does nothing but tell a library how to behave.
_SETTINGS = lazy.pattern(
    r"\s*(?:window\.)?(?:PlotlyConfig|MathJax(?:\.Hub\.Config)?|require(?:js)?\.config|MathJaxConfig)\s*"
    r"(?:=\s*\{[^;]*\}|\([^;]*\))\s*;?\s*"
)
_HANDLER = r"(?is)<[a-z][a-z0-9]*\s[^<>]*?\bon[a-z]{3,20}\s*=\s*[\"']"
_ADDRESS = r"(?is)<[a-z][a-z0-9]*\s[^<>]*?\b(?:href|src|action|formaction)\s*=\s*[\"']\s*(javascript):"
_FETCHED = (
    r"(?is)<(?:iframe|img|video|audio|source|track|embed|object|link|input|image|use|feimage)\b[^<>]*?"
    r"\b(?:src|href|data|poster|srcset)\s*=\s*[\"']?\s*((?:https?:)?//[^\s\"'>]+)"
)
_STYLE = r"(?i)(?:@import\s+(?:url\()?|url\()\s*[\"']?((?:https?:)?//[^\s\"')>]+)"
_HOST = lazy.pattern(r"(?:https?:)?//(?:[^@/\s\"']*@)?([\w.-]+)")
#: Words that tell whose program it is.
_LIBRARIES = (
    ("Bokeh", re.compile(r"\bBokeh\b|bokehjs")),
    ("Plotly", re.compile(r"\bPlotly\b")),
    ("Vega", re.compile(r"\bvegaEmbed\b|VEGA_DEBUG")),
    ("Matplotlib", re.compile(r"\bmpl\.figure\b|mpl-(?:canvas|message)")),
    ("three.js", re.compile(r"\bTHREE\b")),
    ("D3", re.compile(r"\bd3\.")),
    ("jQuery", re.compile(r"\$\(document\)|\$\('|jQuery")),
)


class Active(NamedTuple):
    """Characters `start` to `end` are the first sign; `what` says what happens, as the object of "runs" or "loads"."""

    what: str
    start: int
    end: int


def signs() -> tuple[str, ...]:
    """Regular expressions one of which occurs in every text with active content, programs left out."""
    return r"(?i)<script\b", _HANDLER, _ADDRESS, _FETCHED, _STYLE


def active(text: str, mime: str) -> Iterator[Active]:
    """Everything active in an output, in the order of the text; a program as a whole is one."""
    if _PROGRAM.search(mime):
        first = re.search(r"\S[^\n]*", text)
        if first:
            yield Active(f"runs {_program(text)}", *first.span())
    elif _MARKUP.search(mime):
        yield from sorted(_in_markup(text), key=lambda each: each.start)


def _in_markup(text: str) -> Iterator[Active]:
    for match in compile_expression(_SCRIPT).finditer(text):
        yield from _script(match.start(), match[1], match[2])
    for expression, what in ((_HANDLER, "runs the handler of an event"), (_ADDRESS, "runs a script in an address")):
        match = compile_expression(expression).search(text)
        if match:
            yield Active(what, match.start(), match.end())
    for expression in (_FETCHED, _STYLE):
        for match in compile_expression(expression).finditer(text):
            yield Active(f"loads from {_host(match[1])}", *match.span(1))


def _script(start: int, attributes: str, body: str) -> Iterator[Active]:
    end = start + len("<script")
    source = _SOURCE.search(attributes)
    if source:
        yield Active(f"loads from {_host(source[1])}", start, end)
    elif "importmap" in attributes.lower():
        yield from (Active(f"loads from {match[1].lower()}", start, end) for match in _HOST.finditer(body))
    elif body.strip() and not _DATA.search(attributes) and not _SETTINGS.fullmatch(body):
        yield Active(f"runs {_program(body)}", start, end)


def _program(text: str) -> str:
    owner = next((name for name, expression in _LIBRARIES if expression.search(text)), None)
    return f"JavaScript of {owner}" if owner else "JavaScript"


def _host(address: str) -> str:
    match = _HOST.match(address)
    return match[1].lower() if match else "another host"
