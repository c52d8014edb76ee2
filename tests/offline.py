"""Runs the tests with the network cut: ``python -m tests.offline [ARGUMENTS OF PYTEST]``.

On Linux in a network of their own, which holds nothing but the machine itself; that covers every
program that a test starts. Where the system does not allow that, every Python refuses connections
(``tests/cut``).
"""

from __future__ import annotations

import errno
import os
import shutil
import socket
import struct
import subprocess
import sys
from pathlib import Path

INSIDE = "VNRGEN_TESTS_ALONE"
GUARD = Path(__file__).resolve().parent / "cut"
NOWHERE = ("192.0.2.1", 80)  # RFC 5737: an address that nobody has
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1  # Linux, <bits/ioctls.h> and <net/if.h>


def main() -> int:
    """Cut the network and run pytest; return its exit code."""
    if not os.environ.get(INSIDE):
        return in_the_cut(leaving())
    if GUARD not in map(Path, sys.path):
        raise_loopback()
    if not is_cut():
        sys.stderr.write("the network could not be cut\n")
        return 2
    return subprocess.run([sys.executable, "-m", "pytest", *sys.argv[1:]], check=False).returncode


def in_the_cut(leave: list[str]) -> int:
    """Start this again, out of the network or, where there is no way out, under guard."""
    environment = {**os.environ, INSIDE: "1"}
    if not leave:
        before = filter(None, [os.environ.get("PYTHONPATH")])
        environment["PYTHONPATH"] = os.pathsep.join([str(GUARD), *before])
    command = [*leave, sys.executable, "-m", "tests.offline", *sys.argv[1:]]
    return subprocess.run(command, env=environment, check=False).returncode


def leaving() -> list[str]:
    """Return the command that takes a program out of the network, or nothing."""
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        return []
    for command in (["unshare", "-n"], ["unshare", "-rn"]):
        if not subprocess.run(
            [*command, "true"], stderr=subprocess.DEVNULL, check=False
        ).returncode:
            return command
    return []


def raise_loopback() -> None:
    """Let a network of one's own reach itself: tests talk to servers that they started."""
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        asked = struct.pack("16sH14x", b"lo", 0)
        flags = struct.unpack("16sH14x", fcntl.ioctl(handle, SIOCGIFFLAGS, asked))[1]
        fcntl.ioctl(handle, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", flags | IFF_UP))


def is_cut() -> bool:
    """Whether a connection to somewhere else fails at once, and for this reason."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as handle:
        handle.settimeout(5)
        try:
            handle.connect(NOWHERE)
        except OSError as refused:
            return refused.errno == errno.ENETUNREACH
    return False


if __name__ == "__main__":
    sys.exit(main())
