"""Where each page of the tracker stands, and the ids of its feed, which stay the same for ever."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from vnrgen.problems import InvalidInputError, Location, Problem

_PLAIN = re.compile(r"[a-z0-9]([a-z0-9._-]{0,78}[a-z0-9])?")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")  # names of devices on Windows
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_LOCAL = re.compile(r"[a-z0-9._-]+")
_ADDRESS = re.compile(r"[!$-;=?-Z_a-z~]+")  # ASCII without spaces, quotes and brackets
_LONGEST_AUTHORITY = 254  # characters of an e-mail address (RFC 5321)


def names_of_files(ids: Iterable[str]) -> Mapping[str, str]:
    """Return for each id a name for its page that every web host and file system can hold.

    An id of plain letters keeps them, in lower case; any other, and the later one of two that
    differ only in case, gets a name made from its hash. The name of an id does not change when
    others are added after it.

    >>> dict(names_of_files(["R21-01", "115.10", "r21-01"]))
    {'R21-01': 'r21-01', '115.10': '115.10', 'r21-01': 'r-c13741b8cc0a'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for item in dict.fromkeys(ids):
        name = item.lower()
        if not _PLAIN.fullmatch(name) or _RESERVED.fullmatch(name) or name in taken:
            name = f"r-{_short_hash(item)}"
        while name in taken:  # somebody named an id after the hash of another
            name += "-"
        names[item] = name
        taken.add(name)
    return names


@dataclass(frozen=True, slots=True)
class Tags:
    """Makes the ids of a feed: ``tag:`` URIs (RFC 4151), or ``urn:sha256:`` without an authority.

    Attributes:
        authority: A domain or e-mail address of the publisher; "" where there is none.
        since: The year in which the publisher had it.
        country: Three letters that keep the feeds of one publisher apart.
    """

    authority: str
    since: int
    country: str

    def feed(self) -> str:
        """Return the id of the feed."""
        return self._made("tracker")

    def entry(self, event_id: str) -> str:
        """Return the id of a decision's entry."""
        return self._made(f"tracker/decision/{event_id}")

    def _made(self, name: str) -> str:
        specific = f"{self.country.lower()}/{name}"
        if not self.authority:
            return f"urn:sha256:{hashlib.sha256(specific.encode()).hexdigest()}"
        return f"tag:{self.authority},{self.since}:{specific}"


def authority_of(contact: str) -> str:
    """Return a contact as the authority of a ``tag:`` URI, or "" where it cannot be one.

    >>> authority_of("Chapter@LNOB.example"), authority_of("+44 20 7946 0018")
    ('chapter@lnob.example', '')
    """
    text = contact.strip().lower()
    local, at, host = text.rpartition("@")
    fits = _HOST.fullmatch(host) and (not at or _LOCAL.fullmatch(local))
    return text if fits and len(text) <= _LONGEST_AUTHORITY else ""


def checked_authority(text: str | None) -> str | None:
    """Return an authority as ``authority_of`` writes it, None for None.

    Raises:
        InvalidInputError: It cannot be one (TRK002).
    """
    if text is None or authority_of(text):
        return text
    raise InvalidInputError([_unusable("--authority", "a domain or an e-mail address")])


def checked_base(url: str) -> str:
    """Return the address of a site with a slash at its end, "" for none.

    Raises:
        InvalidInputError: It is no address of the web (TRK002).
    """
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"http", "https"} and parts.hostname and not parts.query
    except ValueError:
        fits = False
    if not fits or not _ADDRESS.fullmatch(url):
        raise InvalidInputError([_unusable("--url", "an address like https://example.org/")])
    return url.rstrip("/") + "/"


def _unusable(option: str, wanted: str) -> Problem:
    return Problem("TRK002", Location(option), f"this is not {wanted}", f"write {wanted}")


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
