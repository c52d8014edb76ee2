"""What ``dossier.yaml`` declares about a folder of Open SDG files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.tables.suggestions import did_you_mean

if TYPE_CHECKING:
    from vnrgen.dossier.model import DataFile
    from vnrgen.dossier.readers.remarks import Remarks

EVERY = "*"
_DIRECTIONS = {"higher": True, "lower": False, "neither": None}
_NAMES = (
    "source_id",
    "place",
    "indicators",
    "indicator",
    "roles",
    "favourable",
    "order",
    "totals",
    "aliases",
    "ignore",
    "fiscal_year_start",
    "decimal",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSdgOptions:
    """The options of one ``data`` entry.

    ``source``, ``place``, ``roles`` and ``aliases`` are keyed by indicator or column, ``*``
    meaning every one. ``favourable`` is keyed by indicator ("3.1.1") or by indicator and series
    ("3.1.1/name"). ``indicator`` gives the SDG code of a file by its name without ending, ``*``
    where one file is read. ``order`` lists the labels of a column from the most disadvantaged on.
    """

    source: Mapping[str, str] = field(default_factory=dict)
    place: Mapping[str, str] = field(default_factory=dict)
    indicators: frozenset[str] = frozenset()
    indicator: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[tuple[str, str], DimensionRole] = field(default_factory=dict)
    favourable: Mapping[str, bool | None] = field(default_factory=dict)
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    totals: frozenset[str] = frozenset()
    aliases: Mapping[tuple[str, str], str] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    fiscal_year_start: int | None = None
    decimal: str = ""

    def indicator_of(self, stem: str) -> str:
        """Return the indicator that a file is declared to hold, by its name; "" where none is."""
        return self.indicator.get(stem, self.indicator.get(EVERY, ""))

    def role_of(self, indicator_id: str, column: str) -> DimensionRole | None:
        """Return the declared role of a column, for one indicator before all."""
        name = fold(column)
        return self.roles.get((indicator_id, name), self.roles.get((EVERY, name)))

    def source_of(self, indicator_id: str) -> str:
        """Return the source of an indicator, "" where none is declared."""
        return self.source.get(indicator_id, self.source.get(EVERY, ""))

    def alias_of(self, column: str, label: str) -> str:
        """Return what a label is to be read as, itself where nothing is declared."""
        name = fold(label)
        column_alias = self.aliases.get((fold(column), name))
        return column_alias or self.aliases.get((EVERY, name), label)


def read_options(file: DataFile, remarks: Remarks) -> OpenSdgOptions:
    """Return the options of a data entry; what cannot be understood is reported and left out."""
    reading = _Reading(file, remarks)
    for name in sorted(set(file.options) - set(_NAMES)):
        reading.wrong(f'the option "{name}" is not known', did_you_mean(name, _NAMES))
    return OpenSdgOptions(
        source=reading.by_indicator("source_id"),
        place=reading.by_indicator("place"),
        indicators=frozenset(reading.texts("indicators")),
        indicator=reading.by_indicator("indicator"),
        roles=reading.roles(),
        favourable=reading.favourable(),
        order=reading.order(),
        totals=frozenset(fold(text) for text in reading.texts("totals")),
        aliases=reading.aliases(),
        ignore=frozenset(fold(text) for text in reading.texts("ignore")),
        fiscal_year_start=reading.month("fiscal_year_start"),
        decimal=reading.decimal(),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    file: DataFile
    remarks: Remarks

    def wrong(self, what: str, fix: str) -> None:
        self.remarks.error("OSG001", self.file.where, f"{self.file.path}: {what}", fix)

    def text(self, name: str) -> str:
        value = self.file.options.get(name, "")
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value)
        self.wrong(f'the option "{name}" is not a text', f"write {name}: some_text")
        return ""

    def texts(self, name: str) -> list[str]:
        value = self.file.options.get(name, [])
        if isinstance(value, str):
            return [value]
        if isinstance(value, list | tuple):
            return [str(item) for item in value]
        self.wrong(f'the option "{name}" is not a list', f"write {name}: [first, second]")
        return []

    def mapping(self, name: str) -> Mapping[str, object]:
        value = self.file.options.get(name, {})
        if isinstance(value, Mapping):
            return {str(key): item for key, item in value.items()}
        self.wrong(f'the option "{name}" is not a mapping', f"write {name}: {{key: value}}")
        return {}

    def month(self, name: str) -> int | None:
        value = self.file.options.get(name)
        if value is None:
            return None
        if isinstance(value, int) and 1 <= value <= 12:
            return value
        self.wrong(f'the option "{name}" is not a month', f"write {name}: 4 for April")
        return None

    def decimal(self) -> str:
        value = self.text("decimal")
        if value in {"", ".", ","}:
            return value
        self.wrong(f'the option decimal is "{value}"', 'write decimal: "," or decimal: "."')
        return ""

    def by_indicator(self, name: str) -> dict[str, str]:
        if not isinstance(self.file.options.get(name, ""), Mapping):
            text = self.text(name)
            return {EVERY: text} if text else {}
        return {key: str(value) for key, value in self.mapping(name).items()}

    def roles(self) -> dict[tuple[str, str], DimensionRole]:
        roles: dict[tuple[str, str], DimensionRole] = {}
        for key, value in self.mapping("roles").items():
            nested = isinstance(value, Mapping)
            pairs = value.items() if isinstance(value, Mapping) else [(key, value)]
            for column, name in pairs:
                role = self._role(column, name)
                if role:
                    roles[(key if nested else EVERY, fold(str(column)))] = role
        return roles

    def _role(self, column: object, name: object) -> DimensionRole | None:
        try:
            return DimensionRole(str(name))
        except ValueError:
            fix = did_you_mean(str(name), list(DimensionRole))
            self.wrong(f'the role "{name}" of the column "{column}" is not known', fix)
            return None

    def favourable(self) -> dict[str, bool | None]:
        found: dict[str, bool | None] = {}
        for key, value in self.mapping("favourable").items():
            if str(value) in _DIRECTIONS:
                found[key] = _DIRECTIONS[str(value)]
            else:
                what = f'"{value}" does not say which direction of {key} is favourable'
                self.wrong(what, "write higher, lower or neither")
        return found

    def order(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for column, labels in self.mapping("order").items():
            if isinstance(labels, list | tuple):
                found[fold(column)] = tuple(fold(str(label)) for label in labels)
            else:
                what = f'the order of the column "{column}" is not a list of its labels'
                self.wrong(what, "list the labels, the most disadvantaged first")
        return found

    def aliases(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for key, value in self.mapping("aliases").items():
            if isinstance(value, Mapping):
                for label, meant in value.items():
                    found[(fold(key), fold(str(label)))] = str(meant)
            else:
                found[(EVERY, fold(key))] = str(value)
        return found
