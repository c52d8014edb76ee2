"""The measures of inequality by name and in plain words, their units, and why one is refused."""

from __future__ import annotations

from vnrgen.analysis.measures.measure import MeasureUnit, Refusal
from vnrgen.analysis.measures.measured import Formula, MeasureName
from vnrgen.document.language.wording import Wording


def measure_names(wording: Wording) -> dict[MeasureName, str]:
    """Return the names of the measures as the literature has them."""
    say = wording.text
    return {
        MeasureName.DIFFERENCE: say("Difference"),
        MeasureName.RATIO: say("Ratio"),
        MeasureName.ACI: say("Absolute concentration index"),
        MeasureName.RCI: say("Relative concentration index"),
        MeasureName.SII: say("Slope index of inequality"),
        MeasureName.RII: say("Relative index of inequality"),
        MeasureName.PAR: say("Population attributable risk"),
        MeasureName.PAF: say("Population attributable fraction"),
        MeasureName.BGV: say("Between-group variance"),
        MeasureName.BGSD: say("Between-group standard deviation"),
        MeasureName.COV: say("Coefficient of variation"),
        MeasureName.IDISU: say("Index of disparity, groups alike"),
        MeasureName.IDISW: say("Index of disparity, by people"),
        MeasureName.MDMU: say("Mean difference from mean, groups alike"),
        MeasureName.MDMW: say("Mean difference from mean, by people"),
        MeasureName.MDBU: say("Mean difference from best, groups alike"),
        MeasureName.MDBW: say("Mean difference from best, by people"),
        MeasureName.MDRU: say("Mean difference from reference, groups alike"),
        MeasureName.MDRW: say("Mean difference from reference, by people"),
        MeasureName.TI: say("Theil index"),
        MeasureName.MLD: say("Mean log deviation"),
        MeasureName.D_INDEX: say("Dissimilarity index"),
        MeasureName.HOI: say("Human Opportunity Index"),
    }


def measure_readings(wording: Wording) -> dict[MeasureName, str]:
    """Return how each measure is read, in plain words."""
    say = wording.text
    distance = say("How far groups are, on average, from everybody’s figure.")
    best = say("How far groups are, on average, from the best of them.")
    reference = say("How far groups are, on average, from the group that all are compared with.")
    disparity = say("The average distance from everybody’s figure, in per cent of that figure.")
    return {
        MeasureName.DIFFERENCE: say("How far the two ends are apart."),
        MeasureName.RATIO: say("The figure of one end as a multiple of the other. 1: no gap."),
        MeasureName.ACI: say("Above 0: more of what is measured at the advantaged end."),
        MeasureName.RCI: say("The same as a share of the average. 0: no inequality."),
        MeasureName.SII: say(
            "How far the very bottom and the very top are apart, along a fitted line."
        ),
        MeasureName.RII: say(
            "The fitted figure at the very top as a multiple of that at the very bottom, or"
            " the reverse."
        ),
        MeasureName.PAR: say("What the country would gain if all did as well as the best."),
        MeasureName.PAF: say("The same, in per cent of the country’s figure."),
        MeasureName.BGV: say("Larger where gaps are wider; for comparing years."),
        MeasureName.BGSD: say("A typical distance from the average."),
        MeasureName.COV: say("The same, in per cent of the average."),
        MeasureName.IDISU: disparity,
        MeasureName.IDISW: disparity,
        MeasureName.MDMU: distance,
        MeasureName.MDMW: distance,
        MeasureName.MDBU: best,
        MeasureName.MDBW: best,
        MeasureName.MDRU: reference,
        MeasureName.MDRW: reference,
        MeasureName.TI: say("0: every group has its share. Most sensitive to those who have much."),
        MeasureName.MLD: say(
            "0: every group has its share. Most sensitive to those who have little."
        ),
        MeasureName.D_INDEX: say(
            "The share that would have to change hands for all to have the same. Of an indicator"
            " that counts a lack, it is computed for those who do not have the lack."
        ),
        MeasureName.HOI: say("The average, less what is unevenly spread."),
    }


def measure_unit(wording: Wording, unit: MeasureUnit) -> str:
    """Return in what a measure is expressed."""
    names = {
        MeasureUnit.SERIES: wording.text("as the indicator"),
        MeasureUnit.SERIES_SQUARED: wording.text("as the indicator, squared"),
        MeasureUnit.PERCENT: wording.text("per cent of the average"),
        MeasureUnit.RATIO: wording.text("times"),
        MeasureUnit.INDEX: wording.text("index"),
        MeasureUnit.THOUSANDTHS: wording.text("thousandths"),
    }
    return names[unit]


def refusal_words(wording: Wording, reason: Refusal) -> str:
    """Return why a measure has no value."""
    names = {
        Refusal.TOO_FEW: wording.text("fewer than two groups have a figure"),
        Refusal.MISSING_SUBGROUP: wording.text("a group of the order has no figure"),
        Refusal.TOO_MANY_MISSING: wording.text("too many groups have no figure"),
        Refusal.WITHHELD: wording.text("the figure of a group is withheld"),
        Refusal.NO_POPULATION: wording.text("the number of people in a group is not known"),
        Refusal.NO_DIRECTION: wording.text("neither way is better"),
        Refusal.NO_REFERENCE: wording.text("no group is named to compare with"),
        Refusal.NOT_ORDERED: wording.text("the groups have no order"),
        Refusal.NO_SCALE: wording.text("it is not known what 100% is"),
        Refusal.OUT_OF_SCALE: wording.text("a figure is outside what a share can be"),
        Refusal.NOT_POSITIVE: wording.text("a figure to divide by is not above 0"),
        Refusal.NOT_ESTIMABLE: wording.text("no line fits the figures"),
        Refusal.BARRIER: wording.text("the measure is not made for indicators that count a lack"),
        Refusal.DISTRIBUTION: wording.text("the figures divide a whole and are no rates"),
        Refusal.DOUBTFUL: wording.text("the figures are doubtful"),
        Refusal.OVERLAPPING: wording.text("some groups contain others"),
    }
    return names[reason]


def formula_words(wording: Wording, formula: Formula) -> str:
    """Return a formula, those of its letters that are words in the language of the document."""
    say = wording.text
    spoken = (
        (MeasureName.DIFFERENCE, say("y ahead − y behind")),
        (MeasureName.RATIO, say("y ahead / y behind")),
        (MeasureName.PAR, say("y ref − μ")),
        (MeasureName.MDBU, say("Σ|y best − y| / n")),
        (MeasureName.MDBW, say("Σ w|y best − y|")),
        (MeasureName.MDRU, say("Σ|y ref − y| / n")),
        (MeasureName.MDRW, say("Σ w|y ref − y|")),
    )
    named = {f"inequality/{name}": text for name, text in spoken}
    return named.get(formula.formula_id, formula.text)
