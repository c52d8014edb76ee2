"""Tells the language of a passage from its script and its commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 600  # characters that are looked at
_LEAST = 3  # known words before a language is named
_LEAD = 1.5  # times as many as the next language
_SCRIPTS = (
    ("[\u3040-\u30ff]", "ja"),
    ("[\uac00-\ud7af]", "ko"),
    ("[\u4e00-\u9fff]", "zh"),
    ("[\u0980-\u09ff]", "bn"),
    ("[\u0b80-\u0bff]", "ta"),
    ("[\u0d80-\u0dff]", "si"),
    ("[\u0e00-\u0e7f]", "th"),
    ("[\u0e80-\u0eff]", "lo"),
    ("[\u1780-\u17ff]", "km"),
    ("[\u1000-\u109f]", "my"),
    ("[\u1200-\u137f]", "am"),
    ("[\u10a0-\u10ff]", "ka"),
    ("[\u0530-\u058f]", "hy"),
    ("[\u0590-\u05ff]", "he"),
    ("[\u0370-\u03ff]", "el"),
)
_OWN_SCRIPT = re.compile(
    "[\u0370-\u03ff\u0530-\u05ff\u0980-\u09ff\u0b80-\u0bff\u0d80-\u10ff"
    "\u1200-\u17ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
)
# Words that are common in one language and rare in the others that share its script.
_WORDS = {
    "en": "the of and to in for is that with by are was this which been have has on it as be their",
    "fr": "le la les des du et est une dans pour par sur au aux qui que ce cette ont été avec sont",
    "es": "el la los las de del y en una para por con que se su como más han sido es lo al esta",
    "pt": "o os as da do das dos e em uma para por com que não foi são no na ao pela pelo mais",
    "de": "der die das und ist von mit den für auf eine im dem des zu werden wurde nicht sind",
    "it": "il lo gli di del della dei che e per con una nel alla sono è non delle più anche",
    "ru": "и в на не что с по для как это из от его при были также или которые",
    "uk": "і в на не що з та для як це із від його були також або які щодо",
    "vi": "và của các là có được cho trong những với không người đã về một quyền",
    "sw": "ya na wa kwa katika ni kila za la mtu haki cha au kama yake wote",
    "id": "dan yang di dengan untuk dari dalam pada ini tidak adalah setiap oleh",
    "da": "og at er en til af på det for med har ikke de skal enhver ret den eller",
    "sv": "och att är en till av på det för med har inte de ska varje rätt den eller",
    "tr": "ve bir bu için ile olarak hakkı her da de olan ya veya herkes",
    "ar": "في من على إلى أن التي هذا كل أو ما لا عن مع الذي هذه وفي",
    "fa": "و در از به که این را با است برای هر آن می یا حق باید",
    "ur": "اور کے میں کی کا سے کو ہے نے پر یہ کہ ہر ہیں لئے جس",
    "hi": "के और का में की है को से पर यह ने हैं कि लिए या किया प्रत्येक",
    "ne": "र को मा छ ले का लाई वा हरू भएको गर्ने छन् हुनेछ प्रत्येक",
}
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _words in _WORDS.items():
    for _word in _words.split():
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _language)


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, or "" where its words do not tell.

    >>> language_of("The rights of women and girls are protected by the law.")
    'en'
    """
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    found = _by_script(sample)
    if found:
        return found
    votes: dict[str, float] = {}
    for word in _WORD.findall(sample.casefold()):
        for language in _LANGUAGES.get(word, ()):
            votes[language] = votes.get(language, 0.0) + 1 / len(_LANGUAGES[word])
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    if not ranked or ranked[0][1] < _LEAST:
        return ""
    clear = len(ranked) == 1 or ranked[0][1] >= _LEAD * ranked[1][1]
    return ranked[0][0] if clear else ""


def _by_script(sample: str) -> str:
    """Return the language whose script most letters are of, "" for scripts of many languages."""
    if not _OWN_SCRIPT.search(sample):
        return ""
    count, code = max((len(re.findall(form, sample)), code) for form, code in _SCRIPTS)
    letters = sum(character.isalpha() for character in sample)
    japanese = len(re.findall(_SCRIPTS[0][0], sample))
    if japanese > 0.1 * letters:
        return "ja"
    return code if count > 0.4 * letters else ""


class Languages:
    """The languages of a report: a short passage has the language of the report."""

    def __init__(self, texts: Sequence[str]) -> None:
        step = max(len(texts) // 200, 1)
        votes: Counter[str] = Counter()
        for text in texts[::step]:
            votes[language_of(text)] += len(text)
        del votes[""]
        self.usual = max(sorted(votes), key=lambda code: votes[code], default="")

    def of(self, text: str) -> str:
        """Return the language of a passage: its own where its words tell, else the report's."""
        if len(text) < 60:
            return self.usual
        return language_of(text) or self.usual
