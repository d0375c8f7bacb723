"""Parameters that are the same wherever a program makes one of the same name, as SDKs other than Qiskit have them."""

from __future__ import annotations

import uuid
from typing import Any

_SPACE = uuid.UUID("6f1a3c52-64d0-4a55-8a5a-0d6b7c6f2f1e")


def named_parameter(name: str) -> Any:
    """The parameter of a name."""
    from qiskit.circuit import Parameter

    return Parameter(name, uuid=uuid.uuid5(_SPACE, name))
