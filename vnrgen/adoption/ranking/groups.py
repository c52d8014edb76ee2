"""The groups that the United Nations' documents name, as words of English, French and Spanish.

The list follows the "affected persons" of the Universal Human Rights Index and the groups of the
2030 Agenda (paragraph 23). A part ending in ``*`` stands for every word that begins so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence

from vnrgen.adoption.ranking.words import beginning_so
from vnrgen.adoption.ranking.words import words as words_of

_PHRASES: Mapping[str, str] = {
    "women": "women; woman; girl; girls; female; females; maternal; femme; femmes; fille; filles;"
    " mujer; mujeres; niña; niñas; mulher; mulheres; menina; meninas",
    "children": "child; children; minors; girl; girls; boy; boys; infant*; newborn*; enfant;"
    " enfants; mineurs; niño; niños; niña; niñas; criança; crianças",
    "youth": "youth; youths; young people; young person*; adolescent*; jeunes; jeunesse; jóvenes;"
    " juventud; jovens; juventude",
    "older persons": "older person*; older people; older women; older men; elderly; seniors;"
    " personnes âgées; personas mayores; personas de edad; pessoas idosas; idosos",
    "persons with disabilities": "disabilit*; disabled; deaf; blind; handicap*; discapacid*;"
    " deficiência*",
    "indigenous peoples": "indigenous; tribal; autochtone*; indígena*; adivasi*; aboriginal*",
    "minorities": "minorit*; roma; romani; sinti; travellers; minoría*;"
    " minoria*; afro*; african descent; dalit*; gitano*; ethnic communit*",
    "migrants": "migrant*; immigrant*; foreigner*; migración; inmigrante*; étrangers; extranjer*;"
    " imigrante*; migraci*",
    "refugees": "refugee*; asylum*; réfugié*; asile; refugiad*; asilo; displaced person*; idps;"
    " displaced people; desplazad*; déplacé*",
    "stateless persons": "stateless*; apatrid*; apátrida*",
    "LGBTI persons": "lgbt*; lesbian*; gay; gays; bisexual*; transgender*; intersex*;"
    " homosexual*; sexual orientation; same sex; orientation sexuelle; orientación sexual;"
    " orientação sexual",
    "people in poverty": "poor; poverty; homeless*; pauvre*; pauvreté; pobre*; pobreza; sans abri;"
    " destitute",
    "rural people": "rural; smallholder*; peasant*; farmers; ruraux; rurales; campesin*; paysan*;"
    " agricultores",
    "persons deprived of liberty": "prison*; detain*; detention; inmate*; détenu*; détention;"
    " reclus*; detenid*; deprived of liberty; penitentiary",
    "victims of trafficking": "trafficking; trafficked; traite; trata de; tráfico de pessoas",
    "people living with HIV": "hiv; aids; vih; sida",
    "persons with mental health conditions": "mental; psychosocial; psychiatric; psychiatrique*;"
    " psiquiátric*",
    "domestic workers": "domestic worker*; travailleurs domestiques; trabajadoras domésticas;"
    " trabajadores domésticos",
    "human rights defenders": "human rights defender*; journalist*; défenseurs des droits;"
    " defensores de",
}  # fmt: skip


class GroupFinder:
    """Finds the groups a text names, among those above and those of a dossier."""

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        """Take the dossier's groups, id to name; a name is found word by word, as it is."""
        self._exact: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._begun: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._phrases_of: dict[str, list[tuple[str, ...]]] = {}
        self._of_word: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for group, phrases in _PHRASES.items():
            for phrase in phrases.split(";"):
                self._add(tuple(phrase.split()), group)
        for name in (names or {}).values():
            parts = tuple(words_of(name))
            if parts:
                self._add(parts, self._known(parts) or name)
        self._beginnings = tuple(sorted(self._begun))
        self._first_letters = {head[:2] for head in (*self._exact, *self._begun)}

    def _add(self, parts: tuple[str, ...], group: str) -> None:
        head = parts[0]
        self._phrases_of.setdefault(group, []).append(parts)
        if head.endswith("*"):
            self._begun.setdefault(head[:-1], []).append((parts, group))
        else:
            self._exact.setdefault(head, []).append((parts, group))

    def _known(self, parts: tuple[str, ...]) -> str | None:
        """Return the common name of a dossier's group whose whole name is a phrase above."""
        for phrase, group in self._phrases(parts[0]):
            if len(phrase) == len(parts) and _stands(phrase, parts):
                return group
        return None

    @property
    def heads(self) -> tuple[Collection[str], Collection[str]]:
        """The words, and the beginnings of words, with which the names of groups begin."""
        return self._exact.keys(), self._begun.keys()

    def begins(self, word: str) -> bool:
        """Tell whether a folded word begins the name of a group."""
        if word[:2] not in self._first_letters:
            return False  # most words, and quickly told
        return word in self._exact or word.startswith(self._beginnings)

    def groups(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the groups that folded words name, in alphabetical order."""
        first = self._first_letters  # most words are passed over by them
        may = [place for place, word in enumerate(words) if word[:2] in first]
        return self.groups_at(words, [place for place in may if self.begins(words[place])])

    def groups_at(self, words: Sequence[str], places: Iterable[int]) -> tuple[str, ...]:
        """Return the groups whose names begin at some places of folded words, sorted."""
        found = set()
        for place in places:
            for parts, group in self._phrases_at(words[place]):
                if len(parts) == 1 or _stands(parts, words[place : place + len(parts)]):
                    found.add(group)
        return tuple(sorted(found))

    def said_as(self, group: str, vocabulary: Sequence[str]) -> tuple[str, ...]:
        """Return the phrases by which a report with this vocabulary can name a group.

        A phrase is one if the report has all its words; a single beginning of words stands for
        all words of the report that begin so. The vocabulary is sorted.
        """
        found: list[str] = []
        for parts in self._phrases_of.get(group, ()):
            if len(parts) == 1 and parts[0].endswith("*"):
                found += _words_of(parts[0], vocabulary)
            elif all(_words_of(part, vocabulary) for part in parts):
                found.append(" ".join(parts).replace("*", ""))
        return tuple(found)

    def _phrases_at(self, word: str) -> list[tuple[tuple[str, ...], str]]:
        if word not in self._of_word:
            self._of_word[word] = self._phrases(word)
        return self._of_word[word]

    def _phrases(self, word: str) -> list[tuple[tuple[str, ...], str]]:
        begun = [p for beginning, p in self._begun.items() if word.startswith(beginning)]
        return [*self._exact.get(word, ()), *(phrase for part in begun for phrase in part)]


def _stands(parts: tuple[str, ...], words: Sequence[str]) -> bool:
    if len(words) < len(parts):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(parts, words, strict=True)
    )


def _words_of(part: str, vocabulary: Sequence[str]) -> Sequence[str]:
    """Return the words of a sorted vocabulary that are a part of a phrase, or begin so."""
    beginning = part.removesuffix("*")
    if part != beginning:
        return beginning_so(beginning, vocabulary)
    first = bisect_left(vocabulary, beginning)
    return [part] if vocabulary[first : first + 1] == [part] else []


def others(asked: Iterable[str], named: Iterable[str]) -> tuple[str, ...]:
    """Return the groups named where none of those asked for is among them, else nothing."""
    wanted, given = set(asked), set(named)
    return tuple(sorted(given)) if wanted and given and not wanted & given else ()
