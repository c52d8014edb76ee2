"""Groups and refusals are heard in the United Nations' languages and Portuguese."""

from __future__ import annotations

import pytest

from tests.builders_ranking import passages, recommendation
from vnrgen.adoption.candidates import candidate_passages
from vnrgen.adoption.ranking.group_names import NAMES
from vnrgen.adoption.ranking.groups import GroupFinder
from vnrgen.adoption.ranking.marks import MarkKind, refusing_sentences
from vnrgen.adoption.ranking.words import folded, words

FINDER = GroupFinder()

# One sentence part for each group, in forms that a sentence needs.
SAID = {
    "women": "the women|les femmes|las mujeres|as mulheres|для женщин|وللنساء|保障妇女权利",
    "children": "of children|des enfants|la niñez|das crianças|с детьми|والأطفال|保护儿童",
    "youth": "of youth|les jeunes|los jóvenes|dos jovens|молодым людям|للشباب|青年就业",
    "older persons": "the elderly|des personnes âgées|personas de edad|pessoas idosas"
    "|пожилых людей|لكبار السن|照顾老年人",
    "persons with disabilities": "with disabilities|en situation de handicap|con discapacidad"
    "|com deficiência|инвалидов|ذوي الإعاقة|残疾人权利",
    "indigenous peoples": "indigenous peoples|les autochtones|los indígenas|os indígenas"
    "|коренных народов|للشعوب الأصلية|土著人民",
    "minorities": "of minorities|les minorités|las minorías|as minorias|меньшинств|والأقليات"
    "|少数民族地区",
    "migrants": "of migrants|les migrants|trabajadores migratorios|imigrantes|мигрантов"
    "|العمال المهاجرين|保护移民",
    "refugees": "of refugees|les réfugiés|los refugiados|refugiadas|беженцам|اللاجئين|难民营",
    "stateless persons": "statelessness|l'apatridie|los apátridas|apátridas|лица без гражданства"
    "|عديمي الجنسية|无国籍者",
    "LGBTI persons": "of lesbians|homosexuels|orientación sexual|orientação sexual"
    "|сексуальной ориентации|الميل الجنسي|性取向",
    "people in poverty": "in poverty|la pauvreté|la pobreza|a pobreza|с бедностью|الفقراء|消除贫困",
    "rural people": "rural areas|en zone rurale|medio rural|zonas rurais|сельского населения"
    "|المناطق الريفية|在农村地区",
    "persons deprived of liberty": "in detention|les détenus|la cárcel|as prisões|в тюрьмах"
    "|السجناء|在押人员",
    "victims of trafficking": "trafficking|la traite des êtres humains|la trata de personas"
    "|tráfico de pessoas|торговлей людьми|الاتجار بالبشر|打击人口贩运",
    "people living with HIV": "with HIV|le VIH|el VIH|o VIH|с ВИЧ|نقص المناعة|防治艾滋病",
    "persons with mental health conditions": "mental health|la santé mentale|la salud mental"
    "|saúde mental|психического здоровья|الصحة النفسية|精神卫生法",
    "domestic workers": "domestic workers|travailleuses domestiques|trabajadoras domésticas"
    "|trabalhadores domésticos|домашних работников|عاملات المنازل|家政工人",
    "human rights defenders": "human rights defenders|défenseurs des droits|defensores de derechos"
    "|defensores dos direitos|правозащитников|المدافعين عن حقوق الإنسان|人权维护者",
}


def test_every_group_is_in_the_table_of_the_next_test() -> None:
    assert list(SAID) == list(NAMES)
    assert {len(said.split("|")) for said in SAID.values()} == {7}


@pytest.mark.parametrize("group", list(SAID))
def test_a_group_is_found_in_seven_languages(group: str) -> None:
    missed = [s for s in SAID[group].split("|") if group not in FINDER.groups(words(s))]
    assert missed == []


