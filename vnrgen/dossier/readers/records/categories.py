"""What the columns of a file tell apart: dimension, role, codes, words and order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import Category, Dimension, DimensionRole, Label
from vnrgen.dossier.model.observations import SDMX_DIMENSIONS, TOTAL
from vnrgen.dossier.readers.contract import ReadingContext
from vnrgen.dossier.readers.open_sdg.categories import is_residual
from vnrgen.dossier.readers.open_sdg.columns import Meaning, meaning_of
from vnrgen.dossier.readers.open_sdg.orders import order_of_labels
from vnrgen.dossier.readers.open_sdg.roles import dimension_id_of
from vnrgen.dossier.readers.records.model import Breakdown, RecordTable
from vnrgen.dossier.readers.records.options import RecordOptions
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.problems import listed

Written = tuple[str, str]

# Codes of "does not apply" (SDMX): the series has no such breakdown, as with the total.
_NO_BREAKDOWN = frozenset({"_z", "_t"})
# Dimensions whose codes are a closed list here; a label outside it deserves a second look.
_CLOSED = frozenset({"sex", "urbanisation", "income_wealth_quantile", "disability_status"})
_NOT_PEOPLE = frozenset({"activity", "product"})
_RESERVED = str.maketrans({"|": "/", ";": ",", "=": "-"})
_NAMED_AT_MOST = 6
_IN_WORDS = {
    DimensionRole.GROUP: "groups of people",
    DimensionRole.AREA: "places",
    DimensionRole.DEFINITION: "definitions of what is measured",
    DimensionRole.METHOD: "methods",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How one column is read: the code of everything written in it, and the dimension it makes."""

    header: str
    role: DimensionRole
    is_declared: bool
    codes: Mapping[Written, str]
    dimension: Dimension

    @property
    def dimension_id(self) -> str:
        """The name of the dimension."""
        return self.dimension.dimension_id


def code_breakdowns(
    table: RecordTable, context: ReadingContext, options: RecordOptions, remarks: Remarks
) -> list[Coding]:
    """Read every breakdown of a file, in its order; the records are those to be kept."""
    codings: list[Coding] = []
    taken: set[str] = set()
    forms = list(zip(table.records.forms, table.records.counts(), strict=True))
    for index, breakdown in enumerate(table.breakdowns):
        counts = Counter[Written]()
        for codes, count in forms:
            counts[codes[index]] += count
        dimension_id = _dimension_id(breakdown, counts, options, taken)
        taken.add(dimension_id)
        role, is_declared = _role(table, breakdown, dimension_id, counts, context, options, remarks)
        reading = _Column(table, breakdown, dimension_id, role, context, options, remarks)
        codings.append(reading.coding(counts, is_declared=is_declared))
    return codings


def _dimension_id(
    breakdown: Breakdown, written: Iterable[Written], options: RecordOptions, taken: set[str]
) -> str:
    declared = options.dimensions.get(fold(breakdown.header), "")
    if declared:
        return declared
    own = dimension_id_of(breakdown.header)
    known = own if own in SDMX_DIMENSIONS else ""
    meaning = _meaning(breakdown)
    if not known and meaning is not None and _fits(meaning.dimension, written):
        known = meaning.dimension
    wanted = breakdown.dimension_id or known or own
    return wanted if wanted not in taken else _free(own, taken)


def _meaning(breakdown: Breakdown) -> Meaning | None:
    """Return what the header says, or else the words that a structure has for it."""
    found = meaning_of(breakdown.header)
    if found is None and breakdown.label is not None:
        found = meaning_of(breakdown.label.within("en"))
    return found


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_breakdown"
    return name


def _fits(dimension: str, written: Iterable[Written]) -> bool:
    """Tell whether a column by another name ("Gender") holds what the SDMX dimension has."""
    if dimension not in _CLOSED:
        return True
    found = (codelists.canonical_code(dimension, text) for pair in written for text in pair if text)
    return any(code not in {None, TOTAL} for code in found)


