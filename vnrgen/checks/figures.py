"""Compares the figures of published files with their document, and of prose in two languages."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

from vnrgen.checks.digits import in_plain_digits
from vnrgen.checks.docx_accessibility import docx_parts
from vnrgen.checks.published import DamagedFileError, read_page, text_of_page, unreadable
from vnrgen.document.blocks import Inline, NoteMark
from vnrgen.document.tree.mapped import map_inlines
from vnrgen.document.tree.saved import load, load_testimonies
from vnrgen.document.tree.words import words
from vnrgen.dossier.model import Narrative
from vnrgen.problems import InvalidInputError, Location, Problem, Severity, listed

FIGURES_DIFFER = "FIG001"
NO_DOCUMENT = "SAV001"
SAVED = ("document.json", "testimonies.json")
_DIGITS = re.compile(r"\d+")
_LAKHS = re.compile(r"(?<![\d.,])\d{1,2}(?:,\d\d)+,\d{3}(?![\d,])")
"""Thousands as India, Nepal or Bangladesh group them: 12,34,567."""
_MOST_SHOWN = 6
_MOST_BEFORE = 4
_ORDERED = frozenset({".docx", ".html"})
_UNSEEN = frozenset({"script", "style", "title"})


def figures_that_differ(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield a problem for each published file that lacks figures of its document (FIG001).

    What is compared are runs of digits and how often each stands there, so that no separator of
    thousands or decimals matters; in Word and HTML, which keep the order of the document, also in
    which order, so that two figures cannot change places. A file may have more (page numbers,
    labels of axes). Where a file (PUB008) or the saved document (SAV001) cannot be read, that is
    the problem.

    Args:
        files: A published folder: ``document.json``, ``testimonies.json`` and the formats, by name.
    """
    try:
        wanted = _figures_of_document(files)
    except InvalidInputError as error:
        yield from error.problems
        return
    except RecursionError:
        yield _no_document("the saved document is nested deeper than any that a build writes")
        return
    for name in formats_to_compare(files):
        try:
            text = _READERS[_ending(name)](files[name])
        except DamagedFileError as error:
            yield unreadable(name, str(error))
            continue
        there = _runs(text)
        missing = Counter(wanted) - Counter(there)
        if missing:
            yield _differs(name, f"figures of the document are not in this file: {_some(missing)}")
        elif _ending(name) in _ORDERED:
            yield from _in_another_order(name, wanted, there)


def _in_another_order(name: str, wanted: list[str], there: list[str]) -> Iterator[Problem]:
    left = iter(there)
    for index, figure in enumerate(wanted):
        if figure not in left:  # goes on behind the figure that was found last
            before = ", ".join(wanted[max(0, index - _MOST_BEFORE) : index])
            what = f"its figures stand in another order: after {before or 'the beginning'} there is"
            yield _differs(name, f"{what} no {figure} where the document has one")
            return


def formats_to_compare(files: Iterable[str]) -> list[str]:
    """Return the names of the files that hold the whole document, sorted.

    >>> formats_to_compare(["chapter.pdf", "chapter.docx", "manifest.json", "data/a.html"])
    ['chapter.docx', 'chapter.pdf']
    """
    return sorted(name for name in files if "/" not in name and _ending(name) in _READERS)


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.casefold()


def _differs(name: str, what: str) -> Problem:
    fix = (
        "build again; if the file was edited by hand, take the edits to the dossier "
        "(vnrgen pull), so that every format has them"
    )
    return Problem(FIGURES_DIFFER, Location(name), what, fix)


def _figures_of_document(files: Mapping[str, bytes]) -> list[str]:
    if SAVED[0] not in files:
        what = "there is no saved document, so that no figure of the other files can be compared"
        raise InvalidInputError([_no_document(what)])
    document = load(files[SAVED[0]])
    told = files.get(SAVED[1])
    if told is not None:
        document = replace(document, testimonies=load_testimonies(told))
    apart = tuple(map_inlines(block, _set_apart) for block in document.blocks)
    return _runs(" ".join(words(replace(document, blocks=apart))))


