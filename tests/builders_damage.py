"""A seeded grammar of the ways in which files of people break."""

from __future__ import annotations

import contextlib
import csv
import io
import random
import signal
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl

from tests.builders_good_files import Good
from vnrgen.dossier.importing import import_files
from vnrgen.problems import InvalidInputError, Problem

Damage = Callable[[bytes, random.Random], bytes]
ODD_VALUES = (
    *("<5", "..", "n/a", "1 234,5", "12*", "1,234", "12.5.1", "-", "(29.5)", "((6.3))", "(*)"),
    *("", " ", "NaN", "inf", "1e400", "-29.5", "101", "1O.5", "٣٥٫٥", "=1+1", "#DIV/0!", "#N/A"),
    *("'12", "12%", "0x10", "TRUE", "2020-13-45", "9" * 40, "\u202e12", "Q1", "c", "…", "5–7"),
    *('=HYPERLINK("http://x")', "1\n2", '"', "a,b", "\t7", "½", "1'234.5", "12,5", "12.5"),
)


class Hang(Exception):  # noqa: N818 - what a kill switch stops
    """A file was not done with in time."""


@contextlib.contextmanager
def kill_switch(seconds: int) -> Iterator[None]:
    """Stop what runs longer."""

    def stop(*_: object) -> None:
        raise Hang

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def a_dossier(root: Path) -> Path:
    """Write a dossier that files of every layout can be imported into."""
    (root / "data").mkdir(parents=True)
    tables = {
        "dossier.yaml": 'title: T\ncountry: Kenya\niso3: KEN\nm49: "404"\nyear: 2026\ncycle: 1\n'
        "language: en\ncoalition: C\nas_of: 2026-03-31\n",
        "places.csv": "place_id,label,level\nKEN,Kenya,country\n",
        "sources.csv": "source_id,title,producer,kind\nsrc,S,P,citizen\n",
        "groups.csv": "group_id,label,definition,identification_method,dimension,sdmx_dim,"
        "sdmx_code\nwomen,Women,d,i,sex,sex,F\n",
        "indicators.csv": "indicator_id,series,label,unit,favourable\n3.1.2,SBA,Births,PT,higher\n"
        "6.1.1,piped,Piped water,PT,higher\n6.1.1,hours,Hours of water,PT,higher\n",
    }
    for name, text in tables.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


def import_damaged(good: Good, data: bytes, folder: Path, dossier: Path) -> list[Problem]:
    """Import a file; see that all or nothing of it comes in, and return what was said.

    Raises:
        AssertionError: Something was left behind, or a problem has no place, words or remedy.
    """
    path = good.write(folder, data)
    given = {"source_id": "src", **good.options}
    for name in ("structure", "form"):
        if name in given:
            given[name] = str(folder / str(given[name]))
    before = _contents(dossier)
    try:
        with kill_switch(60):
            said = list(import_files(good.layout, [path], dossier, given).problems)
        assert not [p for p in said if p.severity == "error"]
        for name in set(_contents(dossier)) - set(before):
            (dossier / name).unlink()
        for name, content in before.items():
            (dossier / name).write_bytes(content)
    except InvalidInputError as error:
        said = list(error.problems)
        assert [p for p in said if p.severity == "error"]
        assert _contents(dossier) == before
    for problem in said:
        assert problem.where.path, problem
        assert problem.what, problem
        assert problem.fix, problem
        assert "importing-" not in f"{problem.where.path} {problem.what} {problem.fix}", problem
    return said


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def damaged(good: Good, chance: random.Random) -> tuple[str, bytes]:
    """Return a damage by name, and the file with it."""
    kinds = _OF_BYTES + (_OF_BOOKS if good.name.endswith(".xlsx") else _OF_TEXTS)
    if good.name.endswith(".xml"):
        kinds = _OF_BYTES + _OF_XML
    damage = chance.choice(kinds)
    return damage.__name__.lstrip("_"), damage(good.data, chance)


def _truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _binary(data: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.choice((1, 64, 5000)))


