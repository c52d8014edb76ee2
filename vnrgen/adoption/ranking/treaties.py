"""The treaties and protocols a text names, whether by their letters or by their subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from vnrgen.adoption.ranking.words import folded

# Letters by which a treaty goes, and expressions for its subject in English, French, Spanish and
# Portuguese, on folded text. The nine core treaties first, then those that reports name most.
_SUBJECTS: dict[str, tuple[str, ...]] = {
    "ICERD": (
        "icerd|cerd",
        "elimination of (?:all )?(?:forms of )?racial discrimination",
        "discrimination raciale",
        "discriminación racial",
        "discriminação racial",
    ),
    "ICCPR": (
        "iccpr|pidcp",
        "covenant on civil and political",
        "droits civils et politiques",
        "derechos civiles y políticos",
        "direitos civis e políticos",
    ),
    "ICESCR": (
        "icescr|cescr|pidesc",
        "covenant (?:on|of) economic,? social",
        "droits économiques,? sociaux et culturels",
        "derechos económicos,? sociales y culturales",
        "direitos econ[óô]micos,? sociais e culturais",
    ),
    "CEDAW": (
        "cedaw|cedef",
        "discrimination against women",
        "discrimination à l.égard des femmes",
        "discriminación contra la mujer",
        "discriminação contra as mulheres",
    ),
    "CAT": (
        "uncat",
        "convention against torture",
        "contre la torture",
        "contra la tortura",
        "contra a tortura",
    ),
    "CRC": (
        "crc|cide",
        "(?:convention on|protocol to)[\\w ]*? rights of the child",
        "droits de l.enfant",
        "derechos del niño",
        "direitos da criança",
    ),
    "ICRMW": (
        "icrmw|cmw|icmw",
        "all migrant workers",
        "migrant workers and members",
        "travailleurs migrants et des membres",
        "trabajadores migratorios",
        "trabalhadores migrantes",
    ),
    "ICPPED": (
        "icpped|cped|iced",
        "(?:enforced|forced) disappearances?",
        "disparitions? forcées?",
        "desapariciones forzadas",
        "desaparecimentos? forçados?",
    ),
    "CRPD": (
        "crpd|uncrpd|cdpd|cdph",
        "(?:convention on|protocol to)[\\w ]*? rights of (?:persons|people) with disabilities",
        "droits des personnes handicapées",
        "derechos de las personas con discapacidad",
        "direitos das pessoas com deficiência",
    ),
    "Refugee Convention": ("", "(?:convention|protocol) (?:relating to|on) the status of refugees"),
    "1954 Statelessness Convention": (
        "",
        "status of stateless persons",
        "estatuto de los apátridas",
    ),
    "1961 Statelessness Convention": (
        "",
        "reduction of statelessness",
        "réduction des cas d.apatridie",
        "reducir los casos de apatridia",
    ),
    "Rome Statute": (
        "",
        "rome statute",
        "statut de rome",
        "estatuto de roma",
        "kampala amendments?",
    ),
    "Genocide Convention": ("", "crime of genocide", "crime de génocide", "delito de genocidio"),
    "Palermo Protocol": ("", "palermo protocol", "protocole de palerme", "protocolo de palermo"),
    "Istanbul Convention": (
        "",
        "istanbul convention",
        "convention d.istanbul",
        "preventing and combating violence against women",
    ),
    "Lanzarote Convention": (
        "",
        "lanzarote convention",
        "against sexual exploitation and sexual abuse",
    ),
    "Arms Trade Treaty": ("", "arms trade treaty", "commerce des armes", "comercio de armas"),
    "Treaty on the Prohibition of Nuclear Weapons": (
        "tpnw",
        "prohibition of nuclear weapons",
        "interdiction des armes nucléaires",
    ),
    "Paris Agreement": ("", "paris agreement", "accord de paris", "acuerdo de parís"),
    "Maputo Protocol": ("", "maputo protocol", "protocole de maputo", "protocolo de maputo"),
    "Marrakesh Treaty": ("", "marrakesh treaty", "traité de marrakech", "tratado de marrakech"),
}
_LETTERS = {
    letters: treaty for treaty, (names, *_) in _SUBJECTS.items() for letters in names.split("|")
}
_TITLES = {  # in full, for those that texts often give by their letters only
    "ICERD": "elimination of all forms of racial discrimination",
    "ICCPR": "civil and political rights",
    "ICESCR": "economic, social and cultural rights",
    "CEDAW": "elimination of all forms of discrimination against women",
    "CAT": "torture and other cruel, inhuman or degrading treatment or punishment",
    "CRC": "rights of the child",
    "ICRMW": "protection of the rights of all migrant workers and members of their families",
    "ICPPED": "protection of all persons from enforced disappearance",
    "CRPD": "rights of persons with disabilities",
    "Treaty on the Prohibition of Nuclear Weapons": "prohibition of nuclear weapons",
}
_OWN_LETTERS = {  # a protocol that has letters of its own
    "opcat": "CAT Optional Protocol",
    "op-cat": "CAT Optional Protocol",
    "opac": "CRC Optional Protocol (armed conflict)",
    "opsc": "CRC Optional Protocol (sale of children)",
    "opic": "CRC Optional Protocol (communications)",
}
_ABBREVIATED = re.compile(
    r"\b(?P<op>op\d?[- ]?)?(?P<letters>"
    + "|".join(sorted((n for n in (*_LETTERS, *_OWN_LETTERS) if n), key=len, reverse=True))
    + r")\b(?P<after>[- ]op\d?\b)?"
)


def _by_first_letter(expressions: Iterable[str]) -> str:
    """Return one expression for any of several: each place of a text tries its own letter's."""
    rest_of: dict[str, list[str]] = {}
    for expression in expressions:
        first = expression[0]
        letter, rest = (first, expression[1:]) if first.isalpha() else ("", expression)
        rest_of.setdefault(letter, []).append(rest)
    return "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in rest_of.items())


