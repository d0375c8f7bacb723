"""Infrastructure: what resources, names and values a file says, and where each of them stands."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quantum_lint.languages import language_of
from quantum_lint.model.template import Template, Value
from quantum_lint.parse import document
from tests.support.texts import fragment

PIECES = st.sampled_from(
    [
        *"aé\U0001d4b3{}[]()\"'=\\#/*\n:,.$",
        *("<<EOF\n", "\nEOF\n", '"x"', "${", "resource ", "'''", " = ", 'variable "a" {', "param a string = "),
        *("Resources:\n  A:\n    Type: AWS::X\n", '{"resources": [', "!Sub ", "- "),
    ]
)
LANGUAGES = ("terraform", "terraform-json", "terraform-state", "cloudformation", "cloudformation-json", "arm", "bicep")


def template(text: str, language: str) -> Template:
    """What the text says."""
    read: Any = document(fragment(text, language))
    found: Template = read.template
    return found


def shown(value: Value | None) -> object:
    """The value as plain objects; what is not known as the text that stands for it, in angle brackets."""
    if value is None or value.kind in ("text", "word"):
        return value.text if value else None
    if value.kind == "list":
        return [shown(each) for each in value.items]
    if value.kind == "mixed":
        return "".join(str(shown(each)) for each in value.items)
    if value.kind == "map":
        return {each.name: shown(each.value) for each in value.entries}
    return f"<{value.text}>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a = "x"', {"a": "x"}),
        ('a = "x-${var.b}-y z"', {"a": "x-<var.b>-y z"}),
        ("a = true\nb = 3\nc = null", {"a": "true", "b": "3", "c": "null"}),
        ('a = [1, "b", local.c]', {"a": ["1", "b", "<local.c>"]}),
        ('a = { "b c" = 1, d : 2, (e.f) = 3 }', {"a": {"b c": "1", "d": "2", "e.f": "3"}}),
        ("a = aws_x.y[0].arn", {"a": "<aws_x.y.arn>"}),
        ('a = jsonencode({ b = "c" })', {"a": {"b": "c"}}),
        ('a = <<EOF\n{"b": "${var.c}/*", "d": ["e"]}\nEOF', {"a": {"b": "<var.c>/*", "d": ["e"]}}),
        ("a = <<-EOF\n  some text\n  EOF", {"a": "\n  some text\n  "}),
        ('a = var.b ? "c" : "d"', {"a": '<var.b ? "c" : "d">'}),
        ('b {\n  a = "x"\n}\nb {\n  a = "y"\n}', {"b": {"a": "y"}}),
        ('a = "é"\nb = "\U0001d4b3x"', {"a": "é", "b": "\U0001d4b3x"}),
        ("a = 1 # b = 2\n/* c = 3 */", {"a": "1"}),
    ],
)
def test_values_of_terraform(text: str, expected: object) -> None:
    (resource,) = template(f'resource "t" "n" {{\n{text}\n}}', "terraform").resources
    assert shown(resource.properties) == expected


def test_blocks_of_a_dynamic_kind_are_not_known() -> None:
    text = 'resource "t" "n" {\n  dynamic "rule" {\n    for_each = var.x\n    content {}\n  }\n}'
    (resource,) = template(text, "terraform").resources
    assert resource.properties.get("rule") is not None
    assert [each.kind for each in resource.properties.every("rule")] == ["unknown"]


def test_a_part_that_is_no_hcl_costs_only_itself() -> None:
    text = 'resource "a" "b" {\n  x = = 1\n}\nresource "c" "d" {\n  y = "z"\n}\n'
    found = template(text, "terraform").resources[-1]
    assert (found.type, found.name, shown(found.properties.get("y"))) == ("c", "c.d", "z")


def test_names_of_terraform() -> None:
    text = (
        'variable "a" {\n  default = "x"\n  sensitive = true\n}\nlocals {\n  b = "y"\n}\n'
        'output "c" {\n  value = var.a\n}\n'
    )
    names = {each.name: each for each in template(text, "terraform").names}
    assert {name: (each.kind, each.reference, shown(each.value), each.hidden) for name, each in names.items()} == {
        "a": ("variable", "var.a", "x", True),
        "b": ("local", "local.b", "y", False),
        "c": ("output", "", "<var.a>", False),
    }


def test_terraform_in_json_says_the_same() -> None:
    text = (
        '{"resource": {"aws_x": {"y": {"a": "p-${var.b}", "c": "${aws_z.w[0].arn}", "d": ["${upper(x)}"]}}},'
        ' "data": {"aws_q": {"r": [{"s": {}}]}}, "variable": {"b": {"default": "k"}}}'
    )
    found = template(text, "terraform-json")
    assert [(each.type, each.name, each.role) for each in found.resources] == [
        ("aws_x", "aws_x.y", "resource"),
        ("aws_q", "data.aws_q.r", "data"),
    ]
    assert shown(found.resources[0].properties) == {"a": "p-<var.b>", "c": "<aws_z.w.arn>", "d": ["<upper(x)>"]}
    assert [(each.reference, shown(each.value)) for each in found.names] == [("var.b", "k")]


CLOUDFORMATION = """
Parameters:
  Token: {Type: String, NoEcho: true}
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      A: !Sub "x-${AWS::Region}-${!Literal}"
      B: !GetAtt Other.Arn
      C: !Join ["/", [a, !Ref D]]
      E: {"Fn::Sub": ["${f}", {f: !Ref G}]}
      H: !If [condition, "1", "2"]
