"""Plugins for detect-secrets: a class for each provider of quantum computers, because a class names what it finds.

All of them read a line together, once: the first to be asked keeps the answer for the others.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.plugins.base import RegexBasedDetector

from quantum_lint.knowledge import load
from quantum_lint.match.line_credentials import line_credentials

if TYPE_CHECKING:
    from detect_secrets.util.code_snippet import CodeSnippet


class _ProviderDetector(RegexBasedDetector):
    """The credentials of one provider. There is no expression to give: names, calls and neighbours count as well."""

    provider: str
    denylist = ()

    def analyze_string(self, string: str) -> Generator[str, None, None]:
        """The values of the provider's credentials in a line."""
        yield from (value for provider, value in _found("", string, "") if provider == self.provider)

    def analyze_line(
        self, filename: str, line: str, line_number: int = 0, context: CodeSnippet | None = None, **_: Any
    ) -> set[PotentialSecret]:
        """The provider's credentials in a line, with the lines around it to tell whose they are."""
        around = _around(context) if context else ("", "")
        return {
            PotentialSecret(type=self.secret_type, filename=filename, secret=value, line_number=line_number)
            for provider, value in _found(around[0], line, around[1])
            if provider == self.provider
        }


def _around(context: CodeSnippet) -> tuple[str, str]:
    index = context.target_index
    return "\n".join(context.lines[:index]), "\n".join(context.lines[index + 1 :])


@lru_cache(maxsize=8)
def _found(before: str, line: str, after: str) -> tuple[tuple[str, str], ...]:
    """Provider and value of each credential on the line."""
    found = line_credentials(before, line, after, load())
    return tuple((credential.provider, value) for credential, value in found)


def _detector(provider: str, title: str) -> type[_ProviderDetector]:
    """The class of a provider, under a name that detect-secrets writes into its baselines."""
    words = re.findall(r"[A-Za-z0-9]+", title)
    name = "".join(word[0].upper() + word[1:] for word in words) + "Detector"
    body = {"secret_type": f"{title} Credential", "provider": provider, "__doc__": f"{title}."}
    return type(name, (_ProviderDetector,), body)


globals().update(
    {each.__name__: each for each in (_detector(row.name, row.title) for row in load().providers.values())}
)
