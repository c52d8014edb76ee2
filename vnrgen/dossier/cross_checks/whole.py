"""The files of a dossier held against each other: ids, dates, consent, recommendations."""

from __future__ import annotations

from collections.abc import Iterator

from vnrgen.dossier.cross_checks.consent import check_consents
from vnrgen.dossier.cross_checks.consistency import (
    check_dates,
    check_groups,
    check_places,
    check_sources,
)
from vnrgen.dossier.cross_checks.recommendations import check_recommendations
from vnrgen.dossier.cross_checks.references import check_references
from vnrgen.dossier.model import Dossier
from vnrgen.dossier.tables.unread import UnreadIds
from vnrgen.problems import Problem


def check_dossier(dossier: Dossier, unread: UnreadIds) -> Iterator[Problem]:
    """Yield everything that does not fit together, each where a person can mend it."""
    yield from check_references(dossier, unread)
    yield from check_places(dossier)
    yield from check_groups(dossier)
    yield from check_sources(dossier)
    yield from check_dates(dossier)
    yield from check_consents(dossier)
    yield from check_recommendations(dossier)
