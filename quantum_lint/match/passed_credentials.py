"""Literal credentials among the arguments of a program: options, headers, forms, and `user:password`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.basic_authorization import password_in
from quantum_lint.match.command_lines import LOGIN, Line, Piece, bare_pieces
from quantum_lint.match.credential_values import credential_in
from quantum_lint.match.endpoints import provider_of
from quantum_lint.match.expression import searcher
from quantum_lint.match.named_credentials import credential_named, kind_of, sounds_secret
from quantum_lint.match.shapes import find as find_shapes
from quantum_lint.model import lazy
from quantum_lint.model.known import Credential
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span
from quantum_lint.parse.shell_command import Command
from quantum_lint.placeholders import is_blank, is_placeholder

#: Programs that set names or only talk about them; what they set is a setting.
_OTHERS = frozenset(("export", "declare", "local", "readonly", "typeset", "env", "set", "setx", "set_env", "setenv"))
_TALKING = frozenset(("echo", "printf", "grep", "egrep", "rg", "sed", "awk", "git", "test", "[", "[["))
_PAIR = lazy.pattern(r"(?P<dash>-{0,2})(?P<name>[A-Za-z][\w.-]*)=(?P<value>.+)", re.DOTALL)
_HEADER = lazy.pattern(
    r"(?i)(?:--header=|-H)?[ \t]*(?P<name>(?:proxy-)?authorization|(?:x-)?(?:[a-z]+-)?(?:auth-token|api-?key"
    r"|access-token|token|access-key))[ \t]*:[ \t]*(?P<scheme>(?:basic|bearer|api-?key|token|key)[ \t:]+)?"
    r"(?P<value>\S+)[ \t]*"
)
#: A credential in a form or in JSON that a program sends.
_FIELD = lazy.pattern(
    r"(?i)(?:^|[&?{,\s\"'])(?P<name>[\w.-]*(?:token|api_?key|password|secret))[\"']?[ \t]*[=:][ \t]*[\"']?"
    r"(?P<value>[^\s\"'&,}]+)"
)
_SENDING = frozenset(("-d", "--data", "--data-raw", "--data-urlencode", "--data-binary", "--json", "-F", "--form"))
#: Options that take `user:password`, by program, and by program and subcommand letters that take a password.
_USERS = {
    "curl": ("-u", "--user", "-U", "--proxy-user"),
    **dict.fromkeys(("http", "https", "xh", "xhs"), ("-a", "--auth")),
}
#: The last of several options of one letter; what it takes may follow it at once.
_BUNDLE = lazy.pattern(r"-[A-Za-z]*([A-Za-z])")
_LETTERS = {("sshpass", "-p"): "-p", ("twine", "upload"): "-p", ("docker", "login"): "-p", ("podman", "login"): "-p"}
#: A name that ends in a word for a secret is one; `--token-file` and `--max-tokens` are none.
_SECRET = lazy.pattern(
    r"(?i)(?:[a-z0-9]+[-_.])*(?:token|key|(?:api|secret|access|auth)_?key|password|passwd|passphrase|secret)"
)
_PASSWORD = lazy.pattern(r"(?i).*pass(?:word|wd|phrase)|-[a-zA-Z]+|(?:--)?(?:auth|user|proxy-user)")
#: What the names and options above are made of.
_SIGNS = (
    r"(?i)token|passw|passp|secret|\bauth(?:orization)?\b|(?:api|secret|access|auth)_?key"
    r"|[^\sa-z0-9_(,\[]key\b|\bkey[\"']?\s*[=:]"
)
_OPAQUE = lazy.pattern(r"[A-Za-z0-9._~+/=-]{16,}")
_FREE = lazy.pattern(r"(?=\S*[0-9])(?=\S*[A-Za-z])[^\s/@%][^\s]{7,}")
_PATH = lazy.pattern(r"[@~./]|[A-Za-z]:\\")
#: A URL anywhere in a word, or a word that starts with a host, since some programs need no scheme.
_URL = lazy.pattern(
    r"(?i)(?:[a-z][a-z0-9+]*://(?:[^\s/@]*@)?|^(?=(?:localhost|(?:[a-z0-9-]+\.)+[a-z0-9]+)(?:[:/]|$)))([a-z0-9.-]+)"
)
_LOCAL = lazy.pattern(r"localhost|127\.0\.0\.1|0\.0\.0\.0|[\w-]+")


#: Stands before the first word.
_NOTHING = Piece("", Span)


class Passed(NamedTuple):
    """A credential (None: nobody known gave it out) that `program` is given as `name`, written at `span`.

    `started` is set where it is a program and not a function.
    """

    credential: Credential | None
    program: str
    name: str
    span: Span
    started: bool


class _Given(NamedTuple):
    """A value that stands where a credential would: characters `start` to `end` of a word."""

    name: str
    piece: Piece
    start: int
    end: int

    @property
    def value(self) -> str:
        """The characters."""
        return self.piece.text[self.start : self.end]


def passed_credentials(line: Line, text: str, knowledge: Knowledge) -> Iterator[Passed]:
    """Every literal credential on the line, each once; `text` is that of the document around it."""
    seen = set()
    for given in _given(line, knowledge):
        credential = _known(given, line, text, knowledge)
        if credential or _plain(given, line):
            span = given.piece.place(given.start, given.end)
            if span not in seen:
                seen.add(span)
                yield Passed(credential, line.program, given.name, span, line.started)


@lru_cache(maxsize=512)
def gives_any(commands: tuple[Command, ...], knowledge: Knowledge) -> bool:
    """Whether the commands of a script hand anything on that stands where a credential would."""
    lines = (Line(command.program, bare_pieces(command)) for command in commands if command.words)
    return any(True for line in lines for _ in _given(line, knowledge))


def may_pass(code: str, knowledge: Knowledge) -> bool:
    """Whether a program that starts others or sends requests may hand on anything that stands so, by its text alone."""
    return searcher((_SIGNS, _of_programs(knowledge)))(code)


@lru_cache(maxsize=4)
def _of_programs(knowledge: Knowledge) -> str:
    """The programs that take a credential by an option whose name does not tell."""
    options = {row.program for row in knowledge.commands} | {program for program, _ in _LETTERS}
    return rf"\b(?:{'|'.join(map(re.escape, sorted(options | _USERS.keys())))})(?:[^\w:]|$)"


def _given(line: Line, knowledge: Knowledge) -> Iterator[_Given]:
    if line.program in _OTHERS or line.program in _TALKING:
        return
    commands = {name for row in knowledge.commands if row.program == line.program for name in row.options}
    users = _USERS.get(line.program, ()) if line.started else (LOGIN,)
    letter = _LETTERS.get((line.program, line.words[1].text)) if len(line.words) > 1 else None
    for before, piece in pairwise((_NOTHING, *line.words)):
        option = before.text
        if _takes_user(option, users):
            yield from _login(option, piece, 0)
        elif option in commands or option == letter or (option.startswith("--") and _SECRET.fullmatch(option[2:])):
            yield _Given(option, piece, 0, len(piece.text))
        if option in _SENDING:
            yield from _fields(piece)
        yield from _glued_login(piece, users)
        yield from _in_word(piece, commands, knowledge)


def _in_word(piece: Piece, commands: set[str], knowledge: Knowledge) -> Iterator[_Given]:
    """`--token=value`, `token=value`, and headers."""
    header = _HEADER.fullmatch(piece.text) if ":" in piece.text else None
    if header:
        basic = (header["scheme"] or "").strip().lower() == "basic"
        if not basic or password_in(header["value"]):
            yield _Given(header["name"], piece, *header.span("value"))
    start = 0
    while "=" in piece.text[start:] and (pair := _PAIR.fullmatch(piece.text, start)):
        name, start = pair["name"], pair.start("value")
        known = not pair["dash"] and name in knowledge.settings
        if (pair["dash"] + name in commands or _SECRET.fullmatch(name)) and not known:
            yield _Given(pair["dash"] + name, piece, start, len(piece.text))


def _takes_user(option: str, users: tuple[str, ...]) -> bool:
    """Whether the next word is `user:password`; letters may stand together: `-su`."""
    bundle = _BUNDLE.fullmatch(option) if users else None
    return option in users or (bundle is not None and f"-{bundle[1]}" in users)


def _glued_login(piece: Piece, users: tuple[str, ...]) -> Iterator[_Given]:
    """`--user=user:password` and `-uuser:password`."""
    for option in users:
        glued = f"{option}=" if option.startswith("--") else option
        if piece.text.startswith(glued):
            yield from _login(option, piece, len(glued))


def _login(option: str, piece: Piece, start: int) -> Iterator[_Given]:
    """The password of `user:password`, or the user where services take a key without a password."""
    user, colon, password = piece.text[start:].partition(":")
    if password:
        yield _Given(option, piece, start + len(user) + 1, len(piece.text))
    elif colon:
        yield _Given(option, piece, start, start + len(user))


def _fields(piece: Piece) -> Iterator[_Given]:
    for field in _FIELD.finditer(piece.text):
        yield _Given(field["name"], piece, *field.span("value"))


def _known(given: _Given, line: Line, text: str, knowledge: Knowledge) -> Credential | None:
    """The provider's credential that the value is: by program, name, shape, or the host that it is sent to."""
    if is_blank(given.value):
        return None
    for kind in _kinds(given, line, text, knowledge):
        found = credential_in(given.value, kind, knowledge)
        if found:
            return found
    shaped = next(iter(find_shapes(given.value, knowledge)), None)
    return shaped.credential if shaped else None


