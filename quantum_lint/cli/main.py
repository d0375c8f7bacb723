"""From the words of a command line to an exit code. Nothing that goes wrong here may look like a clean scan."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

from quantum_lint.cli import exits
from quantum_lint.cli.parser import build, command_of
from quantum_lint.config.settings import ConfigError

#: What says that no more can be written, whatever it was: the disk, a quota, or the largest file.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main(words: Sequence[str]) -> int:
    """Run the command that the words (without the program's name) ask for."""
    try:
        code = _run(words)
        sys.stdout.flush()
    except (exits.UsageError, ConfigError) as error:
        _complain(f"quantum-lint: error: {error}")
        return exits.USAGE
    except KeyboardInterrupt:
        _complain("quantum-lint: interrupted; the scan is not complete")
        return exits.INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # whoever read it has enough
        return exits.BROKEN_PIPE
    except Exception as error:  # noqa: BLE001  the last line of defence: our own defect, said as such
        if isinstance(error, OSError) and error.errno in _FULL:
            return _stopped(error)
        _complain(_defect(error))
        return exits.INTERNAL
    return code


def _run(words: Sequence[str]) -> int:
    _open_closed()
    for stream in (sys.stdout, sys.stderr):
        # A path may hold bytes that are no text, and a terminal may not know every character of a report.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    arguments = build(command_of(words)).parse_args(words)
    if arguments.version:
        from quantum_lint.cli import version

        return version.run(arguments)
    if arguments.dated:
        raise exits.UsageError("-v goes with --version, or after the name of a command that knows it")
    code: int = arguments.run(arguments)
    return code


def _open_closed() -> None:
    """Give a process that was started without standard streams some that lead nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  for as long as we run


def _drop_output() -> None:
    """Keep the interpreter from flushing on its way out what nobody takes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stopped(error: OSError) -> int:
    _drop_output()
    _complain(f"quantum-lint: error: the report is not complete, for no more can be written: {error.strerror}")
    return exits.USAGE


def _complain(message: str) -> None:
    print(message, file=sys.stderr)


def _defect(error: Exception) -> str:
    """The kind of the exception and where it was raised; its message may quote a scanned file."""
    from traceback import extract_tb

    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}quantum_lint{os.sep}" in frame.filename] or frames
    places = "\n".join(
        f"  {frame.filename.rpartition(os.sep + 'quantum_lint' + os.sep)[2]}:{frame.lineno} in {frame.name}"
        for frame in ours
    )
    return f"quantum-lint: internal error: {type(error).__name__}\n{places}\nPlease report this defect of quantum-lint."
