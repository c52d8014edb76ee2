"""A whole document: its blocks, what stands on its cover, and the words beside the tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.blocks.tree import Block


class Layout(StrEnum):
    """How pages look: a chapter with cover and contents, or a brief with a band at its head."""

    CHAPTER = "chapter"
    BRIEF = "brief"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What stands on the cover, in running heads and in document properties.

    ``direction`` is ``ltr`` or ``rtl``. ``stamp`` is the draft or final stamp in words;
    ``banner`` is printed on every page where it is not empty (a fictional country).
    """

    title: str
    subtitle: str
    country: str
    iso3: str
    year: int
    language: str
    direction: str
    coalition: str
    as_of: date
    date_text: str
    status: str
    version: str
    stamp: str
    banner: str = ""
    audience_note: str = ""
    contact: str = ""
    running_head: str = ""
    layout: Layout = Layout.CHAPTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A composed document.

    ``furniture`` holds every other word a renderer prints or speaks (``contents``, ``notes``,
    ``back_to_text``, ``data_behind_chart``, ``skip_to_content``, ``page``, ``continued``), so that
    no renderer has words of its own. ``testimonies`` are the words and photos that ``Story`` and
    ``Quote`` blocks name.

    Only a comparison has ``was``, the older document without its blocks (metadata, furniture,
    testimonies: what is deleted and what moved away names those), and ``reworded``: the marked
    words of each testimony that both versions print and that reads otherwise. Both kinds of words
    are left out of the saved tree.
    """

    metadata: Metadata
    blocks: tuple[Block, ...]
    furniture: Mapping[str, str] = field(default_factory=dict)
    testimonies: Mapping[str, Testimony] = field(default_factory=dict)
    was: Document | None = None
    reworded: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
