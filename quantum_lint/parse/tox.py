"""The requirements of tox environments, which stand in an INI file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quantum_lint.model.fragment import Fragment
from quantum_lint.model.setting import Setting

#: `py312,lint: package`: the environments that a line is for. It is blanked and not cut out, so that places stay.
_FACTORS = re.compile(r"^[ \t]*[\w,.{}!-]+:[ \t]+(?=\S)", re.MULTILINE)


def requirements(fragment: Fragment, settings: Iterable[Setting]) -> Iterator[Fragment]:
    """Every `deps` as a requirements file, also those that environments take over from other sections."""
    for setting in settings:
        if setting.key == "deps":
            found = fragment.cut(setting.value_start, setting.value_end, "requirements", f"{setting.path[0]} deps")
            yield found._replace(text=_FACTORS.sub(lambda match: " " * len(match[0]), found.text))
