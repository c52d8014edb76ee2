"""What each measure is: its formula, where it is from, and whether it is one of the few to print.

The same as the tables of docs/measures.md, whose numbers of sources are the keys here, in order.
"""

from __future__ import annotations

from collections.abc import Mapping

from vnrgen.analysis.measures.measured import Formula, MeasureName

CITATIONS: Mapping[str, str] = {
    "who_2013": "WHO (2013), Handbook on health inequality monitoring; WHO, Health Equity "
    "Assessment Toolkit, technical notes.",
    "kleinbaum_1982": "D. G. Kleinbaum, L. L. Kupper, H. Morgenstern (1982), "
    "Epidemiologic Research.",
    "mackenbach_1997": "J. P. Mackenbach, A. E. Kunst (1997), Social Science & Medicine 44, "
    "757–771.",
    "wagstaff_1991": "A. Wagstaff, P. Paci, E. van Doorslaer (1991), Social Science & Medicine "
    "33, 545–557.",
    "kakwani_1997": "N. Kakwani, A. Wagstaff, E. van Doorslaer (1997), Journal of Econometrics "
    "77, 87–103.",
    "pamuk_1985": "E. R. Pamuk (1985), Population Studies 39, 17–31.",
    "barros_2013": "A. J. D. Barros, C. G. Victora (2013), PLoS Medicine 10, e1001390.",
    "papke_1996": "L. E. Papke, J. M. Wooldridge (1996), Journal of Applied Econometrics 11, "
    "619–632.",
    "keppel_2005": "K. Keppel and others (2005), Vital and Health Statistics 2 (141).",
    "searle_1971": "S. R. Searle (1971), Linear Models.",
    "schlotheuber_2022": "A. Schlotheuber, A. R. Hosseinpoor (2022), International Journal of "
    "Environmental Research and Public Health 19, 3697.",
    "pearcy_2002": "J. N. Pearcy, K. G. Keppel (2002), Public Health Reports 117, 273–280.",
    "theil_1967": "H. Theil (1967), Economics and Information Theory; S. Harper, J. Lynch (2005), "
    "Methods for Measuring Cancer Disparities.",
    "paes_de_barros_2009": "R. Paes de Barros and others (2009), Measuring Inequality of "
    "Opportunities in Latin America and the Caribbean, World Bank; ESCAP, Leaving No One Behind "
    "(D-index).",
    "eurostat": "Eurostat, Sustainable development in the European Union, annex on indicators "
    "with a quantitative target.",
    "fieller_1954": "E. C. Fieller (1954), Journal of the Royal Statistical Society B 16, 175–185.",
    "houweling_2007": "T. A. J. Houweling and others (2007), International Journal for Equity in "
    "Health 6:15.",
}

# Printed beside a figure; every other measure stands in the annex.
MAIN_OF_ANY = (MeasureName.DIFFERENCE, MeasureName.RATIO)
MAIN_OF_ORDERED = (MeasureName.ACI, MeasureName.SII)
MAIN_OF_UNORDERED = (MeasureName.BGV, MeasureName.IDISU, MeasureName.MDMU)

_LINE = ("mackenbach_1997", "pamuk_1985", "barros_2013", "papke_1996")
_SPREAD = ("schlotheuber_2022",)
_DISPARITY = ("schlotheuber_2022", "pearcy_2002")


def _formula(name: MeasureName, text: str, *citations: str) -> tuple[MeasureName, Formula]:
    return name, Formula(formula_id=f"inequality/{name}", text=text, citations=citations)


FORMULAS: Mapping[MeasureName, Formula] = dict(
    (
        _formula(MeasureName.DIFFERENCE, "y ahead − y behind", "who_2013"),
        _formula(MeasureName.RATIO, "y ahead / y behind", "who_2013", "kleinbaum_1982"),
        _formula(MeasureName.ACI, "Σ wy(2X − 1)", "wagstaff_1991", "kakwani_1997"),
        _formula(MeasureName.RCI, "ACI / m", "wagstaff_1991", "kakwani_1997"),
        _formula(MeasureName.SII, "ŷ(1) − ŷ(0)", *_LINE),
        _formula(MeasureName.RII, "ŷ(1) / ŷ(0)", *_LINE, "fieller_1954", "houweling_2007"),
        _formula(MeasureName.PAR, "y ref − μ", "who_2013", "mackenbach_1997"),
        _formula(MeasureName.PAF, "100 PAR / μ", "who_2013", "mackenbach_1997"),
        _formula(MeasureName.BGV, "Σ w(y − m)²", "keppel_2005", "searle_1971"),
        _formula(MeasureName.BGSD, "√BGV", *_SPREAD),
        _formula(MeasureName.COV, "100 BGSD / m", *_SPREAD),
        _formula(MeasureName.IDISU, "100 MDMU / μ", *_DISPARITY),
        _formula(MeasureName.IDISW, "100 MDMW / μ", *_DISPARITY),
        _formula(MeasureName.MDMU, "Σ|y − μ| / n", *_SPREAD),
        _formula(MeasureName.MDMW, "Σ w|y − μ|", *_SPREAD),
        _formula(MeasureName.MDBU, "Σ|y best − y| / n", *_SPREAD),
        _formula(MeasureName.MDBW, "Σ w|y best − y|", *_SPREAD),
        _formula(MeasureName.MDRU, "Σ|y ref − y| / n", *_SPREAD),
        _formula(MeasureName.MDRW, "Σ w|y ref − y|", *_SPREAD),
        _formula(MeasureName.TI, "1000 Σ w(y/m) ln(y/m)", "theil_1967"),
        _formula(MeasureName.MLD, "1000 Σ w ln(m/y)", "theil_1967"),
        _formula(MeasureName.D_INDEX, "Σ w|p − p̄| / 2p̄", "paes_de_barros_2009"),
        _formula(MeasureName.HOI, "m(1 − D-index)", "paes_de_barros_2009"),
    )
)


def is_main(name: MeasureName, *, ordered: bool) -> bool:
    """Tell whether a measure is printed beside a figure, and not in the annex only."""
    return name in MAIN_OF_ANY or name in (MAIN_OF_ORDERED if ordered else MAIN_OF_UNORDERED)
