"""An order that travels arrives with its files, and nothing else is sent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.builders_batch import a_dossier
from vnrgen.batch import parcels
from vnrgen.batch.keys import order_key
from vnrgen.batch.orders import Order
from vnrgen.batch.parcels import packed, unpacked
from vnrgen.build import BuildRequest
from vnrgen.problems import InvalidInputError


def an_order(tmp_path: Path, look: Path | None = None) -> Order:
    root = a_dossier(tmp_path, "aland")
    request = BuildRequest(dossier=root, output=tmp_path / "out", word_reference=look)
    return Order(name="aland", request=request, key=order_key(request, "tool"), tool="tool")


def test_what_arrives_has_the_key_of_what_was_sent(tmp_path: Path) -> None:
    look = tmp_path / "look.docx"
    look.write_bytes(b"look")
    order = an_order(tmp_path, look)
    (order.request.dossier / ".hidden").write_text("x")
    with unpacked(packed(order)) as arrived:
        assert arrived.request.dossier != order.request.dossier
        assert order_key(arrived.request, "tool") == order.key
        assert not (arrived.request.dossier / ".hidden").exists()
        place = arrived.request.dossier
    assert not place.exists()


def refused(order: Order) -> str:
    with pytest.raises(InvalidInputError) as error:
        packed(order)
    assert [problem.code for problem in error.value.problems] == ["BAT012"]
    return error.value.problems[0].what


def test_a_dossier_that_is_too_large_to_travel_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcels, "MOST_BYTES", 100)
    assert "more than 100 bytes" in refused(an_order(tmp_path))


@pytest.mark.skipif(os.name != "posix", reason="needs pipes in the file system")
def test_a_pipe_is_not_sent(tmp_path: Path) -> None:
    order = an_order(tmp_path)
    os.mkfifo(order.request.dossier / "pipe")
    assert "no plain file" in refused(order)
