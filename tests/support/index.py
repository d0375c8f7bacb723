"""A package index on this machine that serves the wheels which `make dev` gathered, and counts what is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


@dataclass
class Index:
    """The address that pip is given, and the wheels that were fetched from it."""

    address: str = ""
    fetched: list[str] = field(default_factory=list)

    def taken(self) -> list[str]:
        """The wheels that were fetched since this was asked last."""
        names, self.fetched = self.fetched, []
        return names


@contextmanager
def serving(wheels: Path) -> Iterator[Index]:
    """An index of the wheels in the folder, until the block ends."""
    index = Index()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            *_, folder, name = self.path.rstrip("/").split("/")
            if folder == "simple":
                self.answer(_links(wheels, name).encode(), "text/html", "max-age=600")
                return
            index.fetched.append(name)
            # What PyPI says of its files: they may be kept for good.
            self.answer((wheels / name).read_bytes(), "application/zip", "max-age=365000000, immutable, public")

        def answer(self, content: bytes, kind: str, keep: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", keep)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing: what was fetched is in `fetched`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    index.address = f"http://127.0.0.1:{server.server_port}/simple/"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield index
    finally:
        server.shutdown()
        server.server_close()


def _links(wheels: Path, project: str) -> str:
    """The page of a project: a link to each of its wheels."""
    names = [path.name for path in sorted(wheels.glob("*.whl")) if _normal(path.name.partition("-")[0]) == project]
    return "<!DOCTYPE html>" + "".join(f'<a href="/files/{name}">{name}</a>' for name in names)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
