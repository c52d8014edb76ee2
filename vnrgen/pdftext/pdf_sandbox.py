"""The lines of a PDF's pages, as JSON: run in a confined process, so it imports nothing of vnrgen.

The only module that imports pypdfium2, whose engine is not written in a safe language. Every line
of the answer is a page: its label, size, lines of text with their places, ruled lines and boxes,
and the share that pictures cover; the last has the outline. Places of lines are in tenths of a
point, of shapes in points, from the page's lower left corner. Engine calls are few a line: asking
for every character takes longer than reading the text.
"""

from __future__ import annotations

import ctypes
import gc
import itertools
import json
import re
from typing import IO, Any

MOST_PAGES = 5_000
MOST_CHARACTERS = 20_000_000
_MOST_OBJECTS = 20_000  # a page; a map drawn as paths has more, and no text table needs them
_MOST_SHAPES = 1_500
_MOST_OUTLINE = 5_000
_WIDE = 1.0  # ems between two characters of a line that part columns or cells
_RAISED = 0.83  # of the line's font size: a smaller run within a line is a mark of a note
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_CUT = ("\x02", "\ufffe")  # what the engine writes for a hyphen at the end of a line
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_MARK = re.compile("[\u064b-\u065f\u0670]")
_BULLETS = "\u2022\u25e6\u25aa\u00b7\u2013-"
_MARK_AT_START = re.compile(r"(\d{1,3})\s*(?=[^\W\d])")
_MARK_AT_END = re.compile(r"(?<=\D)(\d{1,3})\s*\Z")
_LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")


def make_ready() -> None:
    """Load the engine, as long as files can still be opened."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100)
    _page(document, 0)
    _outline(document)
    document.close()
    gc.disable()  # the process ends before what it leaves behind counts
    for encoding in ("utf-16-le", "utf-16-be", "latin-1"):
        b"a\x00".decode(encoding)
    json.dumps([])


def answer(given: bytes, stream: IO[bytes]) -> None:
    """Write each page as a line of JSON, and the outline, or why the file cannot be opened."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(given)
    except pypdfium2.PdfiumError as error:
        _write({"fault": str(error)}, stream)
        return
    if len(document) > MOST_PAGES:
        _write({"fault": f"it has more than {MOST_PAGES:,} pages"}, stream)
        return
    left = MOST_CHARACTERS
    for index in range(len(document)):
        record = _page(document, index)
        left -= sum(len(line[0]) for line in record["lines"])
        if left < 0:
            _write({"fault": "it holds more text than a report can have"}, stream)
            return
        _write(record, stream)
    _write({"end": True, "outline": _outline(document)}, stream)


def _page(document: Any, index: int) -> dict[str, Any]:  # noqa: ANN401 - pypdfium2 is not typed
    import pypdfium2

    record: dict[str, Any] = {"label": "", "size": [0, 0], "lines": [], "shapes": [], "images": 0}
    try:
        page = document[index]
        record["label"] = str(document.get_page_label(index) or "")
        record["size"] = [round(side, 1) for side in page.get_size()]
        text = page.get_textpage()
        record["lines"] = _Lines(text).read()
        record["shapes"], record["images"] = _shapes(page, *record["size"])
        text.close()
        page.close()
    except pypdfium2.PdfiumError:
        pass  # a damaged page holds no words; the others still do
    return record


