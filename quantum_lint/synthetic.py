"""Credential-shaped values made on the spot, so that no file of this project holds one.

A provider file gives each credential a template: text with fields such as `{hex:40}`, `{alnum:32}`, `{uuid}`,
`{jwt:https://issuer.example}`. `fill` puts such values where `{{provider.credential}}` stands, and single fields where
`{{hex:40}}` does, which is how a text spells the shape of a secret that is no provider's.
"""

from __future__ import annotations

import base64
import re
import string
from collections.abc import Callable
from random import Random

from quantum_lint import knowledge
from quantum_lint.placeholders import is_placeholder

_FIELD = re.compile(r"\{([a-z0-9]+)(?::([^{}]*))?\}")
_PLACEHOLDER = re.compile(r"\{\{([a-z0-9]+)(?:\.([a-z0-9-]+)|:([^{}]+))\}\}")
_ALPHABETS = {
    "hex": "0123456789abcdef",
    "digits": string.digits,
    "alnum": string.ascii_letters + string.digits,
    "base64": string.ascii_letters + string.digits + "+/",
    "base64url": string.ascii_letters + string.digits + "-_",
    "base32upper": string.ascii_uppercase + "234567",
    "password": string.ascii_letters + string.digits + "!?+=,",
}
#: Expiry of the tokens made here: the last second of the year 2099.
FAR_FUTURE = 4102444799


def make(provider: str, credential: str, random: Random) -> str:
    """A fresh value of the shape of this credential (or identifier, or job id)."""
    template = knowledge.load().template(provider, credential)
    return _FIELD.sub(lambda match: _piece(match[1], match[2] or "", random), template)


def fill(text: str, random: Random, made: dict[str, str] | None = None) -> str:
    """The text with every `{{provider.credential}}` replaced; the same placeholder becomes the same value.

    `made` holds the values of earlier texts of the same set, and takes those made now.
    """
    made = {} if made is None else made

    def value(match: re.Match[str]) -> str:
        if match[0] not in made:
            made[match[0]] = make(match[1], match[2], random) if match[2] else _piece(match[1], match[3], random)
        return made[match[0]]

    return _PLACEHOLDER.sub(value, text)


def token(issuer: str, expires: int, random: Random) -> str:
    """A JSON web token of this issuer that ends at `expires` (seconds since 1970); its signature is random."""
    import json

    header = _encoded(json.dumps({"alg": "RS256", "typ": "JWT"}))
    payload = _encoded(json.dumps({"iss": issuer, "sub": _text("hex", 12, random), "exp": expires}))
    return f"{header}.{payload}.{_text('base64url', 64, random)}"


def _piece(kind: str, argument: str, random: Random) -> str:
    maker = _MAKERS.get(kind)
    return maker(argument, random) if maker else _text(kind, int(argument), random)


def _text(kind: str, length: int, random: Random) -> str:
    """Random characters that no one takes for a placeholder; a secret key ends in neither sign nor filler."""
    while True:
        value = "".join(random.choices(_ALPHABETS[kind], k=length))
        whole = length < 16 or not is_placeholder(value)
        if whole and value[0].isalnum() and value[-1].isalnum():
            return value


def _uuid(_: str, random: Random) -> str:
    return "-".join(_text("hex", length, random) for length in (8, 4, 4, 4, 12))


def _host(name: str, _: Random) -> str:
    return base64.b32encode(name.encode()).decode().rstrip("=").lower()


def _jwt(issuer: str, random: Random) -> str:
    return token(issuer, FAR_FUTURE, random)


def _pem(lines: str, random: Random) -> str:
    """A private key as it stands in JSON, of so many lines."""
    body = "\\n".join(_text("base64", 64, random) for _ in range(int(lines)))
    edges = [f"-----{edge} PRIVATE KEY-----" for edge in ("BEGIN", "END")]
    return "\\n".join([edges[0], body, edges[1]])


def _encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


_MAKERS: dict[str, Callable[[str, Random], str]] = {"uuid": _uuid, "host": _host, "jwt": _jwt, "pem": _pem}
