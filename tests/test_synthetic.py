"""Values made for examples and tests: of the right shape, never the same twice, never a placeholder."""

from __future__ import annotations

import re
from random import Random

import pytest

from quantum_lint import knowledge, synthetic
from quantum_lint.match import json_web_token
from quantum_lint.match.json_web_token import JsonWebToken

KNOWN = knowledge.load()


def test_same_seed_same_value_and_other_seed_another():
    first, again, other = (synthetic.make("dwave", "token", Random(seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_fill_gives_one_value_to_one_placeholder():
    filled = synthetic.fill("{{ionq.api-key}} {{iqm.token}} {{ionq.api-key}} {not} {{ spaced }}", Random(3))
    one, two, three, *rest = filled.split(" ", 3)
    assert one == three != two
    assert rest == ["{not} {{ spaced }}"]


def test_unknown_placeholder_is_an_error():
    with pytest.raises(KeyError, match="nobody"):
        synthetic.fill("{{nobody.token}}", Random(4))


@pytest.mark.parametrize("key", KNOWN.credentials, ids=".".join)
def test_made_values_are_no_placeholders(key):
    pattern = KNOWN.credentials[key].pattern
    for seed in range(30):
        value = synthetic.make(key[0], key[1], Random(seed))
        match = re.search(pattern, value)
        assert match
        secret = match[1] if match.re.groups else value
        assert not KNOWN.is_placeholder(secret.rpartition(".")[2] if secret.startswith("eyJ") else secret)


def test_token_says_who_issued_it_and_until_when():
    made = synthetic.token("https://iam.cloud.ibm.com/identity", 1_700_000_000, Random(5))
    assert json_web_token.read(made) == ("iam.cloud.ibm.com", 1_700_000_000)
    assert JsonWebToken("", 1_700_000_000).expired()
    assert not JsonWebToken("", synthetic.FAR_FUTURE).expired()


@pytest.mark.parametrize("value", ["a.b.c", "eyJ.eyJ.x", "eyJhbGciOiJub25l.W10.x", "e30.e30.x", "\ud800.e30.x"])
def test_what_is_no_token_is_read_as_none(value):
    assert json_web_token.read(value) is None
