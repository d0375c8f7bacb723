"""Reads the payload of a JSON web token, offline: who issued it, and until when it is good."""

from __future__ import annotations

from quantum_lint.model.named import NamedTuple


class JsonWebToken(NamedTuple):
    """The host of the issuer (empty: none named) and the end of validity in seconds since 1970."""

    host: str
    expires: float | None

    def expired(self) -> bool:
        """Whether the token is past its end."""
        import time

        return self.expires is not None and self.expires < time.time()


def read(value: str) -> JsonWebToken | None:
    """The token, or None when the value is none: payload and header must be JSON objects."""
    import base64
    import binascii
    import json

    try:
        header, payload = (
            json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in value.split(".")[:2]
        )
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not (isinstance(header, dict) and isinstance(payload, dict) and "alg" in header):
        return None
    issuer, expires = payload.get("iss"), payload.get("exp")
    return JsonWebToken(
        host=issuer.partition("://")[2].partition("/")[0].lower() if isinstance(issuer, str) else "",
        expires=expires if isinstance(expires, int | float) else None,
    )
