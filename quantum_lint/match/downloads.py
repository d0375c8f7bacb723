"""Circuits, data and code that a Python program gets from the network while it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from quantum_lint.evaluate.calls import Argument, Call, Evaluation
from quantum_lint.evaluate.tables import Tables
from quantum_lint.evaluate.values import Instance, Known, Text, Value, constant, find_argument, options
from quantum_lint.match.addresses import Pin, address_of, is_file, pin_of
from quantum_lint.match.circuit_readers import ReaderRow
from quantum_lint.match.provenance import chain
from quantum_lint.model import lazy

#: Signs that a text compares what it got with what it should be.
CHECKING = lazy.pattern(
    r"hashlib|sha(?:1|224|256|384|512)|md5|checksum|\bgpgv?\b|cosign|minisign|get-filehash|openssl dgst", re.IGNORECASE
)


class Fetcher(NamedTuple):
    """How a function is told what to get: an argument that holds an address, or the name of a model or data set.

    `checks` are its arguments, by name and position, that fix what comes: a hash, a revision. With `always` whatever is
    at the address is data, and no answer of a program, so that it needs no ending that tells.
    """

    argument: str = "url"
    position: int = 0
    checks: tuple[tuple[str, int | None], ...] = ()
    named: bool = False
    always: bool = False


class Download(NamedTuple):
    """A call that gets something: its name, for people, where it comes from, and what holds it to one content."""

    call: Call
    name: str
    source: str
    pin: Pin


_PLAIN = Fetcher()
_TABLE = Fetcher("filepath_or_buffer", always=True)
_TABLE_PATH = Fetcher("path", always=True)
_MODEL = Fetcher("pretrained_model_name_or_path", 0, (("revision", None),), named=True)
_HUB = Fetcher("repo_id", 0, (("revision", None),), named=True)
_FETCHERS: Mapping[str, Fetcher] = {
    "requests.get": _PLAIN,
    "requests.Session.get": _PLAIN,
    "httpx.get": _PLAIN,
    "httpx.stream": Fetcher(position=1),
    "urllib.request.urlopen": _PLAIN,
    "urllib.request.urlretrieve": _PLAIN,
    "urllib.urlretrieve": _PLAIN,
    "urllib2.urlopen": _PLAIN,
    "wget.download": _PLAIN,
    "gdown.download": Fetcher(always=True),
    "pandas.read_csv": _TABLE,
    "pandas.read_table": _TABLE,
    "pandas.read_pickle": _TABLE,
    "pandas.read_parquet": _TABLE_PATH,
    "pandas.read_feather": _TABLE_PATH,
    "pandas.read_excel": Fetcher("io", always=True),
    "polars.read_csv": Fetcher("source", always=True),
    "numpy.loadtxt": Fetcher("fname", always=True),
    "numpy.genfromtxt": Fetcher("fname", always=True),
    "pooch.retrieve": Fetcher(checks=(("known_hash", 1),), always=True),
    "keras.utils.get_file": Fetcher("origin", 1, (("file_hash", None), ("md5_hash", 3)), always=True),
    "tensorflow.keras.utils.get_file": Fetcher("origin", 1, (("file_hash", None), ("md5_hash", 3)), always=True),
    "torch.hub.load_state_dict_from_url": Fetcher(checks=(("check_hash", 4),), always=True),
    "torch.hub.download_url_to_file": Fetcher(checks=(("hash_prefix", 2),), always=True),
    "torchvision.datasets.utils.download_url": Fetcher(checks=(("md5", 3),), always=True),
    "torch.hub.load": Fetcher("repo_or_dir", named=True),
    "huggingface_hub.hf_hub_download": _HUB,
    "huggingface_hub.snapshot_download": _HUB,
    "datasets.load_dataset": Fetcher("path", 0, (("revision", None),), named=True),
    "transformers.*.from_pretrained": _MODEL,
    "diffusers.*.from_pretrained": _MODEL,
}
#: `owner/name`, or the name of a model that has no owner; anything else is a folder.
_PUBLISHED = lazy.pattern(r"[A-Za-z0-9][\w.-]*(?:/[\w.-]+(?::[\w./-]+)?)?")
#: What people give who want the newest, or whatever there is.
_FIXING_NOTHING = (None, False, "main", "master")
_COMMIT = lazy.pattern(r"[0-9a-f]{7,40}")


def downloads(evaluation: Evaluation, tables: Tables, endpoints: Mapping[str, str]) -> Iterator[Download]:
    """What the program gets without a hash; what a provider's own host says of its jobs and devices is none of it."""
    read = set(_read_as_circuits(evaluation, tables))
    for call in evaluation.calls_to(*_FETCHERS):
        fetcher = _FETCHERS.get(call.callee) or _MODEL
        given = call.argument(fetcher.argument, fetcher.position)
        if given is None or not call.complete() or _is_checked(call, fetcher) or call.argument("params"):
            continue
        for option in options(given.value):
            found = _named(call, option) if fetcher.named else _at(call, option, fetcher.always or call.where in read)
            if found is not None and found.source not in endpoints:
                yield found
                break


def _read_as_circuits(evaluation: Evaluation, tables: Tables) -> Iterator[object]:
    """Where the objects were made that some reader of circuits is given something of."""
    rows = tables.rows("reader", ReaderRow)
    for call in evaluation.calls_to(*rows):
        given = call.argument(rows[call.callee].argument, 0)
        for option in options(given.value) if given is not None else ():
            yield from (link.where for link in chain(option))


def _is_checked(call: Call, fetcher: Fetcher) -> bool:
    given = (call.argument(*check) for check in fetcher.checks)
    return any(_holds(each) for each in given if each is not None)


def _holds(given: Argument) -> bool:
    """Whether the argument fixes the content, or may."""
    return not isinstance(given.value, Known) or given.value.value not in _FIXING_NOTHING


def _at(call: Call, value: Value, expected: bool) -> Download | None:
    """What a call gets from an address; `expected` means that only a file makes sense there."""
    address = address_of(_written(value))
    if address is None or not (is_file(address) or (expected and not address.queries)):
        return None
    return Download(call, address.name or "a file", address.host, pin_of(address))


def _named(call: Call, value: Value) -> Download | None:
    """What a call gets by the name that it has on a hub."""
    name: str | None = constant(value, str)
    local = find_argument(call.arguments, "source")
    if name is None or not _PUBLISHED.fullmatch(name) or (local is not None and constant(local.value, str) == "local"):
        return None
    reference = name.partition(":")[2]
    pin: Pin = "content" if _COMMIT.fullmatch(reference) else "version" if reference[:1] in ("v", *"0123456789") else ""
    return Download(call, name, "github.com" if call.callee == "torch.hub.load" else "huggingface.co", pin)


def _written(value: Value) -> str:
    """A text as far as it is written in the program; braces stand for what is not."""
    if isinstance(value, Instance) and value.callee == "urllib.request.Request":
        given = value.argument("url", 0)
        return _written(given.value) if given is not None else ""
    if isinstance(value, Text):
        return "".join(_written(piece) or "{}" for piece in value.pieces)
    return constant(value, str) or ""
