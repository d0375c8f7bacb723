"""What calls of libraries may raise, and what is said of it."""

from __future__ import annotations

#: Libraries raise what they like; a call that fails gives something unknown, whatever the reason.
FAILURES: tuple[type[BaseException], ...] = (Exception,)
#: What is not the library's, and must not be held back.
OURS = (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError)


def failure(name: str, error: BaseException) -> str:
    """What is said of a call that fails."""
    text = " ".join(str(error).split())[:120]
    return f"`{name.rpartition('.')[2]}` fails: {type(error).__name__}: {text}"
