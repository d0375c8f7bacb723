"""What SDKs and HTTP clients write of their requests when they are told to debug."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.expression import compile_expression

#: Loggers of what all SDKs send their requests with.
_CLIENTS = (
    r"urllib3|requests(?:_oauthlib|_ntlm)?|httpx|httpcore|h2|hpack|aiohttp|websockets?|grpc|botocore|boto3|s3transfer|"
    r"azure\.core|azure\.identity|msal|google\.auth|google\.api_core|oauthlib|keyring"
)
_LEVEL = "(?:DEBUG|TRACE)"
#: Names and values of headers that log somebody in, and those of a whole request.
_HEADER = (
    r"(?i)[\"'](?:authorization|x-api-key|x-auth-token|x-access-token|x-ms-client-request-id|service-crn|ocp-apim-[a-z-]+|"
    r"api-?key|x-qx-client-application)[\"']\s?[:=]\s?[\"'b]"
)
_REQUEST = (
    r"(?m)^(?:send: b?[\"'](?:GET|POST|PUT|PATCH|DELETE) |Request URL: [\"']https?://|Request headers:\s*$|"
    r"> (?:GET|POST|PUT|PATCH|DELETE) \S+ HTTP/|< HTTP/[12](?:\.\d)? \d{3})"
)


class Logged(NamedTuple):
    """Characters `start` to `end`: a line that `what` wrote; `provider` is whose SDK it is, if it is one's."""

    what: str
    start: int
    end: int
    provider: str | None = None


def signs() -> tuple[str, ...]:
    """Regular expressions one of which occurs in every text with such lines."""
    return _LEVEL, _REQUEST, _HEADER


def logged(text: str, knowledge: Knowledge) -> Iterator[Logged]:
    """The first line that a provider's SDK, or the HTTP client under it, wrote at the level DEBUG, or of a request."""
    line = compile_expression(_line(knowledge)).search(text) if re.search(_LEVEL, text) else None
    if line:
        start, end = line.span(1) if line[1] is not None else line.span(2)
        yield Logged(f"DEBUG lines of {text[start:end]}", start, end, _provider(text[start:end], knowledge))
        return
    for expression, what in ((_REQUEST, "a request to a server"), (_HEADER, "the headers of a request")):
        match = compile_expression(expression).search(text)
        if match:
            yield Logged(what, *match.span())
            return


@lru_cache(maxsize=4)
def _line(knowledge: Knowledge) -> str:
    """A log line: level before logger or after it, behind a time and perhaps a thread."""
    modules = {name for provider in knowledge.providers.values() for name in provider.modules}
    names = "|".join([name.replace(".", r"\.") for name in sorted(modules)])
    logger = rf"((?:{names}|{_CLIENTS})(?:\.[A-Za-z_][\w.]{{0,80}})?)"
    before = r"(?m)^[^\n]{0,60}?\b"
    between = r"[\]\s:|\-\[]{1,9}"
    return rf"{before}{_LEVEL}{between}{logger}[\]\s:|\-\[]|{before}{logger}{between}{_LEVEL}\b"


def _provider(logger: str, knowledge: Knowledge) -> str | None:
    for provider in knowledge.providers.values():
        if any(logger == name or logger.startswith(f"{name}.") for name in provider.modules):
            return provider.name
    return None
