"""The number of a record with its status and interval; what cannot be read is reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.model import Series
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.dossier.observations.published_values import (
    PublishedValue,
    plain_numbers,
    read_published_value,
)
from vnrgen.dossier.observations.selection import selected
from vnrgen.dossier.readers.open_sdg.figures import Figure, power_of_ten, with_status
from vnrgen.dossier.readers.plausibility import (
    Numbers,
    is_evident,
    is_evident_value,
    is_in_unit,
    is_plausible,
)
from vnrgen.dossier.readers.records.model import Record, RecordTable
from vnrgen.dossier.readers.records.series import Strand, unit_code
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.dossier.tables.cells import Cells, number_fix, parse_number
from vnrgen.dossier.tables.headers import Row
from vnrgen.problems import ProblemLog

# The numbers that may stand beside a value.
_BESIDE = frozenset({"lower", "upper", "se", "n_unweighted", "population"})


@dataclass(slots=True)
class FigureReading:
    """Reads the numbers of one table; a word that is not known is reported once."""

    table: RecordTable
    decimal_mark: str
    remarks: Remarks
    _statuses: dict[str, ObservationStatus | None] = field(default_factory=dict)
    _numbers: Sequence[float | None] = field(init=False)

    def __post_init__(self) -> None:
        records = self.table.records
        every = range(len(records))
        if self.decimal_mark != ".":
            self._numbers = [None] * len(records)
            return
        self._numbers = plain_numbers(records.column("value", every))
        for part in sorted(_BESIDE.intersection(records.parts)):
            beside = records.column(part, every)
            pairs = zip(self._numbers, beside, strict=True)
            self._numbers = [None if other else number for number, other in pairs]

    def published(self, record: Record) -> PublishedValue | None:
        """Return what the cell of a value says; None where it is neither number nor mark."""
        published = read_published_value(record.parts.get("value", ""), self.decimal_mark)
        if published is None:
            self.remarks.error(
                "OBS002",
                self.table.value_of(record),
                f'"{record["value"]}" is not a number',
                f"{number_fix(self.decimal_mark)}; marks such as (29.5), (*), - and <5 are "
                "understood. In sheets (wide, report-table), the option marks: says what another "
                'means, for instance marks: {"/": Q} for a figure that is not published',
            )
        return published

    def plain(self, which: Sequence[int]) -> Sequence[float | None]:
        """Return the values of the records that are plain numbers and nothing else, as most are.

        That is those of ordinary status without an interval beside them. Of any other it is None,
        and ``published``, ``figure`` and ``numbers`` say what it is.
        """
        numbers = selected(self._numbers, which)
        words = self.table.records.column("status", which)
        others = {
            word
            for word in dict.fromkeys(words)
            if word and self._statuses.get(word) is not ObservationStatus.NORMAL
        }
        if not others:
            return numbers
        pairs = zip(numbers, words, strict=True)
        return [None if word in others else number for number, word in pairs]

    def figure(self, record: Record, published: PublishedValue) -> Figure:
        """Join the value of a record with the status beside it; what contradicts is reported."""
        status = self._status(record)
        usual = ObservationStatus.MISSING if published.value is None else ObservationStatus.NORMAL
        figure = Figure(published.value, published.status or usual, published.text)
        has_reason = status is not None and not status.has_value
        if published.value is not None and has_reason:
            self.remarks.warning(
                "MAP016",
                self.table.value_of(record),
                f'there is a value, but the status is "{record["status"]}"; the value is not used',
                "correct the status, or delete the value",
            )
        if published.value is None and not published.text and not has_reason:
            self.remarks.notice(
                "MAP017",
                self.table.value_of(record),
                "the value is empty and nothing says why; it is read as missing, not as 0",
                "nothing, or write a status that says why there is no value",
            )
            return figure
        return with_status(figure, status)

    def numbers(self, record: Record, figure: Figure, power: int) -> Numbers:
        """Return the numbers of a record after its multiplier, ten to the ``power``."""
        value = _scaled(figure.value, power)
        if _BESIDE.isdisjoint(record.parts):
            return Numbers(value)
        n_unweighted = self._number(record, "n_unweighted")
        return Numbers(
            value=value,
            lower=_scaled(self._number(record, "lower"), power),
            upper=_scaled(self._number(record, "upper"), power),
            se=_scaled(self._number(record, "se"), power),
            population=self._number(record, "population"),
            n_unweighted=None if n_unweighted is None else round(n_unweighted),
        )

    def power(self, record: Record) -> int | None:
        """Return the power of ten by which a record is to be multiplied, None where none is."""
        text = record["multiplier"]
        power = power_of_ten(text.removesuffix(".0")) if text else 0
        if power is None or not -12 <= power <= 12:
            self.remarks.error(
                "OBS003",
                self.table.where(record.row, "multiplier"),
                f'"{text}" is not a power of ten',
                "write the exponent: 3 for thousands, 6 for millions, 0 or nothing for ones",
            )
            return None
        return power

    def _status(self, record: Record) -> ObservationStatus | None:
        """Return what the status column of a record says; an unknown word is reported once."""
        word = record.parts.get("status", "")
        if word and word not in self._statuses:
            self._statuses[word] = codelists.status(word)
            if self._statuses[word] is None:
                self.remarks.warning(
                    "MAP015",
                    self.table.where(record.row, "status"),
                    f'the observation status "{word}" is not known; its values are read as normal',
                    "use a status of SDMX, such as A, E, P, U, B, Q, M or their words",
                )
        return self._statuses.get(word)

    def _number(self, record: Record, part: str) -> float | None:
        """Return the number beside a value; a gap sign is none, anything else is reported."""
        text, mark = record[part], self.decimal_mark
        if not text:
            return None
        number = parse_number(text, mark)
        published = read_published_value(text, mark) if number is None else None
        if number is None and (published is None or published.value is not None):
            self.remarks.error(
                "OBS002",
                self.table.where(record.row, part),
                f'"{text}" is not a number',
                number_fix(mark),
            )
        return number


@dataclass(slots=True)
class RowChecks:
    """Checks the rows of one series against its unit, scale and intervals."""

    table: RecordTable
    strand: Strand
    series: Series
    problems: ProblemLog
    decimal_mark: str
    unit: str = field(init=False)
    has_unit: bool = field(init=False)

    def __post_init__(self) -> None:
        code = unit_code(self.strand.unit)
        self.unit = self.series.unit if code == unit_code(self.series.unit) else self.strand.unit
        self.has_unit = bool(self.unit) and is_in_unit(self.unit, self.series)

    def are_evident(self, values: Sequence[float | None]) -> bool:
        """Tell values of which each one is there and evident: the largest and the smallest are."""
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return False
        return not known or (self.is_evident(max(known)) and self.is_evident(min(known)))

    def is_evident(self, value: float) -> bool:
        """Tell a value without an interval that ``is_plausible`` has nothing to say of."""
        return self.has_unit and is_evident_value(self.series, value)

    def is_plausible(self, record: Record, published: PublishedValue, numbers: Numbers) -> bool:
        """Tell whether the numbers of a record can be what they say; report what cannot."""
        if self.has_unit and is_evident(self.series, numbers):
            return True
        written = self.table.value_of(record).column or "value"
        headers = {**self.table.headers, "value": written}
        row = Row(self.table.path, record.row, {"unit": self.unit}, headers)
        cells = Cells(row, self.problems, decimal_mark=self.decimal_mark)
        return is_plausible(cells, self.series, published, numbers)


def _scaled(number: float | None, power: int) -> float | None:
    """Apply a power of ten without the noise of binary multiplication."""
    if number is None or power == 0:
        return number
    return float(Decimal(repr(number)).scaleb(power))
