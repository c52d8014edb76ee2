"""The formats together: the same in one process as in two, and whole when one of them is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.builders_blocks import a_card, a_paragraph
from tests.builders_drawn_blocks import a_chart, an_equiplot
from tests.builders_render import a_document
from vnrgen.beside import LostProcessError
from vnrgen.document.blocks import Document
from vnrgen.problems import Location, Problem, ProblemLog
from vnrgen.render import formats
from vnrgen.render.engines import PdfEngine
from vnrgen.render.formats import Press, Rendered, press

DATA = {"data/observations.csv": b"group,value\nhighland,41.5\n"}
ALL = ("pdf", "docx", "html")


@pytest.fixture
def document() -> Document:
    return a_document(a_card(), a_chart("c", "Figure 1", an_equiplot()), a_paragraph("p"))


@dataclass(frozen=True)
class Helper:
    """Stands in for a process that makes the PDF."""

    said: object

    def give(self, *_arguments: object) -> None:
        """Take the document."""

    def follow(self, _content: object) -> None:
        """Take the charts."""

    def answer(self) -> object:
        if isinstance(self.said, Exception):
            raise self.said
        return self.said


def with_helper(said: object, document: Document, problems: ProblemLog) -> Rendered:
    helper: Any = Helper(said)
    return Press(formats=ALL, helper=helper).render(document, DATA, problems, lambda _: None)


@pytest.mark.parametrize("engine", PdfEngine)
def test_two_processes_make_what_one_makes(
    document: Document, engine: PdfEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "processors", lambda: 2)
    made = []
    for jobs in (1, 2):
        steps: list[str] = []
        with press(ALL, jobs=jobs, engine=engine) as making:
            assert (making.helper is not None) is (jobs == 2)
            made.append(making.render(document, DATA, ProblemLog(), steps.append))
        assert sorted(steps)[-1] == "Making the PDF"

    assert made[0] == made[1]
    assert tuple(made[0].files) == ALL


def test_what_needs_no_pdf_may_be_done_while_it_is_made(document: Document) -> None:
    helper: Any = Helper((b"%PDF", ()))
    seen: list[list[str]] = []
    press_with = Press(formats=ALL, helper=helper)
    rendered = press_with.render(
        document, DATA, ProblemLog(), lambda _: None, meanwhile=lambda made: seen.append([*made])
    )
    assert seen == [["docx", "html"]]
    assert list(rendered.files) == ["pdf", "docx", "html"]


@pytest.mark.parametrize(
    ("wanted", "jobs", "there"), [(("pdf",), 2, 2), (ALL, 2, 1), (ALL, 1, 2), (("html",), 2, 2)]
)
def test_no_second_process_is_started_for_nothing(
    wanted: tuple[str, ...], jobs: int, there: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "processors", lambda: there)
    with press(wanted, jobs=jobs) as making:
        assert making.helper is None


def test_a_lost_pdf_is_a_problem_and_the_others_are_made(document: Document) -> None:
    lost = LostProcessError("it was ended by SIGKILL")
    rendered = with_helper(lost, document, ProblemLog())

    assert tuple(rendered.files) == ("docx", "html")
    assert [problem.code for problem in rendered.missing] == ["PDF007"]
    assert "SIGKILL" in rendered.missing[0].what


def test_what_the_other_process_lacks_or_notices_comes_back(document: Document) -> None:
    said = (Problem("PDF001", Location("chapter.pdf"), "no Pango", "install it"),)
    assert with_helper((None, said), document, ProblemLog()).missing == said

    problems = ProblemLog()
    rendered = with_helper((b"%PDF", said), document, problems)
    assert rendered.files["pdf"] == b"%PDF"
    assert tuple(problems) == said
