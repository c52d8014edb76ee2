"""What is printed on each page as its number, found as runs that count with the pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from vnrgen.pdftext.lines import Line, Page

_EDGE = 3  # lines at the head and at the foot of a page in which a number is looked for
_NEAR = 5  # pages to each side that may support a number
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_TOKEN = re.compile(r"[^\W_]+")
_ITEM = re.compile(r"[.)]\s+[^\W\d_]{2}")  # what follows the number of a paragraph
_AFTER_WORD = re.compile(
    r"\b(?:page|p|pag|pág|página|seite|стр|страница|sivu|side|صفحة|ص|पृष्ठ|पेज)\W{0,3}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A number on a page that may be the page's: its value, its line, and the words around it.

    ``opens_item`` where it is written as that of a paragraph: pages of one paragraph each count
    with their paragraphs, and then only words that stand on other pages, too, tell a header.
    """

    page: int
    text: str
    value: int
    roman: bool
    line: Line
    words: str
    opens_item: bool = False

    @property
    def run(self) -> tuple[bool, int]:
        """What is the same for all pages that are counted together."""
        return self.roman, self.value - self.page


def page_numbers(pages: Sequence[Page]) -> dict[int, Printed]:
    """Return the printed number of each page that has one, by the position of the page from 0."""
    found = [list(_numbers_at_the_edge(page, i)) for i, page in enumerate(pages)]
    runs = [{number.run for number in numbers} for numbers in found]
    said = [{(number.run, number.words.strip()) for number in numbers} for numbers in found]
    chosen: dict[int, Printed] = {}
    for index, numbers in enumerate(found):
        ranked = [(_support(number, index, runs, said), number) for number in numbers]
        pages_own = [(rank, n) for rank, n in ranked if rank[1] or not n.opens_item]
        if not pages_own:
            continue
        rank, best = max(pages_own, key=lambda ranked: ranked[0])
        alone = len(pages) == 1 and pages[0].number is not None and not best.words.strip(" -–—|")
        enough = len(pages) > 1 and rank[0] >= min(2, len(pages) - 1)
        if alone or enough or _has_twin(best, found):
            chosen[index] = best
    return _without_strays(chosen, len(pages))


def printed_pages(pages: Sequence[Page], numbers: dict[int, Printed]) -> list[str]:
    """Return what is printed on each page: from the page, its label, or the pages around it.

    A page label counts where the labels agree with what is printed, or nothing is printed. A page
    between two of the same run, on which no number stands, is counted with them.
    """
    shown = {index: number.text for index, number in numbers.items()}
    labels = {i: page.label for i, page in enumerate(pages) if page.label}
    both = [i for i in shown if i in labels]
    agreeing = sum(labels[i].casefold() == shown[i].casefold() for i in both)
    trusted = labels if not shown or (both and agreeing >= 0.8 * len(both)) else {}
    out = []
    for index in range(len(pages)):
        counted = trusted.get(index) or _between(index, numbers)
        out.append(shown.get(index) or counted)
    return out


def number_value(text: str) -> tuple[int, bool] | None:
    """Return the value of a number in any digits or in Roman ones, and whether it is Roman.

    >>> number_value("xiv"), number_value("१२"), number_value("mix of"), number_value("")
    ((14, True), (12, False), None, None)
    """
    if text.isdecimal() and len(text) <= 4:
        return int(text), False
    if text and text in {text.lower(), text.upper()} and _ROMAN.fullmatch(text):
        values = [_ROMAN_VALUES[letter] for letter in text.lower()]
        signed = (
            -one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True)
        )
        return sum(signed), True
    return None


def edge_lines(page: Page) -> tuple[list[Line], list[Line]]:
    """Return the lines at the head and at the foot of a page, from the edge inwards."""
    ordered = sorted(page.lines, key=lambda line: -line.base)
    return (
        [line for band in bands(ordered, _EDGE) for line in band],
        [line for band in bands(reversed(ordered), _EDGE) for line in band],
    )


def bands(ordered: Iterable[Line], most: int | None = None) -> list[list[Line]]:
    """Return lines that stand beside each other as one band each, in the order given."""
    found: list[list[Line]] = []
    for line in ordered:
        if found and abs(line.base - found[-1][0].base) <= 0.6 * line.size:
            found[-1].append(line)
        elif len(found) == most:
            break
        else:
            found.append([line])
    return found


def _numbers_at_the_edge(page: Page, index: int) -> Iterator[Printed]:
    head, foot = edge_lines(page)
    for line in {id(line): line for line in (*foot, *head)}.values():
        if len(line.text) > 160:
            continue
        tokens = list(_TOKEN.finditer(unicodedata.normalize("NFKC", line.text)))
        for place, token in enumerate(tokens):
            before = line.text[: token.start()]
            outer = place in {0, len(tokens) - 1} and not before.endswith(("/", ".", ",", ":"))
            value = number_value(token[0])
            if value and (outer or _AFTER_WORD.search(before)):
                after = line.text[token.end() :]
                item = not before.strip() and _ITEM.match(after) is not None
                yield Printed(index, token[0], *value, line, before + after, item)


def _support(
    number: Printed,
    index: int,
    runs: Sequence[Collection[tuple[bool, int]]],
    said: Sequence[Collection[tuple[tuple[bool, int], str]]],
) -> tuple[int, int, int, bool, int]:
    """Rank a number: by the pages near that count with it, then by those that say the same.

    The first chapter begins on the first page: "1. Children" counts with the pages, too, but no
    other page says "Children" beside its number.
    """
    near = [i for i in range(max(index - _NEAR, 0), index + _NEAR + 1) if i != index]
    near = [i for i in near if i < len(runs)]
    words = number.words.strip()
    others = sum(number.run in runs[i] for i in near)
    alike = sum((number.run, words) in said[i] for i in near)
    return min(others, 2 * _NEAR), alike, -len(words), not number.roman, -number.value


def _has_twin(number: Printed, found: Sequence[list[Printed]]) -> bool:
    """Whether the page before or after prints the next number in the same place and words."""
    near = (i for i in (number.page - 1, number.page + 1) if 0 <= i < len(found))
    return any(
        other.run == number.run
        and abs(other.line.base - number.line.base) < 3
        and other.words == number.words
        for i in near
        for other in found[i]
    )


def _without_strays(chosen: dict[int, Printed], count: int) -> dict[int, Printed]:
    """Leave out numbers whose run is interrupted by a longer one, and single ones."""
    sizes: dict[tuple[bool, int], int] = {}
    for number in chosen.values():
        sizes[number.run] = sizes.get(number.run, 0) + 1
    kept: dict[int, Printed] = {}
    for index, number in chosen.items():
        around = [chosen[i].run for i in (index - 1, index + 1) if i in chosen]
        lonely = bool(around) and number.run not in around and around[0] == around[-1]
        if number.value >= 1 and (sizes[number.run] >= 2 or count == 1) and not lonely:
            kept[index] = number
    return kept


def _between(index: int, numbers: dict[int, Printed]) -> str:
    before = next((numbers[i] for i in range(index - 1, index - 4, -1) if i in numbers), None)
    after = next((numbers[i] for i in range(index + 1, index + 4) if i in numbers), None)
    if before is None or after is None or before.run != after.run or before.roman:
        return ""
    zero = ord(before.text[-1]) - unicodedata.decimal(before.text[-1])
    digits = str(before.value + index - before.page)
    return "".join(chr(zero + int(digit)) for digit in digits)
