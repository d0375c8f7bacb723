"""What the cards of the pack cannot show: modules of several files, forms of one thing, and near misses."""

from __future__ import annotations

import pytest

from tests.support.reported import findings_in, places_in, reported

DEVICE = "arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1"
WILDCARD = "wildcard-quantum-permission"
NOTEBOOK = """
resource "aws_sagemaker_notebook_instance" "lab" {
  name     = "lab"
  role_arn = aws_iam_role.lab[0].arn
}
"""
ROLE = """
resource "aws_iam_role" "lab" {
  count = 1
}

resource "aws_iam_role_policy_attachment" "lab" {
  role       = aws_iam_role.lab[0].name
  policy_arn = aws_iam_policy.tasks.arn
}
"""
POLICY = """
resource "aws_iam_policy" "tasks" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "ACTION", Resource = "*" }] })
}
"""


def statement(actions: str, resources: str, more: str = "") -> str:
    """A policy document of Terraform."""
    inside = f"    actions = {actions}\n    resources = {resources}\n{more}"
    return f'data "aws_iam_policy_document" "x" {{\n  statement {{\n{inside}  }}\n}}\n'


@pytest.mark.parametrize(
    ("actions", "resources", "more", "marked"),
    [
        ('["braket:*"]', '["*"]', "", ["braket:*"]),
        ('["Braket:create*"]', '["*"]', "", ["Braket:create*"]),
        ('["braket:CreateQuantumTask"]', '["arn:*:braket:*"]', "", ["arn:*:braket:*"]),
        ('["braket:CreateQuantumTask"]', f'["{DEVICE}", "*"]', "", ["*"]),
        ('["braket:*"]', f'["{DEVICE}"]', "", []),
        ('["braket:Get*", "braket:Search*"]', '["*"]', "", []),
        ('["*"]', '["*"]', "", []),
        ('["braket:*"]', '["*"]', '    effect = "Deny"\n', []),
        ('["braket:*"]', '["*"]', "    effect = var.effect\n", []),
        ('["braket:*"]', '["*"]', "    condition {}\n", []),
        ('["braket:*"]', "[var.device]", "", []),
        ('["${var.service}:*"]', '["*"]', "", []),
        ("concat(var.actions, var.more)", '["*"]', "", []),
        ("[" + ", ".join(f'"s{n}:*"' for n in range(20)) + ', "braket:*"]', '["*"]', "", []),
        ("[" + ", ".join(f'"s{n}:Get"' for n in range(20)) + ', "braket:*"]', '["*"]', "", ["braket:*"]),
    ],
)
def test_statements(actions: str, resources: str, more: str, marked: list[str]) -> None:
    found = reported("iam.tf", statement(actions, resources, more), WILDCARD)
    assert [each.marked for each in found] == marked


def test_names_are_followed_and_reported_where_they_are_used() -> None:
    text = (
        'variable "action" {\n  default = "braket:*"\n}\nlocals {\n  all = ["s3:x", local.one]\n  one = var.action\n'
        "  loop = local.loop\n}\n" + statement("local.all", '["*", local.loop]')
    )
    assert [each.marked for each in reported("iam.tf", text, WILDCARD)] == ["local.all"]


@pytest.mark.parametrize("path", ["main.tf", "stack.yml", "stack.json", "main.tf.json"])
def test_a_policy_that_is_attached_by_name(path: str) -> None:
    arn = "arn:aws:iam::aws:policy/AmazonBraketFullAccess"
    texts = {
        "main.tf": f'resource "aws_iam_role" "x" {{\n  managed_policy_arns = ["{arn}"]\n}}\n',
        "stack.yml": f"Resources:\n  X:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns: [{arn}]\n",
        "stack.json": f'{{"Resources": {{"X": {{"Type": "AWS::IAM::Role", "Properties": {{"A": ["{arn}"]}}}}}}}}',
        "main.tf.json": f'{{"resource": {{"aws_iam_role": {{"x": {{"managed_policy_arns": ["{arn}"]}}}}}}}}',
    }
    assert [each.marked for each in reported(path, texts[path], WILDCARD)] == [arn]


