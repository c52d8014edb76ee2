"""The documentation is executed: it names every code and command, and nothing else."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import cast
from unittest.mock import MagicMock

import click
import pytest
from click.testing import CliRunner

from vnrgen.checks.guidelines.kinds import KINDS
from vnrgen.cli import main
from vnrgen.document.context import SectionContext
from vnrgen.document.sections.calls import template_calls
from vnrgen.dossier.readers import canonical
from vnrgen.dossier.readers.registry import LAYOUTS
from vnrgen.dossier.settings import dossier_yaml
from vnrgen.dossier.tables import action, corrections, evidence, reference
from vnrgen.dossier.tables.headers import Columns

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


PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
]


def written_commands(path: Path) -> list[str]:
    """Return the commands of vnrgen that a page shows: in blocks, and whole ones in a line."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    joined = "\n".join(blocks).replace("\\\n", " ")
    shown = re.findall(r"^(?:\$ )?(vnrgen [^\n#]+)", joined, re.MULTILINE)
    return shown + re.findall(r"`(vnrgen [^`]+)`", text)


def command_of(line: str) -> tuple[click.Command | None, list[str]]:
    """Return the command that a line names, None where there is none, and the words after it."""
    command: click.Command | None = main
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command = command.get_command(click.Context(command), words.pop(0))
    return command, words


@pytest.mark.parametrize("page", [page for page in PAGES if page != "docs/commands.md"])
def test_a_command_that_a_page_shows_says_all_that_the_command_needs(page: str) -> None:
    wrong = []
    for line in written_commands(ROOT / page):
        command, words = command_of(line)
        if command is None:
            wrong.append(f"{line}: there is no such command")
            continue
        if command is main or isinstance(command, click.Group):
            continue
        # Parsed and not converted: the folders of the page are not here.
        try:
            given, _, _ = command.make_parser(click.Context(command)).parse_args(list(words))
        except click.UsageError as error:
            wrong.append(f"{line}: {error}")
            continue
        typed = [given.get(p.name or "") for p in command.params if isinstance(p, click.Argument)]
        if not any(value and isinstance(value, str | tuple) for value in typed):
            continue  # a name, or one with an option, not a command to type
        missing = [p.name for p in command.params if p.required and not given.get(p.name or "")]
        wrong += [f"{line}: {name} is missing" for name in missing]
    assert wrong == []


def test_an_option_that_a_page_names_is_one_of_the_command() -> None:
    pages = [*(ROOT / page for page in PAGES), *(ROOT / "docs" / "errors").glob("*.md")]
    wrong = []
    for page in pages:
        for line in written_commands(page):
            command, words = command_of(line)
            known = {name for p in command.params for name in p.opts} if command else set()
            known |= {"--help", "--version"}
            wrong += [f"{page.name}: {line}" for w in words if w[:2] == "--" and w not in known]
    assert wrong == []


def section_of(page: str, heading: str) -> str:
    """Return what a page says under a heading, up to the next one of its level."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


COLUMNS: dict[str, Columns] = {
    "places.csv": reference._PLACE_COLUMNS,
    "groups.csv": reference._GROUP_COLUMNS,
    "sources.csv": reference._SOURCE_COLUMNS,
    "indicators.csv": reference._INDICATOR_COLUMNS,
    "Observations (layout `canonical`)": Columns(canonical._REQUIRED, canonical._OPTIONAL),
    "qualitative.csv": evidence._QUALITATIVE_COLUMNS,
    "scorecards.csv": evidence._SCORECARD_COLUMNS,
    "consultations.csv": evidence._CONSULTATION_COLUMNS,
    "recommendations.csv": action.RECOMMENDATION_COLUMNS,
    "policies.csv": action._POLICY_COLUMNS,
    "factors.csv": action._FACTOR_COLUMNS,
    "practices.csv": action._PRACTICE_COLUMNS,
    "corrections.csv": corrections._COLUMNS,
}


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_of_a_table_is_described_and_the_required_ones_are_bold(table: str) -> None:
    said = section_of("docs/dossier.md", table)
    assert set(re.findall(r"\*\*(\w+)\*\*", said)) == set(COLUMNS[table].required)
    assert set(COLUMNS[table].optional) <= set(re.findall(r"\w+", said))


def test_every_key_of_the_settings_is_described() -> None:
    said = section_of("docs/dossier.md", "dossier.yaml")
    assert [key for key in dossier_yaml._KNOWN if f"\n{key}:" not in said] == []


def test_every_call_of_a_template_is_described() -> None:
    said = (ROOT / "docs" / "writing.md").read_text(encoding="utf-8")
    calls = template_calls(cast(SectionContext, MagicMock()))
    assert [name for name in calls if f"{name}(" not in said] == []


def test_every_layout_has_a_section_or_a_page_of_its_own() -> None:
    said = (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")
    opening = said.partition("\n## ")[0]
    described = {name for name in LAYOUTS if f"\n## {name}: " in said or f"`{name}`" in opening}
    assert described == set(LAYOUTS)


def test_every_kind_of_check_is_described() -> None:
    said = (ROOT / "docs" / "guidelines.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"\n| `{kind}` | " not in said] == []


def test_the_letters_of_every_code_are_explained() -> None:
    index = (ROOT / "docs" / "errors" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-Z, ]+) \|", index, re.MULTILINE)
    said = {letters for row in rows for letters in row.split(", ")}
    assert said == {code[:3] for code in codes_in_docs()}


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "adr"
    listed = re.findall(r"\((\d{4}-[^)]+)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))


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
