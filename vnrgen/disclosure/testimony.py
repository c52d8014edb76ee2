"""A person's own words as they may be published; a module alone, since every renderer loads it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """A person's own words, kept outside every document tree so that they can be withdrawn.

    ``text`` is Markdown. ``photo`` is a re-encoded JPEG without metadata, or None.
    """

    testimony_id: str
    text: str
    language: str
    attribution: str
    photo: bytes | None = None
    photo_alternative: str = ""
