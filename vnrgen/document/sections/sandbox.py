"""A section template → Markdown with marks, and a record of the call each mark stands for.

No call is carried out here: a template says *which* calls stand where, and the caller performs
them afterwards (docs/adr/0030). vnrgen's own templates are rendered in process; a dossier's are
rendered by this same file in a confined process, so it imports nothing of vnrgen.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import FrameType

    from jinja2 import Environment

FIRST, LAST = "\ue000", "\ue001"
DIGITS = str.maketrans("0123456789", "".join(chr(0xE010 + n) for n in range(10)))
FOLDER = "templates/sections/"
_MOST_MARKS = 20_000
_MOST_CHARACTERS = 2_000_000
_TOO_LARGE = "it places more than a chapter can hold"
_TOO_DEEP = "it is nested too deeply, or includes itself"
_MARKS = "marks of this text"  # among the names of a rendering, one that no template can write
_FILTERS = ("default", "first", "last", "length", "list", "reverse")
# All that a template is for: place, repeat, choose, include. No arithmetic and no joining of
# texts, which are how a short template makes a long one, and no access to what values are made of.
_NODES = frozenset(
    {
        *("Template", "Output", "TemplateData", "Name", "Const", "Call", "Keyword", "Getattr"),
        *("Getitem", "For", "If", "Assign", "Compare", "Operand", "And", "Or", "Not", "Tuple"),
        *("List", "CondExpr", "Filter", "Test", "Include", "Scope", "Neg"),
    }
)

Record = dict[str, Any]


class RefusedError(Exception):
    """Something in a template that does not work; ``line`` is None where Jinja knows it."""

    def __init__(self, what: str, fix: str, name: str = "", line: int | None = None) -> None:
        self.what, self.fix, self.name, self.line = what, fix, name, line
        super().__init__(what)


class Result:
    """What stands for a call or for a thing of the dossier: to be placed or handed on, not read."""

    __slots__ = ("_record",)

    def __init__(self, record: Record) -> None:
        self._record = record

    def __str__(self) -> str:
        raise RefusedError(
            "what a call gives cannot be joined to a text", "write them side by side"
        )

    __repr__ = __str__


class Indicator(Result):
    """An indicator in a loop."""

    __slots__ = ("code", "title")

    def __init__(self, index: int, code: str) -> None:
        super().__init__({"indicator": index})
        self.code = code
        self.title = Result({"call": "indicator_title", "args": [{"indicator": index}]})


class Goal(Result):
    """A Goal in a loop, with its indicators."""

    __slots__ = ("indicators", "number", "title")

    def __init__(self, number: int, indicators: Sequence[Mapping[str, Any]]) -> None:
        super().__init__({})
        self.number = number
        self.title = Result({"call": "goal_title", "args": [number]})
        self.indicators = tuple(Indicator(i["index"], i["code"]) for i in indicators)


class Call(Result):
    """A name that a template may call; calling it makes a record, with the line it stands on."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        super().__init__({})
        self._name = name

    def __call__(self, *arguments: object, **named: object) -> Result:
        """Record the call."""
        name, line = _place()
        return Result(
            {
                "call": self._name,
                "args": [_plain(argument) for argument in arguments],
                "named": {key: _plain(value) for key, value in named.items()},
                "file": name,
                "line": line,
            }
        )


def _plain(value: object) -> object:
    """Return an argument as JSON has it."""
    if isinstance(value, Call | Goal) or not isinstance(
        value, Result | str | int | float | list | tuple | None
    ):
        raise RefusedError("this cannot be handed to a call", "hand it a text, or another call")
    if isinstance(value, Result):
        return value._record  # noqa: SLF001 - hidden from templates, not from here
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _place() -> tuple[str, int | None]:
    """Return the template and line that is being rendered."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - only Jinja's frames know
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return str(template.name), int(template.get_corresponding_lineno(frame.f_lineno))
        frame = frame.f_back
    return "", None


class _Marks:
    """The records that stand in the text as marks."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def mark(self, value: object) -> str:
        """Keep what is placed and return what stands for it."""
        if len(self.records) == _MOST_MARKS:
            raise RefusedError(_TOO_LARGE, "look at its loops")
        self.records.append(_shown(value))
        return FIRST + str(len(self.records) - 1).translate(DIGITS) + LAST


def _shown(value: object) -> Record:
    if isinstance(value, str | int | float):
        return {"text": str(value)}
    if isinstance(value, Result) and "call" in value._record:  # noqa: SLF001 - as above
        return value._record  # noqa: SLF001
    raise RefusedError("this is nothing that can be shown", "call it, with its parentheses")


