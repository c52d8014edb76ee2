"""The saved tree: a document as JSON, and back. The same document gives the same bytes.

People's own words and photos are not in it: ``save_testimonies`` keeps them apart, so that a
withdrawal can erase them while the tree stays as it is.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import functools
import json
import math
import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from vnrgen.disclosure.testimony import Testimony
from vnrgen.document import drawings
from vnrgen.document.blocks import Document
from vnrgen.document.tree.canonical_json import canonical
from vnrgen.document.tree.walk import fields_of
from vnrgen.problems import InvalidInputError, Location, Problem

SCHEMA = 1
"""Version of the saved tree; a later release reads every earlier one."""

_TREE = "vnrgen-document"
_TESTIMONIES = "vnrgen-testimonies"
_TAG = "is"
_AS_THEY_ARE = frozenset({str, int, float, bool, types.NoneType})


class _UnreadableError(Exception):
    """A saved value that does not fit its place; the path to it is gathered on the way out."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.path: list[str] = []
        super().__init__(what)


def save(document: Document) -> bytes:
    """Return a document, its testimonies left out, as canonical UTF-8 JSON."""
    tree = _without_told(document)
    return _bytes({"format": _TREE, "schema": SCHEMA, "document": _encoded(tree)})


def load(data: bytes, where: Location = Location("document.json")) -> Document:
    """Return a document from its saved form; it has no testimonies.

    Args:
        data: What ``save`` gave, in this or an earlier schema.
        where: What is being read, for the message.

    Raises:
        InvalidInputError: It is not a saved tree that this release can read (SAV001).
    """
    content = _content(data, _TREE, where)
    try:
        document: Document = _decoded(content.get("document"), Document)
    except _UnreadableError as error:
        raise _refused(where, f"{'.'.join(reversed(error.path))}: {error.what}") from error
    return document


def save_testimonies(testimonies: Mapping[str, Testimony]) -> bytes:
    """Return testimonies as canonical UTF-8 JSON, photos in base 64."""
    told = {key: _encoded(testimony) for key, testimony in testimonies.items()}
    return _bytes({"format": _TESTIMONIES, "schema": SCHEMA, "testimonies": told})


def load_testimonies(
    data: bytes, where: Location = Location("testimonies.json")
) -> dict[str, Testimony]:
    """Return testimonies from their saved form.

    Raises:
        InvalidInputError: It is not a file of saved testimonies (SAV001).
    """
    content = _content(data, _TESTIMONIES, where)
    try:
        told: dict[str, Testimony] = _decoded(content.get("testimonies"), Mapping[str, Testimony])
    except _UnreadableError as error:
        raise _refused(where, f"{'.'.join(reversed(error.path))}: {error.what}") from error
    return told


def _without_told(document: Document) -> Document:
    """Return a document, or a comparison of two, without anybody's own words."""
    was = None if document.was is None else _without_told(document.was)
    return dataclasses.replace(document, testimonies={}, reworded={}, was=was)


# --- to JSON -----------------------------------------------------------------------------------


def _bytes(content: Mapping[str, object]) -> bytes:
    return (canonical(content) + "\n").encode()


def _encoded(value: object) -> object:
    if type(value) in _AS_THEY_ARE:
        return value
    if fields_of(value):  # asked first: that something is no mapping takes longer to find out
        return _encoded_fields(value)
    match value:
        case Enum():
            return value.value
        case bool() | int() | float() | str():  # of a type of their own
            return value
        case date():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case tuple():
            return [_encoded(item) for item in value]
        case Mapping():
            return {str(key): _encoded(item) for key, item in value.items()}
        case _:
            return _encoded_fields(value)


def _encoded_fields(value: Any) -> dict[str, object]:  # noqa: ANN401 - any dataclass
    """Return a dataclass as its name and every field that is not at its default."""
    kind = value.__class__
    kept: dict[str, object] = {_TAG: _tag(kind)}
    for field in _fields(kind):
        item = getattr(value, field.name)
        if not _is_default(item, field):
            kept[field.name] = _encoded(item)
    return kept


@functools.cache
def _fields(kind: Any) -> tuple[dataclasses.Field[Any], ...]:  # noqa: ANN401 - any dataclass
    return dataclasses.fields(kind)


def _is_default(item: object, field: dataclasses.Field[Any]) -> bool:
    if field.default is not dataclasses.MISSING:
        return type(item) is type(field.default) and item == field.default
    if field.default_factory is not dataclasses.MISSING:
        return bool(item == field.default_factory())
    return False


