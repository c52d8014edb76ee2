"""The texts that an Open SDG site keeps apart from its data, under keys such as ``data.female``.

Sites in several languages write keys into headers, cells and metadata, and the texts into
``translations/<language>/<group>.yml``. A cell without a group is looked up in the group ``data``.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.settings.yaml_files import MOST_YAML, is_nested_deeply
from vnrgen.problems import Location
from vnrgen.visible import visible

if TYPE_CHECKING:
    from vnrgen.dossier.readers.remarks import Remarks

_KEY = re.compile(r"(?P<group>[a-z][\w-]*)\.(?P<name>[^\s.][^\s]*)")
_USUAL_GROUP = "data"
_MOST_BYTES = 2_000_000
_MOST_FILES = 400


@dataclass(frozen=True, slots=True)
class Translations:
    """The texts of one language by key (``data.female``), the group and key folded."""

    language: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Path, ...] = ()

    def text(self, written: str) -> str | None:
        """Return the text of a key, or of a bare word of the group ``data``; None without one."""
        folded = fold(written)
        return self.texts.get(folded) or self.texts.get(f"{_USUAL_GROUP}.{folded}")


def bare_key(written: str) -> str | None:
    """Return the last part of a key that has no text, None where it is no key.

    >>> bare_key("data.15-24years"), bare_key("St. Gallen"), bare_key("12.5")
    ('15-24years', None, None)
    """
    match = _KEY.fullmatch(written)
    return match["name"].rpartition(".")[2].replace("_", " ") if match else None


def read_translations(site: Path, root: Path, remarks: Remarks) -> Translations:
    """Read the texts of a site in English where it has them, else in its first language.

    Args:
        site: The folder that holds ``data/`` and ``translations/``.
        root: The dossier's folder, out of which nothing is read.
        remarks: Receives a warning for a file that cannot be read.
    """
    folder = site / "translations"
    languages = sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []
    if not languages:
        return Translations()
    language = "en" if "en" in languages else languages[0]
    texts: dict[str, str] = {}
    files = [p for p in sorted((folder / language).rglob("*")) if p.suffix in {".yml", ".yaml"}]
    for path in files[:_MOST_FILES]:
        for key, text in _entries(_loaded(path, root, remarks)):
            texts[fold(f"{path.stem}.{key}")] = text
    return Translations(language, texts, tuple(files[:_MOST_FILES]))


def _loaded(path: Path, root: Path, remarks: Remarks) -> object:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    reader = YAML(typ="safe", pure=True)
    reader.allow_duplicate_keys = True
    try:
        text = decode(read_inside(path, root, most=_MOST_BYTES)).text
        if len(text) > MOST_YAML or is_nested_deeply(text) or re.search(r"[:\s][&*]\w", text):
            reason = "it is too large, nested too deeply or refers to itself"
        else:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return reader.load(text)
    except (YAMLError, OSError, ValueError, RecursionError, UnreadableFileError) as error:
        reason = (str(error).splitlines() or ["it is no YAML"])[0]
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    what = f"the texts of the site cannot be read ({reason}); its keys are shown as they are"
    remarks.warning("OSG039", Location(name), what, "correct the YAML of this file")
    return None


def _entries(loaded: object, prefix: str = "") -> Iterator[tuple[str, str]]:
    if not isinstance(loaded, Mapping):
        return
    for key, value in loaded.items():
        if isinstance(value, Mapping):
            yield from _entries(value, f"{prefix}{key}.")
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            text = " ".join(visible(str(value)).split())
            if text:
                yield f"{prefix}{key}", text


@dataclass(slots=True)
class Translator:
    """Puts texts for keys, and remembers the keys that have none."""

    translations: Translations
    bare: dict[str, str] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    def of(self, written: str) -> str:
        """Return the text for a cell or header, itself where it is no key."""
        if written not in self._known:
            self._known[written] = self._looked_up(written)
        return self._known[written]

    def _looked_up(self, written: str) -> str:
        text = self.translations.text(written)
        if text is not None:
            return text
        bare = bare_key(written)
        if bare is None:
            return written
        self.bare[written] = bare
        return bare
