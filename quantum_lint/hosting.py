"""Comments on pull requests, over the API of GitHub. Imported only by the command that was asked to write one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from itertools import count
from typing import IO, Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

#: What GitHub takes, in characters.
MOST_CHARACTERS = 65_536
_PAGE = 100
_SECONDS = 30
#: Characters of the host's own words that are passed on.
_LONGEST = 200
_ADVICE = {
    401: "the token is not accepted",
    403: "give the job `pull-requests: write`; the token of a pull request from a fork cannot have it",
    404: "there is no such repository or pull request, or the token may not see it",
}


class HostingError(Exception):
    """The host refused, or could not be asked. The message says what to do, and never holds the token."""


class Comment(NamedTuple):
    """A comment: its number, who wrote it, and its text."""

    number: int
    author: str
    text: str


class _NoRedirect(HTTPRedirectHandler):
    """urllib would send the token on to wherever the answer points."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Follow nothing."""


class Conversation:
    """The comments on one pull request.

    `api` is the address of the API (`https://api.github.com`), `repository` is `owner/name`. Every method raises
    HostingError.
    """

    def __init__(self, api: str, repository: str, pull_request: int, token: str) -> None:
        if not _private(api):
            raise HostingError("the address of the API is not https, and the token would be there for all to read")
        self._repository = f"{api.rstrip('/')}/repos/{repository}"
        self._comments = f"{self._repository}/issues/{pull_request}/comments"
        self._token = token
        self._opener = build_opener(_NoRedirect)

    def comments(self) -> Iterator[Comment]:
        """All of them, the oldest first."""
        for page in count(1):
            rows = self._ask("GET", f"{self._comments}?per_page={_PAGE}&page={page}")
            yield from map(_comment, rows)
            if len(rows) < _PAGE:
                return

    def add(self, text: str) -> None:
        """Write a comment."""
        self._ask("POST", self._comments, {"body": text})

    def change(self, number: int, text: str) -> None:
        """Give a comment another text."""
        self._ask("PATCH", self._one(number), {"body": text})

    def remove(self, number: int) -> None:
        """Take a comment away."""
        self._ask("DELETE", self._one(number))

    def _one(self, number: int) -> str:
        return f"{self._repository}/issues/comments/{number}"

    def _ask(self, method: str, address: str, content: dict[str, str] | None = None) -> Any:
        request = Request(  # noqa: S310  what the address begins with was looked at
            address,
            data=None if content is None else json.dumps(content).encode(),
            method=method,
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
                "User-Agent": "quantum-lint",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                text = answer.read()
            return json.loads(text) if text else None
        except HTTPError as error:
            raise HostingError(f"{method} {urlsplit(address).path}: {self._refusal(error)}") from None
        except (OSError, HTTPException, ValueError) as error:
            # Their messages may quote what was sent.
            raise HostingError(f"{urlsplit(address).hostname} gave no answer ({type(error).__name__})") from None

    def _refusal(self, error: HTTPError) -> str:
        """The status, the host's own words if there are any, and what to do."""
        try:
            said = str(json.loads(error.read())["message"]).replace(self._token, "***")
        except (OSError, HTTPException, ValueError, KeyError, TypeError):
            said = ""
        words = "".join(character for character in said if character.isprintable())[:_LONGEST]
        advice = _ADVICE.get(error.code, "")
        return ". ".join(part for part in (f"status {error.code}", words, advice) if part)


def keep(conversation: Conversation, marker: str, author: str, text: str) -> str:
    """See to it that one comment of the author has the marker and this text, or none if the text is empty.

    Whoever else puts the marker into a comment keeps it as it is. Returns what was done, in a word.
    """
    sign = f"<!-- quantum-lint: {marker} -->"
    ours = [each for each in conversation.comments() if each.author == author and each.text.startswith(sign)]
    for each in ours if not text else ours[1:]:
        conversation.remove(each.number)
    if not text:
        return "removed" if ours else "not needed"
    wanted = f"{sign}\n{text}"
    if not ours:
        conversation.add(wanted)
        return "written"
    if ours[0].text.rstrip() == wanted.rstrip():
        return "up to date"
    conversation.change(ours[0].number, wanted)
    return "changed"


def _comment(row: Any) -> Comment:
    try:
        # Who left the host is nobody, and a comment may be empty.
        return Comment(row["id"], (row["user"] or {}).get("login", ""), row["body"] or "")
    except (KeyError, TypeError, AttributeError) as error:
        raise HostingError("the answer is no list of comments; does GITHUB_API_URL name an API of GitHub?") from error


def _private(address: str) -> bool:
    """Whether nobody on the way can read what is sent: it is encrypted, or does not leave the machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and _loopback(parts.hostname or ""))


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