class _Lines:
    """Reads the lines of one page: the engine's handle, and room for its answers."""

    def __init__(self, textpage: Any) -> None:  # noqa: ANN401 - pypdfium2 is not typed
        from pypdfium2 import raw

        self._raw, self._page, self._handle = raw, textpage, textpage.raw
        self._doubles = [ctypes.c_double() for _ in range(4)]
        self._refs = [ctypes.byref(double) for double in self._doubles]
        self._matrix, self._box = raw.FS_MATRIX(), raw.FS_RECTF()
        self._fonts: dict[tuple[bytes, int], tuple[bool, bool]] = {}
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()

    def read(self) -> list[list[Any]]:
        """Return ``[text, left, bottom, right, top, base, size, bold, italic, marks]`` a line."""
        text = self._text()
        found: list[list[Any]] = []
        arabic = _ARABIC.search(text) is not None
        for start, end in _spans(text):
            lines = self._line(text, start, end)
            if arabic and len(lines) == 1 and len(lines[0][0]) == end - start:
                lines[0][0] = self._in_order(text, start, end)
            found += lines
        return found

    def _in_order(self, text: str, start: int, end: int) -> str:
        """Return a line of Arabic script with the letters of ligatures and the marks in order.

        The engine turns the letters of a ligature round with the line, and leaves vowel marks
        where they were drawn.
        """
        placed: list[tuple[str, Any]] = [(text[i], self._character(i)) for i in range(start, end)]
        out: list[tuple[str, Any]] = []
        for letter, box in placed:
            place = len(out)
            while place > 0 and box is not None and _is_same_glyph(out[place - 1], (letter, box)):
                place -= 1
            out.insert(place, (letter, box))
        return "".join(letter for letter, _ in _with_marks_moved(out))

    def _text(self) -> str:
        count = self._page.count_chars()
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (2 * count + 1))()
        self._raw.FPDFText_GetText(self._handle, 0, count, buffer)
        text = bytes(buffer).decode("utf-16-le", "replace").split("\0", 1)[0]
        if len(text) == count:
            return text
        codes = (self._raw.FPDFText_GetUnicode(self._handle, i) for i in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)

    def _line(self, text: str, start: int, end: int) -> list[list[Any]]:
        runs = self._runs(start, end)
        middle = (start + end) // 2  # the first character may be the raised mark of a note
        size = self._size(middle, text, start, end)
        if not runs or not size:
            return []
        narrow = len(runs) == 1 and runs[0][2] - runs[0][0] < (end - start) * size * _WIDE
        if narrow or self._is_plain(runs, size, self._base(middle)):
            return [self._record(text, (start, end), _around(runs), (middle, size))]
        return self._with_edge_mark(text, (start, end), runs, size) or self._pieces(
            text, start, end
        )

    def _is_drawn_raised(self, index: int, size: float) -> bool:
        """Whether a font draws a character small and raised by itself, as some draw marks of notes.

        It has the size and the base line of the text; only what is drawn stands higher.
        """
        left, right, bottom, top = self._refs
        if not self._raw.FPDFText_GetCharBox(self._handle, index, left, right, bottom, top):
            return False
        lower, upper = self._doubles[2].value, self._doubles[3].value
        return lower > self._base(index) + 0.2 * size and upper - lower < 0.6 * size

    def _with_edge_mark(
        self,
        text: str,
        span: tuple[int, int],
        runs: list[tuple[float, float, float, float]],
        size: float,
    ) -> list[list[Any]]:
        """Return a line whose one odd run is a bullet, or the mark of a note at its edge."""
        start, end = span
        middle = (start + end) // 2
        base = self._base(middle)
        if text[start] in _BULLETS and self._is_plain(runs[1:], size, base):
            if abs(runs[1][0] - runs[0][2]) < 2.5 * size:
                return [self._record(text, span, _around(runs), (middle, size))]
            return []
        at_start = _MARK_AT_START.match(text[start:end])
        at_end = _MARK_AT_END.search(text[start:end])
        if len(runs) > 1 and at_start and self._is_plain(runs[1:], size, base):
            first, last, rest = start, start + at_start.end(1), (start + at_start.end(1), end)
            near = runs[1][0] - runs[0][2] < 2 * size
        elif len(runs) > 1 and at_end and self._is_plain(runs[:-1], size, base):
            first, last = start + at_end.start(1), start + at_end.end(1)
            rest = (start, first)
            near = -1 < runs[-1][0] - runs[-2][2] < 0.8 * size
        else:
            return []
        outside = last if rest[0] == last else first - 1
        small = self._size(last - 1, text, first, last) <= _RAISED * size
        small = small or self._is_drawn_raised(last - 1, size)
        if not near or not small or self._size(outside, text, *rest) <= _RAISED * size:
            return []
        record = self._record(text, rest, _around(runs), (middle, size))
        record[-1] = [[max(first - rest[0], 0), text[first:last]]]
        return [record]

    def _is_plain(
        self, runs: list[tuple[float, float, float, float]], size: float, base: float
    ) -> bool:
        """Whether runs follow each other without a gap, and none is raised."""
        lowest, highest = min(r[1] for r in runs), max(r[3] for r in runs)
        if highest - lowest > 1.5 * size or any(
            r[1] > base + 0.18 * size and r[3] - r[1] > 0.28 * size for r in runs
        ):
            return False
        runs = sorted(runs)
        return all(
            after[0] - before[2] < _WIDE * size * 0.8 for before, after in itertools.pairwise(runs)
        )

    def _runs(self, start: int, end: int) -> list[tuple[float, float, float, float]]:
        count = self._raw.FPDFText_CountRects(self._handle, start, end - start)
        left, top, right, bottom = self._doubles
        found = []
        for index in range(min(count, 400)):
            self._raw.FPDFText_GetRect(self._handle, index, *self._refs)
            found.append((left.value, bottom.value, right.value, top.value))
        return found

    def _size(self, index: int, text: str, start: int, end: int) -> float:
        """Return the font size of a drawn character at or before an index, 0 without one."""
        index = _drawn_at(index, text, start)
        if index >= end:
            return 0.0
        return float(self._raw.FPDFText_GetFontSize(self._handle, index)) * self._scale(index)

    def _scale(self, index: int) -> float:
        if not self._raw.FPDFText_GetMatrix(self._handle, index, ctypes.byref(self._matrix)):
            return 0.0
        return float((self._matrix.c**2 + self._matrix.d**2) ** 0.5)

    def _base(self, index: int) -> float:
        self._raw.FPDFText_GetCharOrigin(self._handle, index, *self._refs[:2])
        return float(self._doubles[1].value)

    def _record(
        self,
        text: str,
        span: tuple[int, int],
        box: tuple[float, float, float, float],
        typical: tuple[int, float],
    ) -> list[Any]:
        """Return a line: the text of a span, its box, and a typical character and font size."""
        index, size = typical
        start, end = span
        bold, italic = self._font(start)
        if bold or italic:
            last = end - 1
            while last > start and (text[last].isspace() or text[last] in _CUT):
                last -= 1
            bold_last, italic_last = self._font(last)
            bold, italic = bold and bold_last, italic and italic_last
        places = [int(number * 10) for number in (*box, self._base(index), size)]
        return [text[start:end], *places, int(bold), int(italic), []]

    def _font(self, index: int) -> tuple[bool, bool]:
        """Whether a character is bold, and italic."""
        self._raw.FPDFText_GetFontInfo(
            self._handle, index, self._name, 128, ctypes.byref(self._flags)
        )
        font = (self._name.value, self._flags.value)
        known = self._fonts.get(font)
        if known is None:
            name = font[0].decode("latin-1").lower()
            bold = any(word in name for word in _BOLD) or bool(font[1] & 1 << 18)
            italic = "italic" in name or "oblique" in name or bool(font[1] & 1 << 6)
            known = self._fonts[font] = (bold, italic)
        return known

    def _pieces(self, text: str, start: int, end: int) -> list[list[Any]]:
        """Return the parts of a line that wide gaps part, with the marks of notes taken out."""
        # A blank that the engine put between two words has no scale of its own.
        scale = self._scale(_drawn_at((start + end) // 2, text, start)) or self._scale(start)
        font_size = self._raw.FPDFText_GetFontSize
        boxes: list[Any] = []
        sizes: list[float] = []
        for index in range(start, end):
            drawn = not text[index].isspace() and not _MARK.match(text[index])
            sizes.append(font_size(self._handle, index) * scale if drawn else 0.0)
            boxes.append(self._character(index) if drawn else None)
        gaps = _gaps(boxes, sizes)
        widest = _widest_blank(gaps, text[start:end])
        found: list[list[Any]] = []
        begin = 0
        for index in range(1, len(boxes) + 1):
            if index == len(boxes) or gaps.get(index, 0.0) > widest:
                found += self._piece(text, start, (begin, index), boxes, sizes)
                begin = index
        return found

    def _character(self, index: int) -> tuple[float, float, float, float] | None:
        box = self._box
        if not self._raw.FPDFText_GetLooseCharBox(self._handle, index, ctypes.byref(box)):
            return None
        return (box.left, box.bottom, box.right, box.top)

    def _piece(
        self,
        text: str,
        start: int,
        span: tuple[int, int],
        boxes: list[Any],
        sizes: list[float],
    ) -> list[list[Any]]:
        drawn = [i for i in range(*span) if sizes[i] and boxes[i]]
        if not drawn:
            return []
        size = _usual([sizes[i] for i in drawn])
        base = _usual([round(boxes[i][1], 1) for i in drawn if sizes[i] > _RAISED * size])
        kept: list[str] = []
        marks: list[list[Any]] = []
        for i in range(*span):
            small = 0 < sizes[i] <= _RAISED * size and boxes[i]
            is_raised = small and boxes[i][1] > base + 0.12 * size
            if not is_raised and boxes[i] and text[start + i].isdecimal():
                before = text[start + i - 1] if i > span[0] else ""
                follows = bool(marks) and marks[-1][0] == len(kept)
                if follows or not (before.isspace() or before.isdecimal()):
                    is_raised = self._is_drawn_raised(start + i, size)
            if is_raised:
                if marks and marks[-1][0] == len(kept):
                    marks[-1][1] += text[start + i]
                else:
                    marks.append([len(kept), text[start + i]])
            else:
                kept.append(text[start + i])
        shown = [boxes[i] for i in drawn]
        first = next(i for i in drawn if sizes[i] > _RAISED * size)
        record = self._record(
            text, (start + span[0], start + span[1]), _around(shown), (start + first, size)
        )
        return [["".join(kept), *record[1:-1], marks]]


def _drawn_at(index: int, text: str, start: int) -> int:
    """Return the place of the character at an index, or of the last before it that is no blank."""
    while index > start and text[index].isspace():
        index -= 1
    return index


def _gaps(boxes: list[Any], sizes: list[float]) -> dict[int, float]:
    """Return the blanks of a line in ems, by the place of the character behind each."""
    found: dict[int, float] = {}
    before = -1
    for index, size in enumerate(sizes):
        if not size or boxes[index] is None:
            continue
        if before >= 0:
            one, two = boxes[before], boxes[index]
            distance = max(two[0] - one[2], one[0] - two[2]) / max(size, sizes[before])
            if distance > 0.12:
                found[index] = distance
        before = index
    return found


def _widest_blank(gaps: dict[int, float], text: str) -> float:
    """Return the widest blank in ems that is one between words and not between cells.

    The words of a justified line in a narrow column stand wide apart, but all equally wide. The
    figures of a table may do so too.
    """
    words = text.split()
    figures = sum(any(c.isdigit() for c in word) for word in words)
    wide = sorted(gap for gap in gaps.values() if gap > 0.5)
    for gap in wide:
        alike = [other for other in wide if abs(other - gap) < 0.04 * gap + 0.02]
        most = 4.0 if len(alike) > 2 else 2.0
        if len(alike) > 1 and gap < most and figures < 0.6 * len(words):
            return max(_WIDE, 1.3 * gap)
    return _WIDE


def _is_same_glyph(one: tuple[str, Any], two: tuple[str, Any]) -> bool:
    """Whether two letters are parts of one ligature: they are drawn in one place."""
    if one[1] is None or not (_ARABIC.match(one[0]) and _ARABIC.match(two[0])):
        return False
    same = abs(one[1][0] - two[1][0]) < 0.01 and abs(one[1][2] - two[1][2]) < 0.01
    return bool(same and two[1][2] - two[1][0] > 0.1)


def _with_marks_moved(placed: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Put each vowel mark that does not follow its letter behind the letter it is drawn at."""
    letters = [p for p in placed if not _MARK.match(p[0])]
    moved: dict[int, list[tuple[str, Any]]] = {}
    out: list[tuple[str, Any]] = []
    for place, (letter, box) in enumerate(placed):
        if not _MARK.match(letter) or box is None:
            continue
        middle = (box[0] + box[2]) / 2
        drawn = [p for p in letters if p[1] is not None and not p[0].isspace()]
        at = min(drawn, key=lambda p: abs((p[1][0] + p[1][2]) / 2 - middle), default=None)
        if at is None:
            return placed
        moved.setdefault(id(at), []).append(placed[place])
    for one in letters:
        out.append(one)
        out += moved.get(id(one), [])
    return out


def _spans(text: str) -> list[tuple[int, int]]:
    """Return where the lines of a page's text begin and end; a line may end with a hyphen."""
    return [found.span() for found in _LINE.finditer(text) if found[0].strip()]


def _around(boxes: list[Any]) -> tuple[float, float, float, float]:
    if len(boxes) == 1:
        return (boxes[0][0], boxes[0][1], boxes[0][2], boxes[0][3])
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _usual(numbers: list[float]) -> float:
    return max(sorted(set(numbers)), key=numbers.count)


def _shapes(page: Any, width: float, height: float) -> tuple[list[list[float]], float]:  # noqa: ANN401 - pypdfium2 is not typed
    """Return the boxes and ruled lines of a page, and the share of it that pictures cover."""
    from pypdfium2 import raw

    shapes: list[list[float]] = []
    covered = 0.0
    corners = [ctypes.c_float() for _ in range(4)]
    refs = [ctypes.byref(corner) for corner in corners]
    count = min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    for index in range(count):
        drawn = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        if not raw.FPDFPageObj_GetBounds(drawn, *refs):
            continue
        box = [round(corner.value, 1) for corner in corners]
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            covered += (box[2] - box[0]) * (box[3] - box[1])
        elif len(shapes) < _MOST_SHAPES:
            shapes.append(box)
    return shapes, round(covered / (width * height or 1), 3)


def _outline(document: Any) -> list[list[Any]]:  # noqa: ANN401 - pypdfium2 is not typed
    """Return ``[level, page index, title]`` of each entry of the outline."""
    import pypdfium2

    found: list[list[Any]] = []
    try:
        for entry in document.get_toc(max_depth=8):
            target = entry.get_dest()
            page = target.get_index() if target else None
            found.append([entry.level, page, str(entry.get_title())])
            if len(found) >= _MOST_OUTLINE:
                break
    except (pypdfium2.PdfiumError, ValueError, RecursionError):
        return found
    return found


def _write(record: dict[str, Any], stream: IO[bytes]) -> None:
    stream.write(json.dumps(record).encode() + b"\n")
