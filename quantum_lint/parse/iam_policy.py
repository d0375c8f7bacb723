"""Policies of IAM that stand in a JSON file of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from quantum_lint.model.fragment import Fragment
from quantum_lint.model.template import Resource, Template
from quantum_lint.parse.json import JsonDocument
from quantum_lint.parse.mentions import stated
from quantum_lint.parse.values import JsonValues


class IamPolicyDocument(JsonDocument):
    """A policy, or a file of several."""

    @cached_property
    def template(self) -> Template:
        """The file as one thing that holds statements."""
        if self.root is None:
            return Template("iam-policy")
        value = JsonValues(self).value(self.root)
        return Template("iam-policy", (Resource("policy", "", value.span, value, "policy"),))

    def facts(self, knowledge: object) -> Iterator[object]:
        """The template, if it speaks of a quantum service."""
        yield from stated(self, "iam-policy", knowledge)


def parse(fragment: Fragment) -> IamPolicyDocument:
    """The document of the fragment."""
    return IamPolicyDocument(fragment)