Outputs:
  Arn: {Value: !Ref Bucket}
"""


def test_functions_of_cloudformation() -> None:
    found = template(CLOUDFORMATION, "cloudformation")
    assert [(each.type, each.name) for each in found.resources] == [("AWS::S3::Bucket", "Bucket")]
    assert shown(found.resources[0].properties) == {
        "A": "x-<AWS::Region>-${!Literal}",
        "B": "<Other.Arn>",
        "C": "a/<D>",
        "E": "<G>",
        "H": "<Fn::If>",
    }
    assert [(each.name, each.hidden, shown(each.value)) for each in found.names] == [
        ("Token", True, None),
        ("Arn", False, "<Bucket>"),
    ]


def test_cloudformation_in_json_says_the_same() -> None:
    text = '{"Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {"A": {"Fn::GetAtt": ["C", "Arn"]}}}}}'
    (resource,) = template(text, "cloudformation-json").resources
    assert (resource.name, shown(resource.properties)) == ("B", {"A": "<C.Arn>"})


BICEP = """
@description('x')
@secure()
param token string
param name string = 'lab'
var whole = 'a-${name}-b'
resource workspace 'Microsoft.Quantum/workspaces@2025-12-15-preview' = if (make) {
  name: whole
  properties: {
    storageAccount: store.id
    count: 3
    list: [true, 'it''s']
  }
  resource child 'things' = {
    name: 'c'
  }
}
resource store 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 's'
}
output key string = workspace.listKeys().primaryKey.key
"""


def test_declarations_of_bicep() -> None:
    found = template(BICEP.replace("it''s", "its"), "bicep")
    assert [(each.type, each.name, each.role) for each in found.resources] == [
        ("Microsoft.Quantum/workspaces", "workspace", "resource"),
        ("Microsoft.Quantum/workspaces/things", "child", "resource"),
        ("Microsoft.Storage/storageAccounts", "store", "data"),
    ]
    properties = {"storageAccount": "<store.id>", "count": "3", "list": ["true", "its"]}
    assert shown(found.resources[0].properties) == {"name": "<whole>", "properties": properties}
    assert [(each.kind, each.name, each.hidden, shown(each.value)) for each in found.names] == [
        ("variable", "token", True, None),
        ("variable", "name", False, "lab"),
        ("local", "whole", False, "a-<name>-b"),
        ("output", "key", False, "<workspace.listKeys().primaryKey.key>"),
    ]


def test_resources_of_arm_stand_in_each_other() -> None:
    text = (
        '{"parameters": {"p": {"type": "secureString"}}, "variables": {"v": "[concat(parameters(\'p\'), \'x\')]"},'
        ' "resources": [{"type": "A/b", "name": "[parameters(\'p\')]", "resources": [{"type": "c", "name": "d"}]}]}'
    )
    found = template(text, "arm")
    assert [each.type for each in found.resources] == ["A/b", "A/b/c"]
    assert shown(found.resources[0].properties.get("name")) == "<parameters.p>"
    assert [(each.reference, each.hidden) for each in found.names] == [("parameters.p", True), ("variables.v", False)]


def test_states_of_both_kinds() -> None:
    new = '{"version": 4, "outputs": {"o": {"value": "x", "sensitive": true}}, "resources": [{"type": "t", "name": "n",'
    new += ' "instances": [{"attributes": {"a": "1"}}, {"attributes": {"a": "2"}}]}]}'
    found = template(new, "terraform-state")
    assert [(each.type, each.name, shown(each.properties)) for each in found.resources] == [
        ("t", "t.n", {"a": "1"}),
        ("t", "t.n", {"a": "2"}),
    ]
    assert [(each.name, each.hidden) for each in found.names] == [("o", True)]
    old = '{"modules": [{"resources": {"t.n": {"type": "t", "primary": {"attributes": {"a": "1"}}}}}]}'
    assert [shown(each.properties) for each in template(old, "terraform-state").resources] == [{"a": "1"}]


@pytest.mark.parametrize(
    ("path", "data", "expected"),
    [
        ("main.tf", b"", "terraform"),
        ("main.tf.json", b"{}", "terraform-json"),
        ("lab.tfvars", b"", "hcl"),
        ("lab.auto.tfvars.json", b"{}", "json"),
        ("terraform.tfstate", b"{}", "terraform-state"),
        ("terraform.tfstate.backup", b"{}", "terraform-state"),
        ("main.bicep", b"", "bicep"),
        ("stack.yml", b"AWSTemplateFormatVersion: x", "cloudformation"),
        ("stack.yml", b"Resources:\n A:\n  Type: AWS::S3::Bucket", "cloudformation"),
        ("stack.json", b'{"AWSTemplateFormatVersion": 1}', "cloudformation-json"),
        ("deploy.json", b'{"$schema": "https://x/2019-04-01/deploymentTemplate.json#"}', "arm"),
        ("policy.json", b'{"Statement": [{"Effect": "Allow"}]}', "iam-policy"),
        ("pod.yaml", b"apiVersion: v1\nkind: Pod", "kubernetes"),
        ("data.json", b'{"Statement": 1}', "json"),
        ("compose.yaml", b"apiVersion: v1\nkind: Pod", "compose"),
        ("values.yaml", b"a: 1", "yaml"),
    ],
)
def test_languages_are_told_by_name_and_content(path: str, data: bytes, expected: str) -> None:
    assert language_of(path, data) == expected


def test_what_containers_run_is_shell() -> None:
    text = 'spec:\n  containers:\n    - name: a\n      command: ["jupyter", "lab"]\n      args: ["--ip=0.0.0.0"]\n'
    (inner,) = document(fragment(text, "kubernetes")).fragments()
    assert (inner.language, inner.text.split()) == ("shell", ["jupyter", "lab", "--ip=0.0.0.0"])


def test_values_stand_where_they_are_written() -> None:
    text = 'resource "é" "n" {\n  a = "yes"\n  b = [true]\n}\n'
    (resource,) = template(text, "terraform").resources
    data = text.encode()
    spans = [each.span for each in resource.properties.walk()][1:]
    assert [data[span.start : span.end] for span in spans] == [b"yes", b"[true]", b"true"]


@pytest.mark.property
@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60)
@given(text=st.lists(PIECES, max_size=40).map("".join))
def test_no_text_upsets_the_readers(language: str, text: str) -> None:
    found = template(text, language)
    size = len(text.encode())
    for value in (each for resource in found.resources for each in resource.properties.walk()):
        assert 0 <= value.span.start <= value.span.end <= size
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize("language", ["terraform", "bicep", "cloudformation-json"])
def test_deep_nesting_ends(language: str) -> None:
    openers = {"terraform": 'resource "a" "b" { x = ', "bicep": "var x = ", "cloudformation-json": ""}
    assert template(openers[language] + "[" * 20_000, language).format.startswith(language.partition("-")[0])
