"""Names of images."""

from __future__ import annotations

import pytest

from quantum_lint.parse.image_reference import ImageReference, leaves_root, read

DIGEST = "sha256:" + "1" * 64


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("python", ImageReference("python")),
        ("python:3.12-slim", ImageReference("python", "3.12-slim")),
        ("docker://alpine:3", ImageReference("alpine", "3")),
        ("localhost:5000/lab", ImageReference("localhost:5000/lab")),
        ("registry.example.com:5000/team/lab:1.4", ImageReference("registry.example.com:5000/team/lab", "1.4")),
        (f"quay.io/jupyter/lab:1@{DIGEST}", ImageReference("quay.io/jupyter/lab", "1", DIGEST)),
        (f"lab@{DIGEST}", ImageReference("lab", "", DIGEST)),
    ],
)
def test_reads(text: str, reference: ImageReference) -> None:
    assert read(text) == reference


@pytest.mark.parametrize("text", ["", "ubuntu:${VERSION}", "$BASE", "<image>", "two words", "lab:", "lab@sha256:1"])
def test_reads_nothing_else(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "moving"),
    [
        ("lab", True), ("lab:latest", True), ("lab:latest-gpu", True), ("lab:cu12-latest", True), ("lab:main", True),
        ("lab:1", False), ("lab:main-1.2", False), (f"lab:latest@{DIGEST}", False),
    ],
)  # fmt: skip
def test_moving(text: str, moving: bool) -> None:
    found = read(text)
    assert found is not None
    assert found.moving is moving


@pytest.mark.parametrize(
    ("text", "published"),
    [("python", True), ("lab", False), ("localhost/lab", False), ("localhost:5000/lab", True), ("team/lab", True)],
)
def test_published(text: str, published: bool) -> None:
    found = read(text)
    assert found is not None
    assert found.published is published


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("python:3.12-slim", True),
        ("docker.io/library/ubuntu", True),
        (f"nvidia/cuda@{DIGEST}", True),
        ("ghcr.io/astral-sh/uv:python3.12-bookworm", True),
        ("postgres:16", False),
        ("python:3.12-nonroot", False),
        ("quay.io/jupyter/minimal-notebook", False),
        ("example/nvidia/cuda", False),
        ("${BASE}", False),
    ],
)
def test_leaves_root(text: str, root: bool) -> None:
    assert leaves_root(text) is root
