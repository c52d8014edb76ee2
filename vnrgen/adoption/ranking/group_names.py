"""Names of the groups in the United Nations' languages and Portuguese, as reports write them.

The list follows the "affected persons" of the Universal Human Rights Index and the groups of the
2030 Agenda (paragraph 23). A part ending in ``*`` stands for every word that begins so; names in
Arabic stand for their forms with an article, a preposition or a conjunction, too. A name is
given with a second word where the first alone is said of other things: "trata de" is not yet
trafficking, nor is "сельское" alone rural people.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "women": (
        "women; woman; girl; girls; female; females; maternal;"
        " femme; femmes; fille; filles;"
        " mujer; mujeres; niña; niñas;"
        " mulher; mulheres; menina; meninas;"
        " женщин*; девушк*; девушек; девочк*; девочек;"
        " نساء; امرأة; المرأة; للمرأة; فتاة; فتيات; إناث;"
        " 妇女; 女性; 女童; 女孩"
    ),
    "children": (
        "child; children; minors; girl; girls; boy; boys; infant*; newborn*;"
        " enfant; enfants; mineurs; garçons; nourrisson*;"
        " niño; niños; niña; niñas; niñez; infancia; recién nacid*;"
        " criança; crianças; menino; meninos; menina; meninas; infância; recém nascid*;"
        " дети; детей; детям; детьми; детях; детск*; ребенок; ребенка; ребенку; ребенком; ребенке;"
        " ребёнок; ребёнка; ребёнку; ребёнком; ребёнке; несовершеннолетн*; мальчик*; девочк*;"
        " девочек; младен*; новорожденн*; новорождённ*;"
        " طفل; طفلة; أطفال; طفولة; فتيات; فتيان; قاصرين; قاصرات; رضع; مواليد;"
        " 儿童; 未成年人; 女童; 男童; 女孩; 男孩; 婴儿; 婴幼儿; 新生儿"
    ),
    "youth": (
        "youth; youths; young people; young person*; adolescent*;"
        " jeunes; jeunesse;"
        " jóvenes; juventud;"
        " jovem; jovens; juventude;"
        " молодеж*; молодёж*; молоды* люд*; подростк*;"
        " شباب; شبان; شابات; مراهق*; يافعين;"
        " 青年; 青少年; 年轻人"
    ),
    "older persons": (
        "older person*; older people; older women; older men; elderly; seniors;"
        " personnes âgées; personne âgée; aînés; aînées; troisième âge;"
        " personas mayores; persona mayor; adultos mayores; adultas mayores; adulto mayor;"
        " personas de edad; ancianos; ancianas; tercera edad;"
        " pessoas idosas; pessoa idosa; idosos; idosas; idoso; idosa; terceira idade;"
        " пожил*; престарел*; старш* возраст*;"
        " كبار السن; كبيرات السن; كبير السن; مسنين; مسنون; مسنات; مسن; شيخوخة;"
        " 老年人; 老人; 长者"
    ),
    "persons with disabilities": (
        "disabilit*; disabled; deaf; blind; handicap*;"
        " sourds; sourdes; aveugles; malvoyant*; malentendant*;"
        " discapacid*; sordos; sordas; ciegos; ciegas; sordomud*;"
        " deficiência*; deficientes; surdos; surdas; cegos; cegas;"
        " инвалид*; ограниченн* возможност*; незряч*; слабовидящ*; слабослышащ*;"
        " إعاقة; إعاقات; معاقين; معاقون; معاقات; معوقين; معوقون; مكفوفين; مكفوفون;"
        " الصم;"
        " 残疾; 残障; 盲人; 聋人; 聋哑"
    ),
    "indigenous peoples": (
        "indigenous; tribal; adivasi*; aboriginal*;"
        " autochtone*;"
        " indígena*; pueblos originarios; aborígen*;"
        " povos originários; povos nativos;"
        " коренн* народ*; коренн* насел*; коренн* жител*; малочисленн* народ*;"
        " الشعوب الأصلية; السكان الأصليين; السكان الأصليون; شعوب أصلية; سكان أصليين; سكان أصليون;"
        " القبائل;"
        " 土著; 原住民"
    ),
    "minorities": (
        "minorit*; roma; romani; sinti; travellers; afro*; african descent; dalit*;"
        " ethnic communit*;"
        " roms; tsigane*; gens du voyage; ascendance africaine;"
        " minoría*; gitano*; gitana*; romaní*; ascendencia africana;"
        " minoria*; cigano*; cigana*; quilombola*; ascendência africana;"
        " меньшинств*; рома; цыган*; африканск* происхожд*; этническ* общин*;"
        " أقلية; أقليات; الروما; غجر; أصل أفريقي; أصول أفريقية; المنحدرين من أفريقيا;"
        " 少数民族; 少数群体; 少数族裔; 罗姆人; 非洲人后裔; 非洲裔; 非裔"
    ),
    "migrants": (
        "migrant*; immigrant*; foreigner*;"
        " étrangers; étrangères; immigré*;"
        " migración; migraci*; migratori*; inmigrante*; extranjer*;"
        " imigrante*; migratóri*; estrangeiros; estrangeiras;"
        " мигрант*; иммигрант*; миграци*; иностранц*; иностранн* граждан*; иностранн* работник*;"
        " مهاجر*; أجانب; وافدين; وافدات; العمالة الوافدة;"
        " 移民; 移徙; 外国人; 外籍工人; 外籍劳工"
    ),
    "refugees": (
        "refugee*; asylum*; displaced person*; idps; displaced people;"
        " réfugié*; asile; déplacé*;"
        " refugiad*; asilo; desplazad*;"
        " deslocados internos; pessoas deslocadas; deslocadas internas;"
        " беженц*; беженок; беженк*; убежищ*; перемещенн* лиц*; перемещённ* лиц*;"
        " вынужденн* переселен*;"
        " لاجئ*; لجوء; نازح*; مشردين داخليا; مشردون داخليا;"
        " 难民; 庇护; 流离失所"
    ),
    "stateless persons": (
        "stateless*;"
        " apatrid*;"
        " apátrida*;"
        " апатрид*; безгражданств*; без гражданства;"
        " عديم* الجنسية; انعدام الجنسية; البدون;"
        " 无国籍"
    ),
    "LGBTI persons": (
        "lgbt*; lesbian*; gay; gays; bisexual*; transgender*; intersex*; homosexual*;"
        " sexual orientation; same sex;"
        " lesbienne*; bisexuel*; transgenre*; homosexuel*; orientation sexuelle; même sexe;"
        " transgénero*; transexual*; orientación sexual; mismo sexo;"
        " lésbica*; bissexua*; transgénero*; transgênero*; transexua*; travesti*; homossexua*;"
        " orientação sexual; mesmo sexo;"
        " лгбт*; лесбиян*; геи; геев; геям; геями; бисексуал*; трансгендер*; транссексуал*;"
        " интерсекс*; гомосексуал*; сексуальн* ориентац*; однопол*;"
        " مثليين; مثليون; مثليات; مثلية الجنسية; المثلية الجنسية; ميل جنسي; الميل الجنسي;"
        " ميول جنسية; الميول الجنسية; مغايري الهوية الجنسانية; مغايرو الهوية الجنسانية;"
        " مزدوجي الميل; صفات الجنسين;"
        " 同性恋; 双性恋; 跨性别; 变性者; 间性者; 双性者; 性取向; 性倾向; 同性伴侣; 同性婚姻"
    ),
    "people in poverty": (
        "poor; poverty; homeless*; destitute;"
        " pauvre*; pauvreté; sans abri; sans domicile;"
        " pobre*; pobreza; sin hogar; sin techo; situación de calle;"
        " sem abrigo; situação de rua;"
        " бедност*; бедны*; бедняк*; беднейш*; нищет*; малоимущ*; неимущ*; бездомн*;"
        " فقر; فقراء; فقيرة; فقيرات; بلا مأوى; معوزين; مشردين بلا مأوى;"
        " 贫困; 贫穷; 穷人; 无家可归"
    ),
    "rural people": (
        "rural; smallholder*; peasant*; farmers;"
        " ruraux; rurale; rurales; paysan*; agriculteurs; agricultrices;"
        " rurales; campesin*; agricultores; agricultoras;"
        " rurais; camponês; campones*;"
        " сельск* жител*; сельск* насел*; сельск* район*; сельск* местност*; сельск* женщин*;"
        " крестьян*; фермер*;"
        " ريف; ريفي; ريفية; ريفيين; ريفيات; أرياف; مزارعين; مزارعون; مزارعات; فلاحين; فلاحون;"
        " 农村; 农民; 小农; 乡村"
    ),
    "persons deprived of liberty": (
        "prison*; detain*; detention; inmate*; deprived of liberty; penitentiary;"
        " détenu*; détention; carcéral*; privé* de liberté; privée* de liberté;"
        " reclus*; detenid*; cárcel*; prisión; prisiones; presos; presas; penitenciari*;"
        " privad* de libertad;"
        " detidos; detidas; prisão; prisões; prisiona*; presídio*; penitenciári*;"
        " privad* de liberdade;"
        " лишенн* свободы; лишённ* свободы; лишения свободы; лишении свободы; тюрьм*; тюрем*;"
        " под стражей; под стражу; задержанн*; осужденны*; осуждённы*; пенитенциарн*;"
        " سجن; سجون; سجناء; سجين; سجينة; سجينات; محتجز*; احتجاز; محبوسين; محبوسون; موقوفين;"
        " محروم* من حريتهم; محروم* من الحرية; محرومات من حريتهن;"
        " 囚犯; 监狱; 拘留; 羁押; 在押; 服刑人员; 剥夺自由"
    ),
    "victims of trafficking": (
        "trafficking; trafficked;"
        " la traite; traite des personnes; traite des êtres; traite d êtres; traite des femmes;"
        " traite des enfants; victimes de traite;"
        " la trata; trata de personas; trata de seres; trata de mujeres; trata de niñ*;"
        " trata de migrantes; víctimas de trata;"
        " tráfico de pessoas; tráfico de seres humanos; tráfico humano;"
        " торговл* людьми; торговл* женщин*; торговл* детьми;"
        " اتجار بالأشخاص; الاتجار بالأشخاص; اتجار بالبشر; الاتجار بالبشر; ضحايا الاتجار;"
        " الاتجار بالنساء; الاتجار بالأطفال;"
        " 人口贩运; 贩运人口; 贩卖人口; 人口贩卖; 拐卖; 贩运受害者"
    ),
    "people living with HIV": (
        "hiv; aids;"
        " vih; sida;"
        " вич; спид; спида; спидом; спиде;"
        " نقص المناعة; إيدز; الإيدز;"
        " 艾滋"
    ),
    "persons with mental health conditions": (
        "mental; psychosocial; psychiatric;"
        " mentale; mentales; mentaux; psychosocia*; psychiatri*;"
        " mentales; psicosocial*; psiquiátric*;"
        " mentais; psicossocia*;"
        " психическ*; психосоциальн*; психиатрич*;"
        " الصحة النفسية; الصحة العقلية; صحة نفسية; صحة عقلية; الأمراض العقلية; الأمراض النفسية;"
        " الاضطرابات النفسية; الإعاقة النفسية; النفسية الاجتماعية;"
        " 精神卫生; 精神健康; 精神障碍; 精神疾病; 精神病; 精神残疾; 心理健康; 心理社会; 社会心理"
    ),
    "domestic workers": (
        "domestic worker*;"
        " travailleurs domestiques; travailleuses domestiques; travailleur domestique;"
        " employé* de maison; employée* de maison;"
        " trabajador* doméstic*; trabajadoras del hogar; trabajadores del hogar;"
        " emplead* doméstic*; empleadas del hogar;"
        " trabalhador* doméstic*; empregad* doméstic*;"
        " домашн* работни*; домашн* прислуг*;"
        " عمال المنازل; عاملات المنازل; العمال المنزليين; العمال المنزليون; العاملات المنزليات;"
        " عمال منزليين; خدم المنازل; العمالة المنزلية; الخدمة المنزلية;"
        " 家政工; 家政人员; 家政服务; 家庭佣工; 家庭工人; 家庭雇工"
    ),
    "human rights defenders": (
        "human rights defender*; journalist*;"
        " défenseurs des droits; défenseures des droits; défenseuses des droits;"
        " défenseurs de droits;"
        " defensores de; defensoras de; periodista*;"
        " defensores dos direitos; defensoras dos direitos; jornalista*;"
        " правозащитн*; журналист*;"
        " مدافع* عن حقوق الإنسان; صحفي*; صحافيين; صحافيون; صحافيات;"
        " 人权维护者; 人权捍卫者; 记者"
    ),
}  # fmt: skip
