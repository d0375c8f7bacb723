"""Secrets of services that have nothing to do with quantum computing, told by the plugins of detect-secrets.

Its own loop over lines runs at 7 MB/s and all of its plugins at less than 1. So one expression for RE2 says where one
of the plugins may find something, and only then is the plugin imported and asked about that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint.match.expression import compile_expression
from quantum_lint.match.json_web_token import read as read_token
from quantum_lint.match.shapes import is_mixed
from quantum_lint.model import lazy
from quantum_lint.placeholders import is_placeholder

if TYPE_CHECKING:
    from detect_secrets.plugins.base import RegexBasedDetector

_BEFORE, _AFTER = r"(?:^|[^0-9A-Za-z_+/-])", r"(?:$|[^0-9A-Za-z_+/-])"
_GIVEN = r"""["']?\]?[ ]*(?:=>|::|:=|=|:| +)[ ]*["']?"""
_NAMED = rf"[_-]?(?:api)?[_-]?(?:key|pwd|pw|password|pass|token){_GIVEN}"
#: By plugin what it looks for, without what RE2 cannot say. Not among them: the two that measure entropy; those for
#: keys of AWS, IBM Cloud and Azure storage, private keys and passwords in URLs, for which there are rules that know
#: more; and addresses of computers, which are no secrets.
GATES = {
    "artifactory.ArtifactoryDetector": r"""(?:^|[\s=:"])(?:AKC[a-zA-Z0-9]{10}|AP[\dA-F][a-zA-Z0-9]{8})""",
    "cloudant.CloudantDetector": rf"(?i:\b(?:cloudant|clou|cl){_NAMED}[0-9a-z]{{24}}|@[\w-]+\.cloudant\.com)",
    "discord.DiscordBotTokenDetector": rf"{_BEFORE}[MNO][\w-]{{23,25}}\.[\w-]{{6}}\.[\w-]{{27}}{_AFTER}",
    "github_token.GitHubTokenDetector": rf"{_BEFORE}gh[oprsu]_[A-Za-z0-9_]{{36}}",
    "gitlab_token.GitLabTokenDetector": rf"{_BEFORE}(?:gl(?:pat|dt|ft|soat|rt|cbt|imt|ptt|agent|oas)-|GR1348941)",
    "ibm_cos_hmac.IbmCosHmacDetector": rf"(?i:secret[-_]?(?:access)?[-_]?key{_GIVEN}[a-f0-9]{{48}})",
    "jwt.JwtTokenDetector": r"eyJ[A-Za-z0-9_=-]+\.eyJ[A-Za-z0-9_=-]+\.",
    "mailchimp.MailchimpDetector": rf"{_BEFORE}[0-9a-z]{{32}}-us[0-9]{{1,2}}{_AFTER}",
    # Without the host before it, whose length makes the automaton of all of them thirteen times slower.
    "npm.NpmDetector": r"/:_authToken=\s*(?:npm_|[A-Fa-f0-9-]{36})",
    "openai.OpenAIDetector": rf"{_BEFORE}sk-[A-Za-z0-9_-]{{0,100}}T3BlbkFJ",
    "pypi_token.PypiTokenDetector": r"pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)",
    "sendgrid.SendGridDetector": rf"{_BEFORE}SG\.[\w-]{{22}}\.[\w-]{{43}}",
    "slack.SlackDetector": r"(?i:xox[abposr]-\d+-)|(?i:https://hooks\.slack\.com/services/T)",
    "softlayer.SoftlayerDetector": rf"(?i:\b(?:softlayer|sl){_NAMED}[a-z0-9]{{64}}|api.softlayer.com/soap/)",
    "square_oauth.SquareOAuthDetector": r"sq0csp-",
    "stripe.StripeDetector": rf"{_BEFORE}[rs]k_live_[0-9a-zA-Z]{{24}}",
    "telegram_token.TelegramBotTokenDetector": r"(?:^|bot|[^0-9A-Za-z])\d{8,10}:[\w-]{35}(?:$|[^\w-])",
    "twilio.TwilioKeyDetector": rf"{_BEFORE}(?:AC|SK)[a-z0-9]{{32}}{_AFTER}",
}
_PLUGINS = tuple(GATES)
#: The plugin that goes by a name, and what wakes it. Of 539 values that it finds in 19,631 such lines of quantum
#: repositories none is a secret; of those that look random as well there is one, in a test.
_BY_NAME = "keyword.KeywordDetector"
NAME_GATE = (
    r"(?i:(?:api|auth|service|account|db|database|priv|private|client)_?key|(?:db|database|key)_?pass"
    r"|passwo?r?d|pwd|secret)\w{0,40}[\"'\]]{0,2}[ \t]{0,8}[=:]{1,2}[ \t]{0,8}[\"'(]{0,2}[A-Za-z0-9._~+/=-]{16}"
)
_RANDOM = lazy.pattern(r"[A-Za-z0-9._~+/=-]{16,}")
#: A web token goes on where its plugin stops, before the signature.
_REST = r"[A-Za-z0-9_=.-]*"
#: A plugin reads no more of a line than this on either side of what woke it: lines may be megabytes long.
_FARTHEST = 2000
_SHORTEST = 12
#: Payloads of web tokens that stand in introductions to web tokens.
_SAMPLE = lazy.pattern(r"John Doe|1234567890|example|sample", re.IGNORECASE)


class Generic(NamedTuple):
    """A secret, and what the plugin that found it says that it is; characters `start` to `end`."""

    kind: str
    start: int
    end: int


def generic_secrets(text: str) -> Iterator[Generic]:
    """Every secret of the text that one of the plugins finds and that is no example, each once."""
    found = list(_shaped(text))
    yield from found
    for match in compile_expression(NAME_GATE).finditer(text):
        # The first plugin brings the whole of detect-secrets with it, and `requests`: 80 ms.
        if not any(map(_has_all_kinds, _RANDOM.findall(text, *_line(text, match.start(), match.end())))):
            continue
        for each in _told(text, match.start(), match.end(), _plugin(_BY_NAME)):
            known = any(each.start < other.end and other.start < each.end for other in found)
            if not known and _is_random(text[each.start : each.end]):
                yield each


def _shaped(text: str) -> Iterator[Generic]:
    gate = compile_expression("|".join(f"({each})" for each in GATES.values()))
    for match in gate.finditer(text):
        yield from _told(text, match.start(), match.end(), _plugin(_PLUGINS[match.lastindex - 1]))


def _told(text: str, start: int, end: int, plugin: RegexBasedDetector) -> Iterator[Generic]:
    """What the plugin finds in the line, where it was woken."""
    first, last = _line(text, start, end)
    for value in _values(plugin, text[first:last]):
        at = text.find(value, max(first, start - len(value)), last)
        if 0 <= at < end and start < at + len(value):
            yield Generic(str(plugin.secret_type), at, at + len(value))


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return max(first, start - _FARTHEST), min(len(text) if last < 0 else last, end + _FARTHEST)


@cache
def _plugin(name: str) -> RegexBasedDetector:
    from importlib import import_module

    module, _, kind = name.partition(".")
    found: Any = getattr(import_module(f"detect_secrets.plugins.{module}"), kind)
    plugin: RegexBasedDetector = found()
    return plugin


def _values(plugin: RegexBasedDetector, line: str) -> Iterator[str]:
    """What the plugin finds, as far as the filters of detect-secrets and ours let it through."""
    from detect_secrets.filters import heuristic

    filters = (
        heuristic.is_sequential_string,
        heuristic.is_templated_secret,
        heuristic.is_prefixed_with_dollar_sign,
        heuristic.is_not_alphanumeric_string,
        _is_example,
        _is_spent,
    )
    for found in dict.fromkeys(_found(plugin, line)):
        value = found.strip(" \t\"'=:,;")
        if any(map(str.isdigit, value)) and not any(reject(value) for reject in filters):
            yield value


def _found(plugin: RegexBasedDetector, line: str) -> Iterator[str]:
    """What the plugin finds; some expressions give no more than the beginning, and then it is all that they match."""
    for value in plugin.analyze_string(line):
        if value.startswith("eyJ"):
            yield from re.findall(re.escape(value) + _REST, line)[:1]
        elif len(value) >= _SHORTEST:
            yield value
        else:
            matches = (match[0] for expression in plugin.denylist for match in expression.finditer(line))
            yield from (match for match in matches if match.startswith(value))


def _has_all_kinds(run: str) -> bool:
    """Whether a random value may be a part of the run: it has letters, small and capital, and digits."""
    return all(any(map(kind, run)) for kind in (str.isdigit, str.isupper, str.islower))


def _is_random(value: str) -> bool:
    return _RANDOM.fullmatch(value) is not None and is_mixed(value)


def _is_example(value: str) -> bool:
    return is_placeholder(value.rpartition("://")[2])


def _is_spent(value: str) -> bool:
    """Whether it is a web token that has expired or is the sample of an introduction."""
    import base64
    import binascii

    token = read_token(value) if value.startswith("eyJ") else None
    if token is None:
        return False
    payload = value.split(".")[1]
    try:
        claims = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode("utf-8", "replace")
    except binascii.Error:
        return True
    return token.expired() or _SAMPLE.search(claims) is not None
