"""locatedIn, categoryText, capitalOf, partOf: where sites and places lie, and what kind of place a place is called.

A :class:`Reading` in, claims out.  Rules: kg/rules/sites.yaml.  What the gazetteer knows is no claim of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.stated import RULES, Scene, once, stated
from kg.extract.topics import CHINA
from kg.lexicon.divisions import gazetteer
from kg.mentions.bodies import is_body
from kg.mentions.letters import letter_codes
from kg.mentions.places import PlaceMention
from kg.model import Argument, Claim, Span
from kg.rules import Rule

_CUE = re.compile(
    r"位于|落于|落在|地处|建在|设在|设到|落户|建于|选址|总部|楼(?<=[大办公]楼)|中心|馆|院|站(?<=[车铁运]站)|机场|陵园|公墓|纪念碑|厂(?<=[处发焚电][理电烧站]厂)|"
    r"水电站|城市|省会|首府|直辖|特区|县(?<=[困强大]县)|大省|老区|基地|名城|古都|县级市|地级市|城区|侨乡|名镇|之乡|产区|两翼|部(?:山区|沿海|边境|贫困)|聚居|口岸|强市|双拥"
)
#: Sites that are bodies rather than buildings.
_BODY = re.compile(
    r"(?:医院|学校|大学|学院|小学|中学|公司|集团|研究所|实验室|合作社|总部|政府[\u4e00-\u9fff]{2,6}中心)$"
)
#: What a name of a site is not: a phrase with a verb or a pronoun of its own, several sites, what moves or belongs
#: to an army.
_NO_SITE = re.compile(
    r".*(?:记者|他们|我们|大家|这里|那里|这[个座家]|来到|前往|走进|参观|考察|建设|建成|就是|[\d一二两三四五六七八九十几多]+[个座家所]|将(?![军台乐])|着手|立即|批准|先后|正在|至(?!善|诚|圣|德|公))"
    r"|.*的[^,]*的|(?:该|其|此|本|某|当地|附近|周边)"
    r"|.*(?:等|遭|被|了|和|与|台风|风暴|气旋|震中|地震|军区|边区|冷空气|雨区)"
)
_CAPITAL = re.compile("省会|首府")
#: Words that tell where a part of a province lies: 粤北, 苏南.
_SIDES = "东西南北中"


def extract(reading: Reading) -> Iterator[Claim]:
    """The claims, each relation the first time that the text tells of it."""
    return once(chain(_stated(reading), _parts(reading)))


def _stated(reading: Reading) -> Iterator[Claim]:
    scene = Scene(reading)
    for match, rule in scene.matches("sites", _CUE, RULES | {"own"}):
        predicate = rule.values["predicate"]
        if rule.values["object"] == "capital":
            yield from _in_capital(scene, match, rule)
            continue
        if rule.values.get("own"):
            yield from _named_after(scene, match, rule)
            continue
        for made in stated(scene, "sites", match, rule):
            if predicate == "locatedIn" and made.subject.kind != "District":
                if (site := _site(made)) is not None:
                    yield site
            elif predicate == "locatedIn":
                if _lies(made):
                    yield made
            elif predicate == "categoryText" and made.subject.code and made.subject.code[0].isdigit():
                yield made
                yield from _capital_of(made)
            elif predicate == "partOf":
                text = f"{made.object.text.removesuffix('省').removesuffix('市')}{made.subject.text}"
                yield replace(made, subject=replace(made.subject, text=text))


def _site(made: Claim) -> Claim | None:
    """A site with its kind; None where the words name none."""
    text = made.subject.text.strip("“”")
    if made.object.code == CHINA or (made.rule.endswith("site lies there") and "的" in text):
        return None  # 马德里中国文化中心 lies in no China
    if _NO_SITE.match(text) or len(text) < 3 or text.count("“") != text.count("”"):
        return None
    kind = "Organization" if _BODY.search(text) and is_body(text) else "Facility"
    code = None  # where a body lies is not whose it is
    return replace(made, subject=replace(made.subject, kind=kind, code=code))


def _named_after(scene: Scene, match: re.Match[str], rule: Rule) -> Iterator[Claim]:
    """A site whose name begins with its place, which is no place of its own there: 平遥县|博物馆."""
    token = scene.reading.mask.tokens[match.end("place") - 1]
    code = scene.reading.linked_places.resolve(token).code if isinstance(token, PlaceMention) else None
    if code is None or not isinstance(token, PlaceMention) or not token.parts[-1].candidates:
        return
    site = scene.words(*match.span("site"), "Facility")
    place = Argument("District", gazetteer()[code].name, token.span, code=code)
    span = scene.reading.mask.span(*match.span("site"))
    made = claim(scene.reading.doc, "locatedIn", site, place, span, f"sites/{rule.name}")
    if (found := _site(made)) is not None:
        yield found


def _lies(made: Claim) -> bool:
    """Whether the one place may lie in the other: the wider one is not in the narrower."""
    lower, upper = made.subject.code, made.object.code
    return not (lower and upper and (lower == upper or gazetteer().is_below(upper, lower)))


def _capital_of(made: Claim) -> Iterator[Claim]:
    """What is called the capital is that of its province."""
    code = made.subject.code
    if not _CAPITAL.search(made.object.text) or not code or not code[0].isdigit():
        return
    unit = gazetteer()[code]
    above = gazetteer().ancestors(code)
    if unit.level == "prefecture" and above:
        province = Argument("District", above[-1].name, None, code=above[-1].code)
        yield claim(
            made.evidence.doc,
            "capitalOf",
            made.subject,
            province,
            made.evidence.span,
            made.rule,
            explicit=False,
            confidence=0.9,
        )


def _in_capital(scene: Scene, match: re.Match[str], rule: Rule) -> Iterator[Claim]:
    """A place in the capital of its province: the city whose code ends in 0100 (GB/T 2260)."""
    for place in scene.sides(match, "place", rule):
        if not place.code or not place.code[0].isdigit():
            continue
        capital = gazetteer().by_code(place.code[:2] + "0100")
        if capital is not None and gazetteer().is_below(place.code, capital.code):
            yield claim(
                scene.reading.doc,
                "locatedIn",
                place,
                Argument("District", capital.name, None, code=capital.code),
                scene.reading.mask.span(*match.span()),
                f"sites/{rule.name}",
                explicit=False,
                confidence=0.85,
            )


@cache
def _region() -> re.Pattern[str]:
    part = f"[{''.join(sorted(letter_codes()))}][{_SIDES}]"
    return re.compile(rf"{part}(?=(?P<sure>地区|山区|革命老区|一带)|(?<![\u4e00-\u9fff]..)(?:各[市县地]|[、和与]))")


def _parts(reading: Reading) -> Iterator[Claim]:
    """粤北, 苏南: a part of the province that its letter stands for."""
    for match in _region().finditer(reading.shadow):
        text = match[0]
        if gazetteer().is_known(text) and any(unit.level != "region" for unit in gazetteer().by_name(text)):
            continue  # 晋中 is a city
        province = gazetteer()[letter_codes()[text[0]]]
        text += "地区" if reading.shadow.startswith("地区", match.end()) else ""
        span = Span(match.start(), match.start() + len(text))
        yield claim(
            reading.doc,
            "partOf",
            Argument("InformalRegion", text, span),
            Argument("District", province.name, None, code=province.code),
            span,
            "sites/letter and side",
            explicit=False,
        )
