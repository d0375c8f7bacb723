"""`quantum-lint completion SHELL`: a static completion script, made from the tree of commands and options."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quantum_lint.cli.exits import CLEAN
from quantum_lint.cli.parser import COMMANDS, Parser, build

USAGE = """\
To switch it on:
  bash   quantum-lint completion bash > ~/.local/share/bash-completion/completions/quantum-lint
  zsh    quantum-lint completion zsh > a folder of $fpath, as _quantum-lint
  fish   quantum-lint completion fish > ~/.config/fish/completions/quantum-lint.fish
"""


@dataclass(frozen=True)
class Option:
    """An option: its spellings, what it does, what its value may be (None: it takes none; empty: a path or text)."""

    spellings: tuple[str, ...]
    help: str
    values: tuple[str, ...] | None


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.epilog = USAGE
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    sys.stdout.write(_SCRIPTS[arguments.shell](build(None, whole=True)))
    return CLEAN


def _options(parser: Parser) -> Iterator[Option]:
    for action in parser.actions():
        if action.option_strings:
            values = None if action.nargs == 0 else tuple(map(str, action.choices or ()))
            yield Option(tuple(action.option_strings), action.help or "", values)


def _arguments(parser: Parser) -> tuple[str, ...]:
    """The words that a command's first argument may be, where they are few."""
    actions = [action for action in parser.actions() if not action.option_strings]
    return tuple(map(str, actions[0].choices)) if actions and actions[0].choices else ()


def _bash(parser: Parser) -> str:
    cases = "".join(_bash_case(name, child) for name, child in parser.commands.items())
    own = " ".join((*COMMANDS, *parser.option_strings()))
    return f"""\
# bash completion for quantum-lint
_quantum_lint() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} command= word
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case $word in {"|".join(COMMANDS)}) command=$word; break ;; esac
    done
    COMPREPLY=()
    case "$command $previous" in
{cases}    " "*) COMPREPLY=($(compgen -W "{own}" -- "$current")) ;;
    esac
}}
complete -o default -F _quantum_lint quantum-lint
"""


def _bash_case(name: str, parser: Parser) -> str:
    lines = []
    for option in _options(parser):
        pattern = "|".join(f'"{name} {spelling}"' for spelling in option.spellings)
        if option.values:
            lines.append(f'    {pattern}) COMPREPLY=($(compgen -W "{" ".join(option.values)}" -- "$current")) ;;\n')
        elif option.values is not None:
            lines.append(f"    {pattern}) ;;\n")
    words = " ".join((*parser.option_strings(), *_arguments(parser)))
    lines.append(f'    "{name} "*) COMPREPLY=($(compgen -W "{words}" -- "$current")) ;;\n')
    return "".join(lines)


def _zsh(parser: Parser) -> str:
    commands = "\n".join(f"        {_quoted(f'{name}:{purpose}')}" for name, purpose in COMMANDS.items())
    cases = "".join(
        f"        {name}) _arguments {_zsh_arguments(child)} ;;\n" for name, child in parser.commands.items()
    )
    return f"""\
#compdef quantum-lint
_quantum_lint() {{
    local -a commands=(
{commands}
    )
    if (( CURRENT == 2 )); then
        _describe command commands
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{cases}    esac
}}
if [[ $funcstack[1] == _quantum-lint ]]; then
    _quantum_lint "$@"
else
    compdef _quantum_lint quantum-lint
fi
"""


def _zsh_arguments(parser: Parser) -> str:
    found = [_zsh_option(spelling, option) for option in _options(parser) for spelling in option.spellings]
    words = _arguments(parser)
    found.append(_quoted(f"1:argument:({' '.join(words)})") if words else _quoted("*:file:_files"))
    return " ".join(found)


def _zsh_option(spelling: str, option: Option) -> str:
    text = f"*{spelling}[{option.help.replace('[', '(').replace(']', ')').replace(':', ' -')}]"
    if option.values is not None:
        text += f":value:({' '.join(option.values)})" if option.values else ":value:_files"
    return _quoted(text)


def _fish(parser: Parser) -> str:
    lines = ["# fish completion for quantum-lint", "complete -c quantum-lint -n __fish_use_subcommand -f"]
    lines += [
        f"complete -c quantum-lint -n __fish_use_subcommand -a {name} -d {_quoted(purpose)}"
        for name, purpose in COMMANDS.items()
    ]
    for name, child in parser.commands.items():
        when = f"-n '__fish_seen_subcommand_from {name}'"
        lines += [f"complete -c quantum-lint {when} {_fish_option(option)}" for option in _options(child)]
        if words := _arguments(child):
            lines.append(f"complete -c quantum-lint {when} -f -a {_quoted(' '.join(words))}")
    return "\n".join(lines) + "\n"


def _fish_option(option: Option) -> str:
    parts = [f"-l {each[2:]}" if each.startswith("--") else f"-s {each[1:]}" for each in option.spellings]
    if option.values:
        parts.append(f"-x -a {_quoted(' '.join(option.values))}")
    elif option.values is not None:
        parts.append("-r")
    return " ".join((*parts, f"-d {_quoted(option.help)}"))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


_SCRIPTS: dict[str, Callable[[Parser], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
