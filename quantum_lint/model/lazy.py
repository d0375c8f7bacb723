"""Regular expressions that are compiled when first used.

The modules that read one pipeline hold some 200 of them, of which most texts need a few. Compiling all of them took
40 of the 140 ms by which a hook on a changed workflow was slower than one on a clean file.
"""

from __future__ import annotations

import re
from typing import Any, cast, overload


class _Uncompiled:
    """Stands for a `re.Pattern`, whose attributes it takes over one by one as they are asked for."""

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self.pattern = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Kept, so that a method is found without this detour from then on.
        found = self.__dict__[name] = getattr(re.compile(self.pattern, self._flags), name)
        return found


@overload
def pattern(expression: str, flags: int = 0) -> re.Pattern[str]: ...


@overload
def pattern(expression: bytes, flags: int = 0) -> re.Pattern[bytes]: ...


def pattern(expression: str | bytes, flags: int = 0) -> re.Pattern[Any]:
    """The same as `re.compile`, but for the time. Functions of `re` do not take it: call its methods."""
    return cast("re.Pattern[Any]", _Uncompiled(expression, flags))
