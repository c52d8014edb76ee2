"""Words as outlines: those of their letters, each moved to where it stands."""

from __future__ import annotations

import io

import numpy as np
import pytest

from vnrgen.charts.letters import CLOSE, letters_of, outline_of, shape_of
from vnrgen.charts.png import png_file
from vnrgen.document.language.scripts import BOLD, REGULAR

TEXTS = ("Urban 41.6%", "Æ–ø", "عدد الولادات", "नेपाल", " ")


@pytest.mark.parametrize("weight", [REGULAR, BOLD])
@pytest.mark.parametrize("text", TEXTS)
def test_an_outline_is_that_of_each_letter_where_it_stands(text: str, weight: int) -> None:
    outline = outline_of(text, weight)
    ends = [
        (letter.x + places[-1][0], letter.y + places[-1][1])
        for letter in letters_of(text, weight)
        for name, places in shape_of(letter)
        if name != "Z"
    ]
    names = [name for letter in letters_of(text, weight) for name, _ in shape_of(letter)]
    written = [name for name in outline.commands if name.isupper()]
    assert written == [{"Q": "C"}.get(name, name) for name in names]
    counts = [{"C": 3}.get(name, 1) for name in written if name != "Z"]
    last = np.cumsum(counts, dtype=int) - 1
    assert [tuple(place) for place in outline.points[last].tolist()] == ends


@pytest.mark.parametrize("text", TEXTS)
def test_an_outline_has_a_code_for_each_point_and_each_end_of_a_line(text: str) -> None:
    points, commands, codes = outline_of(text, REGULAR)
    assert (codes != CLOSE).sum() == len(points) == commands.count("%g %g")
    assert (codes == CLOSE).sum() == commands.count("Z")


def test_pixels_are_read_back_as_they_were() -> None:
    from PIL import Image

    pixels = np.random.default_rng(1).integers(0, 256, (7, 5, 4), dtype=np.uint8)
    with Image.open(io.BytesIO(png_file(pixels[:, :, :3], 200))) as image:
        assert (np.asarray(image) == pixels[:, :, :3]).all()
