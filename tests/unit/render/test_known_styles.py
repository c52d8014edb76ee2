"""What is asked of styles and boxes in fewer steps has the same answers, to the byte."""

from __future__ import annotations

from contextlib import nullcontext

import pydyf
import pytest
import weasyprint
from hypothesis import given
from hypothesis import strategies as st
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import background, inline
from weasyprint.text.line_break import Layout

from vnrgen.render.pdf import known_styles as known

PAGE = f"""<html lang=en><style>
  @page {{ size: A5; margin: 2cm; @top-left {{ content: string(head); font-size: 7pt }} }}
  h1 {{ string-set: head content(); font-variant-numeric: tabular-nums; letter-spacing: 1pt }}
  u {{ text-underline-offset: 2pt }} s {{ font-weight: bold }}
  aside {{ float: right; width: 40%; border: 1pt solid; border-radius: 3mm 10% 0 0 }}
  div {{ position: absolute; bottom: 0; background: #eee; font-style: italic }}
  div {{ overflow-wrap: break-word }}
  header {{ position: running(top) }} .justified {{ text-align: justify; word-spacing: 2pt }}
</style><body><header>Running</header><h1>Page 1</h1><aside>Beside <i lang=fr>lui</i></aside>
<p class=justified>{"Some <u>words</u> to <s>set</s> &amp; break. " * 200}</p>
<p dir=rtl lang=ar>{"نص عربي " * 60}</p><p style="text-overflow: ellipsis">{"x " * 40}</p>
<div>{"Longwordwithoutspaces" * 9}</div></body></html>"""


def written(*, known_before: bool) -> bytes:
    with known.known_styles() if known_before else nullcontext():
        content: bytes = weasyprint.HTML(string=PAGE).write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=b"one"
        )
    return content


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_decorations_directions_corners_and_floats_come_out_as_they_did() -> None:
    plain = written(known_before=False)
    assert written(known_before=True) == plain
    assert written(known_before=False) == plain


def test_the_engine_is_as_it_was_afterwards() -> None:
    parts = (inline, "strut"), (Layout, "setup"), (background, "resolve_radii_percentages")
    parts += (Box, "is_in_normal_flow"), (pydyf, "_to_bytes")
    before = [vars(owner)[name] for owner, name in parts]
    with known.known_styles():
        assert all(
            vars(owner)[name] is not one for (owner, name), one in zip(parts, before, strict=True)
        )
    assert [vars(owner)[name] for owner, name in parts] == before


@given(
    st.one_of(
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(st.characters(max_codepoint=127)),
        st.binary(),
        st.booleans(),
        st.none(),
    )
)
def test_a_value_is_written_as_the_library_writes_it(value: object) -> None:
    assert known._to_bytes(value) == pydyf._to_bytes(value)


def test_an_object_inside_another_is_written_as_the_library_writes_it() -> None:
    value = pydyf.Dictionary({"A": pydyf.Array([1, 2.5, pydyf.String("é")]), "B": True})
    with known.known_styles():
        ours = value.data
    assert ours == value.data