def _role(
    table: RecordTable,
    breakdown: Breakdown,
    dimension_id: str,
    written: Iterable[Written],
    context: ReadingContext,
    options: RecordOptions,
    remarks: Remarks,
) -> tuple[DimensionRole, bool]:
    """Return the role of a column, and whether a person said so."""
    header = breakdown.header
    declared = options.roles.get(fold(header), options.roles.get(dimension_id))
    if declared is None and dimension_id in context.dimensions:
        declared = context.dimensions[dimension_id].role
    if declared is not None:
        return declared, True
    if breakdown.role is not None:
        return breakdown.role, False
    if dimension_id in SDMX_DIMENSIONS:
        is_other = dimension_id in _NOT_PEOPLE
        return (DimensionRole.DEFINITION if is_other else DimensionRole.GROUP), False
    meaning = _meaning(breakdown)
    where = table.where(1, header)
    if meaning is None or meaning.what not in set(DimensionRole):
        if any(code not in _NO_BREAKDOWN for code, _ in written):
            remarks.warning(
                "MAP003",
                where,
                f'it is not known what the column "{header}" tells apart; it is taken for a '
                "definition, so that its values are never compared as groups of people",
                f'add the option roles: {{"{header}": group}}, or area, definition or method',
            )
        return DimensionRole.DEFINITION, False
    role = DimensionRole(meaning.what)
    if not meaning.is_exact:
        other = "definition" if role is DimensionRole.GROUP else "group"
        remarks.notice(
            "MAP004",
            where,
            f'the column "{header}" is taken to tell {_IN_WORDS[role]} apart ({role}), because '
            f'its name contains "{meaning.word}"',
            f'if that is wrong, add the option roles: {{"{header}": {other}}}',
        )
    return role, False


