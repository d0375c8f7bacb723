"""Pipelines of Jenkins: what a Jenkinsfile runs in a shell, and which credentials it hands to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment, Problem
from quantum_lint.model.setting import Setting
from quantum_lint.model.span import Span, TextMap
from quantum_lint.parse.groovy import Token, add_string, filled_in, put_in, value
from quantum_lint.parse.groovy_program import Program
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
#: The variable in which the steps for a cloud hand over its key if they are told no other.
_CLOUD_KEY = "AWS_SECRET_ACCESS_KEY"


class Held(NamedTuple):
    """A credential that a variable has in the tokens from `first` to `last`.

    `how` is the word that brings it: `withCredentials` for a block of steps, `environment` for all of the pipeline or
    of a stage.
    """

    given: Given
    first: int
    last: int
    how: str = "withCredentials"


class ShellStep(NamedTuple):
    """A step at the token `at` that hands a script to a shell; `parts` are the tokens that it is put together from."""

    at: int
    script: Script
    parts: tuple[int, ...]


class JenkinsfileDocument(Pipeline):
    """The steps that run a shell, declarative or scripted; what libraries and the program itself do is not known."""

    @cached_property
    def program(self) -> Program:
        """The tokens and how they nest."""
        return Program(self.fragment.text)

    @property
    def problems(self) -> list[Problem]:
        """Strings that nothing closes: from there on the file may not be what it looks like."""
        found = (each for each in self.program.tokens if each.kind == "open")
        return [Problem(self.span(each.start, each.end), "a string that nothing closes") for each in found]

    @property
    def noticed(self) -> list[Problem]:
        """The same."""
        return self.problems

    def scripts(self) -> Iterator[Script]:
        """The text of every `sh`, `bat`, `powershell` and `pwsh` step."""
        return (step.script for step in self.steps)

    @cached_property
    def steps(self) -> tuple[ShellStep, ...]:
        """Every such step, in order."""
        return tuple(self._steps())

    def facts(self, knowledge: Any) -> Iterable[object]:
        """The jobs, as far as they may spend."""
        from quantum_lint.parse import jenkins_jobs

        return jenkins_jobs.jobs(self, knowledge)

    def _steps(self) -> Iterator[ShellStep]:
        program = self.program
        for index, token in enumerate(program.tokens):
            if token.kind == "name" and token.text in _SHELL_STEPS and not program.at(index - 1, ".", ":"):
                first = program.argument(index + 1, "script")
                if first is not None:
                    text, places, parts = self.joined(first)
                    fragment = self.fragment.derive(text, places, "shell", token.text).marked("workflow")
                    given = tuple(each.given for each in self.held if each.first <= index < each.last)
                    yield ShellStep(index, Script(fragment, given), parts)

    def settings(self) -> Iterator[Setting]:
        """Names that are set to a text: variables of the program, of the environment, and of `withEnv`."""
        program = self.program
        for index, token in enumerate(program.tokens):
            if token.kind != "string":
                continue
            if program.at(index - 1, "=") and program.kind(index - 2) == "name":
                key = program.tokens[index - 2]
                yield Setting((key.text,), value(token), key.start, key.end, *token.inside)
            elif program.within(index, "withEnv") and (pair := _PAIR.match(value(token))):
                first, last = token.inside
                cut = first + pair.end()
                yield Setting((pair[1],), value(token)[pair.end() :], first, cut - 1, cut, last)

    @cached_property
    def plain(self) -> frozenset[str]:
        """Names that are set to what is written there, and to nothing that the host keeps."""
        return frozenset(each.path[-1] for each in self.settings() if "$" not in each.value)

    def images(self) -> Iterator[JobImage]:
        """`image` of a `docker` agent, and `docker.image(...)`."""
        program = self.program
        for index, token in enumerate(program.tokens):
            if token.kind == "name" and token.text in ("image", "docker"):
                first = program.argument(index + 1, "")
                if first is not None and (program.at(index - 1, ".") or program.encloser(index) in ("docker", "agent")):
                    string = program.tokens[first]
                    around = ((0, len(self.fragment.text)),)
                    yield JobImage(value(string), string.inside, around, "job image")

    def inclusions(self) -> Iterator[Inclusion]:
        """Libraries of steps: `@Library('name@version')` and `library 'name@version'`."""
        for index, token in enumerate(self.program.tokens):
            named = token.text in ("Library", "library")
            if named and (first := self.program.argument(index + 1, "identifier")) is not None:
                string = self.program.tokens[first]
                name, _, reference = value(string).partition("@")
                fixed = _COMMIT.fullmatch(reference) is not None
                yield Inclusion("library", name, reference, string.inside, fixed, own=True)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The credentials that the file binds to variables."""
        return (*self._bound(), *self._assigned())

    def _bound(self) -> Iterator[Held]:
        """`withCredentials([string(credentialsId: 'x', variable: 'Y')]) { ... }`, `withAWS(credentials: 'x') { }`."""
        program = self.program
        for index, token in enumerate(program.tokens):
            if token.text in ("withCredentials", "withAWS") and program.at(index + 1, "("):
                close = program.closing(index + 1)
                last = program.closing(close + 1) if program.at(close + 1, "{") else close
                for given in self._named(*self._listed(index + 1, close)):
                    yield Held(given, close, last)

    def _listed(self, first: int, last: int) -> tuple[int, int]:
        """The brackets around the credentials of a call: its own, or those of the list that a name in it is set to."""
        program = self.program
        start = program.set_to(program.tokens[first + 1].text) if last == first + 2 else None
        return (start, program.closing(start)) if start is not None and program.at(start, "[") else (first, last)

    def _named(self, first: int, last: int) -> Iterator[Given]:
        """The variables that are named in the same call as a credential."""
        for index in range(first, last):
            key = self.program.tokens[index]
            if key.text in ("credentialsId", "credentials") and (string := self.program.told(index)):
                variables = list(self._variables(index, first, last))
                for variable in variables:
                    yield Given(value(variable), value(string), (string.start, variable.end))
                if not variables and (key.text == "credentials" or self.program.encloser(index) == "aws"):
                    yield Given(_CLOUD_KEY, value(string), (key.start, string.end))

    def _variables(self, index: int, first: int, last: int) -> Iterator[Token]:
        """The names of variables beside a credential's, in the same parentheses."""
        program = self.program
        start = next((at for at in range(index, first - 1, -1) if program.at(at, "(", "[")), first)
        for at in range(start, min(program.closing(start), last)):
            if program.tokens[at].text in _VARIABLE_KEYS and (string := program.told(at)):
                yield string

    def _assigned(self) -> Iterator[Held]:
        """`environment { X = credentials('y') }`, for the block around `environment`."""
        program = self.program
        for index, token in enumerate(program.tokens):
            if token.text == "credentials" and program.at(index - 1, "=") and program.kind(index - 2) == "name":
                first = program.argument(index + 1, "")
                if first is None:
                    continue
                key, string = program.tokens[index - 2], program.tokens[first]
                given = Given(key.text, value(string), (key.start, string.end))
                opened = program.opened(program.opened(index))
                last = program.closing(opened) if opened >= 0 else len(program.tokens)
                names = (key.text, f"{key.text}_USR", f"{key.text}_PSW")
                yield from (Held(given._replace(variable=name), max(opened, 0), last, "environment") for name in names)

    def put_in(self, parts: Iterable[int]) -> Iterator[tuple[str, Span]]:
        """The expressions whose values become part of a text that is made of these tokens, without blanks."""
        program = self.program
        for part in parts:
            token = program.tokens[part]
            if token.kind == "string":
                yield from ((expression, self.span(first, last)) for expression, first, last in filled_in(token))
            else:
                first = part
                while program.at(first - 1, ".") and program.kind(first - 2) == "name":
                    first -= 2
                span = self.span(program.tokens[first].start, token.end)
                yield program.words(first, part + 1).replace(" ", ""), span

    def joined(self, index: int) -> tuple[str, TextMap, tuple[int, ...]]:
        """The string and what `+` adds to it, with the tokens of its parts.

        Of what is no string only the place of its value is known.
        """
        program, joined, parts = self.program, JoinedText(), [index]
        add_string(joined, program.tokens[index])
        while program.at(index + 1, "+") and index + 2 < len(program.tokens):
            index += 2
            token = program.tokens[index]
            if token.kind == "string":
                add_string(joined, token)
            elif token.kind == "name":
                index = program.path_end(index)
                written = self.fragment.text[token.start : program.tokens[index].end]
                joined.stand_in(put_in(written), token.start, program.tokens[index].end)
            else:
                break
            parts.append(index)
        return *joined.build(), tuple(parts)


def parse(fragment: Fragment) -> JenkinsfileDocument:
    """The pipeline; it is read when asked."""
    return JenkinsfileDocument(fragment)
