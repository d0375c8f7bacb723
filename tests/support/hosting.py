"""A local server that plays the API of the hosting: comments on pull requests, and uploads of SARIF."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

BOT = "github-actions[bot]"
_LIST = re.compile(r"/repos/([^/]+/[^/]+)/issues/(\d+)/comments")
_ONE = re.compile(r"/repos/([^/]+/[^/]+)/issues/comments/(\d+)")
#: Where GitHub's own action sends SARIF to.
_SARIF = re.compile(r"/repos/([^/]+/[^/]+)/code-scanning/analysis")


@dataclass(frozen=True)
class Request:
    """What was asked: method, path without query, token, and the JSON that came with it."""

    method: str
    path: str
    token: str
    content: Any


@dataclass
class Host:
    """What the server knows, was asked and was sent. `refused` maps a method to the status it is answered with."""

    address: str = ""
    comments: dict[int, dict[str, Any]] = field(default_factory=dict)
    uploads: list[dict[str, Any]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)
    elsewhere: str = ""

    def comment(self, text: str | None, author: str | None = BOT) -> int:
        """Put a comment there, as if it had been written before; its number."""
        number = 100 + len(self.comments)
        self.comments[number] = {"id": number, "user": author and {"login": author}, "body": text}
        return number

    def texts(self) -> list[str]:
        """The comments, the oldest first."""
        return [row["body"] for row in self.comments.values()]

    def writes(self) -> list[tuple[str, str]]:
        """Method and path of all that was not only reading."""
        return [(each.method, each.path) for each in self.requests if each.method != "GET"]

    def told(self) -> str:
        """What was asked and sent, as a list in Markdown: comments as they are, uploads by their results."""
        lines = []
        for each in self.requests:
            lines.append(f"- `{each.method} {each.path}`")
            body = (each.content or {}).get("body")
            lines += [f"  > {line}".rstrip() for line in (body or "").splitlines()]
            if _SARIF.fullmatch(each.path) and each.content:
                lines += [f"  - {row}" for row in _results(each.content)]
        return "\n".join(lines) or "- nothing"

    def answer(self, method: str, path: str, query: dict[str, list[str]], content: Any) -> tuple[int, Any]:
        """Status and JSON."""
        if method in self.refused:
            return self.refused[method], {"message": "Resource not accessible by integration"}
        if _LIST.fullmatch(path) and method == "GET":
            page, size = int(query["page"][0]), int(query["per_page"][0])
            return 200, list(self.comments.values())[(page - 1) * size : page * size]
        if _LIST.fullmatch(path) and method == "POST":
            return 201, self.comments[self.comment(content["body"])]
        if (one := _ONE.fullmatch(path)) and int(one[2]) in self.comments:
            return self._changed(method, int(one[2]), content)
        if _SARIF.fullmatch(path) and method == "PUT":
            self.uploads.append({**content, "sarif": _log(content)})
            return 202, {"id": "1"}
        return 404, {"message": "Not Found"}

    def _changed(self, method: str, number: int, content: Any) -> tuple[int, Any]:
        if method == "DELETE":
            del self.comments[number]
            return 204, None
        self.comments[number]["body"] = content["body"]
        return 200, self.comments[number]


def _log(content: Any) -> Any:
    """The SARIF log of an upload."""
    return json.loads(gzip.decompress(base64.b64decode(content["sarif"])))


def _results(content: Any) -> Iterator[str]:
    """What an upload is of, and each of its results: rule and place."""
    (run,) = _log(content)["runs"]
    yield f"commit {content['commit_oid'][:10]}, {content['ref']}, category {run['automationDetails']['id']}"
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        yield f"`{result['ruleId']}` {place['artifactLocation']['uri']}:{place['region']['startLine']}"


@contextmanager
def serving() -> Iterator[Host]:
    """A server on this machine, until the block ends."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            content = json.loads(self.rfile.read(size)) if size else None
            parts = urlsplit(self.path)
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            host.requests.append(Request(self.command, parts.path, token, content))
            if host.elsewhere:
                self.send_response(302)
                self.send_header("Location", host.elsewhere + self.path)
                self.end_headers()
                return
            status, answer = host.answer(self.command, parts.path, parse_qs(parts.query), content)
            self.send_response(status)
            self.end_headers()
            if answer is not None:
                self.wfile.write(json.dumps(answer).encode())

        def do_POST(self) -> None:
            self.do_GET()

        def do_PUT(self) -> None:
            self.do_GET()

        def do_PATCH(self) -> None:
            self.do_GET()

        def do_DELETE(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Say nothing: what was asked is in `requests`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
