"""Refuses every connection that would leave the machine, in this Python and all it starts.

Python imports a module of this name at its start. It is on the path only where ``tests.offline``
cannot leave the network altogether.
"""

import socket
from typing import Any

_LOCAL = ("127.", "::1", "localhost", "::ffff:127.")


def _refuses(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) and address else ""
    return isinstance(host, str) and bool(host) and not host.startswith(_LOCAL)


def _guarded(name: str, position: int) -> None:
    real = getattr(socket.socket, name)

    def call(self: socket.socket, *arguments: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and _refuses(arguments[position]):
            raise OSError(101, "the network is cut")
        return real(self, *arguments)

    setattr(socket.socket, name, call)


def _cut_names() -> None:
    real = socket.getaddrinfo

    def getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        if host not in (None, "") and _refuses((str(host),)):
            raise socket.gaierror(-2, "the network is cut")
        return real(host, *rest, **named)

    socket.getaddrinfo = getaddrinfo


for _name, _position in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
    _guarded(_name, _position)
_cut_names()
