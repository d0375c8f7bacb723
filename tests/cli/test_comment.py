"""`quantum-lint comment`: one comment, kept up to date, against a local server that plays the hosting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quantum_lint.hosting import Conversation, HostingError
from tests.cli.runner import Run, run
from tests.support.hosting import Host, serving

TOKEN = "made-up-for-this-test"
SIGN = "<!-- quantum-lint: quantum-lint -->\n"
LIST = "/repos/somebody/work/issues/7/comments"


@pytest.fixture
def host() -> Iterator[Host]:
    with serving() as server:
        yield server


def comment(host: Host, folder: Path, text: str, *words: str, **more: str) -> Run:
    (folder / "new.md").write_text(text, encoding="utf-8")
    known = {"GITHUB_API_URL": host.address, "GITHUB_REPOSITORY": "somebody/work", "GITHUB_TOKEN": TOKEN, **more}
    answer = run("comment", "--pull-request", "7", *words, "new.md", folder=folder, more=known)
    assert TOKEN not in answer.output + answer.errors
    return answer


def test_the_first_comment_is_written(host: Host, work: Path) -> None:
    assert comment(host, work, "two findings").output == "somebody/work#7: comment written.\n"
    assert host.texts() == [f"{SIGN}two findings"]
    assert host.writes() == [("POST", LIST)]
    assert {request.token for request in host.requests} == {TOKEN}


def test_the_next_changes_it_in_place(host: Host, work: Path) -> None:
    host.comment("good work", "somebody")
    number = host.comment(f"{SIGN}two findings")
    assert comment(host, work, "one finding").output == "somebody/work#7: comment changed.\n"
    assert host.texts() == ["good work", f"{SIGN}one finding"]
    assert host.writes() == [("PATCH", f"/repos/somebody/work/issues/comments/{number}")]


def test_the_same_again_writes_nothing(host: Host, work: Path) -> None:
    host.comment(f"{SIGN}two findings")
    assert comment(host, work, "two findings\n").output == "somebody/work#7: comment up to date.\n"
    assert host.writes() == []


def test_nothing_to_say_takes_it_away(host: Host, work: Path) -> None:
    host.comment("good work", "somebody")
    host.comment(f"{SIGN}two findings")
    assert comment(host, work, "\n").output == "somebody/work#7: comment removed.\n"
    assert host.texts() == ["good work"]


def test_nothing_to_say_and_nothing_there_is_left_so(host: Host, work: Path) -> None:
    assert comment(host, work, "").output == "somebody/work#7: comment not needed.\n"
    assert host.writes() == []


def test_of_several_one_stays(host: Host, work: Path) -> None:
    """Two runs at the same time may both have found none."""
    for text in ("one", "two", "three"):
        host.comment(SIGN + text)
    comment(host, work, "four")
    assert host.texts() == [f"{SIGN}four"]


def test_nobody_elses_comment_is_touched(host: Host, work: Path) -> None:
    """The token may change every comment, and anybody may write the marker into his own."""
    host.comment(f"{SIGN}mine", "stranger")
    host.comment(f"{SIGN}left the host", None)
    host.comment(None)
    comment(host, work, "one finding")
    assert host.texts() == [f"{SIGN}mine", f"{SIGN}left the host", None, f"{SIGN}one finding"]


def test_the_marker_tells_comments_apart(host: Host, work: Path) -> None:
    comment(host, work, "library", "--marker", "library")
    comment(host, work, "notebooks", "--marker", "notebooks")
    comment(host, work, "", "--marker", "library")
    assert host.texts() == ["<!-- quantum-lint: notebooks -->\nnotebooks"]


def test_another_account_and_repository_may_be_named(host: Host, work: Path) -> None:
    host.comment(f"{SIGN}old", "our-bot")
    comment(host, work, "new", "--author", "our-bot", "--repository", "else/where")
    assert host.writes() == [("PATCH", "/repos/else/where/issues/comments/100")]


def test_a_long_conversation_is_read_to_its_end(host: Host, work: Path) -> None:
    for number in range(205):
        host.comment(f"remark {number}", "somebody")
    host.comment(f"{SIGN}old")
    comment(host, work, "new")
    assert host.texts()[-1] == f"{SIGN}new"
    assert len(host.comments) == 206


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "the token is not accepted"),
        (403, "Resource not accessible by integration. give the job `pull-requests: write`"),
        (404, "no such repository or pull request"),
        (502, "status 502"),
    ],
)
def test_a_refusal_says_what_to_do(host: Host, work: Path, status: int, says: str) -> None:
    host.refused["POST"] = status
    answer = comment(host, work, "one finding")
    assert (answer.code, answer.output) == (2, "")
    assert f"POST {LIST}: status {status}" in answer.errors
    assert says in answer.errors


def test_the_token_does_not_follow_where_the_host_points(host: Host, work: Path) -> None:
    with serving() as other:
        host.elsewhere = other.address
        answer = comment(host, work, "one finding")
        assert answer.code == 2
        assert "status 302" in answer.errors
        assert other.requests == []


def test_a_host_that_is_not_there_is_said(work: Path) -> None:
    with serving() as gone:
        pass
    answer = comment(gone, work, "one finding")
    assert answer.code == 2
    assert "127.0.0.1 gave no answer" in answer.errors


def test_an_answer_of_another_kind_is_said(host: Host, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "answer", lambda *_: (200, {"message": "welcome"}))
    answer = comment(host, work, "one finding")
    assert answer.code == 2
    assert "the answer is no list of comments" in answer.errors


@pytest.mark.parametrize("address", ["http://api.github.com", "file:///etc", "ftp://127.0.0.1", "api.github.com"])
def test_the_token_goes_out_encrypted_or_not_at_all(address: str) -> None:
    with pytest.raises(HostingError, match="not https"):
        Conversation(address, "somebody/work", 7, TOKEN)


@pytest.mark.parametrize(
    ("words", "more", "says"),
    [
        ((), {"GITHUB_TOKEN": ""}, "set GITHUB_TOKEN"),
        ((), {"GITHUB_TOKEN": "two\nlines"}, "set GITHUB_TOKEN"),
        ((), {"GITHUB_REPOSITORY": ""}, "--repository OWNER/NAME"),
        (("--repository", "a/b/../../c"), {}, "--repository OWNER/NAME"),
        (("--marker", "a --> b"), {}, "--marker: takes letters"),
    ],
)
def test_what_is_missing_or_wrong_is_said(
    host: Host, work: Path, words: tuple[str, ...], more: dict[str, str], says: str
) -> None:
    answer = comment(host, work, "one finding", *words, **more)
    assert (answer.code, host.requests) == (2, [])
    assert says in answer.errors


def test_a_text_that_no_comment_takes_is_not_sent(host: Host, work: Path) -> None:
    answer = comment(host, work, "x" * 66_000)
    assert (answer.code, host.requests) == (2, [])
    assert "66,000 characters; a comment takes 65,536" in answer.errors


def test_a_file_that_cannot_be_read_is_said(work: Path) -> None:
    (work / "latin.md").write_bytes(b"\xe9")
    for name, says in (("nowhere.md", "cannot be read"), ("latin.md", "is no UTF-8")):
        answer = run("comment", "--pull-request", "7", "--repository", "a/b", name, folder=work)
        assert answer.code == 2
        assert says in answer.errors