@pytest.mark.parametrize(
    "said",
    [
        "La ley trata de regular el comercio; se trata de una reforma.",
        "Le rapport traite de la réforme et elle traite les demandes.",
        "развитие сельского хозяйства и заключенного договора",  # agriculture; a treaty concluded
        "نظام روما الأساسي",  # the Rome Statute
        "انظر الفقرة الثانية",  # "see the second paragraph", by its letters near "the poverty"
        "本着合作精神",  # in a spirit of cooperation
        "коренные реформы",  # radical reforms
    ],
)
def test_what_only_looks_like_a_group_is_none(said: str) -> None:
    assert FINDER.groups(words(said)) == ()


@pytest.mark.parametrize("said", ["الإعاقة", "الاعاقة", "والإعاقة", "للإعاقة", "بإعاقة", "إعاقات"])
def test_arabic_is_heard_with_what_is_written_together_with_it(said: str) -> None:
    assert FINDER.groups(words(said)) == ("persons with disabilities",)


@pytest.mark.parametrize(
    ("asked_for", "answer", "other"),
    [
        ("Улучшить жизнь престарелых.", "Пенсии пожилых людей выросли.", "Дороги построены."),
        ("改善长者生活。", "老年人的养老金提高了。", "铁路运输量增加了。"),
        ("تحسين حياة المسنين.", "زادت معاشات كبار السن.", "شيدت الطرق الجديدة."),
    ],
)
def test_a_group_asked_for_by_another_name_is_proposed(
    asked_for: str, answer: str, other: str
) -> None:
    report = passages(other, answer, "2019")
    found = candidate_passages([recommendation(asked_for)], report)["R1"]
    assert found[0].passage.text == answer
    assert "older persons" in [reason.text for reason in found[0].reasons]


REFUSALS = (
    "We can't accept this.|can't accept",
    "The Government can’t support it.|can’t support",
    "The State won't ratify the convention.|won't ratify",
    "Parliament won’t be considering it.|won’t be considering",
    "It cannot accept the proposal.|cannot accept",
    "The proposal cannot be accepted.|cannot be accepted",
    "It could not be accepted.|could not be accepted",
    "The State is not in a position to agree.|is not in a position",
    "It is currently not in a position to agree.|is currently not in a position",
    "The following did not enjoy the support of the State.|did not enjoy the support",
    "The State is not prepared to act.|is not prepared to",
    "The State is not able to accept it.|is not able to accept",
    "The Government opposes the reform.|opposes",
    "Le Gouvernement ne peut accepter la proposition.|ne peut accepter",
    "Les autorités n’envisagent pas la réforme.|n’envisagent pas",
    "Le pays ne saurait souscrire à cela.|ne saurait souscrire",
    "La Suisse rejette la recommandation.|rejette",
    "L’État s’oppose à la réforme.|s’oppose à",
    "Il n’est pas en mesure d’accepter.|n’est pas",
    "El Estado no puede aceptar la propuesta.|no puede",
    "Las autoridades no aceptan la reforma.|no aceptan",
    "El Gobierno no está en condiciones de aceptarla.|no está en condiciones",
    "No está previsto reformar la ley.|no está previsto",
    "El Gobierno rechazó la propuesta.|rechazó",
    "El Estado se opone a la reforma.|se opone",
    "El Gobierno no tiene la intención de reformarla.|no tiene la intención",
)


@pytest.mark.parametrize("line", REFUSALS)
def test_a_refusal_is_heard(line: str) -> None:
    said, refusal = line.split("|")
    assert [sentence.refusal for sentence in refusing_sentences(folded(said))] == [refusal]
    (found, *_) = candidate_passages(
        [recommendation(said)], passages(said, "Trains run.", "Roads were paved.")
    )["R1"]
    assert MarkKind.CONTRADICTION in [mark.kind for mark in found.marks]


@pytest.mark.parametrize(
    "said",
    [
        "The Government can accept this and will support it; it won support.",
        "Prisoners who do not work receive a pension.",
        "The team won the right to accept.",
        "Cans of water; the object of the law is accepted.",
        "Le Gouvernement accepte la proposition.",
        "El Gobierno acepta la propuesta y opina que es posible.",
    ],
)
def test_what_refuses_nothing_is_no_refusal(said: str) -> None:
    assert [s for s in refusing_sentences(folded(said)) if s.refusal] == []
