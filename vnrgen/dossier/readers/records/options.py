"""The options in ``dossier.yaml`` that every layout of records understands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import DataFile, DimensionRole
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.dossier.tables.suggestions import did_you_mean

EVERY = "*"
_DIRECTIONS = {"higher": True, "lower": False, "neither": None}
COMMON = (
    "source_id",
    "place",
    "area",
    "indicators",
    "indicator",
    "series",
    "roles",
    "dimensions",
    "aliases",
    "order",
    "favourable",
    "only",
    "ignore",
    "unit",
    "decimal",
    "sheet",
    "fiscal_year_start",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOptions:
    """The options of one ``data`` entry; keys are folded, ``*`` means every one.

    ``source`` is keyed by series, indicator or the words for a source in the file; ``indicator``
    and ``unit`` by series or indicator; ``place`` by area;
    ``roles``, ``dimensions``, ``order`` and ``only`` by column. ``extra`` holds the options that
    only one layout has, unread.
    """

    source: Mapping[str, str] = field(default_factory=dict)
    place: Mapping[str, str] = field(default_factory=dict)
    area: tuple[str, ...] = ()
    indicators: frozenset[str] = frozenset()
    indicator: Mapping[str, str] = field(default_factory=dict)
    series: frozenset[str] = frozenset()
    roles: Mapping[str, DimensionRole] = field(default_factory=dict)
    dimensions: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[tuple[str, str], str] = field(default_factory=dict)
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    favourable: Mapping[str, bool | None] = field(default_factory=dict)
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    unit: Mapping[str, str] = field(default_factory=dict)
    decimal: str = "."
    sheet: str = ""
    fiscal_year_start: int | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    def source_of(self, indicator_id: str, series: str, words: str) -> str:
        """Return the id of the source of a figure, "" where none is declared."""
        return _first(self.source, words, series, indicator_id, EVERY)

    def alias_of(self, column: str, written: str) -> str:
        """Return what a label is to be read as, itself where nothing is declared."""
        own = self.aliases.get((fold(column), fold(written)))
        return own or self.aliases.get((EVERY, fold(written)), written)

    def is_wanted(self, column: str, *written: str) -> bool:
        """Tell whether a row with these texts in a column is one of those to be read."""
        wanted = self.only.get(fold(column))
        return wanted is None or any(fold(text) in wanted for text in written)


def _first(values: Mapping[str, str], *keys: str) -> str:
    return next((values[fold(key)] for key in keys if fold(key) in values), "")


def read_options(
    file: DataFile, decimal_mark: str, remarks: Remarks, extra: Iterable[str] = ()
) -> RecordOptions:
    """Return the options of a data entry; what cannot be understood is reported and left out.

    Args:
        file: The entry.
        decimal_mark: The dossier's own, where the entry does not say.
        remarks: Receives what is wrong (MAP001).
        extra: The options that only this layout has.
    """
    reading = OptionReading(file, remarks)
    known = (*COMMON, *extra)
    for name in sorted(set(map(str, file.options)) - set(known)):
        reading.wrong(f'the option "{name}" is not known', did_you_mean(name, known))
    return RecordOptions(
        source=reading.keyed("source_id"),
        place=reading.keyed("place"),
        area=tuple(reading.texts("area")),
        indicators=frozenset(reading.texts("indicators")),
        indicator=reading.keyed("indicator"),
        series=frozenset(map(fold, reading.texts("series"))),
        roles=reading.roles(),
        dimensions=reading.keyed("dimensions"),
        aliases=reading.aliases(),
        order={fold(k): tuple(reading.items("order", v)) for k, v in reading.mapping("order")},
        favourable=reading.favourable(),
        only=reading.only(),
        ignore=frozenset(map(fold, reading.texts("ignore"))),
        unit=reading.keyed("unit"),
        decimal=reading.mark(decimal_mark),
        sheet=reading.text("sheet"),
        fiscal_year_start=reading.month(),
        extra={name: file.options[name] for name in extra if name in file.options},
    )


@dataclass(frozen=True, slots=True)
class OptionReading:
    """Typed reading of the options of one data entry."""

    file: DataFile
    remarks: Remarks

    def wrong(self, what: str, fix: str) -> None:
        """Report an option that cannot be understood."""
        self.remarks.error("MAP001", self.file.where, f"{self.file.path}: {what}", fix)

    def text(self, name: str) -> str:
        """Return a text, "" where there is none."""
        value = self.file.options.get(name)
        if value is None:
            return ""
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value).strip()
        self.wrong(f'the option "{name}" is not a text', f"write {name}: some_text")
        return ""

    def texts(self, name: str) -> list[str]:
        """Return the texts of a list; one text alone is a list of one."""
        value = self.file.options.get(name)
        return [] if value is None else self.items(name, value)

    def items(self, name: str, value: object) -> list[str]:
        """Return a value as a list of texts."""
        found = list(value) if isinstance(value, list | tuple) else [value]
        if all(isinstance(item, str | int | float) for item in found):
            return [str(item).strip() for item in found]
        self.wrong(f'the option "{name}" is not a list of texts', f"write {name}: [first, second]")
        return []

    def mapping(self, name: str) -> Iterable[tuple[str, object]]:
        """Return the pairs of a mapping."""
        value = self.file.options.get(name)
        if value is None:
            return []
        if isinstance(value, Mapping):
            return [(str(key), item) for key, item in value.items()]
        self.wrong(f'the option "{name}" is not a mapping', f"write {name}: {{key: value}}")
        return []

    def keyed(self, name: str) -> dict[str, str]:
        """Return texts by folded key; a text alone holds for every key."""
        if not isinstance(self.file.options.get(name), Mapping):
            text = self.text(name)
            return {EVERY: text} if text else {}
        found: dict[str, str] = {}
        for key, value in self.mapping(name):
            items = self.items(name, value)
            if items:
                found[fold(key)] = items[0]
        return found

    def roles(self) -> dict[str, DimensionRole]:
        """Return the roles by folded column."""
        roles: dict[str, DimensionRole] = {}
        allowed = [str(role) for role in DimensionRole]
        for column, value in self.mapping("roles"):
            if str(value) in allowed:
                roles[fold(column)] = DimensionRole(str(value))
            else:
                what = f'"{value}" is not a role of the column "{column}"'
                self.wrong(what, did_you_mean(str(value), allowed))
        return roles

    def aliases(self) -> dict[tuple[str, str], str]:
        """Return what labels are to be read as, by folded column (or ``*``) and label."""
        found: dict[tuple[str, str], str] = {}
        for key, value in self.mapping("aliases"):
            if isinstance(value, Mapping):
                found |= {(fold(key), fold(str(k))): str(v) for k, v in value.items()}
            else:
                found[EVERY, fold(key)] = str(value)
        return found

    def favourable(self) -> dict[str, bool | None]:
        """Return whether higher is better, by folded indicator or series."""
        found: dict[str, bool | None] = {}
        for key, value in self.keyed("favourable").items():
            if value in _DIRECTIONS:
                found[key] = _DIRECTIONS[value]
            else:
                self.wrong(f'"{value}" is no direction', did_you_mean(value, _DIRECTIONS))
        return found

    def only(self) -> dict[str, frozenset[str]]:
        """Return the wanted texts by folded column."""
        return {
            fold(key): frozenset(map(fold, self.items("only", value)))
            for key, value in self.mapping("only")
        }

    def mark(self, default: str) -> str:
        """Return the decimal mark of the file."""
        mark = self.text("decimal") or default
        if mark in {".", ","}:
            return mark
        self.wrong(f'the option "decimal" is "{mark}"', 'write decimal: "," or decimal: "."')
        return default

    def month(self) -> int | None:
        """Return the month in which a year written 2014/15 begins."""
        value = self.file.options.get("fiscal_year_start")
        if value is None or (isinstance(value, int) and 1 <= value <= 12):
            return value if isinstance(value, int) else None
        self.wrong(
            'the option "fiscal_year_start" is not a month', "write fiscal_year_start: 4 for April"
        )
        return None