def _kinds(given: _Given, line: Line, text: str, knowledge: Knowledge) -> Iterator[Credential]:
    """What the value may be, as far as the line tells."""
    for row in knowledge.commands:
        if row.program == line.program and given.name.lstrip("-") in (name.lstrip("-") for name in row.options):
            yield knowledge.credentials[row.provider, row.credential]
    for name in dict.fromkeys((given.name, given.name.rpartition(".")[2], f"{line.program}_{given.name}")):
        named = credential_named(name, text, knowledge)
        if named:
            yield named
    for host in _hosts(line):
        provider = provider_of(host, knowledge)
        if provider:
            yield kind_of(given.name, provider, knowledge)


def _hosts(line: Line) -> Iterator[str]:
    for piece in line.words:
        yield from _URL.findall(piece.text)


def _plain(given: _Given, line: Line) -> bool:
    """Whether the value of an option that nobody known reads is a credential all the same."""
    value, unclear = given.value, given.name.lower().endswith("key") and not sounds_secret(given.name)
    if unclear or is_placeholder(value) or _PATH.match(value) or any(_LOCAL.fullmatch(host) for host in _hosts(line)):
        return False
    shape = _FREE if _PASSWORD.fullmatch(given.name) else _OPAQUE
    return shape.fullmatch(value) is not None and any(each.isdigit() for each in value)
