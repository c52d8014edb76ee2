"""Letters that cannot be set: found before anything is drawn, so that no box stands for one."""

from __future__ import annotations

from collections.abc import Iterator

from vnrgen.document.blocks import Chart, Document
from vnrgen.document.language.scripts import letters_missing, scripts_missing
from vnrgen.document.tree.walk import every_block, fields_of
from vnrgen.problems import Location, Problem

_SHOWN = 12


def unset_letters(document: Document, where: Location) -> Iterator[Problem]:
    """Yield what keeps a document from being set in the fonts at hand.

    Args:
        document: What is to be set.
        where: The file to name.

    Yields:
        FNT001 where the font of a script is an optional part that is not installed; FNT002 where
        a chart has letters that no font has (a chart takes no font of the machine).
    """
    for script in scripts_missing("\n".join(_texts(document))):
        yield Problem(
            "FNT001",
            where,
            f"the text needs the font {script.family}, which is not installed",
            f'install it with: pip install "vnrgen[{script.extra}]"',
        )
    charts = [block for block in every_block(document.blocks) if isinstance(block, Chart)]
    for chart in charts:
        letters = letters_missing("\n".join(_texts(chart)))
        if letters:
            named = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in letters[:_SHOWN])
            yield Problem(
                "FNT002",
                where,
                f"the chart {chart.label or chart.block_id} has letters that no font has: {named}",
                "write these letters otherwise in the names of groups, places or sources",
            )


def _texts(part: object) -> Iterator[str]:
    """Yield every text in a tree of dataclasses, tuples and mappings, in no order."""
    waiting = [part]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            yield found
        elif isinstance(found, tuple | list):
            waiting.extend(found)
        elif isinstance(found, dict):
            waiting.extend(found.values())
        else:
            waiting.extend(getattr(found, name) for name in fields_of(found))
