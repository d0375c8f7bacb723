"""Which files to read, and what each is written in.

A folder inside a git work tree is listed by git itself (tracked files, and untracked ones that no ignore file names);
any other folder is walked. Nothing is dropped in silence: what is not read has a reason.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatch

from quantum_lint.languages import INSTALLED_FOLDERS, builders_of, language_of, locks_of, traits_of
from quantum_lint.model.file import File
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.report import Skipped, Unreadable

#: Folders that hold no source of the project. A virtual environment is known by its pyvenv.cfg, whatever its name.
SKIPPED_FOLDERS = frozenset(
    {
        ".git",
        ".hg",
        ".svn",
        ".tox",
        ".nox",
        "__pycache__",
        "node_modules",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
    }
)
#: Git, without what the configuration of a repository from elsewhere could make it run.
GIT = ("git", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
#: Bytes looked at to tell binary from text; git looks at 8,000 too.
HEAD = 8000
#: Bytes read of a file only to tell what it says of another.
NEIGHBOUR = 100_000

#: Reads a path of the tree, given relative to its root; None where there is no such file.
Beside = Callable[[str], "bytes | None"]


class Candidate(NamedTuple):
    """A path that may be scanned: where it is on disk and what it is called in reports."""

    location: str
    path: str
    explicit: bool = False


def candidates(
    paths: Iterable[str], root: str, exclude: tuple[str, ...] = (), gitignore: bool = True
) -> Iterator[Candidate | Skipped]:
    """Every file at or below `paths`, once, in path order, named relative to `root`."""
    seen: set[str] = set()
    for path in paths:
        location = os.path.abspath(path)
        for each in _below(location, gitignore) if os.path.isdir(location) else (location,):
            name = relative(each, root)
            if name in seen:
                continue
            seen.add(name)
            if excluded(name, exclude):
                yield Skipped(name, "excluded by the configuration")
            elif not INSTALLED_FOLDERS.isdisjoint(each[len(location) :].replace(os.sep, "/").split("/")):
                yield Skipped(name, "installed package; name its folder to scan it")
            else:
                yield Candidate(each, name, explicit=each == location)


def relative(location: str, root: str) -> str:
    """The path from `root`, with forward slashes."""
    return os.path.relpath(location, root).replace(os.sep, "/")


def excluded(path: str, patterns: Iterable[str]) -> bool:
    """Whether a pattern names the path or one of its folders."""
    return any(
        fnmatch(path, pattern) or fnmatch(path, pattern.rstrip("/") + "/*") or fnmatch("/" + path, "*/" + pattern)
        for pattern in patterns
    )


def read(candidate: Candidate, limit: int) -> File | Skipped | Unreadable:
    """The file, or why there is none. `limit` is in bytes."""
    try:
        status = os.stat(candidate.location) if candidate.explicit else os.lstat(candidate.location)
        if stat.S_ISLNK(status.st_mode):
            return Skipped(candidate.path, "symbolic link: its target is scanned where it is")
        if not stat.S_ISREG(status.st_mode):
            return Skipped(candidate.path, "not a regular file")
        if status.st_size > limit:
            return Skipped(candidate.path, f"larger than max-file-size ({status.st_size:,} of {limit:,} bytes)")
        with open(candidate.location, "rb") as stream:
            root = candidate.location.removesuffix(candidate.path.replace("/", os.sep))
            return file_of(candidate.path, stream.read(), on_disk(root))
    except OSError as error:
        return Unreadable(candidate.path, 1, f"cannot be opened: {error.strerror}")


def on_disk(root: str) -> Beside:
    """Reads what else stands below `root`: at most the first `NEIGHBOUR` bytes, None where nothing does."""

    def read_beside(path: str) -> bytes | None:
        location = os.path.join(root, path)
        try:
            # A pipe of that name would never end.
            if not os.path.isfile(location):
                return None
            with open(location, "rb") as stream:
                return stream.read(NEIGHBOUR)
        except OSError:
            return None

    return read_beside


class Below:
    """Reads files below a folder, whole: none larger than `limit` bytes, and none that a symbolic link leads to."""

    def __init__(self, root: str, limit: int) -> None:
        self._root = os.path.realpath(root)
        self._limit = limit
        self._names: dict[str, frozenset[str]] = {}

    def __call__(self, path: str) -> bytes | None:
        """The bytes of the file at the path from the folder, or None."""
        folder, _, name = path.rpartition("/")
        return self._read(os.path.join(self._root, path)) if name in self._inside(folder) else None

    def _inside(self, folder: str) -> frozenset[str]:
        """What a folder holds. Of the files that imports may come from one in a hundred is there."""
        found = self._names.get(folder)
        if found is None:
            found = self._names[folder] = self._listed(folder) if self._has(folder) else frozenset()
        return found

    def _has(self, folder: str) -> bool:
        """Whether the folder can be there, by what those above it hold: of five that are asked for four are not."""
        above = ""
        for name in filter(None, folder.split("/")):
            if above not in self._names:
                self._names[above] = self._listed(above)
            if name not in self._names[above]:
                return False
            above = f"{above}/{name}" if above else name
        return True

    def _listed(self, folder: str) -> frozenset[str]:
        try:
            return frozenset(os.listdir(os.path.join(self._root, folder)))
        except (OSError, ValueError):
            return frozenset()

    def _read(self, location: str) -> bytes | None:
        try:
            status = os.lstat(location)
            fits = stat.S_ISREG(status.st_mode) and status.st_size <= self._limit
            if not fits or os.path.realpath(location) != location:
                return None
            with open(location, "rb") as stream:
                return stream.read()
        except (OSError, ValueError):
            return None


class Overlay:
    """Reads the given files, and what else there is by `below`."""

    def __init__(self, files: Mapping[str, bytes], below: Beside | None) -> None:
        self._files = files
        self._below = below

    def __call__(self, path: str) -> bytes | None:
        """The bytes of the file at the path, or None."""
        data = self._files.get(path)
        return self._below(path) if data is None and self._below else data


def file_of(path: str, data: bytes, beside: Beside | None = None) -> File | Skipped:
    """The file with these bytes, or a skip when it is binary. `beside` reads other files of the tree."""
    language = language_of(path, data)
    if language == "text" and is_binary(data):
        return Skipped(path, "binary")
    traits = traits_of(path)
    return File(path, language, data, traits | _traits_beside(path, language, beside) if beside else traits)


def _traits_beside(path: str, language: str, beside: Beside) -> frozenset[str]:
    """What other files say of this one: a lock covers it, or a package is built with the requirements in it."""
    if any(beside(lock) is not None for lock in locks_of(path, language)):
        return frozenset({"locked"})
    if any(_names(beside(builder), path.rpartition("/")[2]) for builder in builders_of(path, language)):
        return frozenset({"library"})
    return frozenset()


def _names(text: bytes | None, name: str) -> bool:
    """Whether the text names the file outside comments, as it is or by a pattern such as `requirements-{name}.txt`."""
    import re

    field = re.compile(r"\{\w*\}")
    lines = (text or b"").decode("utf-8", "replace").splitlines()
    words = (word for line in lines for word in re.findall(r"[\w.*-]+\.\w+", field.sub("*", line.partition("#")[0])))
    return any(fnmatch(name, word) for word in words if not word.startswith("*"))


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text: a NUL near the start and no UTF-16 byte order mark."""
    return b"\0" in data[:HEAD] and data[:2] not in (b"\xff\xfe", b"\xfe\xff")


