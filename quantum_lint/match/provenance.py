"""Where a value comes from, as far as that is outside the program: a prompt, a file, the network, a job."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.calls import Argument, Evaluation
from quantum_lint.evaluate.tables import Tables
from quantum_lint.evaluate.values import (
    Environment,
    Instance,
    Known,
    Reference,
    Series,
    Text,
    Value,
    constant,
    find_argument,
    options,
)

#: Beginnings of qualified names, and what a value that came from them is.
_SOURCES = (
    ("input", "what somebody types in"),
    ("getpass.", "what somebody types in"),
    ("sys.stdin", "what somebody types in"),
    ("fileinput.", "what somebody types in"),
    ("sys.argv", "the command line"),
    ("argparse.ArgumentParser.parse_args", "the command line"),
    ("argparse.ArgumentParser.parse_known_args", "the command line"),
    ("flask.request", "a request from the network"),
    ("requests.", "an answer from the network"),
    ("urllib.", "an answer from the network"),
    ("urllib3.", "an answer from the network"),
    ("httpx.", "an answer from the network"),
    ("aiohttp.", "an answer from the network"),
    ("http.client.", "an answer from the network"),
    ("socket.", "an answer from the network"),
    ("wget.download", "a download"),
    ("boto3.", "an answer from the network"),
    ("open", "a file"),
    ("io.open", "a file"),
    ("gzip.open", "a file"),
    ("bz2.open", "a file"),
    ("lzma.open", "a file"),
    ("codecs.open", "a file"),
    ("pathlib.Path", "a file"),
    ("tempfile.", "a file"),
)
#: Functions whose result is their first argument in another form.
_PASSING = frozenset(
    [
        "json.load",
        "json.loads",
        "yaml.safe_load",
        "yaml.load",
        "toml.loads",
        "base64.b64decode",
        "zlib.decompress",
        "gzip.decompress",
        "io.BytesIO",
        "io.StringIO",
        "textwrap.dedent",
        "compile",
        "next",
        "iter",
        "reversed",
        "sorted",
        "str",
        "bytes",
        "csv.reader",
        "csv.DictReader",
        "copy.copy",
        "copy.deepcopy",
        "enumerate",
        "list",
        "dict",
    ]
)
#: Calls that write what the loaders read.
_WRITERS = ("*.dump", "*.to_pickle", "numpy.save", "numpy.savez", "torch.save")
_DEEPEST = 40


def chain(value: Value) -> Iterator[Instance]:
    """The object a value was got from, and what that was got from, and so on."""
    current: Value | None = value
    for _ in range(_DEEPEST):
        if not isinstance(current, Instance):
            return
        yield current
        passed = find_argument(current.arguments, "", 0) if current.maker in _PASSING else None
        current = passed.value if passed is not None else current.receiver


def outside(value: Value, tables: Tables) -> str | None:
    """What kind of outside thing the value, or a piece of it, comes from; None if nothing says so."""
    for option in _pieces(value):
        if isinstance(option, Environment):
            return "an environment variable"
        for link in chain(option):
            found = _source(link, tables)
            if found is not None:
                return found
        if isinstance(option, Reference) and option.name.startswith("sys.argv"):
            return "the command line"
    return None


def _pieces(value: Value) -> Iterator[Value]:
    for option in options(value):
        if isinstance(option, Text):
            for piece in option.pieces:
                yield from options(piece)
        elif isinstance(option, Series):
            yield from options(option.element)
        else:
            yield option


def _source(link: Instance, tables: Tables) -> str | None:
    if link.maker in tables.submits or link.maker.endswith((".result", ".get_counts")):
        return "the result of a job"
    for beginning, description in _SOURCES:
        name = link.callee
        if name.startswith(beginning) and (beginning.endswith(".") or name[len(beginning) :][:1] in ("", ".", "[")):
            return description
    return None


def path_of(value: Value) -> str | None:
    """The path of the file that a value is read from, or the end of it, as far as the code says it."""
    opened = next(_opened(value), None) if isinstance(value, Instance) else None
    if opened is None:
        return None
    return opened.value.suffix if isinstance(opened.value, Text) else constant(opened.value, str)


def is_whole(value: Value) -> bool:
    """Whether a value is the whole text of a file, compiled or not, and not a piece of it or of what it holds."""
    passed = value.argument("source", 0) if isinstance(value, Instance) and value.maker == "compile" else None
    read = passed.value if passed is not None else value
    return isinstance(read, Instance) and read.maker.endswith((".read", ".read_text", ".read_bytes"))


def named_by(value: Value, tables: Tables) -> str | None:
    """What tells the path of the file that a value is read from, if that is outside the program and no file itself."""
    for opened in _opened(value) if isinstance(value, Instance) else ():
        found = outside(opened.value, tables)
        if found == "a file":
            found = named_by(opened.value, tables)
        if found is not None:
            return found
    return None


def written(evaluation: Evaluation, tables: Tables) -> Iterator[tuple[str, str | None]]:
    """The paths of what the program writes, and what kind of outside thing it writes there, if it is one."""
    for call in evaluation.calls_to(*_WRITERS):
        yield from ((path, None) for each in call.arguments for path in paths(each))
    for call in evaluation.calls_to("*.write", "*.writelines", "*.write_text", "*.write_bytes"):
        given = find_argument(call.arguments, "", 0)
        receivers = options(call.receiver) if call.receiver is not None else ()
        opened = (each for one in receivers if isinstance(one, Instance) for each in _opened(one))
        source = outside(given.value, tables) if given is not None else None
        yield from ((_path(each.value, each), source) for each in opened)


def is_own(given: Argument, evaluation: Evaluation, tables: Tables) -> bool:
    """Whether the file itself wrote what it reads: it comes straight from `dumps`, or goes to the same path."""
    own = {path for path, source in written(evaluation, tables) if source is None}
    for option in options(given.value):
        if isinstance(option, Known) and isinstance(option.value, bytes):
            return True
        if any(_is_written_here(link) for link in chain(option)):
            return True
    read = paths(given)
    return bool(read) and read <= own


def _is_written_here(link: Instance) -> bool:
    """Whether it is what a writer gave back, or a buffer that began empty."""
    name = link.maker.rpartition(".")[2]
    return name in ("dumps", "getvalue") or (name in ("BytesIO", "StringIO") and not link.arguments)


def paths(given: Argument) -> set[str]:
    """What names the file that is given, or that is open there: its path, or the source of the path."""
    found: set[str] = set()
    for option in options(given.value):
        if isinstance(option, Instance):
            found.update(_path(opened.value, opened) for opened in _opened(option))
        else:
            found.add(_path(option, given))
    return found


def _path(value: Value, given: Argument) -> str:
    path = constant(value, str)
    return path if path is not None else given.where.text


def _opened(value: Instance) -> Iterator[Argument]:
    """What files were opened by, on the way to the value."""
    for link in chain(value):
        opened = find_argument(link.arguments, "file", 0)
        if opened is not None and link.callee.rpartition(".")[2] in ("open", "Path"):
            yield opened
