"""Reports: one module per format, each a function from a report to text.

A format is a module of this package with `render(report, context) -> str`; its file name, with hyphens, is what
`--format` takes. Nothing else has to be told of it. What several formats share stands in `parts`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.model.report import Report
from quantum_lint.model.rule import Rule

if TYPE_CHECKING:
    from quantum_lint.model.rotation import Rotation


def no_help(rule: Rule) -> str:
    """What a rule's card says when nobody can look it up: nothing."""
    return ""


class RenderContext(NamedTuple):
    """What a reporter has to be told beside the report.

    `width` is the number of columns to fit, 0 for as many as it takes. `root` is the absolute path of the folder
    that paths are relative to, empty where it is nobody's business. `exit_code` is what the process will return.
    `help` gives the Markdown of a rule's card. `rotations` are the credentials to replace, the gravest first.
    `category` tells this run from others of the same commit. `moment` is when the report is made (ISO 8601, UTC, to the
    second), for formats that have to say so. `verbose` asks for what was left out file by file.
    """

    colour: bool = False
    width: int = 0
    root: str = ""
    show_suppressed: bool = False
    exit_code: int = 0
    help: Callable[[Rule], str] = no_help
    rotations: tuple[Rotation, ...] = ()
    category: str = "quantum-lint"
    moment: str = "1970-01-01T00:00:00"
    verbose: bool = False


def formats() -> tuple[str, ...]:
    """The names of all formats, in alphabetical order."""
    here = os.path.dirname(__file__)
    modules = (name[:-3] for name in os.listdir(here) if name.endswith(".py"))
    return tuple(sorted(name.replace("_", "-") for name in modules if not name.startswith("_")))


def render(name: str, report: Report, context: RenderContext) -> str:
    """The report in the format called `name`: nothing, or text that ends with a line break."""
    rendered: str = import_module(f"quantum_lint.report.{name.replace('-', '_')}").render(report, context)
    return rendered
