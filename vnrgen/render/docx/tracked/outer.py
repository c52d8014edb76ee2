"""Cover, running heads and feet with tracked changes: where their words differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnrgen.render.docx.tracked.atoms import WORD, Element, parsed, serialized
from vnrgen.render.docx.tracked.pairing import alike
from vnrgen.render.docx.tracked.paragraphs import changed_paragraph, whole_paragraph
from vnrgen.render.docx.tracked.revisions import Revisions, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnrgen.render.docx.package import Package


def tracked_outside(old: Package, new: Package, revisions: Revisions) -> None:
    """Track what differs outside the body in the file of the newer document.

    Both packages were opened from one reference file and filled with their own words, so that a
    line can only be there or not, or read otherwise. A part with text boxes has the newer words.
    """
    for before, after in zip(old.outer_groups(), new.outer_groups(), strict=True):
        if any(_is_in_a_box(paragraph) for paragraph in (*before, *after)):
            continue  # Word tracks no words that stand in a drawing
        signs = [serialized(p) for p in before], [serialized(p) for p in after]
        if signs[0] != signs[1]:
            _track(before, after, *signs, revisions)


def _is_in_a_box(paragraph: Element) -> bool:
    return any(True for _ in paragraph.iterancestors(f"{WORD}txbxContent"))


def _track(
    old: Sequence[Element],
    new: Sequence[Element],
    old_xml: Sequence[str],
    new_xml: Sequence[str],
    revisions: Revisions,
) -> None:
    pairs = alike(dict(enumerate(_texts(old))), dict(enumerate(_texts(new))))
    matched = {j: i for i, j in pairs}
    gone_before: dict[int, list[int]] = {}
    taken = {i for i, _ in pairs}
    for i in range(len(old)):
        if i not in taken and old_xml[i] not in new_xml:
            after = min((j for k, j in pairs if k > i), default=len(new))
            gone_before.setdefault(after, []).append(i)
    for i in reversed(gone_before.get(len(new), ())):
        new[-1].addnext(_element(whole_paragraph(old[i], Status.DELETED, revisions)))
    for j, paragraph in enumerate(new):
        for i in gone_before.get(j, ()):
            paragraph.addprevious(_element(whole_paragraph(old[i], Status.DELETED, revisions)))
        if j in matched and old_xml[matched[j]] != new_xml[j]:
            _replace(paragraph, changed_paragraph(old[matched[j]], paragraph, revisions))
        elif j not in matched and new_xml[j] not in old_xml:
            _replace(paragraph, whole_paragraph(paragraph, Status.INSERTED, revisions))


def _texts(paragraphs: Sequence[Element]) -> list[str]:
    return ["".join(paragraph.itertext()) for paragraph in paragraphs]


def _element(xml: str) -> Element:
    return parsed(xml)[0]


def _replace(paragraph: Element, xml: str) -> None:
    paragraph.getparent().replace(paragraph, _element(xml))
