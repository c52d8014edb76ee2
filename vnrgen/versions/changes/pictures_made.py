"""Pictures of a dossier or version, to stand beside those of a Word file that was made of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Document
from vnrgen.render.docx.source_map import MapPicture
from vnrgen.versions.changes.pictures import Picture
from vnrgen.versions.figures.shown import nodes

_DRAWN = "chart"


def put_in(seen: Sequence[Picture]) -> tuple[Picture, ...]:
    """Return the pictures of a Word file but for those of its design: cover, heads and feet."""
    return tuple(p for p in seen if p.part == "body" and not p.is_cover)


def pictures_made(
    made: Sequence[MapPicture], seen: Sequence[Picture], document: Document
) -> tuple[Picture, ...]:
    """Return the pictures of a document that is no Word file.

    A chart is drawn of its figures, which are compared. So its picture is the one that vnrgen put
    into the Word file, and only another one in its place is told; a photograph is the document's
    own, where it has it.

    Args:
        made: What vnrgen put into the Word file.
        seen: What is in it now.
        document: The other document.
    """
    kinds = _kinds(document)
    photographs = _photographs(document)
    owned = {picture.owner: picture for picture in reversed(seen) if picture.owner}
    found = []
    for one in made:
        if one.block_id not in kinds:
            continue
        here = owned.get(one.block_id)
        shows = one.shows
        if one.block_id in photographs:
            shows = tuple((form, photographs[one.block_id]) for form, _digest in shows)
        elif (
            here is not None and {form for form, _d in here.shows} == {_DRAWN} == dict(shows).keys()
        ):
            shows = here.shows  # what Word draws is compared by its figures
        found.append(
            Picture(
                shows=shows,
                alternative=here.alternative if here is not None else "",
                owner=one.block_id,
                kind=kinds[one.block_id],
            )
        )
    return tuple(found)


def _kinds(document: Document) -> dict[str, str]:
    """Return the kinds of blocks that may have a picture, by their ids."""
    return {
        node.block_id: kind.__name__
        for kind in (b.Chart, b.Story, b.Quote)
        for node in nodes(document.blocks, kind)
    }


def _photographs(document: Document) -> dict[str, str]:
    """Return the SHA-256 of the photograph of each story that has one."""
    told = (
        (one.block_id, document.testimonies.get(one.testimony_id))
        for kind in (b.Story, b.Quote)
        for one in nodes(document.blocks, kind)
    )
    return {
        block_id: hashlib.sha256(testimony.photo).hexdigest()
        for block_id, testimony in told
        if testimony is not None and testimony.photo is not None
    }
