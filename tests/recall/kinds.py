"""The kinds of credentials: everything the provider files know, with a fresh value for each place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from quantum_lint import knowledge, synthetic
from quantum_lint.model.callee import tail
from quantum_lint.model.known import Binding, Credential, CredentialFile, Provider

KNOWN = knowledge.load()
#: People do not copy a bare private key but the whole JSON key around it.
_AROUND = {
    "google.private-key": '{{"type": "service_account", "project_id": "qubit-lab", "private_key": "{}\\n'
    + "-" * 5
    + "END PRIVATE KEY"
    + "-" * 5
    + '\\n", "client_email": "qubits@qubit-lab.iam.gserviceaccount.com"}}'
}
#: Calls that people make on an object. Everything else is a function or is called on its class.
_ON_OBJECTS = frozenset(
    ("init_qvm", "init", "login", "connectUser", "store_credentials", "revoke_token", "update_saved_token")
)


@dataclass(frozen=True)
class Kind:
    """One kind of credential and the places that its provider's SDK has for it."""

    credential: Credential

    @property
    def name(self) -> str:
        """`provider.credential`."""
        return f"{self.credential.provider}.{self.credential.id}"

    @property
    def provider(self) -> Provider:
        """Whose it is."""
        return KNOWN.providers[self.credential.provider]

    @cached_property
    def bindings(self) -> tuple[Binding, ...]:
        """The parameters and attributes that take it."""
        rows = (row for rows in KNOWN.bindings.values() for row in rows)
        return tuple(row for row in rows if f"{row.provider}.{row.credential}" == self.name)

    @cached_property
    def setting(self) -> str | None:
        """The variable that programs read it from: one that an SDK reads, or else the one that we tell people to use.

        None for a kind that only passes through the provider's other variables.
        """
        own = [each for each in KNOWN.settings.values() if f"{each.provider}.{each.credential}" == self.name]
        plain = [each.name for each in own if not each.context]
        if plain:
            return plain[0]
        usual = KNOWN.settings.get(self.credential.environment)
        return self.credential.environment if usual is None or usual in own else None

    @property
    def shaped(self) -> bool:
        """Whether it is told by its looks alone, or names its issuer."""
        return self.credential.strength == "alone" or bool(self.credential.issuers)

    @property
    def label(self) -> str:
        """A name for it in texts that would name it anyhow."""
        return self.setting or ("AUTH_VALUE" if self.shaped else "")

    @cached_property
    def files(self) -> tuple[CredentialFile, ...]:
        """The files in which the SDK keeps it."""
        return tuple(row for row in KNOWN.files if f"{row.provider}.{row.credential}" == self.name)

    def value(self, random: Random) -> Value:
        """A fresh one."""
        made = synthetic.make(self.credential.provider, self.credential.id, random)
        match = re.search(self.credential.pattern, made)
        assert match, f"{self.name} does not look like itself"
        secret = match[1] if match.re.groups else made
        return Value(_AROUND.get(self.name, "{}").format(made), re.split(r"\\n", secret)[0])


@dataclass(frozen=True)
class Value:
    """What people write down, and a piece of its secret part that no encoding of the file changes."""

    text: str
    piece: str = field(repr=False)


def imported(binding: Binding) -> tuple[str, str]:
    """The import and the callable as a program writes them: `from a.b import C` and `C.method`."""
    names = binding.callable.split(".")
    inner = tail(binding.callable)
    package, first = names[: -len(inner)], inner[0]
    line = f"from {'.'.join(package)} import {first}" if package else f"import {first}"
    if inner[-1] in _ON_OBJECTS and len(inner) > 1:
        return f"{line}\nsession = {first}()", ".".join(["session", *inner[1:]])
    return line, ".".join(inner)


def kinds() -> list[Kind]:
    """All of them, in the order of the files."""
    return [Kind(credential) for credential in KNOWN.credentials.values()]
