"""Hardware that the organisation's policy does not approve."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.approvals import unapproved_device, unapproved_instance, unapproved_provider
from quantum_lint.match.hardware_jobs import in_earnest
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission to a device, to a provider or for an instance that is not approved in this file."""
    for submitted in in_earnest(document, knowledge):
        for name, key, approved in _unapproved(submitted, options, knowledge):
            these = f"approves {', '.join(approved)}" if approved else "approves none"
            yield Hit(
                span=submitted.call.span,
                note=f"This starts a {submitted.row.unit} on {name}, and `{key}` {these} for this file. Use what is"
                " approved, or have the policy changed before this runs.",
                provider=submitted.target.provider,
            )
            break


def _unapproved(
    submitted: Submitted, options: Options, knowledge: Knowledge
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What is not approved, the key of the policy that says so, and what it does approve."""
    devices, providers = options["approved-devices"], options["approved-providers"]
    device = unapproved_device(submitted, devices)
    if device is not None:
        yield device, "approved-devices", tuple(devices)
    provider = unapproved_provider(submitted, providers, knowledge)
    if provider is not None:
        yield provider, "approved-providers", tuple(providers)
    instance = unapproved_instance(submitted, options["approved-instances"], knowledge)
    if instance is not None:
        yield f"an instance ({instance})", "approved-instances", tuple(options["approved-instances"])