def _tag(kind: type) -> str:
    """Return a class by name; two drawings share a name with a block or an inline."""
    return f"drawing.{kind.__name__}" if kind.__module__ == drawings.__name__ else kind.__name__


# --- from JSON ---------------------------------------------------------------------------------


def _content(data: bytes, expected: str, where: Location) -> Mapping[str, Any]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _refused(where, "it is not JSON") from error
    if not isinstance(content, dict) or content.get("format") != expected:
        raise _refused(where, f'its format is not "{expected}"')
    schema = content.get("schema")
    if type(schema) is not int or not 1 <= schema <= SCHEMA:
        raise _refused(where, f"its schema {schema!r} is newer than this release of vnrgen reads")
    return content


def _refused(where: Location, what: str) -> InvalidInputError:
    return InvalidInputError(
        [
            Problem(
                "SAV001",
                where,
                f"this is not a saved document that can be read: {what}",
                "build it again, or use the release of vnrgen that wrote it",
            )
        ]
    )


def _decoded(value: object, wanted: Any) -> Any:  # noqa: ANN401 - any annotation, any value
    origin = typing.get_origin(wanted)
    if origin in (types.UnionType, typing.Union):
        return _decoded_choice(value, typing.get_args(wanted))
    if origin is tuple:
        return _decoded_tuple(value, typing.get_args(wanted))
    if origin is not None and issubclass(origin, Mapping):
        return _decoded_mapping(value, typing.get_args(wanted)[1])
    if isinstance(wanted, type) and dataclasses.is_dataclass(wanted):
        return _decoded_fields(value, wanted)
    return _decoded_scalar(value, wanted)


def _decoded_scalar(value: object, wanted: type) -> object:
    if wanted is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if wanted in (str, int, bool) and type(value) is wanted:
        return value
    if not isinstance(value, str):
        raise _UnreadableError(f"expected {wanted.__name__}")
    try:
        if issubclass(wanted, Enum):
            return wanted(value)
        if wanted is date:
            return date.fromisoformat(value)
        if wanted is bytes:
            return base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error) as error:
        raise _UnreadableError(f"not a {wanted.__name__}") from error
    raise _UnreadableError(f"expected {wanted.__name__}")


def _decoded_choice(value: object, choices: tuple[Any, ...]) -> object:
    if value is None and types.NoneType in choices:
        return None
    kinds = {
        _tag(choice): choice
        for choice in choices
        if isinstance(choice, type) and dataclasses.is_dataclass(choice)
    }
    if isinstance(value, dict) and kinds:
        kind = kinds.get(str(value.get(_TAG)))
        if kind is None:
            raise _UnreadableError(f'"{value.get(_TAG)}" cannot stand here')
        return _decoded_fields(value, kind)
    rest = [choice for choice in choices if choice is not types.NoneType]
    if len(rest) == 1:
        return _decoded(value, rest[0])
    raise _UnreadableError("expected one of several kinds")


def _decoded_tuple(value: object, items: tuple[Any, ...]) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise _UnreadableError("expected a list")
    if len(items) == 2 and items[1] is Ellipsis:
        items = (items[0],) * len(value)
    if len(items) != len(value):
        raise _UnreadableError(f"expected {len(items)} items")
    return tuple(
        _inside(str(index), item, wanted)
        for index, (item, wanted) in enumerate(zip(value, items, strict=True))
    )


def _decoded_mapping(value: object, wanted: Any) -> dict[str, object]:  # noqa: ANN401
    if not isinstance(value, dict):
        raise _UnreadableError("expected names and values")
    return {key: _inside(key, item, wanted) for key, item in value.items()}


def _decoded_fields(value: object, kind: type) -> object:
    if not isinstance(value, dict) or value.get(_TAG) != _tag(kind):
        raise _UnreadableError(f"expected {_tag(kind)}")
    hints = _hints(kind)
    unknown = sorted(set(value) - set(hints) - {_TAG})
    if unknown:
        raise _UnreadableError(f'"{unknown[0]}" is not known')
    fields = {name: _inside(name, value[name], hints[name]) for name in hints if name in value}
    try:
        return kind(**fields)
    except TypeError as error:
        raise _UnreadableError("a field is missing") from error


def _inside(name: str, value: object, wanted: Any) -> Any:  # noqa: ANN401
    if isinstance(value, float) and not math.isfinite(value):
        raise _UnreadableError("not a finite number")
    try:
        return _decoded(value, wanted)
    except _UnreadableError as error:
        error.path.append(name)
        raise


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
