"""What the scripts of a job come to, for every host whose jobs are given stored values as variables of the shell.

Where the host keeps these values is not in the file: a script that names one is the sign that the job holds it.
"""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.model import lazy
from quantum_lint.model.pipeline import HeldCredential, Retry, Work
from quantum_lint.model.span import Span
from quantum_lint.parse.job_commands import rehearsal, retries_of, words_of
from quantum_lint.parse.job_files import Read, files_reached
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.workflow_activity import code_of, first_submission
from quantum_lint.parse.workflow_credential import Names, meaning

#: A variable that is read, or one that is set to what the shell knows.
_VARIABLE = lazy.pattern(r"""\$\{?([A-Z][A-Z0-9_]+)|(?<![\w$])([A-Z][A-Z0-9_]+)(?==["']?\$)""")


def work(
    label: str, span: Span, script: ShellDocument, read: Read, folder: str = "", retries: tuple[Retry, ...] = ()
) -> Work:
    """What a script that starts in `folder` does, by way of the files that `read` gives.

    `retries` are those of the host around it.
    """
    commands = script.commands()
    running = [command for command in commands if code_of(command) == "code"]
    reasons = [rehearsal(words_of(command)) for command in running]
    sent = first_submission(commands)
    return Work(
        label=label,
        span=span,
        files=files_reached(commands, folder, read),
        sends=script.span(sent.start, sent.end) if sent else None,
        needs=bool(running),
        rehearses=reasons[0] if reasons and all(reasons) else "",
        retries=(*retries, *(each for command in running for each in retries_of(script, command))),
    )


def credentials(script: ShellDocument, knowledge: Names) -> Iterator[HeldCredential]:
    """The providers' credentials whose variables a script reads or fills, each where it does so first."""
    seen: set[str] = set()
    for match in _VARIABLE.finditer(script.fragment.text):
        name = match[1] or match[2]
        meant = None if name in seen else meaning(name, knowledge)
        seen.add(name)
        if meant and not meant.beside:
            yield HeldCredential(meant.provider, name, script.span(*match.span()))
