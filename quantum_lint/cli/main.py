"""From the words of a command line to an exit code. Nothing that goes wrong here may look like a clean scan."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from quantum_lint.cli import exits
from quantum_lint.cli.parser import build, command_of
from quantum_lint.config.settings import ConfigError


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
        # Whoever read our output has enough; the interpreter must not try to flush the rest on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.BROKEN_PIPE
    except Exception as error:  # noqa: BLE001  the last line of defence: our own defect, said as such
        _complain(_defect(error))
        return exits.INTERNAL
    return code


def _run(words: Sequence[str]) -> int:
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
