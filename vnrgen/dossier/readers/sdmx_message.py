"""SDMX-ML messages become plain values: what a structure says, and the observations of a data set.

The only module that imports sdmx1. Messages with a document type are refused unread: entities can
make a small file fill the memory, and no SDMX message needs them.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.grid import MOST_BYTES, path_within
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.model import Category, Label
from vnrgen.dossier.readers.records.model import Breakdown
from vnrgen.dossier.readers.sdmx_content import (
    Observed,
    Structure,
    UnreadableMessageError,
    indicator_in,
)
from vnrgen.dossier.readers.sdmx_message_2_0 import (
    is_version_2_0,
    observed_2_0,
    structure_2_0,
    structure_ids_2_0,
)
from vnrgen.dossier.readers.sdmx_terms import breakdown_of
from vnrgen.problems import Location, ProblemLog

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROOT = re.compile(r"<(?:\w+:)?(?P<name>[A-Z]\w+)[\s>]")
_OBSERVATION = re.compile(r"<(?:\w+:)?Obs[\s/>]")
_HEADER = 100_000  # characters in which a message says its structure
_STRUCTURE_ID = re.compile(r'<(?:\w+:)?Ref\b[^>]*?\bid="(?P<id>[^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class DataMessage:
    """The observations of a message; ``is_generic`` where it tells keys and attributes apart."""

    observations: Sequence[Observed]
    structure_ids: tuple[str, ...]
    is_generic: bool


def read_text(path: Path, root: Path, problems: ProblemLog) -> str | None:
    """Return the text of an XML file without its declaration, None (reported) if it is unsafe."""
    name = path_within(path, root)
    try:
        text = decode(read_inside(path, root, most=MOST_BYTES)).text
    except UnreadableFileError as error:
        problems.error("TAB006", Location(error.name), error.reason, error.fix)
        return None
    found = _ENTITY.search(text)
    if found:
        problems.error(
            "SDX007",
            Location(name, text.count("\n", 0, found.start()) + 1),
            "the message declares a document type or entities; no SDMX message does, and such "
            "files can be made to do harm",
            "download the message again from the source; do not open this one elsewhere",
        )
        return None
    return _DECLARATION.sub("", text, count=1)


def read_structure(
    path: Path, root: Path, problems: ProblemLog, ids: Sequence[str] = ()
) -> Structure:
    """Read the data structure definition of an SDMX-ML structure message.

    Args:
        path: The file.
        root: The dossier's folder.
        problems: Receives SDX007 to SDX009.
        ids: Ids that the data name, to choose among several definitions.
    """
    text = read_text(path, root, problems)
    if text is None:
        return Structure()
    where = Location(path_within(path, root))
    try:
        if is_version_2_0(text):
            found, families = structure_2_0(text, ids)
            if found is not None:
                return found
            return _no_definition(where, families, problems)
        message = _parsed(text)
        definitions, flows = _artefacts(message, "structure"), _artefacts(message, "dataflow")
        definition = _chosen(definitions, flows, ids)
        if definition is not None:
            return _structure(definition)
    except UnreadableMessageError as error:
        _report_unreadable(where, str(error), problems)
        return Structure()
    return _no_definition(where, sorted(map(str, definitions)), problems)


def _no_definition(where: Location, known: Sequence[str], problems: ProblemLog) -> Structure:
    problems.error(
        "SDX009",
        where,
        "the data structure definition of the data cannot be told; the file has "
        f"{', '.join(known) or 'none'}",
        "download the structure with all its references, of the same agency and version",
    )
    return Structure()


def read_data(path: Path, root: Path, problems: ProblemLog) -> DataMessage | None:
    """Read all observations of an SDMX-ML data message, generic or structure-specific."""
    text = read_text(path, root, problems)
    if text is None:
        return None
    where = Location(path_within(path, root))
    kind = _ROOT.search(text)
    name = kind["name"] if kind else ""
    if "Data" not in name:
        said = f"it is a message of the kind {name}" if name else "it holds no message"
        _report_unreadable(where, f"{said}, not of data", problems)
        return None
    try:
        if is_version_2_0(text):
            found = list(observed_2_0(text, name, _lines(text)))
        else:
            found = list(_observed(_parsed(text), _lines(text)))
    except UnreadableMessageError as error:
        _report_unreadable(where, str(error), problems)
        return None
    header = text[: text.find("DataSet")]
    ids = (*dict.fromkeys(_STRUCTURE_ID.findall(header)), *structure_ids_2_0(text[:_HEADER]))
    return DataMessage(observations=found, structure_ids=ids, is_generic=name.startswith("Generic"))


def _report_unreadable(where: Location, reason: str, problems: ProblemLog) -> None:
    problems.error(
        "SDX008",
        where,
        f"the file cannot be read as SDMX-ML: {reason}",
        "download the message again as SDMX-ML 2.1 or 3.0 (generic or structure-specific), or as "
        "SDMX-CSV",
    )


def _parsed(text: str) -> Any:  # noqa: ANN401 - the messages of sdmx1
    """Read a message. sdmx1 prints what it was doing when it fails, and nobody should see it."""
    logger = logging.getLogger("sdmx")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import sdmx

            data = (_HEAD + text.lstrip()).encode("utf-8", errors="replace")
            return sdmx.read_sdmx(io.BytesIO(data))
    except Exception as error:  # a damaged message makes the libraries raise nearly anything
        lines = str(error).strip().splitlines()
        raise UnreadableMessageError(lines[0][:200] if lines else "it is damaged") from error
    finally:
        logger.setLevel(level)


def _artefacts(message: Any, kind: str) -> dict[str, Any]:  # noqa: ANN401
    """Return what a structure message holds of one kind; other messages have none."""
    found = getattr(message, kind, None)
    return {str(name): one for name, one in found.items()} if isinstance(found, dict) else {}


def _chosen(
    definitions: Mapping[str, Any], flows: Mapping[str, Any], ids: Sequence[str]
) -> Any | None:  # noqa: ANN401 - the definitions of sdmx1
    wanted = {fold(name) for name in ids}
    for identifier, definition in definitions.items():
        if fold(str(definition.id)) in wanted or fold(str(identifier)) in wanted:
            return definition
    for flow in flows.values():
        if fold(str(flow.id)) in wanted and flow.structure is not None:
            return definitions.get(flow.structure.id)
    return next(iter(definitions.values())) if len(definitions) == 1 else None


def _structure(definition: Any) -> Structure:  # noqa: ANN401
    breakdowns: dict[str, Breakdown] = {}
    words: dict[str, dict[str, str]] = {}
    indicators: dict[str, str] = {}
    dimensions = list(definition.dimensions.components)
    for component in [*dimensions, *definition.attributes.components]:
        name = str(component.id).upper()
        codes = list(_codes_of(component))
        words[name] = {str(c.id): _label(c).within("en") for c in codes if _label(c).texts}
        if component in dimensions:
            breakdowns[name] = _breakdown(component, codes)
        if name in {"SERIES", "INDICATOR"}:
            indicators |= {str(c.id): found for c in codes if (found := _indicator_of(c))}
    return Structure(
        dimensions=tuple(breakdowns), breakdowns=breakdowns, words=words, indicators=indicators
    )


def _breakdown(component: Any, codes: Sequence[Any]) -> Breakdown:  # noqa: ANN401
    known = breakdown_of(str(component.id))
    label = _label(component.concept_identity)
    return Breakdown(
        header=known.header,
        dimension_id=known.dimension_id,
        role=known.role,
        label=label if label.texts else None,
        categories={
            str(code.id): Category(code=str(code.id), label=_label(code)) for code in codes
        },
    )


def _codes_of(component: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the codes of a component: of its own list, or of its concept's."""
    concept = component.concept_identity
    for representation in (
        component.local_representation,
        getattr(concept, "core_representation", None),
    ):
        codes = getattr(representation, "enumerated", None)
        if codes is not None and hasattr(codes, "items"):
            yield from codes.items.values()
            return


