"""A Jupyter notebook run by papermill, made HTML by nbconvert and PDF by Chromium."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.peers.content import Content, Item
from benchmarks.peers.rmarkdown import escaped

_FIRST = """import pandas as pd
from matplotlib.figure import Figure
from IPython.display import display
from benchmark_drawing import drawn

def cells(name):
    return pd.read_csv(f"{name}.csv", dtype=str, keep_default_na=False).style.hide(axis="index")
"""
# The same obvious drawing for every peer that draws with Python.
DRAWING = '''"""The points of a chart as a tutorial would draw them."""

import csv

from matplotlib.figure import Figure


def drawn(name):
    with open(f"{name}.csv", encoding="utf-8", newline="") as stream:
        points = list(csv.DictReader(stream))
    rows = list(dict.fromkeys(point["row"] for point in points))
    figure = Figure(figsize=(6.5, min(9, 1 + 0.25 * len(rows))), layout="constrained")
    axes = figure.add_subplot()
    for number, series in enumerate(dict.fromkeys(point["series"] for point in points)):
        own = [point for point in points if point["series"] == series]
        values = [float(point["value"]) for point in own]
        places = [rows.index(point["row"]) for point in own]
        axes.plot(values, places, "os^Dv"[number % 5], label=series)
        for point, value, place in zip(own, values, places):
            axes.annotate(f"{value:g}", (value, place), xytext=(0, 4), textcoords="offset points")
            if point["lower"] and point["upper"]:
                axes.plot([float(point["lower"]), float(point["upper"])], [place, place], "-")
    axes.set_yticks(range(len(rows)), rows)
    axes.grid(axis="x")
    return figure
'''


def prepare(content: Content, folder: Path) -> None:
    """Write ``chapter.ipynb``; the data lie beside it already."""
    cells = [_code(_FIRST), *map(_cell, content.items)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": [{**cell, "id": f"cell{number}"} for number, cell in enumerate(cells)],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (folder / "chapter.ipynb").write_text(json.dumps(notebook))
    (folder / "benchmark_drawing.py").write_text(DRAWING)


def command(python: str, browser: str) -> list[str]:
    """Return the command that runs the notebook, and makes the page and the PDF of it."""
    print_it = "--headless --no-sandbox --disable-gpu --no-pdf-header-footer"
    steps = (
        f"'{python}' -m papermill --no-progress-bar chapter.ipynb run.ipynb",
        f"'{python}' -m nbconvert --to html --no-input --log-level ERROR run.ipynb",
        f"'{browser}' {print_it} --user-data-dir=profile --print-to-pdf=run.pdf run.html",
    )
    return ["sh", "-ec", "\n".join(steps)]


def _cell(item: Item) -> dict[str, object]:
    match item["kind"]:
        case "heading":
            return _prose("#" * item["level"] + " " + escaped(item["text"]))
        case "table":
            return _code(f"print({item['text']!r})\ndisplay(cells({item['name']!r}))")
        case "chart":
            return _code(f"print({item['text']!r})\ndisplay(drawn({item['name']!r}))")
        case _:
            return _prose(escaped(item["text"]))


def _prose(text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code(text: str) -> dict[str, object]:
    return {
        "cell_type": "code",
        "metadata": {},
        "source": text,
        "outputs": [],
        "execution_count": None,
    }
