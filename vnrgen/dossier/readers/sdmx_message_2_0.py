"""SDMX-ML 2.0, generic and compact, and its structures; sdmx1 reads 2.1 and 3.0 only.

National offices still publish it, because the converters they use write it by default.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import Category, Label
from vnrgen.dossier.readers.records.model import Breakdown
from vnrgen.dossier.readers.sdmx_content import (
    Observed,
    Structure,
    UnreadableMessageError,
    indicator_in,
)
from vnrgen.dossier.readers.sdmx_terms import breakdown_of

_NAMESPACE = re.compile(r"sdmx\.org/resources/sdmxml/schemas/v2_0/", re.IGNORECASE)
_ROOT_TAG = re.compile(r"<(?:[\w.-]+:)?[A-Z]\w+\b[^>]*>")
_SERIES_KEYS = frozenset({"SeriesKey", "GroupKey"})
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def is_version_2_0(text: str) -> bool:
    """Tell a message of version 2.0 by the namespaces of its first element."""
    root = _ROOT_TAG.search(text)
    return root is not None and _NAMESPACE.search(root[0]) is not None


def structure_ids_2_0(text: str) -> tuple[str, ...]:
    """Return the ids of the key families that a message of data names."""
    found = re.findall(r"<(?:[\w.-]+:)?KeyFamilyRef>\s*([^<\s]+)\s*<", text)
    return tuple(dict.fromkeys(found))


def observed_2_0(text: str, kind: str, lines: Sequence[int]) -> Iterator[Observed]:
    """Yield the observations of a data message.

    Args:
        text: The message without its declaration.
        kind: The name of its first element (GenericData, CompactData …).
        lines: The line of every element Obs, in their order.

    Raises:
        UnreadableMessageError: It is not XML, or of a kind that has no series.
    """
    if kind not in {"GenericData", "CompactData"}:
        raise UnreadableMessageError(
            f"{kind} of SDMX 2.0 is not read; generic and compact data are"
        )
    try:
        yield from _Messages(lines).observed(text, is_generic=kind == "GenericData")
    except ET.ParseError as error:
        raise UnreadableMessageError(str(error)) from error


@dataclass(slots=True)
class _Messages:
    """The state of going through one message: what surrounds the observation at hand."""

    lines: Sequence[int]
    number: int = 0
    key: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    group: dict[str, str] = field(default_factory=dict)
    groups: list[dict[str, str]] = field(default_factory=list)
    is_deleted: bool = False

    def observed(self, text: str, *, is_generic: bool) -> Iterator[Observed]:
        parents: list[str] = []
        data = io.BytesIO(text.lstrip().encode("utf-8", errors="replace"))
        for event, element in ET.iterparse(data, events=("start", "end")):
            name = _name(element)
            if event == "start":
                parents.append(name)
                self._opened(name, element, parents, is_generic=is_generic)
                continue
            parents.pop()
            if is_generic:
                self._closed_generic(name, element, parents)
            if name == "Obs":
                found = self._generic(element) if is_generic else self._compact(element)
                if found is not None:
                    yield found
            if name in {"Series", "Obs", "Group"}:
                element.clear()

    def _opened(
        self, name: str, element: ET.Element, parents: Sequence[str], *, is_generic: bool
    ) -> None:
        parent = parents[-2] if len(parents) > 1 else ""
        if name == "DataSet":
            self.is_deleted = "delete" in fold(element.get("action", ""))
            self.groups = []
        elif name == "Series":
            self.key = {} if is_generic else _upper(element.attrib)
            self.attributes = {}
        elif name == "Group":
            self.group = {}
        if parent == "DataSet" and not is_generic and name not in {"Series", "KeyFamilyRef"}:
            self.groups.append(_upper(element.attrib))  # a group is named as its structure has it

    def _closed_generic(self, name: str, element: ET.Element, parents: Sequence[str]) -> None:
        parent = parents[-1] if parents else ""
        if name in _SERIES_KEYS:
            values = _values(element)
            if name == "SeriesKey":
                self.key = values
        elif name == "Attributes" and parent == "Series":
            self.attributes = _values(element)
        elif name == "Attributes" and parent == "Group":
            self.group = _values(element)
        elif name == "Group":
            self.group = {}

    def _line(self) -> int:
        line = self.lines[self.number] if self.number < len(self.lines) else 0
        self.number += 1
        return line

    def _generic(self, element: ET.Element) -> Observed | None:
        line = self._line()
        parts = {_name(child): child for child in element}
        value = parts["ObsValue"].get("value", "") if "ObsValue" in parts else ""
        time = (parts["Time"].text or "").strip() if "Time" in parts else ""
        own = _values(parts["Attributes"]) if "Attributes" in parts else {}
        if self.is_deleted:
            return None
        key = {**self.key, "TIME_PERIOD": time}
        return Observed(
            line=line,
            key=key,
            attributes={**self.group, **self.attributes, **own},
            value=value.strip(),
        )

    def _compact(self, element: ET.Element) -> Observed | None:
        line = self._line()
        said = {**self.key, **_upper(element.attrib)}
        for group in self.groups:
            shared = [name for name in group if name in self.key]
            if shared and all(group[name] == self.key[name] for name in shared):
                said = {**group, **said}
        if self.is_deleted:
            return None
        if "TIME" in said:
            said.setdefault("TIME_PERIOD", said.pop("TIME"))
        value = said.pop("OBS_VALUE", "")
        return Observed(line=line, key=said, attributes={}, value=value)


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _upper(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of an element without those of other namespaces (xsi:type)."""
    return {name.upper(): value.strip() for name, value in attributes.items() if name[:1] != "{"}


