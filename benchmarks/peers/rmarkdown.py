"""R Markdown: prose with chunks of R that print tables and draw charts, to Word and to PDF."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.peers.content import Content, Item

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+.!<>|~^$@-])")
_HEAD = """---
title: "Leave no one behind"
output:
  word_document: {toc: true}
  pdf_document: {toc: true, latex_engine: xelatex}
---

```{r, include=FALSE}
knitr::opts_chunk$set(echo = FALSE, message = FALSE, warning = FALSE, fig.width = 6.5)
library(ggplot2)
points <- function(name) read.csv(paste0(name, ".csv"), encoding = "UTF-8",
                                  na.strings = character(),
                                  colClasses = c(row = "character", series = "character"))
cells <- function(name) read.csv(paste0(name, ".csv"), colClasses = "character",
                                 check.names = FALSE, encoding = "UTF-8")
```
"""
_TABLE = """```{{r}}
knitr::kable(cells("{name}"), format = "pipe")
```"""
# The height is that of the rows, as in our own drawings.
_CHART = """```{{r, fig.height={height}, fig.alt="{alternative}"}}
d <- points("{name}")
ggplot(d, aes(x = value, y = row, colour = series, shape = series)) +
  geom_errorbarh(aes(xmin = as.numeric(lower), xmax = as.numeric(upper)), height = 0) +
  geom_point() + geom_text(aes(label = value), vjust = -1, size = 2) +
  scale_shape_manual(values = rep(15:18, 20)) + theme_minimal() + labs(x = NULL, y = NULL)
```"""


def prepare(content: Content, folder: Path) -> None:
    """Write ``chapter.Rmd``; the data lie beside it already."""
    (folder / "chapter.Rmd").write_text(_HEAD + "\n\n".join(map(_part, content.items)) + "\n")


def command(output: str) -> list[str]:
    """Return the command that makes one format, ``word_document`` or ``pdf_document``."""
    return ["Rscript", "-e", f'rmarkdown::render("chapter.Rmd", "{output}", quiet = TRUE)']


def escaped(text: str) -> str:
    """Return text that Markdown takes as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _part(item: Item) -> str:
    text = escaped(item["text"])
    match item["kind"]:
        case "heading":
            return "#" * item["level"] + " " + text
        case "table":
            return f"{text}\n\n{_TABLE.format(name=item['name'])}"
        case "chart":
            alternative = re.sub(r'["\\\n]', " ", item["alternative"])
            height = min(9.0, 1 + 0.25 * len({row[0] for row in item["rows"]}))
            chart = _CHART.format(name=item["name"], height=height, alternative=alternative)
            return f"{text}\n\n{chart}"
        case _:
            return text
