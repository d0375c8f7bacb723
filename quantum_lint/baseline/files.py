"""Reading and writing a baseline file, whatever its format."""

from __future__ import annotations

import json
import os
import tempfile
from typing import Any

from quantum_lint.baseline import BaselineError


def read(file: str) -> dict[str, Any]:
    """The JSON object in the file. Raises BaselineError."""
    try:
        with open(file, encoding="utf-8") as stream:
            table = json.load(stream)
    except FileNotFoundError as error:
        raise BaselineError(file, "is not there; `quantum-lint baseline write` makes one") from error
    except OSError as error:
        raise BaselineError(file, f"cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise BaselineError(file, "is not JSON; write it anew with `quantum-lint baseline write`") from error
    if not isinstance(table, dict):
        raise BaselineError(file, "is not a baseline: its JSON is no object")
    return table


def write(file: str, table: dict[str, Any]) -> None:
    """Write the JSON object so that the file is at every moment the old one or the new one. Raises BaselineError."""
    folder = os.path.dirname(os.path.abspath(file))
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder, delete=False) as stream:
            json.dump(table, stream, indent=2, ensure_ascii=True)
            stream.write("\n")
        os.chmod(stream.name, 0o644)  # temporary files are for their owner only, a baseline is committed
        os.replace(stream.name, file)
    except OSError as error:
        raise BaselineError(file, f"cannot be written: {error.strerror}") from error