def _values(element: ET.Element) -> dict[str, str]:
    return {
        (child.get("concept") or "").upper(): (child.get("value") or "").strip()
        for child in element
        if _name(child) == "Value"
    }


def structure_2_0(text: str, ids: Sequence[str]) -> tuple[Structure | None, list[str]]:
    """Return the key family that the data name, and the ids of all that are there.

    Raises:
        UnreadableMessageError: It is not XML.
    """
    try:
        root = ET.fromstring(text.lstrip())
    except ET.ParseError as error:
        raise UnreadableMessageError(str(error)) from error
    families = {one.get("id", ""): one for one in _all(root, "KeyFamily")}
    wanted = {fold(name) for name in ids}
    named = [one for name, one in families.items() if fold(name) in wanted]
    chosen = named[0] if named else next(iter(families.values()), None)
    if chosen is None or (not named and len(families) > 1):
        return None, sorted(families)
    return _structure(root, chosen), sorted(families)


def _structure(root: ET.Element, family: ET.Element) -> Structure:
    lists = {one.get("id", ""): list(_all(one, "Code")) for one in _all(root, "CodeList")}
    concepts = {one.get("id", ""): _label(one, "Name") for one in _all(root, "Concept")}
    breakdowns: dict[str, Breakdown] = {}
    words: dict[str, dict[str, str]] = {}
    indicators: dict[str, str] = {}
    for component in family.iter():
        kind = _name(component)
        if kind not in {"Dimension", "TimeDimension", "Attribute"}:
            continue
        written = component.get("conceptRef", "")
        name = written.upper()
        codes = lists.get(component.get("codelist", ""), [])
        labels = {code.get("value", ""): _label(code, "Description") for code in codes}
        words[name] = {code: label.within("en") for code, label in labels.items() if label.texts}
        if kind != "Attribute":
            breakdowns[name] = _breakdown(written, concepts.get(written), labels)
        if name in {"SERIES", "INDICATOR"}:
            said = {code.get("value", ""): _annotated(code) for code in codes}
            indicators |= {code: found for code, found in said.items() if found}
    return Structure(
        dimensions=tuple(breakdowns), breakdowns=breakdowns, words=words, indicators=indicators
    )


def _breakdown(name: str, label: Label | None, labels: Mapping[str, Label]) -> Breakdown:
    known = breakdown_of(name)
    return Breakdown(
        header=known.header,
        dimension_id=known.dimension_id,
        role=known.role,
        label=label if label is not None and label.texts else None,
        categories={code: Category(code=code, label=words) for code, words in labels.items()},
    )


def _annotated(code: ET.Element) -> str:
    texts = (
        (part.text or "")
        for annotation in _all(code, "Annotation")
        if any("indicator" in fold(part.text or "") or _says_indicator(part) for part in annotation)
        for part in annotation
    )
    return next((found for text in texts if (found := indicator_in(text))), "")


def _says_indicator(part: ET.Element) -> bool:
    return _name(part) == "AnnotationType" and "indicator" in fold(part.text or "")


def _label(element: ET.Element, name: str) -> Label:
    texts = {
        child.get(_LANGUAGE, "en"): (child.text or "").strip()
        for child in element
        if _name(child) == name
    }
    return Label(texts={tag: text for tag, text in sorted(texts.items()) if text})


def _all(element: ET.Element, name: str) -> Iterator[ET.Element]:
    return (one for one in element.iter() if _name(one) == name)
