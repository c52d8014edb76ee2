"""Which paragraphs are about one meeting: what it found can be taken back, as a story can."""

from __future__ import annotations

import re
from typing import Final

_MEETING: Final = re.compile(r"[^/]+/meeting/(?P<id>.+?)(?:/meta)?")


def meeting_of(block_id: str) -> str:
    """Return the id of the finding that a paragraph tells or says the meeting of, else "".

    >>> meeting_of("voices/meeting/FG1"), meeting_of("voices/meeting/FG1/meta")
    ('FG1', 'FG1')
    >>> meeting_of("who/paragraph/1")
    ''
    """
    found = _MEETING.fullmatch(block_id)
    return found["id"] if found else ""
