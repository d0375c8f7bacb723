"""Shell: which programs run with which words, what flows where, and that no text upsets the parser."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quantum_lint.parse.shell import ShellDocument, parse
from tests.support.growth import growth
from tests.support.texts import fragment

PIECES = st.sampled_from(
    [
        *"aé😀 \t\n'\"\\$`#;&|<>(){}=!",
        "\r\n",
        "$(",
        "${{ x }}",
        "${{",
        "<<E\n",
        "\nE\n",
        "case x in ",
        " esac",
        "A=",
        "if ",
        "done",
    ]
)


def read(text: str) -> ShellDocument:
    return parse(fragment(text, "shell"))


def words(text: str) -> list[list[str]]:
    return [[word.text for word in command.words] for command in read(text).commands()]


def shown(text: str) -> dict[str, str]:
    return {setting.key: setting.value for setting in read(text).settings()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pip install 'qiskit==1.0' \\\n  \"x\"y", [["pip", "install", "qiskit==1.0", "xy"]]),
        ("a;b&&c||d&e\nf", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]),
        ("echo a#b # comment; rm", [["echo", "a#b"]]),
        ("echo \"one $(two 'x') three\"", [["echo", "one $(two 'x') three"], ["two", "x"]]),
        ("echo `two a`b", [["echo", "`two a`b"], ["two", "a"]]),
        ("if a; then b; else c; fi", [["a"], ["b"], ["c"]]),
        ("for x in 1 2; do a $x; done", [["a", "$x"]]),
        ("case $x in\n a) b;;\n *) c;;\nesac; d", [["b"], ["c"], ["d"]]),
        ("f() { a; }\nfunction g { b; }", [["a"], ["b"]]),
        ("echo ${{ secrets.A && 'x;y' }} \"${{ b }}\"", [["echo", "${{ secrets.A && 'x;y' }}", "${{ b }}"]]),
        ("echo ${A:-b c} $((1 + 2))", [["echo", "${A:-b c}", "$((1 + 2))"]]),
        ("bash <(curl u)", [["bash", "<(curl u)"], ["curl", "u"]]),
        ("echo it\\'s \\\\", [["echo", "it's", "\\"]]),
        ("echo it's\npip install x", [["echo", "it's"], ["pip", "install", "x"]]),
        ("a\r\nb \\\r\n c\r\n", [["a"], ["b", "c"]]),
        ("Copy-Item a `\n  b", [["Copy-Item", "a", "b"]]),
        ("a 2>&1 >log <in", [["a"]]),
        ("", []),
    ],
)
def test_commands_and_words(text: str, expected: list[list[str]]) -> None:
    assert words(text) == expected


def test_pipes_reach_the_command_that_reads() -> None:
    commands = read("curl u | tee x |\n sh -s && (wget v; fetch w) | bash").commands()
    assert [(command.program, command.pipes_into and command.pipes_into.program) for command in commands] == [
        ("curl", "tee"),
        ("tee", "sh"),
        ("sh", None),
        ("wget", "bash"),
        ("fetch", "bash"),
        ("bash", None),
    ]
    assert [command.operator for command in commands] == ["|", "|", "&&", ";", "", ""]


@pytest.mark.parametrize(
    "text",
    [
        "sudo -E -u me pip install x",
        "env -u B A=b pip install x",
        "A=b exec nohup /usr/bin/pip install x",
        "timeout -k 5 5m pip install x",
    ],
)
def test_the_program_stands_behind_its_wrappers(text: str) -> None:
    (command,) = read(text).commands()
    assert command.program == "pip"
    assert [word.text for word in command.effective()[1:]] == ["install", "x"]


def test_a_wrapper_alone_is_the_program() -> None:
    (command,) = read("env").commands()
    assert command.program == "env"


def test_loops_are_known() -> None:
    commands = read("a\nwhile b; do c $(d); done\ne").commands()
    assert [(command.program, command.looped) for command in commands] == [
        ("a", False),
        ("b", True),
        ("c", True),
        ("d", True),
        ("e", False),
    ]


def test_redirections_name_their_files() -> None:
    (command,) = read('echo "A=b" 2>/dev/null >> "$GITHUB_ENV" &> log').commands()
    assert [(item.operator, item.target.text) for item in command.redirections] == [
        ("2>", "/dev/null"),
        (">>", "$GITHUB_ENV"),
        ("&>", "log"),
    ]


def test_here_documents_are_no_commands() -> None:
    text = "cat <<EOF <<-'E2' > x\nrm a\nEOF\n\tmore $x\n\tE2\nafter\n"
    cat, after = read(text).commands()
    assert [(text[lines.start : lines.end], lines.expanded) for lines in cat.heredocs] == [
        ("rm a\n", True),
        ("\tmore $x\n", False),
    ]
    assert after.program == "after"
    assert words("a <<NEVER\nb\n") == [["a"], ["b"]]


SETTINGS = {
    "A=b": ("A", "b"),
    "A='b c' cmd": ("A", "b c"),
    'export A="b $X"': ("A", "b $X"),
    "declare -x A=b": ("A", "b"),
    "env A=b cmd": ("A", "b"),
    "sudo A=b cmd": ("A", "b"),
    "docker run -e A=b image": ("A", "b"),
    "docker build --build-arg 'A=b c' .": ("A", "b c"),
    'echo "A=b" >> $GITHUB_ENV': ("A", "b"),
    "setenv A 'b c'": ("A", "b c"),
    "set A=b": ("A", "b"),
    '$env:A = "b"': ("A", "b"),
    '$Env:A="b c"': ("A", "b c"),
    "A=(1 2)": ("A", "(1 2)"),
}


@pytest.mark.parametrize("text", SETTINGS)
def test_names_that_are_set(text: str) -> None:
    prefix = "# é😀\r\n"
    document = read(prefix + text)
    (setting,) = document.settings()
    assert (setting.key, setting.value) == SETTINGS[text]
    whole_text = document.fragment.text
    assert whole_text[setting.key_start : setting.key_end] == setting.key
    assert whole_text[setting.value_start : setting.value_end] == setting.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fish -c x; set -gx A 'b c'", {"A": "b c"}),
        ("setenv A b", {"A": "b"}),
        ("$env:A = 'b'", {"A": "b"}),
        ('[System.Environment]::SetEnvironmentVariable("A", "b", "User")', {"A": "b"}),
        ("gh secret set A --body 'b c' -R o/r", {"A": "b c"}),
        ("gh secret set --repo=o/r A -bx", {"A": "x"}),
        ("gh secret set A <<< b", {"A": "b"}),
        ("echo -n 'b c' | gh secret set A", {"A": "b c"}),
        ("heroku config:set A='b' C=d -a lab", {"A": "b", "C": "d"}),
        ("aws ssm put-parameter --type String --name /lab/A --value b", {"A": "b"}),
        ("docker run --env=A=b --env C=d x", {"A": "b", "C": "d"}),
        ("helm upgrade x . --set env.A=b", {"A": "b"}),
        ("kubectl create secret generic x --from-literal=A=b", {"A": "b"}),
        ("echo '##vso[task.setvariable variable=A;isSecret=true]b'", {"A": "b"}),
        ("echo '::set-env name=A::b'", {"A": "b"}),
        ("set -euo pipefail", {}),
        ("gh secret set A < file", {}),
    ],
)
def test_names_are_set_in_many_ways(text: str, expected: dict[str, str]) -> None:
    assert shown(text) == expected
    for setting in read(text).settings():
        assert text[setting.value_start : setting.value_end] == setting.value


def test_words_that_look_like_pairs_set_nothing() -> None:
    assert not shown("pip install x==1\nuv run --with=a b=c\necho A=b\nmake A=b")


def test_code_for_other_interpreters_is_cut_out() -> None:
    text = (
        "python3 -c 'import a'\nuv run python -c \"print(\\\"é\\\", 'x')\"\nsudo bash -lc 'pip install b'\n"
        "cat <<EOF | python -\nimport c\nEOF\ncat > run.py <<'EOF'\nimport d\nEOF\ncat <<EOF\nplain\nEOF\n"
    )
    document = read(text)
    found = [(piece.language, piece.text) for piece in document.fragments()]
    assert found == [
        ("python", "import a"),
        ("python", "print(\"é\", 'x')"),
        ("shell", "pip install b"),
        ("python", "import c\n"),
        ("python", "import d\n"),
    ]
    quoted = list(document.fragments())[1]
    span = quoted.span(quoted.text.index("é"), quoted.text.index("é") + 1)
    assert text.encode()[span.start : span.end].decode() == "é"


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_gives_commands_that_stand_where_they_say(text: str) -> None:
    document = read(text)
    for command in document.commands():
        assert 0 <= command.start <= command.end <= len(text)
        for word in command.words:
            assert command.start <= word.start <= word.end <= len(text)
            assert_mapped(word.text, word.map().start, text)
        for lines in command.heredocs:
            assert 0 <= lines.start <= lines.end <= len(text)
    assert all(setting.value_start <= setting.value_end for setting in document.settings())
    assert all(piece.text for piece in document.fragments() if piece.language == "python" and piece.text)


def assert_mapped(word: str, place: object, text: str) -> None:
    assert callable(place)
    if "$(...)" not in word:
        assert [text[place(offset)] for offset in range(len(word))] == list(word)


@given(st.lists(st.text(alphabet="ab é'\"\\$;|#", min_size=1), min_size=1, max_size=5))
def test_quoted_words_come_back(arguments: list[str]) -> None:
    assert words("run " + shlex.join(arguments)) == [["run", *arguments]]


@pytest.mark.parametrize(
    "piece",
    [
        "$(",
        "`",
        '"',
        "'",
        "(",
        "a|",
        "${",
        "${{",
        "<<E\n",
        '"$(',
        "a;",
        "\\",
        "# x\n",
        "A=(",
        "(a;",
        "case x in ",
        ">",
        "$((",
        "<<E\nE\n",
    ],
)
def test_long_scripts_take_linear_time(piece: str) -> None:
    assert growth(lambda size: read(piece * size)) < 30
