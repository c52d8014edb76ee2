"""Calls in prose: ``{{ value("3.1.2", group="highland") }}`` is read here, never executed.

A call is a name and literal arguments. It is parsed as an expression and looked up in a closed
list; there is nothing else that a ``{{ … }}`` in prose can do.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from vnrgen.document.blocks import Inlines, Text
from vnrgen.document.blocks.identity import IdBook
from vnrgen.document.call_errors import CallError
from vnrgen.document.context import SectionContext
from vnrgen.document.prose import bound, lookup
from vnrgen.problems import Location
from vnrgen.visible import visible

_LONGEST = 500
_ASKED = ("indicator", "series", "group", "place", "period", "source")

Argument = str | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    positional: tuple[Argument, ...]
    named: Mapping[str, Argument]


def evaluated(expression: str, where: Location, section: SectionContext) -> Inlines:
    """Return what a ``{{ … }}`` in prose stands for; a mistake becomes a problem at its line.

    Args:
        expression: What stands between the braces.
        where: File and line.
        section: The section whose prose it is.
    """
    try:
        call = _parsed(expression)
        return _answer(call, where, section)
    except CallError as error:
        section.whole.problems.error(error.code, where, error.what, error.fix)
        return (Text("…"),)


def _parsed(expression: str) -> _Call:
    shown = expression.strip()
    refusal = CallError(
        "PRO001",
        f'"{shown[:60]}" is not a call that can stand in prose',
        'write one like value("3.1.2", group="highland"); possible are ' + ", ".join(_CALLS),
    )
    if len(expression) > _LONGEST:
        raise refusal
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's own, of escapes and of odd literals
            body = ast.parse(shown.replace("\n", " "), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise refusal from error
    if not isinstance(body, ast.Call) or not isinstance(body.func, ast.Name):
        raise refusal
    if body.func.id not in _CALLS or any(keyword.arg is None for keyword in body.keywords):
        raise refusal
    return _Call(
        body.func.id,
        tuple(_literal(argument) for argument in body.args),
        {str(keyword.arg): _literal(keyword.value) for keyword in body.keywords},
    )


def _literal(node: ast.expr) -> Argument:
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return node.value
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return visible(node.value)
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return str(node.value)  # period=2024 means "2024"
    if isinstance(node, ast.List | ast.Tuple):
        items = [_literal(item) for item in node.elts]
        if all(isinstance(item, str) for item in items):
            return tuple(str(item) for item in items)
    raise CallError(
        "PRO001",
        "an argument of this call is not a text in quotation marks",
        'write group="highland", or group=["women", "rural"] for both at once',
    )


def _arguments(call: _Call, names: Sequence[str]) -> dict[str, Argument]:
    if len(call.positional) > len(names):
        raise CallError(
            "PRO001", f"{call.name} takes {len(names)} arguments", f"keep {', '.join(names)}"
        )
    given = dict(zip(names, call.positional, strict=False))
    for name, argument in call.named.items():
        if name not in names or name in given:
            raise CallError(
                "PRO001",
                f'{call.name} has no argument "{name}", or has it twice',
                f"it takes: {', '.join(names)}",
            )
        given[name] = argument
    if names[0] not in given:
        raise CallError("PRO001", f"{call.name} needs {names[0]}", f'write {call.name}("…")')
    return given


def _text(given: Mapping[str, Argument], name: str) -> str | None:
    argument = given.get(name)
    if argument is None or isinstance(argument, str):
        return argument
    raise CallError("PRO001", f"{name} must be one text", f'write {name}="…"')


def _asked(given: Mapping[str, Argument]) -> lookup.Asked:
    group = given.get("group")
    if isinstance(group, bool):
        raise CallError("PRO001", "group must be a text", 'write group="highland"')
    if isinstance(group, str) and "+" in group:
        group = tuple(part.strip() for part in group.split("+"))
    return lookup.Asked(
        indicator=_text(given, "indicator") or "",
        series=_text(given, "series"),
        group=group,
        place=_text(given, "place"),
        period=_text(given, "period"),
        source=_text(given, "source"),
    )


def _answer(call: _Call, where: Location, section: SectionContext) -> Inlines:
    return _CALLS[call.name](call, where, section)


def _value(call: _Call, _where: Location, section: SectionContext) -> Inlines:
    given = _arguments(call, (*_ASKED, "unit"))
    return bound.value(_asked(given), section, unit=given.get("unit") is True)


def _gap(call: _Call, _where: Location, section: SectionContext) -> Inlines:
    given = _arguments(call, ("indicator", "by", "measure", "series", "place", "period", "source"))
    measure = _text(given, "measure") or "difference"
    return bound.gap(_asked(given), section, by=_text(given, "by"), measure=measure)


def _count(call: _Call, _where: Location, section: SectionContext) -> Inlines:
    return bound.count(_text(_arguments(call, ("kind",)), "kind") or "", section)


def _ref(call: _Call, where: Location, section: SectionContext) -> Inlines:
    given = _arguments(call, ("target", "by"))
    target = "/".join(filter(None, (_text(given, "target"), _text(given, "by"))))
    return (section.whole.references.ask(target, where),)


def _note(call: _Call, _where: Location, section: SectionContext) -> Inlines:
    text = _text(_arguments(call, ("text",)), "text") or ""
    key = IdBook().claim("prose", text)
    return (section.note(key, section.whole.own_words(text)),)


def _cite(call: _Call, _where: Location, section: SectionContext) -> Inlines:
    source_id = _text(_arguments(call, ("source",)), "source") or ""
    if source_id not in section.evidence.sources:
        known = ", ".join(sorted(section.evidence.sources)[:6])
        raise CallError("VAL001", f'there is no source "{source_id}"', f"use one of: {known}")
    return (section.cite(source_id),)


_CALLS: dict[str, Callable[[_Call, Location, SectionContext], Inlines]] = {
    "value": _value,
    "gap": _gap,
    "count": _count,
    "ref": _ref,
    "note": _note,
    "cite": _cite,
}
