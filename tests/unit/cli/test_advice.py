"""What a problem advises can be done by who reads it: options, commands and pages exist."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from vnrgen.cli.main import main

ROOT = Path(__file__).resolve().parents[3]
_OPTION = re.compile(r"(?:^|(?<=[\s(]))--([a-z][a-z-]*)(?![\w:-])")
_COMMAND = re.compile(r"(?:: |run |with )vnrgen ((?:recs |versions )?[a-z]+)")
_PAGE = re.compile(r"\bdocs/[a-z-]+\.md")
_SHELL = re.compile(r"apt-get [^;]*")

MAKING = ("build", "brief", "batch")
WRITING = (*MAKING, "tracker")
ROOMS = {
    "adoption/decide.py": ("recs decide",),
    "adoption/ranking/": ("recs scan",),
    "adoption/scan.py": ("recs scan",),
    "batch/": ("batch",),
    "checks/guidelines/": ("check",),
    "checks/machine.py": MAKING,
    "dossier/area.py": ("brief",),
    "dossier/inspection/": ("inspect",),
    "dossier/register/spreadsheets.py": ("recs decide",),
    "dossier/register/": ("recs import",),
    "build/composing.py": ("build", "batch"),
    "render/": WRITING,
    "versions/pull/": ("pull",),
    "versions/": ("diff",),
    "web/loopback.py": ("preview", "recs review"),
    "web/tracker/": ("tracker",),
}
"""The commands that the problems of a module reach; the first that begins a path counts."""

NOT_OF_TRACKER = frozenset({"jobs", "pdf-engine"})
"""Options of rendering that only commands have which render."""


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def told(path: Path) -> Iterator[str]:
    """Yield the texts of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    mute = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in mute:
            yield node.value


MODULES = [p for p in sorted((ROOT / "vnrgen").rglob("*.py")) if "cli" not in p.parts]
TEXTS = [(p.relative_to(ROOT / "vnrgen").as_posix(), text) for p in MODULES for text in told(p)]
OPTIONS = {
    name: {o.lstrip("-") for p in command.params for o in (*p.opts, *p.secondary_opts)}
    for name, command in commands(main)
}


def reached(path: str, option: str) -> tuple[str, ...]:
    found = next((rooms for start, rooms in ROOMS.items() if path.startswith(start)), ())
    return tuple(n for n in found if n != "tracker" or option not in NOT_OF_TRACKER)


def test_an_option_that_a_problem_names_is_one_of_the_command_it_comes_from() -> None:
    named = [
        (path, text, option)
        for path, text in TEXTS
        for option in _OPTION.findall(_SHELL.sub("", text))
    ]
    assert len(named) > 20
    wrong = [
        (path, text)
        for path, text, option in named
        if not (rooms := reached(path, option))
        or any(option not in OPTIONS[name] for name in rooms)
    ]
    assert wrong == []


def test_a_command_or_a_page_that_a_problem_names_exists() -> None:
    asked = {name for _, text in TEXTS for name in _COMMAND.findall(text)}
    assert {"check", "recs decide", "new"} <= asked
    groups = {name.rsplit(" ", 1)[0] for name in OPTIONS}
    assert sorted(asked - set(OPTIONS) - groups) == []
    pages = {page for _, text in TEXTS for page in _PAGE.findall(text)}
    assert sorted(page for page in pages if not (ROOT / page).is_file()) == []
    assert pages


@pytest.mark.parametrize("name", sorted({room for rooms in ROOMS.values() for room in rooms}))
def test_a_command_of_the_table_exists(name: str) -> None:
    assert name in OPTIONS
