"""Secrets of other services: every plugin that is asked finds its own shape, and nothing else wakes one."""

from __future__ import annotations

from importlib import import_module
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quantum_lint import synthetic
from quantum_lint.match.expression import compile_expression
from quantum_lint.match.generic_secrets import GATES, generic_secrets

#: By the name that detect-secrets has for it: a line with such a secret, and which part of it that is.
LINES = {
    "Artifactory Credentials": ('key = "', "AKC{{alnum:20}}", '"'),
    "Cloudant Credentials": ('cloudant_password = "', "{{hex:64}}", '"'),
    "Discord Bot Token": ("run('", "M{{alnum:23}}.{{alnum:6}}.{{alnum:27}}", "')"),
    "GitHub Token": ("token: ", "gho_{{alnum:36}}", ""),
    "GitLab Token": ("git clone -c ", "glpat-{{alnum:20}}", " x"),
    "IBM COS HMAC Credentials": ('"cos_hmac_secret_access_key": "', "{{hex:48}}", '"'),
    "JSON Web Token": ("Bearer ", "{{jwt:https://login.acme.net}}", ""),
    "Mailchimp Access Key": ("'", "{{hex:32}}-us12", "'"),
    "NPM tokens": ("//registry.npmjs.org/:_authToken=", "npm_{{alnum:36}}", ""),
    "OpenAI Token": ("key=", "sk-{{alnum:20}}T3BlbkFJ{{alnum:20}}", ""),
    "PyPI Token": ("password = ", "pypi-AgEIcHlwaS5vcmc{{alnum:80}}", ""),
    "Secret Keyword": ('db_password = "', "{{alnum:32}}", '"'),
    "SendGrid API Key": ("mail: ", "SG.{{alnum:22}}.{{alnum:43}}", ""),
    "Slack Token": ("", "xoxp-{{digits:10}}-{{digits:10}}-{{hex:24}}", ""),
    "SoftLayer Credentials": ('softlayer_api_key = "', "{{hex:64}}", '"'),
    "Square OAuth Secret": ("square: ", "sq0csp-{{alnum:43}}", ""),
    "Stripe Access Key": ("pay(", "sk_live_{{alnum:24}}", ")"),
    "Telegram Bot Token": ("https://api.telegram.org/bot", "{{digits:10}}:{{alnum:35}}", "/sendMessage"),
    "Twilio API Key": ("sid = '", "AC{{hex:32}}", "'"),
}
NEAR_MISSES = [
    "key: AKCESSIBILITY APERIODICAL",
    "commit 3f786850e387550fdab836ed7e6dc881de23001b",
    "token: ghp_your_token_here_with_some_more_letters_x",
    "xoxb-your-slack-token",
    "sk-...T3BlbkFJ...",
    "pypi-AgEIcHlwaS5vcmc",
    "password: ${DB_PASSWORD}",
    'secret = "results/queue-of-jobs-version-2"',
    "api_key = os.environ['SERVICE_API_KEY_2']",
    "hash = SK_lattice_surgery_with_three_patches_2",
    "data:font/woff2;base64,d09GMgABAAAAAKN4ACabcdefghij0123456789abcdefghijklABIAAAAB6QQAAKMTAAIA",
]


def line(kind: str, seed: int) -> tuple[str, str]:
    """A line that holds the secret, and the secret."""
    before, template, after = LINES[kind]
    secret = synthetic.fill(template, Random(seed))
    return f"{before}{secret}{after}", secret


def test_every_plugin_that_is_asked_has_a_line_here() -> None:
    modules = [(import_module(f"detect_secrets.plugins.{module}"), kind) for module, kind in map(_split, GATES)]
    assert {getattr(module, kind).secret_type for module, kind in modules} == set(LINES) - {"Secret Keyword"}


def _split(name: str) -> tuple[str, str]:
    module, _, kind = name.partition(".")
    return module, kind


@pytest.mark.parametrize("kind", LINES)
def test_each_shape_is_found_and_named(kind: str) -> None:
    found = 0
    for seed in range(40):
        written, secret = line(kind, seed)
        text = f"# \u00e9\n{written}\nend"
        found += any(each.kind == kind and text[each.start : each.end] == secret for each in generic_secrets(text))
    assert found >= 36  # a random value may look like an example, or not random enough


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert list(generic_secrets(text)) == []


def test_a_spent_web_token_and_the_sample_of_introductions_are_left_alone() -> None:
    old = synthetic.token("https://login.acme.net", 1_500_000_000, Random(1))
    sample = synthetic.token("https://login.example.com", synthetic.FAR_FUTURE, Random(1))
    assert list(generic_secrets(f"{old}\n{sample}")) == []


@given(st.sampled_from(list(LINES)), st.integers(0, 20), st.text(alphabet="ab .:=\n", max_size=40))
@settings(max_examples=60)
def test_what_stands_around_moves_the_place_and_changes_nothing(kind: str, seed: int, before: str) -> None:
    written, secret = line(kind, seed)
    alone = [written[each.start : each.end] for each in generic_secrets(written) if each.kind == kind]
    text = f"{before}\n{written}\n{before}"
    assert [text[each.start : each.end] for each in generic_secrets(text) if each.kind == kind] == alone
    assert not alone or secret in alone


def test_the_gate_is_one_that_re2_and_the_standard_library_take() -> None:
    assert compile_expression("|".join(f"({each})" for each in GATES.values())).groups >= len(GATES)
