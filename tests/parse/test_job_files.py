"""What a job executes by way of other files of its repository."""

from __future__ import annotations

import pytest

from quantum_lint.model.file import File
from quantum_lint.parse import whole
from quantum_lint.parse.job_files import files_reached
from quantum_lint.parse.shell import ShellDocument

FILES = {
    "Makefile": (
        "RUN := python\nNAME = value: no target\n.PHONY: all test\nall: lint  # the first\nlint:\n\truff check .\n"
        "test unit: build\n\t@python run.py\n\t-cd below && python inner.py\n\tpython after.py\n"
        "build:\n\t$(MAKE) -C below deep\nloop: loop\n\tmake loop\n\tpython loop.py\n"
    ),
    "below/Makefile": "deep:\n\tpython deep.py\n",
    "below/other.mk": "all:\n\tpython other.py\n",
    "tox.ini": (
        "[testenv]\ncommands = python all.py\n[testenv:device]\ncommands =\n    python device.py\n    pytest one.py\n"
    ),
    "justfile": (
        "set shell := ['bash', '-c']\ndevice := 'garnet'\n\n# the first\ncheck:\n    ruff check .\n\n"
        "@submit device shots='5': check (prepare device)\n    cd below\n    @python run.py {{device}}\n\n"
        "    python after.py\nprepare name:\n    python prepare.py\n\nall: submit && report\n"
        "report:\n    #!/usr/bin/env bash\n    cd below\n    python report.py\n"
        "foreign:\n    #!/usr/bin/env python\n    python nothing.py\n"
    ),
    "below/justfile": "deep:\n\tpython deep.py",
    "ci/run.sh": "cd experiments\npython bell.py\n./ci/again\n",
    "experiments/ci/again": "#!/usr/bin/env bash\npython again.py\n",
    "tool": "#!/usr/share/python\npython nothing.py\n",
}


def reached(script: str, folder: str = "") -> set[str]:
    def read(path: str) -> bytes | None:
        return FILES[path].encode() if path in FILES else None

    commands = ShellDocument(whole(File("", "shell", script.encode()))).commands()
    return set(files_reached(commands, folder, read))


@pytest.mark.parametrize(
    ("script", "files"),
    [
        ("make", set()),
        ("make lint", set()),
        ("make -j 4 DEBUG=1 test", {"run.py", "below/inner.py", "after.py", "below/deep.py"}),
        ("make unit", {"run.py", "below/inner.py", "after.py", "below/deep.py"}),
        ("make -C below deep", {"below/deep.py"}),
        ("cd below && make -f other.mk", {"below/other.py"}),
        ("make loop", {"loop.py"}),
        ("make nowhere", set()),
        ("just", set()),
        ("just submit garnet", {"run.py", "after.py", "prepare.py"}),
        ("just all", {"run.py", "after.py", "prepare.py", "below/report.py"}),
        ("just foreign", set()),
        ("just nowhere", set()),
        ("cd below && just deep", {"below/deep.py"}),
        ("just -f below/justfile deep", {"deep.py"}),
        ("tox -e device", {"device.py", "one.py"}),
        ("tox -e py312,device", {"device.py", "one.py"}),
        ("tox", {"all.py"}),
        ("poetry run tox -e py312", {"all.py"}),
        ("bash ci/run.sh", {"experiments/bell.py", "experiments/again.py"}),
        ("./ci/run.sh --fast", {"experiments/bell.py", "experiments/again.py"}),
        ("sh -c 'python x.py'", set()),
        ("./tool", set()),
        ("bash $SCRIPT", set()),
        ("bash ../run.sh", set()),
    ],
)
def test_commands_are_followed_into_files(script: str, files: set[str]) -> None:
    assert reached(script) == files


def test_a_folder_outside_the_repository_leads_nowhere() -> None:
    assert reached("cd /tmp && make test && tox") == set()
