"""What tox environments install and run, which stands in an INI file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment
from quantum_lint.model.setting import Setting

#: `py312,lint: package`: the environments that a line is for. It is blanked and not cut out, so that places stay.
_FACTORS = lazy.pattern(r"^[ \t]*[\w,.{}!-]+:[ \t]+(?=\S)", re.MULTILINE)
#: What says before a command that it may fail, or has to.
_MARKS = lazy.pattern(r"^([ \t]*)[-!](?=[ \t]*\S)", re.MULTILINE)
#: The package of such a line.
_PACKAGE = lazy.pattern(r"^[ \t]*[\w,.{}!-]+:[ \t]+([\w.-]+)", re.MULTILINE)
_COMMANDS = frozenset(("commands", "commands_pre", "commands_post", "install_command"))


def fragments(fragment: Fragment, settings: Iterable[Setting]) -> Iterator[Fragment]:
    """Every `deps` as a requirements file, also those that other sections lend, and the commands as shell.

    One that asks for a package in several environments is for trying versions of it, and is marked `versions`.
    """
    for setting in settings:
        if setting.key == "deps":
            found = _cut(fragment, setting, "requirements")
            names = _PACKAGE.findall(fragment.text, setting.value_start, setting.value_end)
            yield found.marked("versions") if len(set(names)) < len(names) else found
        elif setting.key in _COMMANDS and setting.path[0].startswith("testenv"):
            found = _cut(fragment, setting, "shell")
            yield found._replace(text=_MARKS.sub(r"\1 ", found.text))


def _cut(fragment: Fragment, setting: Setting, language: str) -> Fragment:
    found = fragment.cut(setting.value_start, setting.value_end, language, f"{setting.path[0]} {setting.key}")
    return found._replace(text=_FACTORS.sub(lambda match: " " * len(match[0]), found.text))
