"""Places that only insiders should know of, in printed text: signed URLs, private hosts, buckets, home folders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.disclosed import Disclosed, is_made_up, shaped, signs
from quantum_lint.match.expression import compile_expression

#: Logs write the host of a request apart from its path. Amazon's and Google's parameters need no address to be known.
_SIGNED = r"(?:https?://[^\s\"'<>\\]{1,900}[?&](?:sig|Signature)|[?&]X-(?:Amz|Goog)-Signature)=([A-Za-z0-9%+/=_-]{16,})"
_PRIVATE = (
    r"\b[a-z][a-z0-9+]{1,9}://(?:[^\s/\"'<>@]{1,64}@)?(10\.\d{1,3}\.\d{1,3}\.\d{1,3}|192\.168\.\d{1,3}\.\d{1,3}|"
    r"172\.(?:1[6-9]|2\d|3[01])\.\d{1,3}\.\d{1,3}|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}"
    r"\.(?:internal|corp|intranet|lan|private|home\.arpa))(?:[:/\s\"'<>),;]|$)"
)
_EVERYWHERE = (
    r"(?i)(?:host|gateway|kubernetes)\.docker\.internal|metadata\.google\.internal|.*\.cluster\.local|.*example.*"
)
_BUCKET = r"s3://([a-z0-9.-]{0,50}[0-9]{12}[a-z0-9.-]{0,20})"
#: The separators of Windows stand twice in the repr of a string.
_HOME = (
    r"(?:^|[^\w.%-])(?:/home/|/Users/|[A-Za-z]:(?:\\{1,2}|/)(?:Users|Documents and Settings)(?:\\{1,2}|/))"
    r"([A-Za-z0-9][\w.~-]{0,63})"
)
#: Users of images, machines and lessons, who are nobody.
_NOBODY = frozenset((
    "jovyan", "ec2-user", "ubuntu", "root", "vscode", "codespace", "runner", "circleci", "travis", "user", "users",
    "username", "your_username", "yourname", "your_name", "you", "me", "name", "docs", "docker", "jupyter", "notebook",
    "sagemaker-user", "studio-lab-user", "gitpod", "conda", "anaconda", "debian", "pi", "admin", "administrator",
    "public", "default", "shared", "all", "coder", "student", "nobody", "default.migrated", "app", "build",
    "buildbot", "conda_user", "appuser", "mambauser", "centos", "fedora", "vagrant", "vsts", "runneradmin", "azureuser",
    "localadmin", "linuxbrew",
))  # fmt: skip


def candidates(knowledge: Knowledge) -> tuple[str, ...]:
    """Regular expressions one of which occurs in every text with a signed URL, a private host or a bucket."""
    return (_SIGNED, _PRIVATE, _BUCKET, *signs(row for row in knowledge.identifiers if row.id == "bucket"))


def signed(text: str) -> Iterator[Disclosed]:
    """The signatures of signed URLs."""
    for match in compile_expression(_SIGNED).finditer(text):
        yield Disclosed("signed URL", *match.span(1))


def private_hosts(text: str) -> Iterator[Disclosed]:
    """Hosts of private networks in URLs."""
    for match in compile_expression(_PRIVATE).finditer(text):
        if not is_everywhere(match[1]):
            yield Disclosed("address inside a private network", *match.span(1))


def is_everywhere(host: str) -> bool:
    """Whether a private name is one that every container, cluster or machine in a cloud has, or an example."""
    return re.fullmatch(_EVERYWHERE, host) is not None


def buckets(text: str, knowledge: Knowledge) -> Iterator[Disclosed]:
    """Storage buckets whose name holds an account id."""
    found = list(shaped(text, (row for row in knowledge.identifiers if row.id == "bucket")))
    yield from found
    for match in compile_expression(_BUCKET).finditer(text):
        start, end = match.span(1)
        if not any(start < each.end and each.start < end for each in found) and not is_made_up(match[1]):
            yield Disclosed("bucket name with an account id", start, end)


def homes(text: str) -> Iterator[Disclosed]:
    """Names of people in paths of their home folders."""
    for match in compile_expression(_HOME).finditer(text):
        if match[1].lower().rstrip(".") not in _NOBODY:
            yield Disclosed("home folder", *match.span(1))


def signs_of_homes() -> tuple[str, ...]:
    """A regular expression that occurs in every text with the path of a home folder."""
    return (_HOME,)