def test_a_list_of_policies_that_a_loop_attaches() -> None:
    text = 'locals {\n  policies = toset(["AmazonBraketFullAccess", "Other"])\n}\n'
    assert [each.marked for each in reported("iam.tf", text, WILDCARD)] == ["AmazonBraketFullAccess"]


def test_a_module_is_all_files_of_a_folder() -> None:
    files = {"lab/notebook.tf": NOTEBOOK, "lab/role.tf": ROLE, "lab/policy.tf": POLICY.replace("ACTION", "braket:X")}
    assert places_in(files, "public-notebook-instance") == [("lab/notebook.tf", 2, "braket")]
    apart = {**files, "other/policy.tf": files["lab/policy.tf"]}
    del apart["lab/policy.tf"]
    assert places_in(apart, "public-notebook-instance") == []


def test_another_service_is_none_of_ours() -> None:
    files = {"notebook.tf": NOTEBOOK, "role.tf": ROLE, "policy.tf": POLICY.replace("ACTION", "s3:*")}
    assert places_in(files, "public-notebook-instance") == []


def test_what_is_forbidden_makes_no_quantum_module() -> None:
    deny = POLICY.replace("Allow", "Deny").replace("ACTION", "braket:*")
    port = 'resource "aws_security_group_rule" "x" {\n  type = "ingress"\n  from_port = 8888\n  to_port = 8888\n'
    port += '  cidr_blocks = ["0.0.0.0/0"]\n}\n'
    assert places_in({"a.tf": deny + port}, "open-ingress") == []
    assert len(places_in({"a.tf": deny.replace("Deny", "Allow") + port}, "open-ingress")) == 1


@pytest.mark.parametrize(
    ("first", "last", "protocol", "shown"),
    [
        ("8888", "8888", "tcp", "8888 (Jupyter)"),
        ("8000", "9000", "tcp", "8888 (Jupyter)"),
        ("0", "0", "-1", "8888 (Jupyter)"),
        ("6379", "6379", "tcp", "6379 (Redis)"),
        ("443", "443", "tcp", ""),
        ("var.port", "var.port", "tcp", ""),
    ],
)
def test_ports(first: str, last: str, protocol: str, shown: str) -> None:
    text = (
        f'resource "aws_security_group" "braket" {{\n  ingress {{\n    from_port = {first}\n    to_port = {last}\n'
        f'    protocol = "{protocol}"\n    cidr_blocks = ["0.0.0.0/0"]\n  }}\n}}\n'
    )
    found = [each.message for each in findings_in("a.tf", text, "open-ingress")]
    assert len(found) == bool(shown)
    assert all(shown in message for message in found)


def test_a_budget_anywhere_is_a_limit() -> None:
    grant = statement('["braket:CreateQuantumTask"]', f'["{DEVICE}"]')
    assert len(places_in({"iam.tf": grant}, "missing-spend-limit")) == 1
    budget = 'resource "aws_budgets_budget" "all" {\n  limit_amount = "100"\n}\n'
    assert places_in({"iam.tf": grant, "costs/budget.tf": budget}, "missing-spend-limit") == []


def test_an_exception_stands_in_a_comment() -> None:
    text = "  # quantum-lint: ignore[wildcard-quantum-permission] the account of the course\n"
    text += '  policy_arn = "X/AmazonBraketFullAccess"\n'
    assert findings_in("iam.tf", f'resource "aws_iam_role_policy_attachment" "x" {{\n{text}}}\n', WILDCARD) == []


def test_a_container_without_a_password_is_an_open_server() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: lab\n      image: x\n"
        "      command: [jupyter, lab]\n      args: ['--ip=0.0.0.0', \"--ServerApp.token=''\"]\n"
    )
    assert len(findings_in("pod.yaml", text, "open-notebook-server")) == 1
