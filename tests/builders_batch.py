"""Small dossiers of several countries, and pools that answer without making anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.builders_bad_input import VALID
from vnrgen.batch.comparison import CountryProfile, IndicatorLine
from vnrgen.batch.orders import Answer, Order
from vnrgen.batch.processes import Begun, Done, Event
from vnrgen.batch.run import BatchRequest, Item
from vnrgen.build import BuildRequest
from vnrgen.problems import Location, Problem, Severity
from vnrgen.render.publish import manifest_bytes

NOTICE = Problem("OBS001", Location("data/a.csv", 3), "a thing", "mend it", Severity.WARNING)


def a_dossier(folder: Path, name: str, country: str = "") -> Path:
    """Return a valid dossier of a folder's name, of another country where one is named."""
    root = folder / name
    shutil.copytree(VALID, root)
    settings = root / "dossier.yaml"
    if country:
        lines = settings.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if not line.startswith("country:")]
        settings.write_text("\n".join([*kept, f"country: {country}", ""]), encoding="utf-8")
    return root


def a_batch(
    output: Path, *dossiers: Path, again: bool = False, replace: bool = False
) -> BatchRequest:
    """Return a batch of chapters as HTML alone, which are made in a second."""
    items = tuple(
        Item(
            name=dossier.name,
            request=BuildRequest(
                dossier=dossier, output=output / dossier.name, formats=("html",), outline="lnob"
            ),
        )
        for dossier in dossiers
    )
    return BatchRequest(items=items, output=output, again=again, replace_edited=replace)


def a_line(indicator: str = "3.1.2", **changes: object) -> IndicatorLine:
    """Return a line that names who is behind."""
    line = {
        "indicator": indicator,
        "series": "SH_STA_BRTC",
        "label": "Births attended by skilled staff",
        "unit": "",
        "everybody": "83.4%",
        "everybody_period": "2022",
        "everybody_definition": "",
        "ranking": "behind",
        "dimension": "Wealth",
        "period": "2022",
        "source": "Demographic survey 2022",
        "group": "Poorest fifth",
        "value": "54.1%",
        "other": "Richest fifth",
        "other_value": "98.0%",
        "difference": "43.9 percentage points",
    }
    return IndicatorLine(**{**line, **changes})  # type: ignore[arg-type]


def a_profile(country: str = "Ostara", *lines: IndicatorLine, **changes: object) -> CountryProfile:
    """Return what the index shows of a country."""
    facts = {
        "country": country,
        "iso3": "XOS",
        "language": "en",
        "year": 2026,
        "as_of": "2026-03-31",
        "status": "draft",
        "version": "0.1",
        "audience": "public",
        "fictional": False,
        "missing": 3,
        "uncounted": 2,
        "withheld": 1,
        "lines": lines,
    }
    return CountryProfile(**{**facts, **changes})  # type: ignore[arg-type]


def an_answer(order: Order) -> Answer:
    """Return an answer whose files name the key, as if made from it."""
    files = {"brief.html": f"<p>{order.name} {order.key}</p>".encode()}
    return Answer(
        key=order.key,
        files=files,
        manifest=manifest_bytes({"tool": "vnrgen"}, (), files),
        profile=a_profile(order.name, a_line()),
        problems=(NOTICE,),
    )


@dataclass(slots=True)
class Scripted:
    """Answers orders at once and notes their names; ``answers`` replaces those of some."""

    answers: dict[str, Callable[[Order], Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def events(self, orders: Iterable[Order]) -> Generator[Event, None, None]:
        for order in orders:
            self.asked.append(order.name)
            yield Begun(order)
            yield Done(order, self.answers.get(order.name, an_answer)(order))
