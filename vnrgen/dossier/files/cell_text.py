"""What the text of a cell is, whatever file it stands in."""

from __future__ import annotations

_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"


def clean_cell(cell: str) -> str:
    """Return a cell without the blanks around it, and with plain line ends."""
    stripped = cell.strip()
    if not cell.isascii():
        stripped = stripped.strip(_INVISIBLE).strip()
    if stripped == cell and "\r" not in cell:
        return cell  # keeps a NumberCell what it is
    return stripped.replace("\r\n", "\n").replace("\r", "\n")
