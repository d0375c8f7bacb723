"""Pipelines of Jenkins: what a Jenkinsfile runs in a shell, and which credentials it hands to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment, Problem
from quantum_lint.model.setting import Setting
from quantum_lint.model.span import TextMap
from quantum_lint.parse.groovy import Token, add_string, put_in, tokens, value
from quantum_lint.parse.joined_text import JoinedText
from quantum_lint.parse.pipeline import Given, Inclusion, JobImage, Pipeline, Script

#: Steps that hand a text to a shell.
_SHELL_STEPS = frozenset(("sh", "bat", "powershell", "pwsh"))
#: What names the variable in which a secret comes; what Jenkins calls the credential stands beside it.
_VARIABLE_KEYS = frozenset(
    ("variable", "passwordVariable", "keyFileVariable", "passphraseVariable", "secretKeyVariable")
)
_PAIR = lazy.pattern(r"([A-Za-z_]\w*)=")
_COMMIT = lazy.pattern(r"[0-9a-f]{40}")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class _Held(NamedTuple):
    """A credential that a variable has in the tokens from `first` to `last`."""

    given: Given
    first: int
    last: int


class JenkinsfileDocument(Pipeline):
    """The steps that run a shell, declarative or scripted; what libraries and the program itself do is not known."""

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens, without line breaks."""
        return tuple(each for each in tokens(self.fragment.text) if each.kind != "newline")

    @property
    def problems(self) -> list[Problem]:
        """Strings that nothing closes: from there on the file may not be what it looks like."""
        found = (each for each in self.tokens if each.kind == "open")
        return [Problem(self.span(each.start, each.end), "a string that nothing closes") for each in found]

    @property
    def noticed(self) -> list[Problem]:
        """The same."""
        return self.problems

    def scripts(self) -> Iterator[Script]:
        """The text of every `sh`, `bat`, `powershell` and `pwsh` step."""
        for index, token in enumerate(self.tokens):
            if token.kind == "name" and token.text in _SHELL_STEPS and not self._is(index - 1, ".", ":"):
                first = self._argument(index + 1, "script")
                if first is not None:
                    fragment = self.fragment.derive(*self._joined(first), "shell", token.text).marked("workflow")
                    yield Script(fragment, tuple(each.given for each in self._held if each.first <= index < each.last))

    def settings(self) -> Iterator[Setting]:
        """Names that are set to a text: variables of the program, of the environment, and of `withEnv`."""
        for index, token in enumerate(self.tokens):
            if token.kind != "string":
                continue
            if self._is(index - 1, "=") and self._kind(index - 2) == "name":
                key = self.tokens[index - 2]
                yield Setting((key.text,), value(token), key.start, key.end, *token.inside)
            elif self._within(index, "withEnv") and (pair := _PAIR.match(value(token))):
                first, last = token.inside
                cut = first + pair.end()
                yield Setting((pair[1],), value(token)[pair.end() :], first, cut - 1, cut, last)

    def images(self) -> Iterator[JobImage]:
        """`image` of a `docker` agent, and `docker.image(...)`."""
        for index, token in enumerate(self.tokens):
            if token.kind == "name" and token.text in ("image", "docker"):
                first = self._argument(index + 1, "")
                if first is not None and (self._is(index - 1, ".") or self._encloser(index) in ("docker", "agent")):
                    string = self.tokens[first]
                    around = ((0, len(self.fragment.text)),)
                    yield JobImage(value(string), string.inside, around, "job image")

    def inclusions(self) -> Iterator[Inclusion]:
        """Libraries of steps: `@Library('name@version')` and `library 'name@version'`."""
        for index, token in enumerate(self.tokens):
            if token.text in ("Library", "library") and (first := self._argument(index + 1, "identifier")) is not None:
                string = self.tokens[first]
                name, _, reference = value(string).partition("@")
                fixed = _COMMIT.fullmatch(reference) is not None
                yield Inclusion("library", name, reference, string.inside, fixed, own=True)

    @cached_property
    def _held(self) -> tuple[_Held, ...]:
        return (*self._bound(), *self._assigned())

    def _bound(self) -> Iterator[_Held]:
        """`withCredentials([string(credentialsId: 'x', variable: 'Y')]) { ... }`."""
        for index, token in enumerate(self.tokens):
            if token.text == "withCredentials" and self._is(index + 1, "("):
                close = self._closing(index + 1)
                last = self._closing(close + 1) if self._is(close + 1, "{") else close
                for given in self._named(index + 1, close):
                    yield _Held(given, close, last)

    def _named(self, first: int, last: int) -> Iterator[Given]:
        """The variables that are named in the same call as a credential."""
        for index in range(first, last):
            if self.tokens[index].text == "credentialsId" and (string := self._told(index)):
                for variable in self._variables(index, first, last):
                    yield Given(value(variable), value(string), (string.start, variable.end))

    def _variables(self, index: int, first: int, last: int) -> Iterator[Token]:
        """The names of variables beside a credential's, in the same parentheses."""
        start = next((at for at in range(index, first - 1, -1) if self._is(at, "(", "[")), first)
        for at in range(start, min(self._closing(start), last)):
            if self.tokens[at].text in _VARIABLE_KEYS and (string := self._told(at)):
                yield string

    def _told(self, index: int) -> Token | None:
        """The string that a named argument is given."""
        told = self._is(index + 1, ":") and self._kind(index + 2) == "string"
        return self.tokens[index + 2] if told else None

    def _assigned(self) -> Iterator[_Held]:
        """`environment { X = credentials('y') }`, for the block around `environment`."""
        for index, token in enumerate(self.tokens):
            if token.text == "credentials" and self._is(index - 1, "=") and self._kind(index - 2) == "name":
                first = self._argument(index + 1, "")
                if first is None:
                    continue
                key, string = self.tokens[index - 2], self.tokens[first]
                given = Given(key.text, value(string), (key.start, string.end))
                opened = self._opened(self._opened(index))
                last = self._closing(opened) if opened >= 0 else len(self.tokens)
                names = (key.text, f"{key.text}_USR", f"{key.text}_PSW")
                yield from (_Held(given._replace(variable=name), max(opened, 0), last) for name in names)

    def _argument(self, index: int, name: str) -> int | None:
        """Where the string is that a call gets first, or under a name."""
        if self._is(index, "("):
            index += 1
        if self._kind(index) == "string":
            return index
        while name and self._kind(index) == "name" and self._is(index + 1, ":"):
            if self.tokens[index].text == name:
                return index + 2 if self._kind(index + 2) == "string" else None
            index = self._after_argument(index + 2)
        return None

    def _after_argument(self, index: int) -> int:
        """Where the argument after this one starts."""
        while index < len(self.tokens) and not self._is(index, ",", ")", "}"):
            index = (self._closing(index) if self.tokens[index].text in _CLOSING else index) + 1
        return index + 1

    def _joined(self, index: int) -> tuple[str, TextMap]:
        """The string and what `+` adds to it; of what is no string only the place of its value is known."""
        joined = JoinedText()
        add_string(joined, self.tokens[index])
        while self._is(index + 1, "+") and index + 2 < len(self.tokens):
            index += 2
            token = self.tokens[index]
            if token.kind == "string":
                add_string(joined, token)
            elif token.kind == "name":
                index = self._path_end(index)
                written = self.fragment.text[token.start : self.tokens[index].end]
                joined.stand_in(put_in(written), token.start, self.tokens[index].end)
            else:
                break
        return joined.build()

    def _path_end(self, index: int) -> int:
        """The last token of `a.b(c)[d]`."""
        while index + 1 < len(self.tokens):
            if self._is(index + 1, ".") and self._kind(index + 2) == "name":
                index += 2
            elif self._is(index + 1, "(", "["):
                index = min(self._closing(index + 1), len(self.tokens) - 1)
            else:
                break
        return index

    def _within(self, index: int, call: str) -> bool:
        """Whether a token stands in the parentheses, or the list, that a call is given."""
        opened = self._opened(index)
        while opened >= 0 and self._is(opened, "[", "("):
            if opened and self.tokens[opened - 1].text == call:
                return True
            opened = self._opened(opened)
        return False

    def _encloser(self, index: int) -> str:
        """The word before the bracket around a token."""
        opened = self._opened(index)
        return self.tokens[opened - 1].text if opened > 0 else ""

    def _is(self, index: int, *signs: str) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].text in signs

    def _kind(self, index: int) -> str:
        return self.tokens[index].kind if 0 <= index < len(self.tokens) else ""

    def _closing(self, index: int) -> int:
        """The bracket that closes the one at a position, or the number of tokens."""
        return self._brackets[0].get(index, len(self.tokens))

    def _opened(self, index: int) -> int:
        """The bracket around a token; -1 where there is none."""
        return self._brackets[1][index] if 0 <= index < len(self.tokens) else -1

    @cached_property
    def _brackets(self) -> tuple[dict[int, int], list[int]]:
        """For each opening bracket the closing one, and for each token the bracket around it."""
        closing: dict[int, int] = {}
        around: list[int] = []
        opened: list[int] = []
        for index, token in enumerate(self.tokens):
            if opened and token.text == _CLOSING[self.tokens[opened[-1]].text]:
                closing[opened.pop()] = index
            around.append(opened[-1] if opened else -1)
            if token.kind == "sign" and token.text in _CLOSING:
                opened.append(index)
        return closing, around


def parse(fragment: Fragment) -> JenkinsfileDocument:
    """The pipeline; it is read when asked."""
    return JenkinsfileDocument(fragment)