def _below(folder: str, gitignore: bool) -> Iterator[str]:
    listed = _listed_by_git(folder) if gitignore else None
    return _walk(folder) if listed is None else iter(listed)


def _listed_by_git(folder: str) -> list[str] | None:
    if not _inside_work_tree(folder):
        return None
    from subprocess import run

    command = [*GIT, "-C", folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = run(command, capture_output=True, check=False)
    except OSError:
        return None
    if answer.returncode:
        return None
    names = sorted({os.fsdecode(name) for name in answer.stdout.split(b"\0") if name})
    # A submodule is listed as a folder, and a deleted file is still in the index.
    return [
        path
        for path in (os.path.join(folder, name) for name in names)
        if os.path.lexists(path) and not _is_folder(path)
    ]


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)


def _inside_work_tree(folder: str) -> bool:
    return git_root(folder) is not None


def ignored(location: str) -> bool:
    """Whether git leaves the file out, because an ignore file names it and nobody added it."""
    if not _inside_work_tree(os.path.dirname(location)):
        return False
    from subprocess import DEVNULL, run

    command = [*GIT, "-C", os.path.dirname(location), "check-ignore", "-q", "--", os.path.basename(location)]
    try:
        return run(command, stdout=DEVNULL, stderr=DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def git_root(folder: str) -> str | None:
    """The nearest folder upward that has a `.git`, without asking git."""
    current = os.path.abspath(folder)
    while True:
        if os.path.lexists(os.path.join(current, ".git")):
            return current
        parent = os.path.dirname(current)
        if parent == current:
            return None
        current = parent


def _walk(top: str) -> Iterator[str]:
    stack = [top]
    while stack:
        folder = stack.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            yield folder
            continue
        if any(entry.name == "pyvenv.cfg" for entry in entries) and folder != top:
            continue
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield entry.path
        stack.extend(
            entry.path
            for entry in reversed(entries)
            if entry.is_dir(follow_symlinks=False) and entry.name not in SKIPPED_FOLDERS
        )
