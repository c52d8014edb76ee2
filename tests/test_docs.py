"""The documentation is executed: it names every code and command, and nothing else."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from vnrgen.cli import main

ROOT = Path(__file__).resolve().parent.parent
CODE = re.compile(r'"([A-Z]{3}\d{3})"')


def codes_in_source() -> set[str]:
    return {
        code
        for path in (ROOT / "vnrgen").rglob("*.py")
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }


def codes_in_docs() -> set[str]:
    return {
        path.stem for path in (ROOT / "docs" / "errors").glob("[A-Z]*.md") if path.stem.isupper()
    } - {"README"}


def test_every_problem_code_is_documented_and_every_documented_code_exists() -> None:
    assert codes_in_source() ^ codes_in_docs() == set()


@pytest.mark.parametrize("code", sorted(codes_in_docs()))
def test_a_code_page_says_when_it_occurs_and_how_to_fix_it(code: str) -> None:
    text = (ROOT / "docs" / "errors" / f"{code}.md").read_text(encoding="utf-8")
    assert re.fullmatch(
        rf"# {code}: [^\n]+\n\n## When it occurs\n\n.+\n\n## How to fix\n\n.+\n", text, re.DOTALL
    )


def every_command() -> list[tuple[str, ...]]:
    """Return every command and sub-command as the words a person types after vnrgen."""
    found: list[tuple[str, ...]] = []
    context = click.Context(main)
    for name in main.list_commands(context):
        found.append((name,))
        command = main.get_command(context, name)
        if isinstance(command, click.Group):
            found += [(name, inner) for inner in command.commands]
    return found


def command_reference() -> str:
    parts = ["# Commands\n\nWhat `--help` prints, command by command.\n"]
    for words in every_command():
        shown = CliRunner().invoke(main, [*words, "--help"], prog_name="vnrgen", terminal_width=80)
        assert shown.exit_code == 0, words
        parts.append(f"## vnrgen {' '.join(words)}\n\n```\n{shown.output}```\n")
    return "\n".join(parts)


def test_the_command_reference_is_what_help_prints() -> None:
    path = ROOT / "docs" / "commands.md"
    if os.environ.get("VNRGEN_UPDATE_DOCS"):
        path.write_text(command_reference(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == command_reference()


def test_the_readme_opens_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert 0 < readme.index("make demo") < readme.index("make test") < 1500


def written_commands(path: Path) -> list[str]:
    """Return the commands of vnrgen that a page shows: in consoles, and whole ones in a line."""
    text = path.read_text(encoding="utf-8")
    shown = re.findall(r"^\$ (vnrgen [^\n#]+)", text, re.MULTILINE)
    return shown + re.findall(r"`(vnrgen [^`]+)`", text)


@pytest.mark.parametrize("page", ["README.md", "docs/briefs.md", "docs/batch.md"])
def test_a_command_that_a_page_shows_says_all_that_the_command_needs(page: str) -> None:
    wrong = []
    for line in written_commands(ROOT / page):
        command: click.Command | None = main
        words = shlex.split(line)[1:]
        while isinstance(command, click.Group) and words:
            command = command.get_command(click.Context(command), words.pop(0))
        if command is None or not words:  # a name only, not a command to type
            continue
        # Parsed and not converted: the folders of the page are not here.
        try:
            given, _, _ = command.make_parser(click.Context(command)).parse_args(list(words))
        except click.UsageError as error:
            wrong.append(f"{line}: {error}")
            continue
        missing = [p.name for p in command.params if p.required and not given.get(p.name or "")]
        wrong += [f"{line}: {name} is missing" for name in missing]
    assert wrong == []


def test_every_link_inside_the_documentation_leads_somewhere() -> None:
    broken = []
    for path in [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "sample_data/README.md",
    ]:
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
            inside = "://" not in target and not target.startswith("mailto:")
            if inside and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []
