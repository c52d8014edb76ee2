"""What the components of SDMX structures mean here, whatever message they come in."""

from __future__ import annotations

from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.model.observations import SDMX_DIMENSIONS
from vnrgen.dossier.readers.records.model import Breakdown

PARTS = {
    "ACTION": "action",
    "FREQ": "frequency",
    "FREQUENCY": "frequency",
    "REPORTING_TYPE": "reporting",
    "SERIES": "series",
    "INDICATOR": "series",
    "REF_AREA": "area",
    "GEO": "area",
    "TIME_PERIOD": "period",
    "OBS_VALUE": "value",
    "UNIT_MEASURE": "unit",
    "UNIT": "unit",
    "UNIT_MULT": "multiplier",
    "UNIT_MULTIPLIER": "multiplier",
    "OBS_STATUS": "status",
    "OBS_FLAG": "status",
    "CONF_STATUS": "confidentiality",
    "OBS_CONF": "confidentiality",
    "NATURE": "nature",
    "UPPER_BOUND": "upper",
    "LOWER_BOUND": "lower",
    "STD_ERR": "se",
    "SAMPLE_SIZE": "n_unweighted",
    "COMMENT_OBS": "note",
    "OBS_COMMENT": "note",
    "OBS_FOOTNOTE": "note",
    "COMMENT_TS": "series_note",
    "GEN_FOOTNOTE": "series_note",
    "TIME_DETAIL": "detail",
    "SOURCE_DETAIL": "source",
    "DATA_SOURCE": "source",
    "CUST_BREAKDOWN_LB": "custom_label",
}
# What names the series where a structure has neither SERIES nor INDICATOR.
SERIES_OF_OTHERS = "MEASURE"
# CL_CONF_STATUS: values that may not be published, by confidentiality or agreement.
CONFIDENTIAL = dict.fromkeys(("C", "D", "N", "S"), "confidential")
# In Goal 4 the education level is the level of schooling that is measured.
DEFINITION_IN = {"education_lev": "4."}
# Only these composite breakdowns are people; SKILL_READ or HZT_FLOOD say what is measured.
GROUP_CODES = {"composite_breakdown": "MS_"}
_ABOUT_THE_MESSAGE = frozenset(
    {
        "DATAFLOW",
        "DATAFLOW_NAME",
        "STRUCTURE",
        "STRUCTURE_ID",
        "STRUCTURE_NAME",
        "SERIES_KEY",
        "SERIESKEY",
        "OBS_KEY",
        "OBSKEY",
        "LAST UPDATE",
        "DECIMALS",
    }
)
# Names under which national structures have dimensions of the global one.
_ALIASES = {
    "COMP_BREAKDOWN": "composite_breakdown",
    "EDUCATION_LEVEL": "education_lev",
    "EDUCATION": "education_lev",
    "WEALTH_QUINTILE": "income_wealth_quantile",
    "WEALTH_QUANTILE": "income_wealth_quantile",
    "INCOME_QUANTILE": "income_wealth_quantile",
    "URBANIZATION": "urbanisation",
    "RESIDENCE": "urbanisation",
    "DEG_URB": "urbanisation",
    "DISABILITY": "disability_status",
    "GENDER": "sex",
    "AGE_GROUP": "age",
}
_NOT_PEOPLE = frozenset({"activity", "product"})


def is_about_the_message(identifier: str) -> bool:
    """Tell a column that describes the message and no figure."""
    return identifier.partition("[")[0] in _ABOUT_THE_MESSAGE


def breakdown_of(identifier: str) -> Breakdown:
    """Return what is known of a dimension by its id alone."""
    name = _ALIASES.get(identifier.upper(), identifier.casefold())
    if name not in SDMX_DIMENSIONS:
        return Breakdown(header=identifier)
    role = DimensionRole.DEFINITION if name in _NOT_PEOPLE else DimensionRole.GROUP
    return Breakdown(header=identifier, dimension_id=name, role=role)
