"""`quantum-lint prices`: what is known and how old it is, and updates from a server of this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from quantum_lint import config
from quantum_lint.cost.plans import choose, plans_of
from quantum_lint.knowledge import load
from quantum_lint.model.known import Plan
from tests.cli.runner import run

_COLUMNS = ("Product Family", "DeviceName", "Version", "operation", "Unit", "PricePerUnit", "Currency", "Region Code")
_HEAD = (
    '"FormatVersion","v1.0"\n"Disclaimer","for information"\n"Publication Date","2026-11-20T17:00:00Z"\n'
    '"Version","20261120170000"\n"OfferCode","AmazonBraket"\n'
)
_ROWS = (
    ("Quantum Task", "Garnet", "", "CompleteTask", "Task", "0.3000000000", "USD", "eu-north-1"),
    ("Quantum Task-Shot", "Garnet", "", "CompleteTask", "Shot", "0.0016000000", "USD", "eu-north-1"),
    ("Quantum Task-Shot", "Forte-1", "", "CompleteTask", "Shot", "0.0800000000", "USD", "us-east-1"),
    ("Quantum Task-Shot", "Forte-Enterprise-1", "", "CompleteTask", "Shot", "0.0900000000", "USD", "us-east-1"),
    ("Quantum Task-Shot", "Aquila", "", "CompleteTask", "Shot", "0.0100000000", "USD", "us-east-1"),
    ("Quantum Task-Shot", "Aquila", "", "CompleteTask", "Shot", "0.0200000000", "USD", "eu-west-2"),
    ("Quantum Task-Shot", "Oracle", "", "CompleteTask", "Shot", "0.5000000000", "USD", "eu-west-2"),
    ("Simulator Task", "", "SV1", "CompleteTask", "minutes", "0.0800000000", "USD", "us-east-1"),
    ("Simulator Task", "", "SV1", "FailedTask", "minutes", "0.0000000000", "USD", "us-east-1"),
)


def _quoted(row: tuple[str, ...]) -> str:
    return ",".join(f'"{field}"' for field in row)


CSV = _HEAD + "".join(f"{_quoted(row)}\n" for row in (_COLUMNS, *_ROWS))
JSON = json.dumps({
    "formatVersion": "v1.0",
    "offerCode": "AmazonBraket",
    "publicationDate": "2026-11-19T17:00:00Z",
    "products": {"A1": {"productFamily": "Quantum Task-Shot", "attributes": {"deviceName": "Garnet"}}},
    "terms": {"OnDemand": {"A1": {"A1.B": {"priceDimensions": {
        "A1.B.C": {"unit": "Shot", "pricePerUnit": {"USD": "0.0017"}}
    }}}}},
})  # fmt: skip
ANSWERS = {
    "/prices.csv": (200, CSV),
    "/prices.json": (200, JSON),
    "/other.csv": (200, CSV.replace("AmazonBraket", "AmazonEC2")),
    "/strange.csv": (200, _HEAD + _quoted(_COLUMNS) + "\n" + _quoted(_ROWS[6]) + "\n"),
    "/page.html": (200, "<html>Sign in</html>"),
    "/cut.json": (200, JSON[:100]),
    "/odd.json": (200, '{"offerCode": "AmazonBraket", "terms": []}'),
    "/binary": (200, "\udcff\udcfe"),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        code, text = ANSWERS.get(self.path, (404, "nothing"))
        self.send_response(code)
        self.end_headers()
        self.wfile.write(text.encode("utf-8", "surrogateescape"))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    listening = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.shutdown()
    listening.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tree"
    made.mkdir()
    return made


def test_everything_known_is_shown_with_its_day_and_source(folder: Path) -> None:
    answer = run("prices", folder=folder)
    assert (answer.code, answer.errors) == (0, "")
    for plan in load().plans:
        assert plan.as_of in answer.output
        assert plan.source in answer.output
    assert "0.30 USD a task of at most 100 circuits; 0.00145 USD a shot" in answer.output
    assert "unknown: Google publishes no price" in answer.output
    assert "600 seconds free in each 28 days" in answer.output
    assert "0.02 USD each 0.01 s" in answer.output
    assert "ibm_fez" in answer.output


def test_json_holds_the_same(folder: Path) -> None:
    answer = json.loads(run("prices", "--provider", "ibm", "--format", "json", folder=folder).output)
    assert {plan["provider"] for plan in answer["plans"]} == {"ibm"}
    assert {plan["route"] for plan in answer["plans"]} >= {"pay-as-you-go", "flex", "premium", "open"}
    assert all(plan["source"] and plan["as_of"] and plan["price"] for plan in answer["plans"])
    assert len(answer["devices"]) == 12
    assert answer["stale"] == sum(each["stale"] for each in (*answer["plans"], *answer["devices"]))


def test_what_is_old_is_marked_and_may_fail(folder: Path) -> None:
    assert " OLD, " not in run("prices", "--stale-after", "100000", folder=folder).output
    answer = run("prices", "--stale-after", "1", folder=folder)
    assert answer.code == 0
    assert "2025-11-21 OLD, " in answer.output
    assert run("prices", "--stale-after", "1", "--fail-stale", folder=folder).code == 1
    assert run("prices", "--stale-after", "100000", "--fail-stale", folder=folder).code == 0


def test_own_prices_are_shown_in_place_of_others(folder: Path) -> None:
    (folder / "quantum-lint.toml").write_text(
        '[[cost.plan]]\nprovider = "ibm"\nroute = "flex"\nas-of = "2026-11-01"\nprices = { second = "1.10" }\n'
    )
    answer = run("prices", "--provider", "ibm", folder=folder).output
    assert "1.10 USD a second" in answer
    assert "1.20 USD a second" not in answer


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--provider", "brakt"), "no price of brakt is known; did you mean braket?"),
        (("--url", "http://127.0.0.1/x"), "--url goes with update"),
        (("update", "--fail-stale"), "--fail-stale and --format go with show"),
        (("update", "--format", "json"), "--fail-stale and --format go with show"),
        (("--stale-after", "soon"), "--stale-after"),
        (("update", "--provider", "ibm"), "ibm publishes no list of prices to read; --provider must be one of braket"),
        (("update", "--url", "file:///etc/passwd"), "is no address of the web"),
    ],
)
def test_wrong_usage_is_said(words: tuple[str, ...], said: str, folder: Path) -> None:
    answer = run("prices", *words, folder=folder)
    assert answer.code == 2
    assert said in answer.errors
    assert not list(folder.iterdir())


def garnet_of(folder: Path, file: str = "quantum-lint-prices.json") -> Plan:
    settings = config.parse(f'[cost]\nprices = "{folder / file}"\n', "quantum-lint.toml")
    found = choose(plans_of(load().plans, settings), "braket", ("Garnet",))
    assert isinstance(found, Plan)
    return found


def test_an_update_says_what_changed_and_counts_from_then_on(folder: Path, server: str) -> None:
    answer = run("prices", "update", "--url", f"{server}/prices.csv", folder=folder)
    assert (answer.code, answer.errors) == (0, "")
    assert answer.output.splitlines() == [
        "IQM Garnet, on-demand: a shot is 0.0016 USD, was 0.00145 on 2026-09-18",
        "Amazon SV1, on-demand: a minute is 0.08 USD, was 0.075 on 2026-09-04",
        "2 plans of 2026-11-20 written to quantum-lint-prices.json, 2 changed.",
        "Aquila has several prices for a shot, by region: none was taken",
        "devices of IonQ Forte have several prices for a shot: none was taken",
        "Oracle is in the list, and not known here",
        'It counts from now on if the configuration names it: [cost] prices = "quantum-lint-prices.json"',
    ]
    plan = garnet_of(folder)
    assert (plan.prices, plan.as_of) == ({"task": "0.3", "shot": "0.0016"}, "2026-11-20")
    assert plan.source == f"{server}/prices.csv"


def test_a_second_update_tells_what_is_new_since_the_first(folder: Path, server: str) -> None:
    (folder / "quantum-lint.toml").write_text('[cost]\nprices = "ours.json"\n')
    (folder / "ours.json").write_text('{"schema": 1, "plans": []}')
    first = run("prices", "update", "--url", f"{server}/prices.csv", folder=folder)
    assert "It counts from now on" not in first.output
    second = run("prices", "update", "--url", f"{server}/prices.json", folder=folder)
    assert "a shot is 0.0017 USD, was 0.0016 on 2026-11-20" in second.output
    assert garnet_of(folder, "ours.json").prices["shot"] == "0.0017"
    assert '"minute": "0.08"' in (folder / "ours.json").read_text(), "what the list does not tell stays"
    again = run("prices", "update", "--url", f"{server}/prices.json", folder=folder)
    assert "1 plan of 2026-11-19 written to ours.json, none changed." in again.output.replace("[FOLDER]/", "")
    assert "0.0017 USD a shot" in run("prices", "--provider", "braket", folder=folder).output


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("other.csv", "the answer is no list of prices of AmazonBraket"),
        ("page.html", "the answer is no list of prices of AmazonBraket"),
        ("cut.json", "the answer is no list of prices of AmazonBraket"),
        ("odd.json", "the answer is no list of prices of AmazonBraket"),
        ("binary", "the answer is no text"),
        ("strange.csv", "the list has no price of a device that is known here"),
        ("missing", "gave no answer: Not Found"),
    ],
)
def test_what_is_no_price_list_changes_nothing(path: str, said: str, folder: Path, server: str) -> None:
    file = folder / "ours.json"
    file.write_text('{"schema": 1, "plans": []}')
    answer = run("prices", "update", "--url", f"{server}/{path}", "--output", "ours.json", folder=folder)
    assert answer.code == 2
    assert said in answer.errors
    assert "nothing was changed" in answer.errors
    assert file.read_text() == '{"schema": 1, "plans": []}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no", "the price file is no JSON"),
        ("[]", "is no price file"),
        ('{"schema": 1, "plans": [3]}', "plan 1 is no object"),
        ('{"schema": 1, "plans": [{"provider": "ibm", "price": "3"}]}', "plan 1 is not whole: look at route, model"),
    ],
)
def test_a_price_file_that_is_none_is_said(text: str, said: str, folder: Path) -> None:
    (folder / "quantum-lint.toml").write_text('[cost]\nprices = "ours.json"\n')
    (folder / "ours.json").write_text(text)
    answer = run("prices", folder=folder)
    assert answer.code == 2
    assert "ours.json" in answer.errors
    assert said in answer.errors
