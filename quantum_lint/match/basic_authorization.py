"""The value of a header `Authorization: Basic`: user and password in base64."""

from __future__ import annotations

from quantum_lint.placeholders import is_blank


def password_in(value: str) -> str | None:
    """The password, or the user where there is no password; None where it is an example or nothing of the kind."""
    import base64
    import binascii

    try:
        user, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    secret = password or user
    return secret if colon and not is_blank(secret) else None
