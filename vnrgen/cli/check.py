"""``vnrgen check``: every problem of a dossier at once, without writing anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.explain import blocking, show_json, show_problems, summary
from vnrgen.cli.options import audience_option, build_date, dossier_argument, strict_option
from vnrgen.problems import InvalidInputError, Problem, ProblemLog

if TYPE_CHECKING:
    from vnrgen.build import Composition
    from vnrgen.checks.guidelines.judge import Outcome
    from vnrgen.checks.guidelines.profile import Guideline

    Judged = tuple[Guideline, tuple[Outcome, ...]]


@click.command()
@dossier_argument
@audience_option
@strict_option
@click.option("--outline", metavar="NAME", help="Outline to compose  [default: the dossier's]")
@click.option("--guideline", metavar="NAME", help="Hold the document against this guideline, too.")
@click.option(
    "--outputs",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Compare the figures in the files of this published folder.",
)
@click.option(
    "--verify", is_flag=True, help="Compare very large files with the hashes kept of them."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_context
def check(  # noqa: PLR0913 - one parameter an option
    ctx: click.Context,
    *,
    dossier: Path,
    audience: str,
    strict: bool,
    outline: str | None,
    guideline: str | None,
    outputs: Path | None,
    verify: bool,
    as_json: bool,
) -> None:
    """Read DOSSIER, compose its chapter, and show every problem with its place and fix.

    Where dossier.yaml names a guideline, or --guideline does, each of its rules is shown with
    whether it is met, where not, and how to mend it.
    """
    from vnrgen.build import BuildRequest, compose_dossier
    from vnrgen.dossier.large.verify import changed_files
    from vnrgen.dossier.model import Audience

    request = BuildRequest(
        dossier=dossier,
        output=Path(),
        audience=Audience(audience),
        outline=outline,
        on=build_date(),
    )
    judged: Judged | None = None
    log = ProblemLog()
    files = _looked_at(outputs, dossier, log) if outputs else None
    try:
        composition = compose_dossier(request)
        log.extend(composition.problems)
        if verify:
            log.extend(changed_files(dossier, composition.dossier.input_files))
        judged = _judged(guideline, composition, files, log)
    except InvalidInputError as error:
        log.extend(error.problems)
    problems = log.sorted()
    blocked = blocking(problems, strict=strict)
    if judged is not None:
        blocked = blocked or any(outcome.blocks(strict=strict) for outcome in judged[1])
    _show(dossier, problems, judged, blocked=blocked, as_json=as_json)
    ctx.exit(1 if blocked else 0)


def _show(
    dossier: Path,
    problems: tuple[Problem, ...],
    judged: Judged | None,
    *,
    blocked: bool,
    as_json: bool,
) -> None:
    from vnrgen.cli.guideline_report import guideline_record, show_guideline

    if as_json:
        further = {"guideline": guideline_record(*judged)} if judged else {}
        show_json(problems, blocked=blocked, **further)
        return
    show_problems(problems)
    if judged is not None:
        show_guideline(*judged)
    click.echo(f"{dossier}: {summary(problems)}")


def _judged(
    name: str | None,
    composition: Composition,
    outputs: dict[str, bytes] | None,
    problems: ProblemLog,
) -> Judged | None:
    """Return the guideline that is asked for and its outcomes.

    None where none is asked for, or where ``problems`` then say why it cannot be read. What is
    wrong with the dossier or the outputs keeps no rule from being judged.
    """
    from vnrgen.checks.guidelines.judge import answers_to_nothing, judge
    from vnrgen.checks.guidelines.judgement import Subject
    from vnrgen.checks.guidelines.profile import load_guideline

    settings = composition.dossier.settings
    wanted = name or settings.guideline
    if wanted is None:
        return None
    of_the_profile = ProblemLog()
    guideline = load_guideline(wanted, composition.dossier.root, of_the_profile)
    problems.extend(of_the_profile)
    if guideline is None or of_the_profile.blocking():
        return None
    subject = Subject(
        dossier=composition.dossier,
        publishable=composition.publishable,
        document=composition.document,
        problems=problems.sorted(),
        on=settings.as_of,
        outputs=outputs,
    )
    problems.extend(answers_to_nothing(guideline, settings.guideline_answers))
    return guideline, judge(guideline, subject)


def _looked_at(folder: Path, dossier: Path, problems: ProblemLog) -> dict[str, bytes]:
    """Return the published files; ``problems`` is told what is wrong with them."""
    from vnrgen.checks.figures import figures_that_differ
    from vnrgen.checks.outputs import check_outputs
    from vnrgen.checks.published import machine_places, published_files

    files = published_files(folder, problems)
    problems.extend(figures_that_differ(files))
    problems.extend(check_outputs(files, machine_places(dossier, folder)))
    return files
