"""The dossier as typed, frozen values: what every later step may know about the input.

Nothing here reads a file. Tables of observations are columnar (see ``observations``); all else
is small and is kept as one object per row.
"""

from __future__ import annotations

from vnrgen.dossier.model.action import (
    Factor,
    FactorAnalysis,
    Origin,
    Policy,
    Position,
    Practice,
    Recommendation,
)
from vnrgen.dossier.model.evidence import (
    Audience,
    Consent,
    Consultation,
    QualitativeFinding,
    ScorecardScore,
    Story,
)
from vnrgen.dossier.model.reference import (
    Category,
    Dimension,
    DimensionRole,
    Group,
    Label,
    Place,
    PlaceLevel,
    Series,
    Source,
    SourceKind,
)
from vnrgen.dossier.model.settings import DataFile, Settings, Thresholds
from vnrgen.dossier.model.whole import (
    Correction,
    CorrectionKind,
    Dossier,
    Narrative,
    NationalReport,
)

__all__ = [
    "Audience",
    "Category",
    "Consent",
    "Consultation",
    "Correction",
    "CorrectionKind",
    "DataFile",
    "Dimension",
    "DimensionRole",
    "Dossier",
    "Factor",
    "FactorAnalysis",
    "Group",
    "Label",
    "Narrative",
    "NationalReport",
    "Origin",
    "Place",
    "PlaceLevel",
    "Policy",
    "Position",
    "Practice",
    "QualitativeFinding",
    "Recommendation",
    "ScorecardScore",
    "Series",
    "Settings",
    "Source",
    "SourceKind",
    "Story",
    "Thresholds",
]