_ANY_SUBJECT = re.compile(_by_first_letter(s for _, *own in _SUBJECTS.values() for s in own))
_NAMES = tuple(_SUBJECTS)
_PROTOCOL = re.compile(
    r"(?P<second>second|deuxième|segundo)?[\w ]{0,12}"
    r"(?:optional protocols?|protocoles? facultatifs?|protocolos? facultativos?)"
)
_BEFORE = 90  # characters between "Optional Protocol" and the treaty it belongs to
_ILO = re.compile(
    r"\b(?:ilo|oit|international labour organi[sz]ation)\b(?:[^.;\d]|\bno\.|\bn\.?º){0,60}?"
    r"(?P<number>\d{2,3})\b"
)
_SUBJECTS_OF_CRC = (
    ("armed conflict", re.compile(r"armed conflict|conflits? armés?|conflictos? armados?")),
    ("sale of children", re.compile(r"sale of children|vente d.enfants|venta de niños")),
    ("communications", re.compile(r"communications? procedure|comunicaciones|communications")),
)
TRIGGERS = (  # a text names no treaty without a word that begins so
    "convention", "covenant", "protocol", "treaty", "statute", "pacte", "pacto", "convenio",
    "convención", "convenção", "traité", "tratado", "agreement", "accord", "acuerdo", "ilo", "oit",
    "opcat", *(letters for letters in _LETTERS if letters),
)  # fmt: skip


@cache
def _by_subject() -> re.Pattern[str]:
    return re.compile(
        "|".join(
            f"(?P<t{i}>{'|'.join(subjects)})" for i, (_, *subjects) in enumerate(_SUBJECTS.values())
        )
    )


def treaties(text: str) -> tuple[str, ...]:
    """Return the treaties a text names, each protocol as a treaty of its own, sorted.

    >>> treaties("Ratify the OP-CRPD and ILO Convention No. 189")
    ('CRPD Optional Protocol', 'ILO Convention 189')
    """
    plain = folded(text)
    found = {f"ILO Convention {match['number']}" for match in _ILO.finditer(plain)}
    for match in _ABBREVIATED.finditer(plain):
        if match["letters"] in _OWN_LETTERS:
            found.add(_OWN_LETTERS[match["letters"]])
        elif match["op"] or match["after"]:
            found.add(_protocol(_LETTERS[match["letters"]], plain, second="2" in match.group()))
        else:
            found.add(_named(_LETTERS[match["letters"]], plain, match))
    for match in _by_subject().finditer(plain) if _ANY_SUBJECT.search(plain) else ():
        found.add(_named(_NAMES[int(str(match.lastgroup)[1:])], plain, match))
    return tuple(sorted(found))


def titles(text: str) -> tuple[str, ...]:
    """Return the subjects of the treaties a text names by their letters and not in full.

    >>> titles("Ratify OP-CRPD")
    ('rights of persons with disabilities',)
    """
    plain = folded(text)
    letters = (match["letters"] for match in _ABBREVIATED.finditer(plain))
    names = (
        _OWN_LETTERS.get(part, _LETTERS.get(part, "")).split(" Optional")[0] for part in letters
    )
    found = {_TITLES[name] for name in names if name in _TITLES}
    return tuple(sorted(title for title in found if title not in plain))


def _named(treaty: str, plain: str, match: re.Match[str]) -> str:
    """Return the treaty, or its protocol where the words before the match say so."""
    before = re.split(r"[.;]|\band (?:the )?(?:international )?co(?:nvention|venant)",
                      plain[max(0, match.start() - _BEFORE) : match.end()])[-1]  # fmt: skip
    protocol = _PROTOCOL.search(before)
    if not protocol:
        return treaty
    return _protocol(treaty, plain, second=bool(protocol["second"]))


def _protocol(treaty: str, plain: str, *, second: bool) -> str:
    if treaty == "CRC":
        for subject, expression in _SUBJECTS_OF_CRC:
            if expression.search(plain):
                return f"CRC Optional Protocol ({subject})"
    return f"{treaty} {'Second ' if second else ''}Optional Protocol"
