"""What a line begins with: bullets, letters and numbers of lists and paragraphs; known headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

BULLET = re.compile(r"^(?:[•◦▪▫●○■□‣⁃∙·►▶➢➤✓✔❖*–—\-\uf000-\uf0ff])(?:\s+|$)")
LETTERED = re.compile(
    r"^(\((?:[^\W\d_]|[ivxl]{1,5}|\d{1,2})\)|(?:[^\W\d_]|[ivxl]{1,5}|\d{1,2})\))(?:\s+|$)"
)
NUMBERED = re.compile(r"^(\d{1,3})\.(?:\s+|$)")
_DECIMAL = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=\S)")
_ROMAN = re.compile(r"^(?=[IVXL])(X{0,3}(?:IX|IV|V?I{0,3})|XL|L)\.\s+(?=\S)")
_CAPITAL = re.compile(r"^[A-Z]\.\s+(?=\S)")
_CAPTION = re.compile(
    r"^(?:table|figure|chart|graph|map|source|note|photo|tableau|graphique|carte|cuadro|tabla|gráfico"
    r"|figura|fuente|quadro|tabela|fonte|таблица|рисунок|источник|الجدول|جدول|الشكل|شكل|المصدر"
    r"|तालिका|चित्र|स्रोत)s?\b[\s.:]*(?:\d|[ivxl]+\b|:|$)",
    re.IGNORECASE,
)
# What stands before the numbers: "Implementation of the supported recommendations Nos."
_RECOMMENDATIONS = re.compile(
    r"^[\[(]?(?:[^\W\d_]{1,20}[.:]? ){0,4}"
    r"(?:recommendations?|recs?\.?|recommandations?|recomendaci(?:ón|ones)|recomendaç(?:ão|ões)"
    r"|рекомендаци[яий]|التوصي(?:ة|ات)|सिफारिश(?:ें)?|建议)(?![^\W\d_])[:.]? ?"
    r"(?:(?:in|contained|under|dans|en|aux?|les|los|las|paras?|paragraphe?s?|párrafos?"
    r"|nos?|numbers?|n[uú]ms?|n[°º]s?|№)(?![^\W\d_])\.? ?)*",
    re.IGNORECASE,
)
_SAID = re.compile(r"^(?!implementation\b)(?:[^\W\d_]+ ){2,4}rec", re.IGNORECASE)  # by somebody
_NAMES = re.compile(r" ?\((?:[^()\d]|\([^()\d]{1,80}\)){2,200}\)")  # of the States that made one
_BETWEEN = re.compile(r"[\s,;،、&–—‑\-\[\]()و和]+")
_AND = frozenset(("and", "to", "through", "et", "à", "y", "a", "al", "e", "и", "तथा"))
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_SERIES = re.compile(r"[A-Z]{1,2}")  # "A-6.1"
_APART = re.compile(r"\d\s+\d")  # numbers with nothing between them: those of a chart
_YEAR = re.compile(r"(?:19|20)\d\d")
_CONTENTS = {
    *("contents", "table of contents", "list of contents", "list of figures", "list of tables"),
    *("list of boxes", "table des matières", "sommaire", "índice", "contenido", "sumário"),
    *("tabla de contenido", "содержание", "оглавление", "المحتويات", "جدول المحتويات"),
    *("فهرس المحتويات", "الفهرس", "विषय सूची", "विषय-सूची", "विषयसूची", "目录", "目次"),
    *("inhalt", "inhaltsverzeichnis", "yaliyomo"),
}
_NOTES = {
    *("notes", "endnotes", "end notes", "footnotes", "notes de fin", "notas", "notas finales"),
    *("примечания", "сноски", "الحواشي", "الهوامش", "टिप्पणियाँ", "पाद टिप्पणियाँ", "注释", "注"),
    *("anmerkungen",),
}
_UNIT = re.compile(r"(?:^|[\s\d(/])(?:[kcmd]?m|ft|mi|yd|in)$")
_TAIL = 8  # characters that tell how a text ends
_ENDS = re.compile(r"[.!?:;…。！？؟؛۔।॥።][\"'”’»)\]]*$")
_SENTENCE_ENDS = re.compile(r"[.!?…。！？؟۔।॥።][\"'”’»)\]]*$")


def begins_with_marker(text: str) -> bool:
    """Whether a line begins an item of a list or a numbered paragraph."""
    if text[:1].isalpha() and ")" not in text[:8]:
        return False
    return any(form.match(text) for form in (BULLET, LETTERED, NUMBERED))


def is_marker(text: str) -> bool:
    """Whether a text is nothing but the mark of an item or paragraph."""
    if len(text) > 9:
        return False
    return any(
        (found := form.match(text)) is not None and found.end() == len(text)
        for form in (BULLET, LETTERED, NUMBERED)
    )


def heading_depth(text: str) -> int:
    """Return how deep the number of a heading is: 2 for "3.1 Water"; 0 without one."""
    found = _DECIMAL.match(text)
    return found[1].count(".") + 1 if found else 0


def has_heading_number(text: str) -> bool:
    """Whether a text begins as numbered headings do: "IV.", "B.", "3.1"."""
    return bool(_ROMAN.match(text) or _CAPITAL.match(text) or heading_depth(text) > 1)


def numbering_of(text: str) -> str:
    """Return the way a heading is numbered, the same for headings of one level."""
    if _CAPITAL.match(text):
        return "roman" if _ROMAN.match(text) and text[0] in "IVX" else "capital"
    if _ROMAN.match(text):
        return "roman"
    depth = heading_depth(text)
    return f"decimal {depth}" if depth else ""


def numberings(texts: Sequence[str]) -> list[str]:
    """Return the ways of headings in order; a letter after the one before it is a letter.

    >>> numberings(["I. Aims", "H. Land", "I. Water", "II. Means"])
    ['roman', 'capital', 'capital', 'roman']
    """
    ways: list[str] = []
    last_letter = ""
    for text in texts:
        way = numbering_of(text)
        if way == "roman" and text[1:2] == "." and last_letter == chr(ord(text[0]) - 1):
            way = "capital"
        last_letter = text[0] if way == "capital" else "" if way == "roman" else last_letter
        ways.append(way)
    return ways


def is_power(before: str, raised: str) -> bool:
    """Whether a raised number is the power of a unit, as in "m²", and no mark of a note."""
    return raised.strip() in {"2", "3"} and _UNIT.search(before[-12:].rstrip()) is not None


def is_caption(text: str) -> bool:
    """Whether a text is the caption or source line of a table or figure."""
    return _CAPTION.match(text) is not None


def lists_recommendations(text: str) -> bool:
    """Whether a heading is a list of numbers of recommendations.

    >>> lists_recommendations("Recommendations 1–5, 14–16 and 18"), lists_recommendations("2020")
    (True, False)
    """
    plain = " ".join(text.split()).rstrip(".:")
    if len(plain) > 2_000 or not (plain[-1:].isdigit() or plain[-1:] in {")", "]"}):
        return False
    called = _RECOMMENDATIONS.match(plain)
    listed = _NAMES.sub("", plain[called.end() if called else 0 :])
    parts = [part for part in _BETWEEN.split(listed) if part and part.casefold() not in _AND]
    numbers = [part for part in parts if _NUMBER.fullmatch(part)]
    if all(map(_YEAR.fullmatch, numbers)):
        return False
    if called:
        if text.rstrip().endswith(".") and _SAID.match(plain):
            return False
        return all(part in numbers or _SERIES.fullmatch(part) for part in parts)
    # Bare numbers must be several with marks between them, or in brackets ("[115.4]").
    marked = len(numbers) > 1 and _APART.search(listed) is None
    return parts == numbers and not plain[0].isalpha() and (marked or plain[0] in "[(")


def opens_list_of_recommendations(line: str) -> bool:
    """Whether a line begins a heading that lists recommendations, which may go on after it.

    >>> opens_list_of_recommendations("Recommendations 44–58, 62,")
    True
    """
    plain = line.strip().rstrip(",;–‑- ")
    may = plain[:1].isupper() and (plain[-1:].isdigit() or plain[-1:] == ")")
    return may and _RECOMMENDATIONS.match(plain) is not None and lists_recommendations(plain)


def names_contents(text: str) -> bool:
    """Whether a heading is that of a table of contents."""
    return _plain_title(text) in _CONTENTS


def names_notes(text: str) -> bool:
    """Whether a heading is that of notes at the end."""
    return _plain_title(text) in _NOTES


def ends_clause(text: str) -> bool:
    """Whether a text ends with a mark that ends a sentence or clause."""
    return _ENDS.search(text.rstrip()[-_TAIL:]) is not None


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _SENTENCE_ENDS.search(text.rstrip()[-_TAIL:]) is not None


def _plain_title(text: str) -> str:
    return text.strip().strip("#*:. ").casefold()
