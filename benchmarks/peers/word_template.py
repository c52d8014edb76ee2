"""A Word file from a template by docxtpl, and its PDF by LibreOffice."""

from __future__ import annotations

from pathlib import Path

# Run in a process of its own: ``python -c FILL [draw]``. Without "draw" the pictures are ready.
FILL = """
import json, sys
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
if "draw" in sys.argv:
    from benchmark_drawing import drawn
items = json.load(open("content.json", encoding="utf-8"))
template = DocxTemplate("template.docx")
for item in items:
    if item["kind"] == "chart":
        place = item["name"] + ".png"
        if "draw" in sys.argv:
            drawn(item["name"]).savefig(place, dpi=200)
        item["picture"] = InlineImage(template, place, width=Mm(160))
template.render({"items": items}, autoescape=True)
template.save("template-filled.docx")
"""


def prepare(folder: Path) -> None:
    """Write ``template.docx``: one loop over the items, with a paragraph for each kind."""
    import docx

    template = docx.Document()
    template.add_heading("Leave no one behind", 0)
    add = template.add_paragraph
    add("{%p for item in items %}")
    for level in range(1, 5):
        add(f"{{%p if item.kind == 'heading' and item.level == {level} %}}")
        template.add_heading("{{ item.text }}", level)
        add("{%p endif %}")
    add("{%p if item.kind != 'heading' %}")
    add("{{ item.text }}")
    add("{%p endif %}")
    add("{%p if item.kind == 'chart' %}")
    add("{{ item.picture }}")
    add("{%p endif %}")
    add("{%p if item.kind == 'table' %}")
    _table(template)
    add("{%p endif %}")
    add("{%p endfor %}")
    template.save(str(folder / "template.docx"))


def _table(template: object) -> None:
    """Add a table whose rows and cells are loops, as docxtpl documents it."""
    table = template.add_table(rows=4, cols=3, style="Table Grid")  # type: ignore[attr-defined]
    rows = (
        ("{%tc for cell in item.head %}", "{{ cell }}", "{%tc endfor %}"),
        ("{%tr for row in item.rows %}", "", ""),
        ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def command(python: str, office: str | None) -> list[str]:
    """Return the command that fills the template; with ``office`` it draws and makes the PDF."""
    if office is None:
        return [python, "-c", FILL]
    convert = f"'{office}' -env:UserInstallation=file://$PWD/office --headless --convert-to pdf"
    steps = f"'{python}' -c '{FILL}' draw\n{convert} template-filled.docx"
    return ["sh", "-ec", steps]