def _runs(text: str) -> list[str]:
    """Return the runs of digits of a text in their order, in the digits 0 to 9.

    >>> _runs("٤٫٥ and ४,५६,७८९")
    ['4', '5', '456', '789']
    """
    plain = in_plain_digits(text).replace("\u066c", ",")  # the Arabic separator of thousands
    return _DIGITS.findall(_LAKHS.sub(_by_thousands, plain))


def _by_thousands(number: re.Match[str]) -> str:
    return f"{int(number[0].replace(',', '')):,}"


def _no_document(what: str) -> Problem:
    fix = "name the folder that a build wrote, or build again"
    return Problem(NO_DOCUMENT, Location(SAVED[0]), what, fix)


def _set_apart(inline: Inline) -> Inline:
    """Part a note mark from the figure it follows: it is another number in every file."""
    if isinstance(inline, NoteMark):
        return replace(inline, label=f" {inline.label} ")
    return inline


def _some(figures: Counter[str]) -> str:
    return listed(sorted(figures, key=lambda run: (-len(run), run)), _MOST_SHOWN)


# --- text of the formats --------------------------------------------------------------------------


def _text_of_html(content: bytes) -> str:
    reader = _Html()
    read_page(reader, text_of_page(content))
    return "".join(reader.pieces)


class _Html(HTMLParser):
    """Gathers the text of a page; every element but those inside a line ends a word."""

    _INLINE = frozenset({"a", "abbr", "b", "bdi", "del", "em", "i", "ins", "span", "strong"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._hidden += tag in _UNSEEN
        self._divide(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _UNSEEN
        self._divide(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)

    def _divide(self, tag: str) -> None:
        if tag not in self._INLINE:
            self.pieces.append(" ")


def _text_of_docx(content: bytes) -> str:
    pieces: list[str] = []
    for element in docx_parts(content, ("word/document.xml",))["word/document.xml"].iter():
        name = element.tag.rpartition("}")[2]
        if name == "t":
            pieces.append(element.text or "")
        elif name in {"p", "tab", "br"} or "NoteMark" in element.attrib.values():
            pieces.append(" ")
    return "".join(pieces)


def _text_of_pdf(content: bytes) -> str:
    from vnrgen.pdftext.pdf import pdf_pages

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(content)
        try:
            pages, _ = pdf_pages(path)
        except InvalidInputError as error:
            raise DamagedFileError(error.problems[0].what) from error
    lines = (line for page in pages for line in page.lines)
    return "\n".join(f"{line.text} {' '.join(line.notes)} {line.mark}" for line in lines)


_READERS: Mapping[str, Callable[[bytes], str]] = {
    ".html": _text_of_html,
    ".docx": _text_of_docx,
    ".pdf": _text_of_pdf,
}


# --- languages ------------------------------------------------------------------------------------


def figures_across_languages(narratives: Iterable[Narrative], language: str) -> Iterator[Problem]:
    """Yield a warning for each text whose figures are not those of the same text in ``language``.

    Digits are compared by value and nothing between them: "1,234.5", "1 234,5" and "١٬٢٣٤٫٥" are
    the same (FIG002).
    """
    texts = list(narratives)
    own = {n.section: n for n in texts if n.language == language}
    for other in texts:
        first = own.get(other.section)
        if other.language == language or first is None:
            continue
        here, there = (Counter(_runs(n.text)) for n in (other, first))
        faults = [f"only here: {_some(here - there)}"] if here - there else []
        faults += [f"only in {first.path}: {_some(there - here)}"] if there - here else []
        if faults:
            yield Problem(
                "FIG002",
                Location(other.path),
                f"the figures differ from those of {first.path}: {'; '.join(faults)}",
                "correct the one that is wrong; best bind both with {{ value(…) }}",
                Severity.WARNING,
            )
