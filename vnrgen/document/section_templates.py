"""Section templates: Markdown with Jinja calls → blocks. The only module that imports Jinja here.

Nothing that a call gives back is ever read as Markdown: each value stands as a mark of private-use
characters while the text is parsed, and is put in place afterwards. Templates run in Jinja's
immutable sandbox.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from vnrgen.document.blocks import Block, Text
from vnrgen.document.context import CallError, SectionContext
from vnrgen.document.markdown import blocks_of
from vnrgen.document.reading import Placed, Reading
from vnrgen.problems import Location
from vnrgen.resources import templates_folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context

_FIRST, _LAST = "\ue000", "\ue001"
_MARK = re.compile(f"{_FIRST}([\ue010-\ue019]+){_LAST}")
_DIGITS = str.maketrans("0123456789", "".join(chr(0xE010 + n) for n in range(10)))
_NUMBERS = str.maketrans("".join(chr(0xE010 + n) for n in range(10)), "0123456789")
_CALL_FAULTS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)


class _Marks:
    """The values that stand in a text as marks."""

    def __init__(self) -> None:
        self._values: list[Placed] = []

    def mark(self, value: object) -> str:
        """Keep a value and return what stands for it."""
        self._values.append(_shown(value))
        return _FIRST + str(len(self._values) - 1).translate(_DIGITS) + _LAST

    def split(self, text: str) -> list[str | Placed]:
        """Cut a text at its marks; a mark that was never given out is dropped."""
        pieces: list[str | Placed] = []
        last = 0
        for found in _MARK.finditer(text):
            pieces.append(text[last : found.start()])
            number = int(found.group(1).translate(_NUMBERS))
            if number < len(self._values):
                pieces.append(self._values[number])
            last = found.end()
        pieces.append(text[last:])
        return [piece for piece in pieces if piece != ""]


def _shown(value: object) -> Placed:
    match value:
        case Placed():
            return value
        case str() | int() | float():
            return Placed(inlines=(Text(str(value)),))
        case _:
            raise CallError(
                "TPL002", "this is nothing that can be shown", "call it, with its parentheses"
            )


def section_blocks(
    section: SectionContext, calls: Mapping[str, Callable[..., object]], overrides: Path | None
) -> tuple[Block, ...]:
    """Evaluate a section's template and return its blocks.

    Args:
        section: The section; its template is looked up in ``overrides/templates/sections`` first,
            then among vnrgen's own.
        calls: What the template may call, by name.
        overrides: The dossier's folder, or None.

    Returns:
        Blocks; none where the template has a mistake, which is then a problem at its line
        (TPL001 unreadable, TPL002 a call or name that does not work).
    """
    marks = _Marks()
    text = _rendered(section, calls, overrides, marks)
    if text is None:
        return ()
    reading = Reading(
        kind="template",
        path=f"templates/sections/{section.spec.template}",
        prefix=section.block_id("template"),
        problems=section.whole.problems,
        ids=section.whole.ids,
        place=marks.split,
    )
    return blocks_of(text, reading)


def _rendered(
    section: SectionContext,
    calls: Mapping[str, Callable[..., object]],
    overrides: Path | None,
    marks: _Marks,
) -> str | None:
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    name = section.spec.template
    report = section.whole.problems.error
    path = f"templates/sections/{name}"
    try:
        return str(_environment(overrides, marks).get_template(name).render(**calls))
    except TemplateNotFound as error:
        report(
            "TPL001",
            section.spec.where,
            f'there is no section template "{error.name}"',
            f"write templates/sections/{error.name} in the dossier, or name another template",
        )
    except TemplateSyntaxError as error:
        report(
            "TPL001",
            Location(path, error.lineno),
            f"the template cannot be read: {error.message}",
            "check the braces and the names of this line",
        )
    except CallError as error:
        report(error.code, Location(path, _line(error.__traceback__, path)), error.what, error.fix)
    except (TemplateError, *_CALL_FAULTS) as error:
        if not isinstance(error, TemplateError) and not _fault_of_template(error, path):
            raise
        report(
            "TPL002",
            Location(path, _line(error.__traceback__, path)),
            f"this call does not work: {error}",
            "compare with the calls in docs/writing.md",
        )
    return None


def _environment(overrides: Path | None, marks: _Marks) -> Environment:
    from jinja2 import FunctionLoader, StrictUndefined, pass_context
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    @pass_context
    def finalize(_context: Context, value: object) -> Markup:
        if isinstance(value, StrictUndefined):
            str(value)  # raises, naming what is undefined
        return Markup(marks.mark(value))  # noqa: S704 - a mark of private-use characters

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(lambda name: _source(name, overrides)),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()  # no range, cycler, lipsum: a template only places and repeats
    return environment


def _source(name: str, overrides: Path | None) -> tuple[str, str, Callable[[], bool]] | None:
    folders = [templates_folder() / "sections"]
    if overrides is not None:
        folders.insert(0, overrides / "templates" / "sections")
    for folder in folders:
        path = folder / name
        inside = path.resolve().is_relative_to(folder.resolve())
        if inside and path.is_file():
            text = path.read_text(encoding="utf-8-sig", errors="replace")
            return text, f"templates/sections/{name}", lambda: True
    return None


def _frames(traceback: TracebackType | None) -> list[tuple[str, int]]:
    frames = []
    while traceback is not None:
        frames.append((traceback.tb_frame.f_code.co_filename, traceback.tb_lineno))
        traceback = traceback.tb_next
    return frames


def _line(traceback: TracebackType | None, path: str) -> int | None:
    lines = [line for file, line in _frames(traceback) if file == path]
    return lines[-1] if lines else None


def _fault_of_template(error: Exception, path: str) -> bool:
    """Whether the template itself is at fault, and not a function of vnrgen that it called."""
    frames = [file for file, _line_number in _frames(error.__traceback__)]
    return bool(frames) and (frames[-1] == path or "jinja2" in Path(frames[-1]).parts)