def _label(named: Any) -> Label:  # noqa: ANN401
    texts = getattr(getattr(named, "name", None), "localizations", {}) or {}
    return Label(texts={str(tag): str(text) for tag, text in sorted(texts.items()) if text})


def _indicator_of(code: Any) -> str:  # noqa: ANN401
    """Return the SDG indicator that an annotation of a series names ("1.2.1" or C010201)."""
    for annotation in getattr(code, "annotations", None) or ():
        names = f"{annotation.id or ''} {getattr(annotation, 'type', '') or ''}"
        if "indicator" not in names.casefold():
            continue
        texts = getattr(annotation.text, "localizations", {}) or {}
        for text in (str(annotation.title or ""), *map(str, texts.values())):
            found = indicator_in(text)
            if found:
                return found
    return ""


def _lines(text: str) -> list[int]:
    """Return the line of every observation, in their order."""
    lines: list[int] = []
    line, last = 1, 0
    for match in _OBSERVATION.finditer(text):
        line += text.count("\n", last, match.start())
        last = match.start()
        lines.append(line)
    return lines


def _observed(message: Any, lines: Sequence[int]) -> Iterator[Observed]:  # noqa: ANN401
    number = 0
    for data_set in getattr(message, "data", None) or ():
        is_deleted = "delete" in str(data_set.action or "").casefold()
        for observation in data_set.obs:
            line = lines[number] if number < len(lines) else 0
            number += 1
            if is_deleted:
                continue
            key = observation.key.values if observation.key is not None else {}
            yield Observed(
                line=line,
                key={str(name).upper(): _text(one.value) for name, one in key.items()},
                attributes={
                    str(name).upper(): _text(one.value)
                    for name, one in (observation.attrib or {}).items()
                },
                value=_text(observation.value),
            )


def _text(value: object) -> str:
    if value is None:
        return ""
    identifier = getattr(value, "id", None)
    return str(identifier if isinstance(identifier, str) else value).strip()
