"""Kill -9 at random moments of a build: the previous output is whole each time."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.builders_attacks import a_dossier
from vnrgen.beside import processors

ROOT = Path(__file__).resolve().parent.parent.parent
MOMENTS = {"sample": 12, "small": 40}  # kills; the output of the sample is large


def build(dossier: Path, output: Path) -> subprocess.Popen[bytes]:
    command = [str(Path(sys.executable).parent / "vnrgen"), "build", str(dossier), "-q"]
    # HTML and Word alone: the moments fall on every step, and fifty builds stay short.
    command += ["--output", str(output), "--format", "html", "--format", "docx", "--afresh"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def is_whole(output: Path) -> bool:
    manifest = json.loads((output / "manifest.json").read_bytes())
    return all(
        hashlib.sha256((output / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
        for entry in manifest["outputs"]
    )


def children_of(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(child) for child in text.split()]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_build_in_two_processes_ends_whole_and_leaves_none_behind(
    how: signal.Signals, tmp_path: Path
) -> None:
    dossier, output = a_dossier(tmp_path), tmp_path / "out"
    command = [str(Path(sys.executable).parent / "vnrgen"), "build", str(dossier), "--jobs", "2"]
    command += ["--afresh", "--output", str(output)]
    subprocess.run(command, check=True, capture_output=True)
    before = (output / "manifest.json").read_bytes()
    for step in ("reading the dossier", "drawing the charts", "making the pdf"):
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            assert any(step in line for line in process.stderr)
            time.sleep(0.05)
            children = children_of(process.pid)
            process.send_signal(how)
            said = process.stderr.read()
            assert process.wait(timeout=120) != 0
        assert "Traceback" not in said
        assert is_whole(output)
        assert (output / "manifest.json").read_bytes() == before
        until = time.monotonic() + 60
        while any(map(is_alive, children)) and time.monotonic() < until:
            time.sleep(0.05)
        assert not any(map(is_alive, children))
        assert children or processors() < 2


@pytest.mark.slow
@pytest.mark.parametrize(("name", "moments"), MOMENTS.items())
def test_a_killed_build_leaves_the_previous_output_whole(
    name: str, moments: int, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    if name == "sample":
        dossier = Path(shutil.copytree(ROOT / "sample_data", tmp_path / "dossier"))
    else:
        dossier = a_dossier(tmp_path)
    began = time.monotonic()
    assert build(dossier, output).wait(timeout=120) == 0
    whole_build = time.monotonic() - began
    chance = random.Random(20260331)  # noqa: S311 - moments, not secrets
    killed = 0
    for _ in range(moments):
        began, process = time.monotonic(), build(dossier, output)
        # Half of the moments fall into the last tenth, where the output is exchanged.
        late = chance.random() < 0.5
        moment = whole_build * (chance.uniform(0.9, 1.05) if late else chance.uniform(0, 0.9))
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += process.wait(timeout=120) == -signal.SIGKILL
        else:  # the machine has more time than before
            whole_build = time.monotonic() - began
        assert is_whole(output)
    assert killed >= moments // 2
    assert build(dossier, output).wait(timeout=120) == 0
    assert is_whole(output)
    assert [path.name for path in output.parent.iterdir() if path.name.startswith(".out")] == []
