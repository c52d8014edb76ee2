"""An archive holds what it was given, and its bytes depend on nothing else."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from vnrgen.render.docx.archive import zipped

NAMES = st.sampled_from(["[Content_Types].xml", "word/a.xml", "word/é.xml", "b.png", "c.odttf"])


@given(st.dictionaries(NAMES, st.binary(max_size=2_000)))
def test_every_part_comes_out_as_it_went_in(parts: dict[str, bytes]) -> None:
    packed = zipped(parts)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == parts
        assert not any(entry.date_time != (1980, 1, 1, 0, 0, 0) for entry in archive.infolist())
    assert zipped(dict(reversed(parts.items()))) == packed


def test_the_content_types_come_first() -> None:
    packed = zipped({"_rels/.rels": b"1", "[Content_Types].xml": b"2", "Z.xml": b"3"})
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert names == ["[Content_Types].xml", "Z.xml", "_rels/.rels"]
