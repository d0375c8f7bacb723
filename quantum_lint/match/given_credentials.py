"""Literals that a provider's SDK is given as credentials: by calls, by attributes, and in commented-out calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.commented_calls import commented_code
from quantum_lint.match.credential_values import credential_in
from quantum_lint.match.given_signs import may_give_value
from quantum_lint.model.callee import tail
from quantum_lint.model.fragment import Document
from quantum_lint.model.known import Binding, Credential
from quantum_lint.model.span import Span
from quantum_lint.parse.python import PythonDocument

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Argument, Assignment, Call, Evaluation
    from quantum_lint.evaluate.values import Known, Value

#: A name this long is nobody else's; a shorter one without its package needs the package named in the text.
_TELLING = 12


class Written(NamedTuple):
    """The literals that `value` is written in: their spans in the document, or in another file, which `path` names."""

    value: str
    spans: tuple[Span, ...]
    document: PythonDocument
    path: str | None = None


class Given(NamedTuple):
    """A credential given to `parameter` of `callee` at `place`, a place of the document itself."""

    credential: Credential
    written: Written
    callee: str
    parameter: str
    place: Span

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the document itself holds literals that are the credential."""
        return () if self.written.path else self.written.spans


def given(document: PythonDocument, knowledge: Knowledge) -> Iterator[Given]:
    """Every credential that a call or an attribute takes, in running code and in commented-out calls."""
    if not may_give_value(document, knowledge):
        return
    evaluation = document.evaluation(knowledge)
    yield from _in_code(document, evaluation, knowledge)
    if evaluation.elsewhere is not None:
        # A literal of another file that reaches a call there is found when that file is read.
        found = _in_code(document, evaluation.elsewhere, knowledge)
        yield from (each for each in found if each.written.path is None)
    yield from _in_comments(document, evaluation, knowledge)


def _in_comments(document: PythonDocument, evaluation: Evaluation, knowledge: Knowledge) -> Iterator[Given]:
    """What commented-out calls take, and what is bound in a comment to a name that a call of the code takes."""
    taken = _taken(document, evaluation, knowledge)
    names = {each.alias for each in evaluation.imports if each.qualified.rpartition(".")[2] in knowledge.bindings}
    callers = {call.context.function.rpartition(".")[2] for _, call, _ in taken if call.context.function}
    bound = {_variable(argument): (call, binding) for argument, call, binding in taken}
    sources = commented_code(document, {*knowledge.bindings, *names, *callers}, {*knowledge.attributes, *bound})
    if not sources:
        return
    comments = document.evaluation_after(sources, knowledge)
    yield from _in_code(document, comments, knowledge)
    for assignment in comments.assignments:
        if assignment.key in bound:
            call, binding = bound[assignment.key]
            for credential, written in _credentials(document, assignment.value, assignment.span, binding, knowledge):
                yield Given(credential, written, _name(call), binding.keyword or "", call.span)


def _taken(
    document: PythonDocument, evaluation: Evaluation, knowledge: Knowledge
) -> list[tuple[Argument, Call, Binding]]:
    """The arguments that are credential parameters of known calls."""
    return [
        (argument, call, binding)
        for call in evaluation.calls
        for binding in _bindings(_name(call), document.fragment.text, knowledge)
        for argument in call.arguments
        if binding.takes(argument.name, argument.position)
    ]


def _variable(argument: Argument) -> str:
    """The last name of an argument that is a variable or an attribute; empty for any other."""
    import ast

    node = argument.where.node
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _in_code(document: PythonDocument, evaluation: Evaluation, knowledge: Knowledge) -> Iterator[Given]:
    for call in map(_prepared, evaluation.calls):
        for binding in _bindings(_name(call), document.fragment.text, knowledge):
            yield from _in_call(document, call, binding, knowledge)
    for assignment in evaluation.assignments:
        for binding in knowledge.attributes.get(assignment.key, ()):
            if binding.fits(assignment.target.rpartition(".")[0]):
                yield from _in_attribute(document, assignment, binding, knowledge)


