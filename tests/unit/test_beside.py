from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vnrgen.beside import Beside, LostProcessError, beside

MODULE = "tests.builders_beside"
ROOT = Path(__file__).resolve().parent.parent.parent


def is_alive(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return False
    return state[0] != "Z"


def test_a_function_answers_from_another_process_whatever_it_prints() -> None:
    with beside(MODULE, "doubled") as helper:
        assert helper is not None
        helper.give("word" * 100_000)  # more than a pipe holds
        assert helper.answer() == "word" * 200_000


def test_what_follows_reaches_a_function_that_has_begun() -> None:
    with beside(MODULE, "joined") as helper:
        assert helper is not None
        helper.give("a")
        helper.follow("b" * 100_000)
        helper.follow("c")
        assert helper.answer() == f"a{'b' * 100_000}c"


def test_a_function_that_waits_for_more_ends_when_nobody_is_left_to_give_it() -> None:
    with beside(MODULE, "joined") as helper:
        assert helper is not None
        helper.give("a")
        helper.process.stdin.close()  # type: ignore[union-attr]
        assert helper.process.wait(timeout=120) == 1


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        ("failing", "it failed with ValueError: a figure is not a number"),
        ("exhausted", "it ran out of memory"),
        ("leaving", "it ended with code 7"),
        ("no_such_function", "it failed with AttributeError"),
        pytest.param(
            "killed",
            "it was ended by SIGKILL",
            marks=pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them"),
        ),
    ],
)
def test_a_process_that_ends_without_an_answer_says_how(
    function: str, reason: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with beside(MODULE, function) as helper:
        assert helper is not None
        helper.give()
        with pytest.raises(LostProcessError) as lost:
            helper.answer()
    assert str(lost.value).startswith(reason)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("begun", [False, True])
def test_no_process_outlives_the_block_that_started_it(*, begun: bool) -> None:
    helpers: list[Beside | None] = []

    def interrupted() -> None:
        with beside(MODULE, "sleeping") as helper:
            helpers.append(helper)
            if helper and begun:
                helper.give()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [helper and helper.process.returncode is not None for helper in helpers] == [True]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("begun", [False, True])
def test_no_process_outlives_a_killed_asker(*, begun: bool) -> None:
    code = (
        "import time\nfrom vnrgen.beside import beside\n"
        f"with beside({MODULE!r}, 'sleeping') as helper:\n"
        f"    {'helper.give()' if begun else 'pass'}\n"
        "    print(helper.process.pid, flush=True)\n    time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as asker:
        assert asker.stdout is not None
        number = int(asker.stdout.readline())
        assert is_alive(number)
        asker.send_signal(signal.SIGKILL)
    until = time.monotonic() + 120
    while is_alive(number) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(number)


def test_where_no_process_can_be_started_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with beside(MODULE, "doubled") as helper:
        assert helper is None
