"""What the engine need not work out twice changes no byte of a PDF."""

from __future__ import annotations

from contextlib import nullcontext

import pydyf
import pytest
import weasyprint
from weasyprint import css
from weasyprint.layout import block, percent

from vnrgen.render.pdf.remembered import remembered_steps

CELLS = "".join(
    f"<tr><th dir=rtl>{row}</th><td style='padding: {row % 3}% 1em'>{row}</td></tr>"
    for row in range(60)
)
PAGE = f"""<html lang=en><style>
  @page {{ size: A5; margin: 2cm; @bottom-center {{ content: counter(page) }} }}
  table {{ border-collapse: collapse; width: 80%; }}
  td, th {{ border: 1px solid; border-inline-start: 3px double; text-decoration: underline; }}
  section {{ columns: 2; margin-inline: 10%; font-size: 90%; --side: 5% }}
  aside {{ width: calc(50% - 2cm); max-height: 40%; float: left; padding-left: var(--side);
    box-sizing: border-box; border: 1pt solid }}
  p::before {{ content: "• "; font-weight: bold; color: #123456 }}
</style><body><h1>A page</h1><section dir=rtl><aside>Beside</aside>
<p>{"Words. " * 300}</p></section>
<table>{CELLS}</table><aside>Again</aside><p>{"More words. " * 200}</p></body></html>"""


def written(*, remembering: bool) -> bytes:
    with remembered_steps() if remembering else nullcontext():
        content: bytes = weasyprint.HTML(string=PAGE).write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=b"one"
        )
    return content


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_tables_columns_floats_directions_and_mathematics_come_out_as_they_did() -> None:
    plain = written(remembering=False)
    assert written(remembering=True) == plain
    assert written(remembering=False) == plain


def test_the_engine_is_as_it_was_afterwards() -> None:
    parts = (percent, "resolve_percentages"), (block, "resolve_percentages")
    parts += (css.ComputedStyle, "__missing__"), (pydyf.PDF, "write"), (pydyf.Stream, "data")
    before = [vars(owner)[name] for owner, name in parts]
    with remembered_steps():
        assert vars(block)["resolve_percentages"] is not before[1]
    assert [vars(owner)[name] for owner, name in parts] == before
