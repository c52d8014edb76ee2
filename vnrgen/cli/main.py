"""The ``vnrgen`` command: its sub-commands, loaded only when they are called."""

from __future__ import annotations

import importlib
from typing import Any

import click

from vnrgen import __version__
from vnrgen.cli.explain import INTERRUPTED, explain
from vnrgen.problems import VnrgenError

# Name: (module, attribute, what it does). The last is shown by --help without importing anything.
_COMMANDS = {
    "build": ("vnrgen.cli.build", "build", "Build a dossier's chapter as PDF, Word and HTML."),
    "brief": ("vnrgen.cli.brief", "brief", "Build a country brief of two pages."),
    "batch": ("vnrgen.cli.batch", "batch", "Make the documents of many countries; compare them."),
    "preview": ("vnrgen.cli.preview", "preview", "Show the document anew after every save."),
    "check": ("vnrgen.cli.check", "check", "Show every problem of a dossier; write nothing."),
    "inspect": ("vnrgen.cli.inspect", "inspect", "Say what would be read from a file of data."),
    "import": ("vnrgen.cli.importing", "import_", "Take a file of data into a dossier."),
    "freeze": ("vnrgen.cli.freeze", "freeze", "Keep a version of the chapter."),
    "versions": ("vnrgen.cli.versions", "versions", "List, show and verify frozen versions."),
    "diff": ("vnrgen.cli.diff", "diff", "Show what changed between two versions."),
    "pull": ("vnrgen.cli.pull", "pull", "Take a writer's edits in Word into the sources."),
    "recs": ("vnrgen.cli.recs", "recs", "Find out what became of the recommendations."),
    "tracker": ("vnrgen.cli.tracker", "tracker", "Make a public site of what became of them."),
    "new": ("vnrgen.cli.new", "new", "Write a small, commented dossier to start from."),
    "doctor": ("vnrgen.cli.doctor", "doctor", "Say what this machine has and lacks."),
}


class ExplainingGroup(click.Group):
    """Loads commands when called, and turns our errors into text and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Return the commands in the order a person meets them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of one command."""
        if cmd_name not in _COMMANDS:
            return None
        module, attribute, _summary = _COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant; of one that there is not, say which is nearest."""
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            from vnrgen.dossier.tables.suggestions import did_you_mean

            ctx.fail(f'there is no command "{name}"; {did_you_mean(name, _COMMANDS, limit=20)}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry[2]) for name, entry in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - Click's signature
        """Run the command; problems go to standard error, and the error says the exit code."""
        try:
            return super().invoke(ctx)
        except VnrgenError as error:
            explain(error)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("\nvnrgen: interrupted; nothing was left half-written", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=ExplainingGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="vnrgen")
def main() -> None:
    """Make the Leave No One Behind chapter of a Voluntary National Review from a dossier.

    Exit codes: 0 done; 1 problems in the input; 2 wrong usage; 3 the machine lacks something;
    130 interrupted.
    """
