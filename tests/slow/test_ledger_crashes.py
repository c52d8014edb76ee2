"""Nothing that a ledger confirmed is lost: kill -9, two writers at once, a full disk."""

from __future__ import annotations

import os
import pwd
import random
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.builders_adoption import a_decision
from vnrgen.adoption.ledger.store import events_of, ledger_url, open_ledger
from vnrgen.adoption.ledger.transfer import verify
from vnrgen.problems import InvalidInputError

pytestmark = pytest.mark.slow
KILLS = 200
EVENTS = 500


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL server of our own on a free port of this machine."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    assert programs, "PostgreSQL is not installed: make test-slow installs it"
    folder = tmp_path_factory.mktemp("postgresql")
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        for parent in folder.parents[:3]:
            parent.chmod(parent.stat().st_mode | 0o011)
    port = free_port()
    as_user = ["setpriv", f"--reuid={user}", "--clear-groups"] if os.geteuid() == 0 else []
    data = folder / "data"
    run([*as_user, str(programs[-1] / "initdb"), "-D", str(data), "-A", "trust", "-U", "vnrgen"])
    server = subprocess.Popen(
        [
            *as_user, str(programs[-1] / "postgres"), "-D", str(data), "-p", str(port),
            "-h", "127.0.0.1", "-k", str(folder),
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"postgresql://vnrgen@127.0.0.1:{port}/postgres"
    try:
        until(lambda: answers(port))
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return ledger_url(tmp_path)
    server: str = request.getfixturevalue("postgresql")
    name = f"ledger_{len(request.node.name)}"
    from sqlalchemy import create_engine, text

    engine = create_engine(server.replace("postgresql:", "postgresql+pg8000:"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return server.rsplit("/", 1)[0] + f"/{name}"


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd="/")


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def until(true: Callable[[], bool]) -> None:
    for _ in range(1200):  # two minutes, on a busy machine
        if true():
            time.sleep(0.5)  # it listens a moment before it serves
            return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def writer(url: str, assessor: str, count: int) -> tuple[int, int]:
    """Start a process that records decisions and tells each id after it was confirmed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        with open_ledger(url) as ledger:
            for number in range(count):
                (event,) = ledger.record(a_decision(assessor=assessor, rec_id=f"R{number}"))
                os.write(writing, event.event_id.encode())
    finally:
        os._exit(0)


def told(reading: int) -> list[str]:
    with os.fdopen(reading, "rb") as stream:
        text = stream.read().decode()
    return [text[i : i + 64] for i in range(0, len(text), 64)]


def test_a_writer_killed_at_any_moment_loses_nothing_confirmed(url: str) -> None:
    with open_ledger(url):
        pass
    chance = random.Random(20261122)  # noqa: S311 - moments, not secrets
    confirmed: set[str] = set()
    for _ in range(KILLS):
        child, reading = writer(url, "Coalition", 1_000)
        first = os.read(reading, 64).decode()  # from here on it writes without a pause
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        confirmed.update((first, *told(reading)))
    events = events_of(url)
    assert len(confirmed) >= KILLS
    assert confirmed <= {event.event_id for event in events}
    assert verify(events, "ledger") == ()


def test_two_writers_at_once_lose_nothing(url: str) -> None:
    writers = [writer(url, assessor, EVENTS) for assessor in ("Coalition", "Coalition")]
    confirmed = [told(reading) for _child, reading in writers]
    for child, _reading in writers:
        os.waitpid(child, 0)
    events = events_of(url)
    assert [len(ids) for ids in confirmed] == [EVENTS, EVENTS]
    assert {i for ids in confirmed for i in ids} == {event.event_id for event in events}
    assert verify(events, "ledger") == ()


def test_a_full_disk_loses_nothing_confirmed_and_says_so(tmp_path: Path) -> None:
    url = ledger_url(tmp_path)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
            with open_ledger(url) as ledger:
                while True:
                    (event,) = ledger.record(a_decision())
                    os.write(writing, event.event_id.encode())
        except InvalidInputError as error:
            os._exit(0 if [p.code for p in error.problems] == ["LED011"] else 1)
        finally:
            os._exit(2)
    os.close(writing)
    confirmed = told(reading)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert len(confirmed) > 20
    assert confirmed == [event.event_id for event in events_of(url)]
    with open_ledger(url) as ledger:
        ledger.record(a_decision("reflected"))
    assert len(events_of(url)) == len(confirmed) + 1
