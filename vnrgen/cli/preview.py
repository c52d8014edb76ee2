"""``vnrgen preview``: a local page that shows the document anew after every save."""

from __future__ import annotations

from pathlib import Path

import click

from vnrgen.cli.options import audience_option, build_date, dossier_argument, language_option


@click.command()
@dossier_argument
@audience_option
@click.option("--language", help="Language of the edition  [default: the dossier's]")
@click.option("--outline", help="Outline to compose  [default: the dossier's]")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Port to listen on  [default: any that is free]",
)
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
def preview(
    *,
    dossier: Path,
    audience: str,
    language: str | None,
    outline: str | None,
    port: int,
    open_: bool,
) -> None:
    """Show DOSSIER's document in the browser, anew after every save of a source.

    The page can be reached from this machine only. Problems stand beside what they are about;
    nothing is written.
    """
    from vnrgen.build import BuildRequest
    from vnrgen.document.language.wording import Wording
    from vnrgen.dossier.model import Audience
    from vnrgen.dossier.settings.dossier_yaml import load_settings
    from vnrgen.problems import ProblemLog
    from vnrgen.web.preview.serving import serve

    tag = language_option(language)
    settings, _ = load_settings(dossier, ProblemLog())  # a folder without dossier.yaml ends here
    request = BuildRequest(
        dossier=dossier,
        output=Path(),
        formats=("html",),
        audience=Audience(audience),
        language=tag,
        outline=outline,
        on=build_date(),
    )

    def ready(address: str) -> None:
        click.echo(f"Open this address in a browser on this machine; it works once:\n  {address}")
        click.echo("Stop with Ctrl+C. The page follows every file that you save.")
        if open_:
            click.launch(address)

    serve(request, Wording(tag or settings.language), port=port, ready=ready)
