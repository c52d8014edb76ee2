"""What disclosure withholds is in no byte that a build writes, however it is packed."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.conftest import Built
from vnrgen.dossier.model import Story

WORDS = 6  # a run of six words of a story is that story's, and no accident of the language


def unpacked(name: str, data: bytes) -> Iterator[bytes]:
    """Yield a file and everything packed in it: archives, PDF streams, attachments, data URIs."""
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                yield info.filename.encode()
                yield from unpacked(info.filename, package.read(info))
    if data[:5] == b"%PDF-":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream):
                    yield item.read_raw_bytes()
                    try:
                        yield item.read_bytes()
                    except pikepdf.PdfError:
                        continue
                else:
                    yield item.unparse(resolved=True)
        document = pypdfium2.PdfDocument(data)
        yield "\n".join(p.get_textpage().get_text_bounded() for p in document).encode()
        document.close()
    for encoded in re.findall(rb"base64,([A-Za-z0-9+/=]{40,})", data):
        yield base64.b64decode(encoded)
    if name.endswith(".json"):
        for encoded in re.findall(rb'"([A-Za-z0-9+/]{200,}={0,2})"', data):
            yield base64.b64decode(encoded)


@pytest.fixture(scope="session")
def everything(sample: Built) -> str:
    """All bytes of the output, unpacked, as text with plain spaces."""
    parts = [
        part.decode("utf-8", "replace")
        for path in sorted(sample.folder.rglob("*"))
        if path.is_file()
        for part in unpacked(path.name, path.read_bytes())
    ]
    # Tags between words fall away, so that words set in several runs are found too.
    joined = re.sub(r"<[^>]*>", "", "\n".join(parts))
    return re.sub(r"\s+", " ", joined)


def withheld_stories(sample: Built) -> list[Story]:
    shown = {story.story_id for story in sample.composition.publishable.stories}
    return [s for s in sample.composition.dossier.stories if s.story_id not in shown]


def test_the_search_finds_what_may_be_shown(sample: Built, everything: str) -> None:
    shown = {story.story_id for story in sample.composition.publishable.stories}
    stories = [s for s in sample.composition.dossier.stories if s.story_id in shown]
    assert len(stories) >= 4
    for story in stories:
        words = re.findall(r"[A-Za-z]+(?: [A-Za-z]+){5}", story.text)
        assert any(run in everything for run in words), story.story_id


def test_a_withheld_storys_words_and_names_are_nowhere(sample: Built, everything: str) -> None:
    stories = withheld_stories(sample)
    assert len(stories) >= 5
    for story in stories:
        for run in re.findall(rf"\w+(?:\W+\w+){{{WORDS - 1}}}", story.text):
            assert re.sub(r"\s+", " ", run) not in everything, story.story_id
        assert story.title not in everything, story.story_id
        assert f'"{story.story_id}"' not in everything
        assert Path(story.where.path).name not in everything


def test_a_withheld_name_is_nowhere_even_in_a_story_that_is_shown(
    sample: Built, everything: str
) -> None:
    names = {n for s in sample.composition.dossier.stories for n in s.names_to_withhold}
    assert names
    assert [
        name for name in sorted(names) if re.search(rf"\b{re.escape(name)}\b", everything)
    ] == []


def test_a_photo_is_never_written_as_it_came(sample: Built) -> None:
    photos = [s.photo for s in sample.composition.dossier.stories if s.photo]
    assert photos
    parts = [
        part
        for path in sample.folder.rglob("*")
        if path.is_file()
        for part in unpacked(path.name, path.read_bytes())
    ]
    for photo in photos:
        original = photo.read_bytes()
        assert not any(original[200:1200] in part for part in parts), photo
    assert not any(b"Exif\x00\x00" in part or b"GPSLatitude" in part for part in parts)


def test_a_withheld_quote_is_nowhere(sample: Built, everything: str) -> None:
    composition = sample.composition
    shown = {f.finding_id for f in composition.publishable.qualitative if f.has_quote}
    hidden = [f for f in composition.dossier.qualitative if f.quote and f.finding_id not in shown]
    assert hidden
    for finding in hidden:
        for run in re.findall(r"\w+(?:\W+\w+){4}", finding.quote):
            assert run not in everything, finding.finding_id


def test_a_suppressed_value_is_in_no_table_of_the_output(sample: Built) -> None:
    composition = sample.composition
    raw = {o.observation_id: o for o in composition.dossier.observations}
    masked = [o for o in composition.publishable.observations if o.value is None]
    suppressed = [o for o in masked if raw[o.observation_id].value is not None]
    assert suppressed
    for observation in suppressed:
        assert observation.value_lower is None
        assert observation.value_upper is None
        assert observation.se is None
        assert observation.n_unweighted is None
        assert not re.search(r"\d", observation.value_text)
