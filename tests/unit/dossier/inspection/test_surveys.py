"""A survey's form and export looked at before anything of them is written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_kobo import SECRETS, Layout, write_survey
from vnrgen.dossier.inspection.reading import inspect_file
from vnrgen.dossier.inspection.recognition import recognise


@pytest.mark.parametrize(
    "layout",
    [Layout(), Layout(language="fr", groups=True), Layout(language="en"), Layout(hxl=True)],
    ids=["names", "french with groups", "labels", "hxl"],
)
def test_form_and_export_are_told_apart_and_read_together(tmp_path: Path, layout: Layout) -> None:
    write_survey(tmp_path, layout)
    export, form = recognise(tmp_path / "export.xlsx"), recognise(tmp_path / "form.xlsx")
    assert export is not None
    assert form is not None
    assert (export.layout, form.layout) == ("kobo", "kobo")
    assert "_uuid" in export.because
    assert "XLSForm" in form.because
    found = inspect_file(tmp_path / "export.xlsx", options={"form": str(tmp_path / "form.xlsx")})
    assert "hh/water" in {question.dimension_id for question in found.dimensions}
    assert "form: data/form.xlsx" in found.entry


def test_nothing_of_what_stays_closed_is_shown(tmp_path: Path) -> None:
    write_survey(tmp_path)
    found = inspect_file(tmp_path / "export.xlsx", options={"form": str(tmp_path / "form.xlsx")})
    shown = str(found.as_record())
    for secret in (*SECRETS, "head_name", "phone", "gps", "member_name", "village"):
        assert secret not in shown
    assert "8 other questions stay closed" in shown


def test_the_form_alone_and_the_export_alone_say_what_is_missing(tmp_path: Path) -> None:
    write_survey(tmp_path)
    form = inspect_file(tmp_path / "form.xlsx")
    assert "data/EXPORT.xlsx" in form.entry
    assert any("form=form.xlsx" in problem.fix for problem in form.unmapped)
    export = inspect_file(tmp_path / "export.xlsx")
    assert export.dimensions == ()
    assert [problem.code for problem in export.unmapped] == ["INS006"]
    assert "form=FORM.xlsx" in export.unmapped[0].fix


def test_questions_without_a_column_are_named(tmp_path: Path) -> None:
    write_survey(tmp_path)
    found = inspect_file(tmp_path / "export.xlsx", options={"form": str(tmp_path / "form.xlsx")})
    [problem] = [p for p in found.problems if p.code == "INS007"]
    assert "plots/title" in problem.what
