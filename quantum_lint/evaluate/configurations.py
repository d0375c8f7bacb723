"""Models of `configparser`: sections and options of a configuration that the program itself holds as a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quantum_lint.evaluate.access import HELD, read_item
from quantum_lint.evaluate.decoding import LONGEST, Arguments, Model, value_of
from quantum_lint.evaluate.values import UNKNOWN_ITEM, DictValue, Instance, Known, Value, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

_PARSERS = ("ConfigParser", "RawConfigParser", "SafeConfigParser")


def _read_string(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    given = find_argument(arguments, "string", 0)
    text = given.value if given is not None else None
    if isinstance(receiver, Instance) and isinstance(text, Known) and isinstance(text.value, str):
        sections = _sections(text) if len(text.value) <= LONGEST else None
        if sections is not None:
            machine.state.bind(receiver.contents, HELD, sections)
    return None


def _read_dictionary(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    given = find_argument(arguments, "dictionary", 0)
    if isinstance(receiver, Instance) and given is not None and isinstance(given.value, DictValue):
        machine.state.bind(receiver.contents, HELD, given.value)
    return None


def _get(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`parser.get(section, option)`; None where it is not known what the parser read."""
    section, option = find_argument(arguments, "section", 0), find_argument(arguments, "option", 1)
    sections = receiver.contents.get(HELD) if isinstance(receiver, Instance) else None
    if sections is None or section is None or option is None:
        return None
    found = read_item(machine, read_item(machine, sections, section.value), option.value)
    return None if found is UNKNOWN_ITEM else found


def _sections(text: Known) -> Value | None:
    """What a text says; None where it is no configuration."""
    import configparser

    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text.value)
    except configparser.Error:
        return None
    return value_of({name: dict(parser.items(name)) for name in parser.sections()}, text)


MODELS: dict[str, Model] = {
    f"configparser.{parser}.{method}": model
    for parser in _PARSERS
    for method, model in (("read_string", _read_string), ("read_dict", _read_dictionary), ("get", _get))
}
