"""What is to be made for one country, and what came of it, as both travel between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from vnrgen.batch.comparison import CountryProfile
from vnrgen.build import BuildRequest
from vnrgen.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One output to be made.

    Attributes:
        name: Its folder.
        request: What it is to be.
        key: The hash of all that goes into it (``order_key``).
        tool: The hash of vnrgen as it is installed (``tool_key``).
        apart: A folder that is no input although it may lie among them.
        identity: ``identity_of`` the file of the world before its key was taken; None where there
            is no such file.
        index_language: The language in which countries are compared.
    """

    name: str
    request: BuildRequest
    key: str
    tool: str = ""
    apart: Path | None = None
    identity: tuple[int, int, int] | None = None
    index_language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An output that is not written yet, or why there is none (no ``files``).

    ``key`` is that of the inputs as they were when it was made. ``missing`` says what the machine
    lacks, for all formats or for some.
    """

    key: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    manifest: bytes = b""
    profile: CountryProfile | None = None
    problems: tuple[Problem, ...] = ()
    missing: tuple[Problem, ...] = ()


class State(StrEnum):
    """What became of one output in this run.

    ``MADE`` it was written; ``UNCHANGED`` the one of an earlier run still holds; ``FAILED`` it
    could not be made; ``WAITING`` the run was interrupted before it was.
    """

    MADE = "made"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one output, where it is and what is to be said about it.

    Attributes:
        name: Its folder.
        state: What became of it.
        profile: What the index compares; None unless the output is that of today's inputs.
        files: The documents in its folder, by format; where it failed, those of an earlier run.
        problems, missing: As in ``Answer``.
    """

    name: str
    state: State
    profile: CountryProfile | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    missing: tuple[Problem, ...] = ()
