"""Facts about credentials that documents of every language state: names in use, literal values, shown environments.

Few programs state any, and to evaluate one takes a hundred times as long as to look for signs of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.credential_candidates import may_hold_credential
from quantum_lint.match.given_signs import may_give
from quantum_lint.match.words import Words
from quantum_lint.model import lazy
from quantum_lint.model.fact import CredentialUse, CredentialValue, EnvironmentDump
from quantum_lint.model.fragment import Document
from quantum_lint.model.span import Span
from quantum_lint.parse import environment_dumps
from quantum_lint.parse.workflow_credential import meaning

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Call, Evaluation
    from quantum_lint.parse.python import PythonDocument

Facts = Iterator[CredentialUse | CredentialValue | EnvironmentDump]
_VARIABLE = lazy.pattern(r"\$(?:env:)?\{?([A-Za-z_]\w*)")
#: A shorter value may be the same by chance.
_SHORTEST = 12
#: What a program reads an environment variable with.
_READS = lazy.pattern(r"environ|getenv")


def facts(document: Document, knowledge: Knowledge, key: bytes) -> Facts:
    """All of them; `key` makes the digests of values worthless outside this run."""
    reader = _Reader(document, knowledge, key)
    if hasattr(document, "settings"):
        yield from reader.settings()
    if hasattr(document, "scripts"):
        yield from reader.given()
    if hasattr(document, "commands"):
        yield from reader.variables()
        yield from environment_dumps.in_shell(document)  # type: ignore[arg-type]
    if hasattr(document, "evaluation") and _may_state(document, knowledge):  # type: ignore[arg-type]
        evaluation = document.evaluation(knowledge)
        yield from reader.python(evaluation)
        yield from environment_dumps.in_python(document, evaluation)  # type: ignore[arg-type]


def _may_state(document: PythonDocument, knowledge: Knowledge) -> bool:
    """Whether a program shows what a fact comes from, and not in a comment: those take a while to be told apart."""
    return _shows(document.fragment.text, document, knowledge) and _shows(document.code, document, knowledge)


def _shows(text: str, document: PythonDocument, knowledge: Knowledge) -> bool:
    if environment_dumps.may_show(text):
        return True
    named = _settings(knowledge).in_text(text) or may_give(document, knowledge)
    return named and (
        _READS.search(text) is not None or may_hold_credential(text, knowledge) or document.uses_tree(knowledge)
    )


@lru_cache(maxsize=4)
def _settings(knowledge: Knowledge) -> Words:
    return Words(knowledge.words("settings"))


class _Reader:
    def __init__(self, document: Document, knowledge: Knowledge, key: bytes) -> None:
        self._document = document
        self._knowledge = knowledge
        self._key = key
        self._text = document.fragment.text.lower()

    def settings(self) -> Facts:
        """Names of providers' settings that a data file or a script binds, and what it binds them to."""
        for each in self._document.settings():  # type: ignore[attr-defined]
            provider = self._provider(each.key)
            if provider is not None:
                span = self._document.span(each.key_start, each.key_end)
                yield CredentialUse(provider, each.key, span)
                yield from self._value(provider, each.key, each.value, span, each.path[:-1])

    def variables(self) -> Facts:
        """Names of providers' settings that the commands of a script expand."""
        for command in self._document.commands():  # type: ignore[attr-defined]
            for word in command.words:
                for name in _VARIABLE.findall(word.text):
                    provider = self._provider(name)
                    if provider is not None:
                        yield CredentialUse(provider, name, self._document.span(word.start, word.end))

    def given(self) -> Facts:
        """Credentials that the host of a pipeline hands to scripts under other names."""
        for script in self._document.scripts():  # type: ignore[attr-defined]
            for each in script.given:
                meant = meaning(each.source, self._knowledge)
                if meant and meant.fits(self._text):
                    yield CredentialUse(meant.provider, each.source, self._document.span(*each.place))

    def python(self, evaluation: Evaluation) -> Facts:
        """Variables that are read or set, what calls of the SDKs are given, and what is bound to names of settings."""
        for name, span in dict.fromkeys(_variables(evaluation)):
            provider = self._provider(name)
            if provider is not None:
                yield CredentialUse(provider, name, span)
        for call in evaluation.calls:
            yield from self._given(call)
        for assignment in evaluation.assignments:
            provider = self._provider(assignment.key)
            if provider is not None:
                for text in _texts(assignment.value):
                    yield from self._value(provider, assignment.key, text, assignment.span)

    def _given(self, call: Call) -> Facts:
        for binding in self._knowledge.bindings_of(call.callee):
            for argument in call.arguments:
                if not (self._meant(binding.provider) and binding.takes(argument.name, argument.position)):
                    continue
                for name in _read(argument.value):
                    yield CredentialUse(binding.provider, name, argument.span)
                for text in _texts(argument.value):
                    yield from self._value(binding.provider, binding.keyword or "", text, argument.span)

    def _value(self, provider: str, name: str, value: str, span: Span, within: tuple[str, ...] = ()) -> Facts:
        if len(value) >= _SHORTEST and not self._knowledge.is_placeholder(value):
            digest = blake2b(value.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16)
            yield CredentialValue(provider, name, digest.hexdigest(), span, within)

    def _provider(self, name: str) -> str | None:
        """The provider whose credential is bound to the name, where that is what the text is about."""
        setting = self._knowledge.settings.get(name)
        if setting is None or not setting.secret or setting.credential is None:
            return None
        fits = not setting.context or any(word in self._text for word in setting.context)
        return setting.provider if fits and self._meant(setting.provider) else None

    def _meant(self, provider: str) -> bool:
        """Whether keys of a cloud are meant for its quantum service."""
        return self._knowledge.providers[provider].meant(self._text)


def _texts(value: Any) -> Iterator[str]:
    from quantum_lint.evaluate.values import constants

    return (each.value for each in constants(value) if isinstance(each.value, str))


def _variables(evaluation: Evaluation) -> Iterator[tuple[str, Span]]:
    """Environment variables that are read or set, and where."""
    for call in evaluation.calls:
        yield from ((name, call.span) for name in _read(call.result))
        for argument in call.arguments:
            yield from ((name, argument.span) for name in _read(argument.value))
    for assignment in evaluation.assignments:
        if assignment.target.startswith("os.environ["):
            yield assignment.key, assignment.span
        place = assignment.value_where or assignment.where
        yield from ((name, place.span) for name in _read(assignment.value))


def _read(value: Any) -> Iterator[str]:
    """The environment variables that a value may be."""
    from quantum_lint.evaluate.values import Environment, options

    return (each.name for each in options(value) if isinstance(each, Environment) and each.name)
