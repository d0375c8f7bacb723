"""Names of container images: `registry.example.com/team/lab:1.4@sha256:...`."""

from __future__ import annotations

from typing import NamedTuple

from quantum_lint.model import lazy

_REFERENCE = lazy.pattern(
    r"(?P<name>(?:[A-Za-z0-9.-]+(?::\d+)?/)?[a-z0-9._-]+(?:/[a-z0-9._-]+)*)"
    r"(?::(?P<tag>\w[\w.-]*))?(?:@(?P<digest>\w+:[0-9a-fA-F]{32,}))?"
)
#: Tags that every release or build moves.
_MOVING = frozenset(("latest", "edge", "nightly", "main", "master", "dev", "devel", "develop", "unstable", "snapshot"))
#: Images of Docker Hub whose names have no folder: any other such name may be one of an image built here.
_OFFICIAL = frozenset((
    "almalinux", "alpine", "amazonlinux", "archlinux", "buildpack-deps", "busybox", "centos", "debian", "docker",
    "eclipse-temurin", "fedora", "gcc", "golang", "julia", "mariadb", "memcached", "mongo", "mysql", "nats", "nginx",
    "node", "openjdk", "postgres", "pypy", "python", "r-base", "rabbitmq", "redis", "rockylinux", "rust", "ubuntu",
))  # fmt: skip
#: Images of the library that start as a user of their own, or whose programs switch to one.
_SWITCHING = frozenset(("memcached", "mongo", "mysql", "mariadb", "nginx", "postgres", "rabbitmq", "redis"))
#: Other images that start as root, by the beginning of their names.
_ROOT_BASES = (
    "nvidia/cuda", "nvcr.io/nvidia/cuda", "continuumio/", "condaforge/", "public.ecr.aws/docker/library/",
    "ghcr.io/astral-sh/uv", "mcr.microsoft.com/devcontainers/", "mcr.microsoft.com/vscode/devcontainers/",
    "pytorch/pytorch", "tensorflow/tensorflow",
)  # fmt: skip


class ImageReference(NamedTuple):
    """An image by name, tag and digest; what is not given is empty."""

    name: str
    tag: str = ""
    digest: str = ""

    @property
    def moving(self) -> bool:
        """Whether the next pull may bring another release."""
        if self.digest:
            return False
        return not self.tag or self.tag in _MOVING or self.tag.startswith("latest-") or self.tag.endswith("-latest")

    @property
    def published(self) -> bool:
        """Whether it surely comes from a registry: a name without a folder may also be an image built here."""
        return "/" in self.name.removeprefix("localhost/") or self.name in _OFFICIAL

    @property
    def official(self) -> str:
        """The name of the image of Docker Hub's own library; empty for any other."""
        name = self.name.removeprefix("docker.io/").removeprefix("library/")
        return name if name in _OFFICIAL else ""


def read(text: str) -> ImageReference | None:
    """The image that a text names; None for anything else, such as a text with a variable in it."""
    match = _REFERENCE.fullmatch(text.removeprefix("docker://"))
    return ImageReference(match["name"], match["tag"] or "", match["digest"] or "") if match else None


def leaves_root(text: str) -> bool:
    """Whether the image that a text names is known to start programs as root; a tag may still say otherwise."""
    reference = read(text)
    if reference is None or "nonroot" in reference.tag or "rootless" in reference.tag:
        return False
    if reference.official:
        return reference.official not in _SWITCHING
    return reference.name.removeprefix("docker.io/").startswith(_ROOT_BASES)
