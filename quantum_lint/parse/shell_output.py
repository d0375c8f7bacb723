"""What of a command's output is seen: where it goes, and whether it is the whole environment."""

from __future__ import annotations

from quantum_lint.model import lazy
from quantum_lint.parse.shell_command import Command

#: What shows all or part of what is piped into it, as it is or in another form, which no mask covers.
FILTERS = frozenset(
    ("awk", "base32", "base64", "cat", "cut", "egrep", "fold", "grep", "head", "hexdump", "less", "more", "nl", "od",
     "rev", "sed", "sort", "tail", "tee", "tr", "xxd")
)  # fmt: skip
_TO_FILE = lazy.pattern(r"(?:1|&)?>>?\|?")
_SHOWN_FILES = frozenset(("/dev/stdout", "/dev/stderr", "/dev/tty"))
#: Commands that print every variable.
_WHOLE = (["env"], ["printenv"], ["export", "-p"], ["export"], ["declare", "-x"], ["declare", "-p"], ["set"])
#: Programs that run a command in a container, and how it is told to.
_CONTAINERS = frozenset(("docker", "podman", "nerdctl", "kubectl", "docker-compose"))
_INSIDE = frozenset(("exec", "run"))


def redirected(command: Command) -> bool:
    """Whether what the command, or the last one it is piped into, prints goes to a file."""
    last = command
    while last.pipes_into is not None:
        last = last.pipes_into
    return any(
        _TO_FILE.fullmatch(item.operator) is not None and item.target.text not in _SHOWN_FILES
        for each in (command, last)
        for item in each.redirections
    )


def environment_pattern(command: Command) -> str | None:
    """What the lines of the environment that the command shows must hold; nothing for all, None where it shows none."""
    words = [word.text for word in command.words]
    if not words or command.depth or redirected(command) or not _whole(words):
        return None
    follower = command.pipes_into
    if follower is not None and follower.program not in FILTERS:
        return None
    return _passed(follower) if follower is not None and follower.program in ("grep", "egrep") else ""


def _whole(words: list[str]) -> bool:
    if words in _WHOLE:
        return True
    if words[0] not in _CONTAINERS:
        return False
    inspected = words[1:2] == ["inspect"] and not any(word.startswith(("-f", "--format")) for word in words)
    return inspected or (not _INSIDE.isdisjoint(words[1:3]) and words[-1] in ("env", "printenv"))


def _passed(follower: Command) -> str:
    """All that `grep -v` leaves, or else the pattern."""
    options = [word.text for word in follower.words[1:] if word.text.startswith("-")]
    patterns = [word.text for word in follower.words[1:] if not word.text.startswith("-")]
    return "" if any("v" in option for option in options) else "".join(patterns[:1])