def _prepared(call: Call) -> Call:
    """The call that `functools.partial` gives its arguments, which may be made anywhere or never."""
    from quantum_lint.evaluate.values import Reference

    first = call.arguments[0].value if call.arguments and call.callee == "functools.partial" else None
    if not isinstance(first, Reference):
        return call
    later = (
        each if each.position is None else each._replace(position=each.position - 1) for each in call.arguments[1:]
    )
    return call._replace(callee=first.name, arguments=tuple(later))


def _name(call: Call) -> str:
    """The qualified callee; `?.` and what is written where nothing here defines its first name."""
    return f"?.{call.callee_where.text}" if call.callee.startswith("?.") else call.callee


def _bindings(callee: str, text: str, knowledge: Knowledge) -> Iterator[Binding]:
    """The bindings of a callee; of one that nothing defines, those that its name alone tells."""
    if not callee.startswith("?."):
        yield from (binding for binding in knowledge.bindings_of(callee) if binding.keyword)
        return
    names = tuple(callee.split(".")[1:])
    for binding in knowledge.bindings.get(names[-1], ()):
        mine = tail(binding.callable)
        telling = len(mine[0]) >= _TELLING or binding.root in text
        if binding.keyword and names[-len(mine) :] == mine and telling:
            yield binding


def _in_call(document: PythonDocument, call: Call, binding: Binding, knowledge: Knowledge) -> Iterator[Given]:
    if binding.first and not any(_starts(each, binding.first) for each in call.arguments):
        return
    for argument in call.arguments:
        if binding.takes(argument.name, argument.position):
            for credential, written in _credentials(document, argument.value, argument.span, binding, knowledge):
                yield Given(credential, written, _name(call), argument.name or binding.keyword or "", call.span)


def _in_attribute(
    document: PythonDocument, assignment: Assignment, binding: Binding, knowledge: Knowledge
) -> Iterator[Given]:
    for credential, written in _credentials(document, assignment.value, assignment.span, binding, knowledge):
        yield Given(credential, written, assignment.target, assignment.key, assignment.span)


def _starts(argument: Argument, prefix: str) -> bool:
    from quantum_lint.evaluate.values import constants

    return argument.position == 0 and any(str(each.value).startswith(prefix) for each in constants(argument.value))


def _credentials(
    document: PythonDocument, value: Value, place: Span, binding: Binding, knowledge: Knowledge
) -> Iterator[tuple[Credential, Written]]:
    from quantum_lint.evaluate.values import constants

    for constant in constants(value):
        if isinstance(constant.value, str):
            credential = _credential(constant.value, binding, knowledge)
            if credential:
                yield credential, _written(document, constant, place)


def _written(document: PythonDocument, constant: Known, place: Span) -> Written:
    """Where most of a value is written, if its pieces come from several files."""
    others = {each.positions.path: PythonDocument(each.positions.fragment) for each in constant.sources}
    pieces = [
        Written(constant.value, _exact(other, constant, path), other, path)
        for path, other in others.items()
        if path is not None
    ]
    own = _exact(document, constant, None)
    if own or not pieces:
        pieces.append(Written(constant.value, own or (place,), document))
    return max(pieces, key=lambda piece: sum(span.end - span.start for span in piece.spans))


def _exact(document: Document, constant: Known, path: str | None) -> tuple[Span, ...]:
    """The literals of a value in one file: the part of one that is the whole value, or all that are pieces of it."""
    spans = constant.origins_in(path)
    text, offset = document.fragment.text, document.fragment.map.offset
    pieces = []
    for span in spans:
        start, end = offset(span.start), offset(span.end)
        at = text.find(constant.value, start, end)
        if at >= 0:
            return (document.span(at, at + len(constant.value)),)
        if text[start:end] in constant.value:
            pieces.append(span)
    return tuple(pieces) or spans


def _credential(value: str, binding: Binding, knowledge: Knowledge) -> Credential | None:
    return credential_in(value, knowledge.credentials[binding.provider, binding.credential], knowledge)
