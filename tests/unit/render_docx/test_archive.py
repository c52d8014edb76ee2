"""An archive holds what it was given, and its bytes depend on nothing else."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from vnrgen.render.docx.archive import packed, unzipped, zipped

NAMES = st.sampled_from(["[Content_Types].xml", "word/a.xml", "word/é.xml", "b.png", "c.odttf"])
PARTS = st.dictionaries(NAMES, st.binary(max_size=2_000))


@given(PARTS)
def test_every_part_comes_out_as_it_went_in(parts: dict[str, bytes]) -> None:
    archived = zipped(parts)
    with zipfile.ZipFile(io.BytesIO(archived)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == parts
        assert not any(entry.date_time != (1980, 1, 1, 0, 0, 0) for entry in archive.infolist())
    assert zipped(dict(reversed(parts.items()))) == archived


@given(PARTS)
def test_a_part_that_goes_on_packed_gives_the_same_archive(parts: dict[str, bytes]) -> None:
    archived = zipped(parts)
    taken = unzipped(archived)
    assert {name: part.content for name, part in taken.items()} == parts
    assert taken == {name: packed(name, content) for name, content in parts.items()}
    assert zipped(taken) == archived


def test_the_content_types_come_first() -> None:
    archived = zipped({"_rels/.rels": b"1", "[Content_Types].xml": b"2", "Z.xml": b"3"})
    names = zipfile.ZipFile(io.BytesIO(archived)).namelist()
    assert names == ["[Content_Types].xml", "Z.xml", "_rels/.rels"]
