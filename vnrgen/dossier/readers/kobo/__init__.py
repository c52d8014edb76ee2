"""A survey made with KoboToolbox or ODK (its form and its export) becomes estimates by group.

The form says what the questions and choices are, ``dossier.yaml`` which of them make an indicator,
and only the columns that it names are ever opened: names, telephone numbers, coordinates and
people's own words stay where they are. ``docs/kobo.md`` describes the options and the formulas.
"""

from vnrgen.dossier.readers.kobo.reader import read

__all__ = ["read"]
