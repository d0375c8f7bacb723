"""Private keys in PEM, in every way in which people write them down."""

from __future__ import annotations

import base64
import json
from random import Random

import pytest

from quantum_lint import synthetic
from quantum_lint.match.private_keys import private_keys

LINES = [synthetic.fill("{{base64:64}}", Random(seed)) for seed in range(3)]
KEY = "".join(LINES)


def pem(kind: str = "PRIVATE KEY", lines: list[str] = LINES, head: str = "") -> str:
    """A key as programs write it."""
    return "\n".join([f"-----BEGIN {kind}-----", *([head, ""] if head else []), *lines, f"-----END {kind}-----", ""])


def openssh(cipher: bytes) -> str:
    """A key of OpenSSH that says that it is encrypted with this."""
    data = b"openssh-key-v1\0" + len(cipher).to_bytes(4, "big") + cipher + Random(1).randbytes(150)
    return pem("OPENSSH PRIVATE KEY", [base64.b64encode(data).decode()])


WRITTEN = {
    "over lines": pem(),
    "with Windows line ends": pem().replace("\n", "\r\n"),
    "indented, in YAML": "key: |\n" + "".join(f"  {line}\n" for line in pem().splitlines()),
    "on one line": pem().replace("\n", "\\n"),
    "in JSON": json.dumps({"key": pem()}),
    "in JSON in JSON": json.dumps(json.dumps({"key": pem()})),
    "as joined strings": " \\\n".join(f'    "{line}\\n"' for line in pem().splitlines()),
    "as added strings": " +\n".join(f"'{line}\\n'" for line in pem().splitlines()),
    "commented out": "".join(f"# {line}\n" for line in pem().splitlines()),
}
OTHER = {
    "a public key": pem("PUBLIC KEY"),
    "a certificate": pem("CERTIFICATE"),
    "an encrypted key": pem("ENCRYPTED PRIVATE KEY"),
    "an old encrypted key": pem("RSA PRIVATE KEY", head="Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566"),
    "an encrypted key of OpenSSH": openssh(b"aes256-ctr"),
    "a key cut off": pem().partition("-----END")[0],
    "a template": pem(lines=["MIIEvQ..."]),
    "a blank": pem(lines=["<your key>"]),
    "a header alone": 'KEY = re.compile("-----BEGIN PRIVATE KEY-----")',
    "the same in base64": base64.b64encode(pem("CERTIFICATE").encode()).decode(),
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_a_key_is_found_however_it_is_written(text: str) -> None:
    (found,) = private_keys(f"before\n{text}\nafter")
    assert found.kind == "private key"
    assert found.key == KEY
    marked = f"before\n{text}\nafter"[found.start : found.end]
    assert marked.startswith(LINES[0])
    assert marked.endswith(LINES[-1])


@pytest.mark.parametrize("kind", ["RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "PGP PRIVATE KEY BLOCK"])
def test_the_kind_is_named(kind: str) -> None:
    (found,) = private_keys(pem(kind, head="Version: 2.4" if "PGP" in kind else ""))
    assert found.kind == f"{kind.split(maxsplit=1)[0]} private key"


def test_a_key_of_openssh_without_a_password_is_found() -> None:
    (found,) = private_keys(openssh(b"none"))
    assert found.kind == "OpenSSH private key"


@pytest.mark.parametrize("text", [pem(), json.dumps({"type": "service_account", "private_key": pem()})])
def test_a_key_in_base64_is_found_whole(text: str) -> None:
    value = base64.b64encode(text.encode()).decode()
    (found,) = private_keys(f"GOOGLE_CREDENTIALS={value}\n")
    assert f"GOOGLE_CREDENTIALS={value}\n"[found.start : found.end] == value
    assert found.key == KEY


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_what_opens_nothing_is_left_alone(text: str) -> None:
    assert list(private_keys(text)) == []