def _empty(data: bytes, chance: random.Random) -> bytes:
    return chance.choice((b"", b" ", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe"))


def _with_nulls(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + b"\x00" * chance.choice((1, 7)) + data[at:]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def _zip_of_something_else(data: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(chance.choice(("content.xml", "readme.txt", "xl/other.xml")), b"<a/>")
    return stream.getvalue()


def _old_workbook(data: bytes, chance: random.Random) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + chance.randbytes(600)


def _joined_twice(data: bytes, chance: random.Random) -> bytes:
    return data + data


def _rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode())))


def _written(rows: list[list[str]], delimiter: str = ",") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


def _other_encoding(data: bytes, chance: random.Random) -> bytes:
    text = data.decode().replace("e", "é", 3)
    name = chance.choice(("utf-16", "utf-16-le", "cp1252", "utf-8-sig", "cp037", "utf-32"))
    return text.encode(name, errors="replace")


def _swapped_columns(data: bytes, chance: random.Random) -> bytes:
    rows = _rows_of(data)
    one, other = chance.sample(range(len(rows[0])), 2)
    rows[0][one], rows[0][other] = rows[0][other], rows[0][one]
    return _written(rows)


def _header_twice(data: bytes, chance: random.Random) -> bytes:
    rows = _rows_of(data)
    one, other = chance.sample(range(len(rows[0])), 2)
    rows[0][one] = rows[0][other]
    return _written(rows)


def _only_header(data: bytes, chance: random.Random) -> bytes:
    return _written(_rows_of(data)[:1])


def _no_header(data: bytes, chance: random.Random) -> bytes:
    return _written(_rows_of(data)[1:])


def _lost_column(data: bytes, chance: random.Random) -> bytes:
    rows = _rows_of(data)
    at = chance.randrange(len(rows[0]))
    return _written([row[:at] + row[at + 1 :] for row in rows])


def _odd_cells(data: bytes, chance: random.Random) -> bytes:
    rows = _rows_of(data)
    for _ in range(chance.randint(1, 8)):
        row = rows[chance.randrange(len(rows))]
        if row:
            row[chance.randrange(len(row))] = chance.choice(ODD_VALUES)
    return _written(rows)


def _contradiction(data: bytes, chance: random.Random) -> bytes:
    rows = _rows_of(data)
    copy = list(rows[chance.randrange(1, len(rows))])
    numbers = [n for n, cell in enumerate(copy) if cell.replace(".", "").isdigit()]
    if numbers:
        copy[chance.choice(numbers)] = "77.7"
    return _written([*rows, copy])


def _other_delimiter(data: bytes, chance: random.Random) -> bytes:
    return _written(_rows_of(data), chance.choice(";\t|:"))


def _open_quote(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + b',"' + data[at:]


def _many_columns(data: bytes, chance: random.Random) -> bytes:
    rows = _rows_of(data)
    return _written([[*rows[0], *(f"c{n}" for n in range(100_000))], *rows[1:]])


def _endless_cell(data: bytes, chance: random.Random) -> bytes:
    rows = _rows_of(data)
    rows[-1][chance.randrange(len(rows[-1]))] = "x" * 200_000
    return _written(rows)


def _on_sheet(change: Callable[[Any, random.Random], None]) -> Damage:
    def damage(data: bytes, chance: random.Random) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(data))
        change(book.worksheets[0], chance)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    damage.__name__ = change.__name__
    return damage


def _somewhere(sheet: Any, chance: random.Random) -> tuple[int, int]:
    return chance.randint(1, max(1, sheet.max_row)), chance.randint(1, max(1, sheet.max_column))


@_on_sheet
def odd_cells_of_a_sheet(sheet: Any, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 8)):
        value = chance.choice((*ODD_VALUES, 0.25, -3, True, None))
        if isinstance(value, str):
            value = "".join(c for c in value if c.isprintable())
        sheet.cell(*_somewhere(sheet, chance)).value = value


@_on_sheet
def formulas(sheet: Any, chance: random.Random) -> None:
    for text in ("=A1+1", "=1/0", "=SUM(A1:A3)", '=INDIRECT("x")'):
        sheet.cell(*_somewhere(sheet, chance)).value = text


@_on_sheet
def merged(sheet: Any, chance: random.Random) -> None:
    top, left = _somewhere(sheet, chance)
    sheet.merge_cells(
        start_row=top, start_column=left, end_row=top + chance.randint(0, 3), end_column=left + 1
    )


@_on_sheet
def far_cell(sheet: Any, chance: random.Random) -> None:
    sheet.cell(chance.choice((1, 1_048_576)), 16_384).value = "x"


@_on_sheet
def rows_gone(sheet: Any, chance: random.Random) -> None:
    sheet.delete_rows(chance.randint(1, 2), chance.randint(1, 30))


@_on_sheet
def columns_gone(sheet: Any, chance: random.Random) -> None:
    sheet.delete_cols(chance.randint(1, max(1, sheet.max_column)), chance.randint(1, 3))


@_on_sheet
def percentages(sheet: Any, chance: random.Random) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            cell.number_format = chance.choice(("0%", "0.0", "mmm-yy", "General", '0" of 10"'))


def _members_changed(data: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        names = old.namelist()
        victim = chance.choice(names)
        for name in names:
            content = old.read(name)
            if name == victim:
                way = chance.randrange(4)
                if way == 0:
                    continue
                content = {
                    1: content[: len(content) // 2],
                    2: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + content,
                    3: content.replace(b"<", b"<x:", 5),
                }[way]
            new.writestr(name, content)
    return stream.getvalue()


def _as_text(data: bytes, chance: random.Random) -> bytes:
    return b"a,b,c\n1,2,3\n"


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 5, 40)) :]


def _odd_attributes(data: bytes, chance: random.Random) -> bytes:
    parts = data.decode().split('="')
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(1, len(parts))
        odd = chance.choice(ODD_VALUES).replace("<", "&lt;").replace('"', "&quot;")
        parts[at] = odd + '"' + parts[at].partition('"')[2]
    return '="'.join(parts).encode()


def _other_namespace(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"v2_1", b"v9_9").replace(b"v2_0", b"v9_9")


def _entity(data: bytes, chance: random.Random) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a "b">]>' + data.partition(b"?>")[2]


def _xml_in_another_encoding(data: bytes, chance: random.Random) -> bytes:
    return data.decode().encode(chance.choice(("utf-16", "utf-8-sig", "utf-32", "cp037")))


_OF_BYTES = (
    _truncated,
    _binary,
    _empty,
    _with_nulls,
    _flipped,
    _zip_of_something_else,
    _old_workbook,
    _joined_twice,
)
_OF_TEXTS = (
    _other_encoding,
    _swapped_columns,
    _header_twice,
    _only_header,
    _no_header,
    _lost_column,
    _odd_cells,
    _odd_cells,
    _odd_cells,
    _contradiction,
    _other_delimiter,
    _open_quote,
    _many_columns,
    _endless_cell,
)
_OF_BOOKS = (
    odd_cells_of_a_sheet,
    odd_cells_of_a_sheet,
    formulas,
    merged,
    far_cell,
    rows_gone,
    columns_gone,
    percentages,
    _members_changed,
    _members_changed,
    _as_text,
)
_OF_XML = (_cut_out, _odd_attributes, _odd_attributes, _other_namespace, _entity,
           _xml_in_another_encoding)  # fmt: skip
