"""The requirements of a package that declares them in `setup.cfg`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment
from quantum_lint.model.setting import Setting

_SECTIONS = {"options": ("install_requires", "tests_require"), "options.extras_require": None}
#: A comment of INI files that is none in requirements, and the name of a file that holds them.
_BLANKED = lazy.pattern(r"^[ \t]*(?:;|file:)[^\r\n]*", re.MULTILINE)


def requirements(fragment: Fragment, settings: Iterable[Setting]) -> Iterator[Fragment]:
    """Every list of requirements, as a requirements file of a library, which promises its users ranges."""
    settings = tuple(settings)
    private = any(each.path == ("metadata", "classifiers") and "Private ::" in each.value for each in settings)
    for setting in settings:
        keys = _SECTIONS.get(setting.path[0], ())
        if len(setting.path) == 2 and (keys is None or setting.key in keys):
            found = fragment.cut(setting.value_start, setting.value_end, "requirements", setting.key)
            found = found._replace(text=_lines(found.text))
            yield found if private else found.marked("library")


def _lines(text: str) -> str:
    """The requirements, one a line; on a single line semicolons stand between them."""
    text = _BLANKED.sub(lambda match: " " * len(match[0]), text)
    return text if "\n" in text else text.replace(";", "\n")
