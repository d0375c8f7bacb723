"""Rules of networks that let every address in."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.match.clouds import Clouds, IngressRow
from quantum_lint.match.stacks import Stack
from quantum_lint.model.template import Resource, Value

#: Servers that run code, or hand out what runs elsewhere, for whoever reaches them, by their usual ports.
SERVERS = {
    8888: "Jupyter",
    8889: "Jupyter",
    8786: "a Dask scheduler",
    8787: "a Dask dashboard",
    8265: "a Ray dashboard",
    10001: "Ray",
    6379: "Redis",
    5672: "RabbitMQ",
    4222: "NATS",
    9092: "Kafka",
    48008: "a Covalent dispatcher",
}
_EVERYWHERE = ("0.0.0.0/0", "::/0", "*", "internet", "any")
_EVERY_PROTOCOL = ("-1", "all")
_OUT = ("egress", "outbound")


def openings(stack: Stack, clouds: Clouds) -> Iterator[tuple[str, Value, list[int]]]:
    """File, source and ports of each rule that lets everybody reach such a server."""
    for placed in stack.placed:
        for row in clouds.rows("ingress", IngressRow, placed.resource):
            for rule, sources in _rules(placed.resource, row):
                source = next((each for each in _values(stack, sources, row.sources) if _anywhere(each)), None)
                ports = _ports(stack, rule, row) if source and _inward(stack, placed.resource, rule, row) else []
                if source is not None and ports:
                    yield placed.path, source, ports


def _rules(resource: Resource, row: IngressRow) -> Iterator[tuple[Value, Value]]:
    """The rules of a resource, and where the sources of each stand."""
    top = resource.properties.get(row.within) if row.within else resource.properties
    if top is None or not row.blocks:
        yield from [(top, top)] if top else ()
        return
    for block in (each for name in row.blocks for each in top.every(name)):
        rule = block.get(row.inside) if row.inside else block
        if rule is not None and rule.kind == "map":
            yield rule, top if row.outside else rule


def _values(stack: Stack, holder: Value, names: tuple[str, ...]) -> Iterator[Value]:
    for name in names:
        for each in holder.every(name):
            yield from stack.resolve(each).listed()


def _anywhere(value: Value) -> bool:
    return value.kind == "text" and value.text.lower() in _EVERYWHERE


def _inward(stack: Stack, resource: Resource, rule: Value, row: IngressRow) -> bool:
    holders = (rule, resource.properties)
    directions = [each for holder in holders if row.direction for each in _values(stack, holder, (row.direction,))]
    accesses = list(_values(stack, rule, (row.access,))) if row.access else []
    return not any(each.text.lower() in _OUT for each in directions) and not any(
        each.text.lower() == "deny" for each in accesses
    )


def _ports(stack: Stack, rule: Value, row: IngressRow) -> list[int]:
    """The ports of such servers that the rule opens."""
    if any(each.text.lower() in _EVERY_PROTOCOL for each in _values(stack, rule, row.protocols)):
        return list(SERVERS)
    if row.first:
        ends = [next((each.text for each in _values(stack, rule, (name,))), "") for name in (row.first, row.last)]
        ranges = ["-".join(ends)]
    else:
        ranges = [each.text for each in _values(stack, rule, row.ports)]
    return [port for port in SERVERS if any(_within(port, each) for each in ranges)]


def _within(port: int, written: str) -> bool:
    """Whether a port is in a range as it is written: `8888`, `8000-9000` or `*`."""
    first, _, last = written.partition("-")
    if written == "*":
        return True
    return first.isdigit() and (last or first).isdigit() and int(first) <= port <= int(last or first)