class Templates:
    """Templates that are compiled once, however often they are rendered."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        """Take every template that may be included, by name."""
        self._environment = _environment(sources)

    def render(self, name: str, calls: Iterable[str], goals: Sequence[Mapping[str, Any]]) -> Record:
        """Render one of the templates, as ``render`` does."""
        from jinja2 import TemplateNotFound, TemplateSyntaxError

        marks = _Marks()
        try:
            names: dict[str, object] = {call: Call(call) for call in calls}
            names["goals"] = lambda: tuple(Goal(g["number"], g["indicators"]) for g in goals)
            pieces = self._environment.get_template(name).generate(names | {_MARKS: marks})
            return {"text": _joined(pieces), "values": marks.records}
        except TemplateNotFound as error:
            return _fault("TPL001", "", None, f'there is no section template "{error.name}"', "")
        except TemplateSyntaxError as error:
            what = f"the template cannot be read: {error.message}"
            fix = "check the braces and the names of this line"
            return _fault("TPL001", error.name or name, error.lineno, what, fix)
        except RefusedError as error:
            file, line = _fault_place(error, name)
            return _fault("TPL002", error.name or file, error.line or line, error.what, error.fix)
        except RecursionError:
            return _fault("TPL002", name, None, _TOO_DEEP, "look at its brackets and includes")
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a template makes Jinja do is its fault
            file, line = _fault_place(error, name)
            what = f"this call does not work: {error}".replace(f"{__name__}.", "")
            return _fault("TPL002", file, line, what, "compare with the calls in docs/writing.md")


def render(
    name: str,
    sources: Mapping[str, str],
    calls: Iterable[str],
    goals: Sequence[Mapping[str, Any]],
) -> Record:
    """Render one template.

    Args:
        name: Of the template, in ``sources``.
        sources: Every template that may be included, by name.
        calls: The names that a template may call.
        goals: ``number`` and ``indicators`` (``index``, ``code``) of every Goal with findings.

    Returns:
        ``text`` with marks and the ``values`` they stand for; or a ``fault`` with code, file,
        line, what and fix.
    """
    return Templates(sources).render(name, calls, goals)


def _joined(pieces: Iterator[str]) -> str:
    kept, length = [], 0
    for piece in pieces:
        length += len(piece)
        if length > _MOST_CHARACTERS:
            raise RefusedError(_TOO_LARGE, "look at its loops")
        kept.append(piece)
    return "".join(kept)


def _fault(code: str, name: str, line: int | None, what: str, fix: str) -> Record:
    file = f"{FOLDER}{name}" if name else ""
    return {"fault": {"code": code, "file": file, "line": line, "what": what, "fix": fix}}


def _fault_place(error: Exception, name: str) -> tuple[str, int | None]:
    place: tuple[str, int | None] = (name, None)
    traceback = error.__traceback__
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if file.startswith(FOLDER):
            place = (file.removeprefix(FOLDER), traceback.tb_lineno)
        traceback = traceback.tb_next
    return place


def _environment(sources: Mapping[str, str]) -> Environment:
    from jinja2 import FunctionLoader, StrictUndefined, pass_context
    from jinja2.runtime import Context, LoopContext
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    class Closed(ImmutableSandboxedEnvironment):
        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
            readable = isinstance(obj, Goal | Indicator | LoopContext)
            return readable and super().is_safe_attribute(obj, attr, value)

    @pass_context
    def finalize(context: Context, value: object) -> Markup:
        if isinstance(value, StrictUndefined):
            str(value)  # raises, naming what is undefined
        return Markup(context[_MARKS].mark(value))  # noqa: S704 - a mark of private-use characters

    def load(name: str) -> tuple[str, str, Any] | None:
        source = sources.get(name)
        if source is None:
            return None
        _check_nodes(environment, source, name)
        return source, f"{FOLDER}{name}", lambda: True

    environment = Closed(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()  # no range, cycler, lipsum: a template only places and repeats
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.tests = {"defined": environment.tests["defined"]}
    return environment


def _check_nodes(environment: Environment, source: str, name: str) -> None:
    from jinja2 import nodes

    for node in environment.parse(source, name, f"{FOLDER}{name}").find_all(nodes.Node):
        if type(node).__name__ not in _NODES:
            kind = type(node).__name__
            raise RefusedError(
                f"a section template cannot compute or define anything ({kind})",
                "place and repeat calls: for, if, set and include are there (docs/writing.md)",
                name,
                node.lineno,
            )


# --- in a confined process ---------------------------------------------------------------------


def make_ready() -> None:
    """Load what rendering needs, as long as files can still be opened."""
    some = (
        "{% for goal in goals()|list %}{{ goal.title }}{{ a('\\n', loop.index, b=1.5) }}"
        "{% endfor %}{% if a is defined and not 1 == 2 %}{% include 'b' %}{% endif %}"
        "{% set c = [a] %}{{ c[0] }}"
    )
    for faulty in ("{{ x }}", "{{ x.y }}", "{{ 'a'.upper }}", "{{ 1 / 0 }}", "{{ (", "{{ a(a) }}"):
        render("a", {"a": some, "b": faulty}, ["a"], [{"number": 1, "indicators": []}])
    json.dumps(json.loads("[1.5]"))


def answer(given: bytes, stream: IO[bytes]) -> None:
    """Render every template that is asked for, each as one line of JSON, in their order."""
    job = json.loads(given)
    for name in job["names"]:
        rendered = render(name, job["sources"], job["calls"], job["goals"])
        stream.write(json.dumps(rendered).encode() + b"\n")
        stream.flush()
