"""Notebook servers that let anybody in."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.notebook_servers import Server, servers
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options

_EVERYWHERE = frozenset(("*", "0.0.0.0", "::", "0"))  # noqa: S104 - compared with, not bound to


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each start of a server, and each configuration, is judged as a whole."""
    # In a container only published ports are reached, and where a reader types a command is not known.
    documented = "documentation" in document.fragment.traits
    for server in servers(document, knowledge):
        yield from _judge(server, sheltered=server.contained or documented)


def _judge(server: Server, sheltered: bool) -> Iterator[Hit]:
    """No token and no password is open. Every address is, too, unless something closes it or a shelter is around."""
    given = server.given
    guards = [each for each in given if each.value != "" and each.name in ("token", "password", "hashed_password")]
    tokens = [each for each in given if each.name == "token" and each.value == ""]
    wide = [each for each in given if each.name == "ip" and each.value in _EVERYWHERE]
    locked = guards or any(each.name == "certfile" and each.value != "" for each in given)
    if tokens and not guards:
        where = f" and listens on every address ({wide[-1].value})" if wide else ""
        yield Hit(
            tokens[-1].span,
            f"Jupyter asks for no token{where}: whoever reaches the port runs code as this user, with the credentials "
            "it can read. Leave the option out, so that each start makes a new token, or set a hashed password with "
            "`jupyter server password`.",
        )
    elif wide and not sheltered and not locked:
        yield Hit(
            wide[-1].span,
            f"Jupyter listens on every address ({wide[-1].value}), so the whole network can try its token, over "
            "unencrypted HTTP. Listen on 127.0.0.1 and come in by `ssh -L 8888:localhost:8888`, or put a proxy with "
            "TLS and a login before it.",
            severity="medium",
        )
