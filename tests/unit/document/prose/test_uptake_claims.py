"""A share of recommendations taken up is printed from the ledger, or as somebody's words."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from vnrgen.cli import main
from vnrgen.document.prose.uptake_claims import uptake_claims

SAMPLE = Path(__file__).parents[4] / "sample_data"
CLAIM = "Nearly 80 % of our recommendations were integrated into the national report."


@pytest.mark.parametrize(
    "text",
    [
        CLAIM,
        "Près de 80 % de nos recommandations ont été intégrées.",
        "El 80 % de nuestras recomendaciones fueron incorporadas.",
        "Adotaram 80 por cento das recomendações.",
        "“80 % of our recommendations were adopted.”",
        "In all, 12 out of 15 recommendations were taken up.",
        "Four in five of our recommendations were integrated.",
        "Three quarters of the recommendations are reflected in the report.",
        "Deux tiers de nos recommandations ont été reprises.",
        "Fueron incorporadas dos tercios de nuestras recomendaciones.",
        "Metade das recomendações foram adotadas.",
    ],
)
def test_a_claim_is_found_in_several_languages_and_without_a_name(text: str) -> None:
    assert len(list(uptake_claims(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "LNOB Ilmarra reports that “nearly 80 % of recommendations were integrated”.",
        "We recommend that 80 % of schools be adapted and included in the plan.",
        "Our recommendations include one on 80 % of schools.",
        "Half of the recommendations concern schools; one in five women vote.",
        "The Ministry counts “12 of 15 recommendations adopted”.",
        "We made 12 recommendations, of which the report of 2021 included a summary.",
        "The report adopts few recommendations. In all, 80 % of women vote.",
    ],
)
def test_a_quotation_with_a_name_and_other_shares_are_no_claim(text: str) -> None:
    assert list(uptake_claims(text)) == []


@pytest.mark.parametrize(
    ("claim", "severity"),
    [
        (CLAIM, "error"),  # of the 14 of the first cycle 4 are adopted, 8 at least in part
        (CLAIM.replace("80 %", "57 %"), "warning"),
        ("In all, 8 of our 14 recommendations were taken up.", "warning"),
        ("In all, 9 of our 14 recommendations were taken up.", "error"),
    ],
)
def test_a_claim_is_an_error_unless_the_ledger_gives_it(
    claim: str, severity: str, tmp_path: Path
) -> None:
    assert severity in reported(claim, Path(copytree(SAMPLE, tmp_path / "dossier")))


def test_a_claim_is_an_error_where_there_is_no_ledger(tmp_path: Path) -> None:
    dossier = Path(copytree(SAMPLE, tmp_path / "dossier"))
    (dossier / "ledger.jsonl").unlink()
    assert "error" in reported(CLAIM.replace("80 %", "57 %"), dossier)


def reported(claim: str, dossier: Path) -> str:
    """Return the line in which ``vnrgen check`` reports a claim put into the prose."""
    prose = dossier / "narrative" / "en" / "earlier_recommendations.md"
    prose.write_text(prose.read_text(encoding="utf-8") + f"\n{claim}\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["check", str(dossier)])
    (line,) = (line for line in done.output.splitlines() if "REC012" in line)
    return line
