"""The option that names the formats of a document, the same for every command."""

from __future__ import annotations

import click

from vnrgen.render.engines import FORMATS


class _Formats(click.ParamType[tuple[str, ...]]):
    """Names of formats with commas between them."""

    name = "formats"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the formats named, each once."""
        names = [name.strip().lower() for name in str(value).split(",") if name.strip()]
        for name in names:
            if name not in FORMATS:
                self.fail(f"{name!r} is not one of {', '.join(FORMATS)}", param, ctx)
        return tuple(dict.fromkeys(names))


def _each_once(
    ctx: click.Context,  # noqa: ARG001 - Click's signature
    param: click.Parameter,  # noqa: ARG001
    values: tuple[tuple[str, ...], ...],
) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in values for name in names))


formats_option = click.option(
    "--format",
    "--formats",
    "formats",
    type=_Formats(),
    multiple=True,
    callback=_each_once,
    help="Formats to make, such as pdf,docx; may be repeated; default: all three.",
)
