"""A build without network, home and locale; and odd words on the command line."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.builders_attacks import a_dossier, run, settings_with
from vnrgen.build import BuildRequest, build
from vnrgen.cli import main

posix = pytest.mark.skipif(os.name != "posix", reason="the surroundings are those of POSIX")


def test_a_build_opens_no_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_address: object, **_more: object) -> None:
        raise AssertionError("a connection was opened")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert build(BuildRequest(dossier=a_dossier(tmp_path), output=tmp_path / "output")).written


@posix
@pytest.mark.slow
def test_a_build_needs_no_network_at_all(tmp_path: Path) -> None:
    alone = ["unshare", "-rn"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("this system does not let a process leave the network")
    root = a_dossier(tmp_path)
    code = "from vnrgen.cli import main; main()"
    ended = subprocess.run(
        [*alone, sys.executable, "-c", code, "build", str(root), "-o", str(tmp_path / "output")],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )

    assert ended.returncode == 0, ended.stderr[-1000:]


SURROUNDINGS = {
    "the home is nowhere": {"HOME": "/nonexistent/home"},
    "the home is a file": {"HOME": "/etc/hostname"},
    "the folder of matplotlib cannot be written": {"MPLCONFIGDIR": "/proc/nowhere"},
    "no cache": {"XDG_CACHE_HOME": "/proc/nowhere", "FONTCONFIG_FILE": "/nonexistent"},
    "the locale is C": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"},
    "the locale is Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "the locale is unknown": {"LC_ALL": "xx_XX.NOSUCH"},
    "output is ASCII": {"PYTHONIOENCODING": "ascii"},
    "no terminal": {"TERM": "dumb", "COLUMNS": "1"},
    "no path": {"PATH": ""},
    "a proxy": {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"},
    "a date long past": {"SOURCE_DATE_EPOCH": "0"},
    "a backend of matplotlib": {"MPLBACKEND": "TkAgg"},
    "other settings of matplotlib": {"MATPLOTLIBRC": "/etc/hostname"},
}


@posix
@pytest.mark.slow
@pytest.mark.parametrize("environment", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_a_build_does_without_comforts(environment: dict[str, str], tmp_path: Path) -> None:
    root = a_dossier(tmp_path, {"dossier.yaml": settings_with(title="Niemand außer Sicht")})
    ended = run(
        *("build", str(root), "-o", str(tmp_path / "output"), "--format", "html"),
        environment=environment,
        cwd=tmp_path,
    )

    assert ended.code == 0, ended.errors[-1500:]
    assert (tmp_path / "output" / "chapter.html").is_file()


ARGUMENTS = {
    "no dossier": ["build", "/nonexistent"],
    "a file as dossier": ["build", "/etc/hostname"],
    "an empty name": ["build", ""],
    "a name like an option": ["build", "--", "-rf"],
    "a null byte is never sent; a line end is": ["build", "a\nb"],
    "an unknown format": ["build", ".", "--format", "exe"],
    "an unknown audience": ["check", ".", "--audience", "everybody"],
    "an unknown command": ["destroy"],
    "a language that climbs": ["build", "{root}", "--language", "../../../etc/passwd"],
    "a language without end": ["build", "{root}", "--language", "x" * 5_000],
    "an outline that climbs": ["build", "{root}", "--outline", "../../etc/passwd"],
    "an outline without end": ["build", "{root}", "--outline", "x" * 5_000],
    "an output on a device": ["build", "{root}", "-o", "/dev/null/x", "--format", "html"],
    "an output that is a file": ["build", "{root}", "-o", "{root}/places.csv"],
    "an output with an endless name": ["build", "{root}", "-o", "x" * 5_000],
    "a version that climbs": ["freeze", "{root}", "../../x", "--by", "me"],
    "a new dossier over another": ["new", "{root}"],
    "a diff of nothing": ["diff", "{root}/places.csv", "{root}/places.csv"],
    "a diff of a device": ["diff", "/dev/null", "/dev/null"],
}


@posix
@pytest.mark.parametrize("arguments", ARGUMENTS.values(), ids=ARGUMENTS)
def test_odd_words_on_the_command_line_end_in_words(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    root = a_dossier(tmp_path)
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    ended = CliRunner().invoke(main, [a.replace("{root}", str(root)) for a in arguments])

    assert ended.exit_code in (1, 2, 3), ended.output
    assert ended.exception is None or isinstance(ended.exception, SystemExit)
    assert ended.output.strip()
    assert {p: p.read_bytes() for p in before} == before
