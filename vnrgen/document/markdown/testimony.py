"""A person's own words as blocks; apart from the coalition's prose, since every renderer asks."""

from __future__ import annotations

from dataclasses import replace

from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.blocks import Block
from vnrgen.document.blocks.identity import IdBook
from vnrgen.document.markdown.blocks import flat_blocks_of
from vnrgen.document.markdown.reading import Reading
from vnrgen.problems import Location, ProblemLog


def testimony_blocks(testimony: Testimony) -> tuple[Block, ...]:
    """Return a person's own words as blocks: paragraphs, lists, emphasis; nothing is evaluated.

    Renderers and ``words`` read testimonies through this one function. Pictures, HTML and links
    that lead elsewhere than to the web are left out; ``report_testimony`` tells of them.
    """
    return _told(testimony, ProblemLog())


def report_testimony(testimony: Testimony, where: Location, problems: ProblemLog) -> None:
    """Report what is left out of a person's own words (PRO002, PRO003, PRO004).

    The problem names the file or row, not the line: the words were cut out of it before.
    """
    found = ProblemLog()
    _told(testimony, found)
    problems.extend(replace(problem, where=where) for problem in found)


def _told(testimony: Testimony, problems: ProblemLog) -> tuple[Block, ...]:
    reading = Reading(
        kind="story",
        path="",
        prefix=f"testimony/{testimony.testimony_id}",
        problems=problems,
        ids=IdBook(),
    )
    return flat_blocks_of(testimony.text, reading)
