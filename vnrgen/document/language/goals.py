"""The seventeen Goals by number and short name."""

from __future__ import annotations

from vnrgen.document.language.wording import Wording


def goal_title(number: int, wording: Wording) -> str:
    """Return a Goal with its number, from 1 to 17; 0 stands for none."""
    if not number:
        return wording.text("No Goal named")
    name = goal_names(wording)[number - 1]
    return wording.text("Goal {number}: {name}", number=str(number), name=name)


def goal_names(wording: Wording) -> tuple[str, ...]:
    """Return the short names of the seventeen Goals, in order."""
    return (
        wording.text("No poverty"),
        wording.text("Zero hunger"),
        wording.text("Good health and well-being"),
        wording.text("Quality education"),
        wording.text("Gender equality"),
        wording.text("Clean water and sanitation"),
        wording.text("Affordable and clean energy"),
        wording.text("Decent work and economic growth"),
        wording.text("Industry, innovation and infrastructure"),
        wording.text("Reduced inequalities"),
        wording.text("Sustainable cities and communities"),
        wording.text("Responsible consumption and production"),
        wording.text("Climate action"),
        wording.text("Life below water"),
        wording.text("Life on land"),
        wording.text("Peace, justice and strong institutions"),
        wording.text("Partnerships for the Goals"),
    )