@dataclass(frozen=True, slots=True)
class _Column:
    table: RecordTable
    breakdown: Breakdown
    dimension_id: str
    role: DimensionRole
    context: ReadingContext
    options: RecordOptions
    remarks: Remarks

    @property
    def header(self) -> str:
        return self.breakdown.header

    def coding(self, counts: Counter[Written], *, is_declared: bool) -> Coding:
        national = self._national_codes()
        codes = {written: self._code(written, national) for written in counts}
        spellings: dict[str, Counter[Written]] = {}
        for written, count in counts.items():
            spellings.setdefault(codes[written], Counter())[written] += count
        spellings.pop(TOTAL, None)
        categories = {code: self._category(code, spellings[code]) for code in sorted(spellings)}
        self._report_merged(spellings)
        if self.role is not DimensionRole.AREA:
            self._report_unlisted(categories, spellings, frozenset(national.values()))
        if self.role is DimensionRole.GROUP:
            categories = self._ordered(categories)
        dimension = Dimension(
            dimension_id=self.dimension_id,
            label=self._label(),
            role=self.role,
            categories=categories,
        )
        return Coding(
            header=self.header,
            role=self.role,
            is_declared=is_declared,
            codes=codes,
            dimension=dimension,
        )

    def _label(self) -> Label:
        declared = self.context.dimensions.get(self.dimension_id)
        if declared is not None:
            return declared.label
        own = codelists.dimension_label(self.dimension_id)
        return own or self.breakdown.label or _words(self.header)

    def _national_codes(self) -> dict[str, str]:
        """Return the dossier's own codes of this dimension by folded code or label."""
        found: dict[str, str] = {}
        names = {self.dimension_id, fold(self.header)}
        for group in self.context.groups.values():
            if group.sdmx_code and group.sdmx_dim and fold(group.sdmx_dim) in names:
                for name in (group.sdmx_code, *group.label.texts.values()):
                    found.setdefault(fold(name), group.sdmx_code)
        declared = self.context.dimensions.get(self.dimension_id)
        for code, category in declared.categories.items() if declared else ():
            for name in (code, *category.label.texts.values()):
                found.setdefault(fold(name), code)
        return found

    def _code(self, written: Written, national: Mapping[str, str]) -> str:
        texts = [self.options.alias_of(self.header, text) for text in written if text]
        if not texts or fold(texts[0]) in _NO_BREAKDOWN:
            return TOTAL
        for text in texts:
            if self.dimension_id in SDMX_DIMENSIONS:
                found = codelists.canonical_code(self.dimension_id, text)
                if found is not None:
                    return found
            if fold(text) in national:
                return national[fold(text)]
        if codelists.is_total(texts[0]):
            return TOTAL
        return (texts[0] if written[0] else fold(texts[0])).translate(_RESERVED)

    def _category(self, code: str, written: Counter[Written]) -> Category:
        (key, words), _count = written.most_common(1)[0]
        stated = self.breakdown.categories.get(key or words)
        listed = self.dimension_id in SDMX_DIMENSIONS
        label = codelists.label(self.dimension_id, code) if listed else None
        order = codelists.order(self.dimension_id, code) if listed else None
        if label is None and stated is not None and stated.label.texts:
            label = stated.label
        if label is None:
            label = Label(texts={"en": words} if words else {})
        return Category(
            code=code,
            label=label,
            order=stated.order if stated is not None and stated.order is not None else order,
            is_reference=stated is not None and stated.is_reference,
            is_residual=is_residual(label.within("en")),
        )

    def _report_merged(self, spellings: Mapping[str, Counter[Written]]) -> None:
        for code, written in sorted(spellings.items()):
            names = sorted({key or words for key, words in written})
            if len(names) > 1:
                self.remarks.notice(
                    "MAP012",
                    self.table.where(1, self.header),
                    f'in the column "{self.header}", {_listed(names)} are read as one ({code})',
                    "write one spelling in the file; if they are not the same, rename one",
                )

    def _report_unlisted(
        self,
        categories: Mapping[str, Category],
        spellings: Mapping[str, Counter[Written]],
        national: frozenset[str],
    ) -> None:
        """Name the labels that no list has; they are kept as they are, never matched by guess."""
        listed = self.dimension_id in SDMX_DIMENSIONS
        unlisted = [
            next(iter(spellings[code]))
            for code in categories
            if code not in national
            and not (listed and codelists.label(self.dimension_id, code))
            and not categories[code].is_residual
        ]
        names = [words or key for key, words in unlisted if words]
        if not names or self.role is not DimensionRole.GROUP:
            return
        report = self.remarks.warning if self.dimension_id in _CLOSED else self.remarks.notice
        report(
            "MAP005",
            self.table.where(1, self.header),
            f'in the column "{self.header}", {_listed(names)} '
            f"{'is' if len(names) == 1 else 'are'} in no code list and no group of groups.csv; "
            "kept as written",
            f"add groups with sdmx_dim {self.dimension_id} to groups.csv, or the option aliases: "
            f'{{"{names[0]}": the code it stands for}}',
        )

    def _ordered(self, categories: dict[str, Category]) -> dict[str, Category]:
        declared = self.options.order.get(fold(self.header), ())
        if declared:
            ranks = {self._rank_key(name): rank for rank, name in enumerate(declared, start=1)}
            return {c: replace(v, order=ranks.get(c, v.order)) for c, v in categories.items()}
        if self.dimension_id == "age" or any(c.order for c in categories.values()):
            return categories
        named = {c: v.label.within("en") or c for c, v in categories.items() if not v.is_residual}
        found = order_of_labels(self.header, list(named.values()))
        if found is None:
            return categories
        self._report_order(found.ranks, found.reason)
        return categories | {
            code: replace(categories[code], order=found.ranks[label])
            for code, label in named.items()
            if label in found.ranks
        }

    def _rank_key(self, name: str) -> str:
        return self._code(("", name), self._national_codes())

    def _report_order(self, ranks: Mapping[str, int], reason: str) -> None:
        option = f'add the option order: {{"{self.header}": [the most disadvantaged, …]}}'
        where = self.table.where(1, self.header)
        if not ranks:
            what = (
                f'the column "{self.header}" has ordered categories, but nothing says which end '
                "is the most disadvantaged; they are not ranked"
            )
            self.remarks.warning("MAP013", where, what, option)
            return
        worst = min(ranks, key=lambda label: ranks[label])
        what = (
            f'in the column "{self.header}", "{worst}" is taken for the most disadvantaged, '
            f"because {reason}"
        )
        self.remarks.notice("MAP013", where, what, f"if that is wrong, {option}")


def _words(header: str) -> Label:
    return Label(texts={"en": header.replace("_", " ").strip()})


def _listed(names: Sequence[str]) -> str:
    shown = [f'"{name}"' for name in names]
    if len(shown) > _NAMED_AT_MOST:
        return listed(shown, _NAMED_AT_MOST)
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
