"""What a worker of a cluster answers, as far as that needs no cluster."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest

from tests.builders_batch import a_dossier
from vnrgen.batch.cluster import answered_parcel
from vnrgen.batch.keys import tool_key
from vnrgen.batch.orders import Order
from vnrgen.batch.parcels import packed
from vnrgen.beside import LostProcessError
from vnrgen.build import BuildRequest


def test_a_full_disk_of_a_worker_is_the_loss_of_one_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = BuildRequest(dossier=a_dossier(tmp_path, "aland"), output=tmp_path / "out")
    parcel = packed(Order(name="aland", request=request, key="key", tool=tool_key()))

    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    with pytest.raises(LostProcessError, match="No space left on device"):
        answered_parcel(parcel, None)
