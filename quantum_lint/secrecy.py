"""The secrets of a file: what they are, and the file without them, for those who show more than a finding does."""

from __future__ import annotations

from collections.abc import Iterable

from quantum_lint import catalog, knowledge, plan
from quantum_lint.config.settings import Settings
from quantum_lint.examine import secrets
from quantum_lint.masking import MASK, SHORTEST
from quantum_lint.model.file import File


def masked(file: File, settings: Settings, others: Iterable[bytes] = ()) -> bytes:
    """The file's bytes with every secret in it overwritten, wherever it stands, and those that `others` found there."""
    prepared = plan.make(settings, catalog.load(settings.packs), knowledge.load(), ("document",))
    data = bytearray(file.data)
    spans = secrets(file, prepared)
    for span in spans:
        data[span.start : span.end] = _hidden(data[span.start : span.end])
    overwritten = bytes(data)
    for value in {*others, *(file.data[span.start : span.end] for span in spans)}:
        if len(value) >= SHORTEST:
            overwritten = overwritten.replace(value, _hidden(value))
    return overwritten


def secret_values(file: File, prepared: plan.Plan) -> frozenset[str]:
    """Every secret in the file, as it stands there, for hiding it wherever else it may be shown."""
    spans = secrets(file, prepared)
    return frozenset(file.data[span.start : span.end].decode("utf-8", "replace") for span in spans)


def _hidden(value: bytes | bytearray) -> bytes:
    return MASK.encode() * len(value)
