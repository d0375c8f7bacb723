"""Places in what programs printed: the outputs and the metadata of notebooks, written as the SDKs write them."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator

from tests.recall.kinds import Kind, Value, imported
from tests.recall.places import Place, Written, literal, notebook
from tests.support.notebooks import Output


def _parameter(kind: Kind) -> tuple[str, str, str] | None:
    """Module, class and parameter of a call that takes the credential."""
    for binding in kind.bindings:
        if binding.keyword and not binding.first:
            names = binding.callable.split(".")
            return ".".join(names[:-1]), names[-1], binding.keyword
    return None


def set_by_magic(kind: Kind, value: Value) -> Iterator[Written]:
    """What `%env` answers."""
    if kind.setting:
        yield Written("a.ipynb", notebook("%run setup.py", [Output(f"env: {kind.setting}={value.text}")]))


def printed(kind: Kind, value: Value) -> Iterator[Written]:
    """A line that a program or a command line tool prints."""
    if kind.setting:
        yield Written("b.ipynb", notebook("!env | sort", [Output(f"HOME=/root\n{kind.setting}={value.text}\nLANG=C")]))
    elif kind.shaped:
        yield Written("b.ipynb", notebook("show()", [Output(f"Token: {value.text}")]))


def account(kind: Kind, value: Value) -> Iterator[Written]:
    """The dictionary that a call like `active_account()` returns, with the parameter's name and the provider's URL."""
    parameter = _parameter(kind)
    if parameter:
        host = next((host.lstrip(".") for host in kind.provider.endpoints), kind.provider.name)
        shown = repr({"channel": "default", "url": f"https://{host}/", parameter[2]: value.text, "verify": True})
        yield Written("c.ipynb", notebook("client.account()", [Output(shown, {"mime": "text/plain"})]))


def representation(kind: Kind, value: Value) -> Iterator[Written]:
    """The `repr` of a client that shows its arguments."""
    parameter = _parameter(kind)
    if parameter:
        shown = f"<{parameter[0]}.{parameter[1]}({parameter[2]}={value.text!r}, verify=True)>"
        yield Written("d.ipynb", notebook("client", [Output(shown, {"mime": "text/plain"})]))


def table(kind: Kind, value: Value) -> Iterator[Written]:
    """A data frame of the environment."""
    if kind.setting:
        row = f"<tr><th>3</th><td>{kind.setting}</td><td>{html.escape(value.text)}</td></tr>"
        shown = f"<table>\n<tr><th></th><th>name</th><th>value</th></tr>\n{row}\n</table>"
        yield Written("e.ipynb", notebook("frame", [Output(shown, {"mime": "text/html"})]))


def traceback(kind: Kind, value: Value) -> Iterator[Written]:
    """A traceback with the line of the call in it, coloured as IPython colours it."""
    binding = next((row for row in kind.bindings if row.keyword and not row.first), None)
    if binding:
        callee = imported(binding)[1].split(".")
        dots = "\x1b[38;5;241m.\x1b[39m".join(callee)
        call = (
            f"{dots}(\x1b[43m{binding.keyword}\x1b[39;49m\x1b[38;5;241;43m=\x1b[39;49;00m"
            f"\x1b[38;5;124;43m{literal(value.text)}\x1b[39;49m)"
        )
        shown = (
            "\x1b[0;31m---------------------------------------------------------------------------\x1b[0m\n"
            "\x1b[0;31mValueError\x1b[0m                                Traceback (most recent call last)\n"
            f"Cell \x1b[0;32mIn[2], line 3\x1b[0m\n\x1b[1;32m      1\x1b[0m \x1b[38;5;28;01mfrom\x1b[39;00m "
            f"\x1b[38;5;21;01m{binding.callable.rpartition('.')[0]}\x1b[39;00m \x1b[38;5;28;01mimport\x1b[39;00m x\n"
            f"\x1b[0;32m----> 3\x1b[0m client \x1b[38;5;241m=\x1b[39m {call}\n\n"
            "\x1b[0;31mValueError\x1b[0m: no such account"
        )
        yield Written("f.ipynb", notebook("connect()", [Output(shown, {"error": ""})]))


def structured(kind: Kind, value: Value) -> Iterator[Written]:
    """A JSON output of the environment."""
    if kind.setting:
        shown = json.dumps({"environment": {kind.setting: value.text}})
        yield Written("g.ipynb", notebook("JSON(settings)", [Output(shown, {"mime": "application/json"})]))


def _metadata(name: str, text: str) -> dict[str, object]:
    return {"papermill": {"parameters": {"shots": 100, name: text}}, "language_info": {"name": "python"}}


def parameters(kind: Kind, value: Value) -> Iterator[Written]:
    """The parameters that papermill writes into the metadata."""
    if kind.setting:
        yield Written("h.ipynb", notebook("x = 1", metadata=_metadata(kind.setting.lower(), value.text)))


def widget(kind: Kind, value: Value) -> Iterator[Written]:
    """A text field whose label names the setting."""
    if kind.setting:
        model = {"model_name": "TextModel", "state": {"description": kind.setting, "value": value.text}}
        state = {"application/vnd.jupyter.widget-state+json": {"state": {"1" * 32: model}, "version_major": 2}}
        yield Written("i.ipynb", notebook("x = 1", metadata={"widgets": state}))


PLACES = [
    Place("output of %env", set_by_magic),
    Place("stream", printed),
    Place("returned account", account),
    Place("repr", representation),
    Place("HTML table", table),
    Place("traceback", traceback),
    Place("JSON output", structured),
    Place("papermill parameter", parameters),
    Place("widget state", widget),
]
