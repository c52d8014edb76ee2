"""People's words that only one of two Word files has: they may have been taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from vnrgen.document.blocks import Document
from vnrgen.problems import Location
from vnrgen.versions.freezing.words_apart import put_together, taken_apart


def told_in(document: Document) -> frozenset[str]:
    """Return the ids of the stories and meetings whose words stand in a document."""
    return frozenset(taken_apart(document)[1])


def without_words_of(document: Document, gone: Collection[str]) -> Document:
    """Return a document without the words of some people.

    What was said goes, the title over it, who said it, and the title wherever else it is named.
    """
    tree, words = taken_apart(document)
    if words.keys().isdisjoint(gone):
        return document
    kept = {key: data for key, data in words.items() if key not in gone}
    erased = put_together(tree, kept, Location(document.metadata.version))
    return replace(document, blocks=erased.blocks, testimonies=erased.testimonies)
