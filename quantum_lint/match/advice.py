"""What to tell people about a credential that was found: what it is, what it opens, what to do."""

from __future__ import annotations

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.known import Credential

#: What every fix that takes a credential out of a file has to say, so that nobody takes it for more than it is.
STILL = "the old value must still be revoked"
#: What someone can do with a credential, by its reach.
_OPENS = {
    "simulator": "use the account's solvers and simulators",
    "hardware": "run jobs on quantum hardware at your cost",
    "billing": "read and write what the account has stored and is billed for",
    "administration": "act as its owner in the whole account",
}


def label(credential: Credential, knowledge: Knowledge) -> str:
    """The kind of credential and whose it is: `the Solver API token of D-Wave Leap`."""
    return f"the {credential.name} of {knowledge.providers[credential.provider].title}"


def consequence(credential: Credential) -> str:
    """What a reader of the credential can do."""
    if credential.ended:
        return f"what it opened was switched off on {credential.ended}, but it shows that credentials end up here"
    return f"whoever reads it can {_OPENS[credential.reach]}"


def page(credential: Credential, knowledge: Knowledge) -> str:
    """Where to make the credential useless."""
    return knowledge.providers[credential.provider].revoke_url


def revoke(credential: Credential, knowledge: Knowledge) -> str:
    """Where to make the credential useless, as an order, and why nothing less will do."""
    order = "Take it out" if credential.ended else f"Revoke it at {page(credential, knowledge)}"
    return f"{order} (what was committed stays in the history)"


def instead(credential: Credential, knowledge: Knowledge) -> str:
    """What to write in place of the value, as an order: the provider's own way, or else a variable."""
    if credential.instead:
        return credential.instead
    if knowledge.providers[credential.provider].convention:
        return f'read it with os.environ["{credential.environment}"]'
    return f"read it from the environment variable {credential.environment}"


def sentence(text: str) -> str:
    """The text with a capital first letter and the rest as it is."""
    return text[:1].upper() + text[1:]


def exposed(credential: Credential, knowledge: Knowledge, where: str) -> str:
    """The whole message for a value that stands somewhere it must not."""
    return (
        f"{sentence(label(credential, knowledge))} {where}: {consequence(credential)}. "
        f"{revoke(credential, knowledge)}, then {instead(credential, knowledge)}."
    )
