"""occupationText, nativeOf, contributedTo, hasRank, governs: what a clause says of people beside their posts.

A :class:`Reading` in, claims out.  Rules: kg/rules/people.yaml; callings: kg/lexicon/data/occupations.txt.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.stated import Scene, once, stated
from kg.extract.topics import place_argument
from kg.lexicon.tables import rows, words
from kg.mentions.names import surnames
from kg.model import Argument, Claim, Span
from kg.rules import PLACE, Rule

_CUE = re.compile(
    r"是[^,。\n]{0,30}人(?=[,。;、!?\n”)(]|$)|系[^,。\n]{0,30}人(?=[,。;、!?\n”)(]|$)|为[^,。\n]{0,30}人(?=[,。;、!?\n”)(]|$)|生[于在]|出生|诞生|长[于在]|籍|老家|家乡|故乡|故里|贡献|级(?<=[部省厅局处县团师科股]级)|主政|执政|执掌|治理着|管辖"
)
#: What makes the words before 贡献 no gift yet.
_NOT_YET = re.compile(
    r"(?:要|将|会|能|应|想|继续|努力|争取|愿意?|可以|必须|希望|呼吁|没有|未|不断|期待|力争|共同)[^,。;]{0,8}$|如果|为了"
)
#: A topic that is only a word of quantity or of the clause around.
_NO_TOPIC = re.compile(r"此|其|之|[他她它我你]|推动[^,]{0,2}$|.*(?:[说,]|记者|期间)|中国人民$")
#: In front of a calling: it counts several people, or is part of a longer word.
_COUNTED = re.compile(
    r"(?:[\d一二两三四五六七八九十百千几多]+(?:多|余)?[名位个]|等|们|各类|一批)[^,。;、]{0,8}$|(?:会议|大会)$"
)
#: From this frequency on a family name is common enough to stand without another sign of a name.
_COMMON = 10.0
#: What names of bodies end with, not people's: 农民|合作社.
_NO_END = frozenset("馆社院校厂局厅")
#: What compounds end with that begin with a common word: 纪念日, 保护法.
_THINGS = frozenset("日法会节碑园站证奖团案区馆墓")
_PARTICLES = frozenset("不都也将像很更最被把让")
#: How far back the place that 这片土地 means may stand, in characters.
_BACK = 200


def extract(reading: Reading) -> Iterator[Claim]:
    """The claims, each the first time that the text makes it."""
    return once(chain(_occupations(reading), _stated(reading)))


@cache
def _callings() -> re.Pattern[str]:
    names = "|".join(sorted(words("occupations.txt"), key=lambda word: (-len(word), word)))
    fields = "|".join(sorted(words("occupation_fields.txt"), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?P<said>(?:(?:{fields})+(?:工作者|人士|专家|学者))|(?:{names}))$")


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(words("occupations.txt")))


@cache
def _sounds() -> frozenset[str]:
    return words("transliteration.txt")


def _is_name(reading: Reading, text: str) -> bool:
    """Whether a name is one and not the words of the sentence: 农民|有更多, 工人|员住房."""
    if text[1:2] == "不" and text[:1] == text[2:3]:  # 农民|富不富
        return False
    if "·" in text or (len(text) < 5 and set(text) <= _sounds()):
        return True
    if text[-1] in _NO_END or set(text) & _PARTICLES:
        return False
    known = words("words.txt")
    common = surnames().get(text[0], 0) > _COMMON or text[:2] in surnames()
    count = reading.shadow.count(text)
    if text[:2] in known and text[-1] in _THINGS:  # 烈士|纪念日, 记者|招待会
        return False
    if text[:2] in known or text[-2:] in known:
        return count > (1 if common else 2)
    return common or count > 1


def _occupations(reading: Reading) -> Iterator[Claim]:
    """The callings that stand directly in front of a name, and of those listed behind it: 村民张云舟、李望川."""
    if not reading.may_hold(words("occupations.txt")):
        return
    shadow, starts = reading.shadow, {post.span.end for post in reading.posts}
    for person in reading.persons:
        at = person.span.start
        if at in starts or not shadow.endswith(_endings(), max(0, at - 6), at):
            continue
        straddled = shadow[at - 1 : at + 1] in words("words.txt")  # 水电工|程开工
        if straddled or not _is_name(reading, person.text):
            continue
        match = _callings().search(shadow, max(0, at - 14), at)
        if (
            match is None
            or match["said"] in ("工作者", "人士")
            or _COUNTED.search(shadow, max(0, match.start() - 16), match.start())
        ):
            continue
        span = Span(match.start(), at)
        yield claim(
            reading.doc,
            "occupationText",
            Argument("Person", reading.printed(person), person.span),
            Argument("Text", reading.doc.text[span.start : span.end], span),
            Span(span.start, person.span.end),
            "people/calling before the name",
        )


def _stated(reading: Reading) -> Iterator[Claim]:
    scene = Scene(reading)
    for match, rule in scene.matches("people", _CUE):
        if rule.values["predicate"] == "contributedTo" and not _given(match):
            continue
        if not all(_is_name(reading, side.text) for side in scene.sides(match, "person", rule)):
            continue
        made = _here(scene, match, rule) if rule.values["object"] == "here" else stated(scene, "people", match, rule)
        yield from made


def _given(match: re.Match[str]) -> bool:
    before = match.string[match.start() : match.start("topic")]
    return not _NOT_YET.search(before.removesuffix("为").removesuffix("对")) and not _NO_TOPIC.match(match["topic"])


def _here(scene: Scene, match: re.Match[str], rule: Rule) -> Iterator[Claim]:
    """Natives of 这片土地: of the last place that the sentence, or the line before it, opens a clause with."""
    reading = scene.reading
    text = reading.mask.text
    low = max(0, match.start() - _BACK)
    found = [at for at in range(low, match.start()) if text[at] == PLACE]
    opens = [at for at in found if at == 0 or text[at - 1] in ",。;:!?\n“" or text[at - 2 : at] in ("在",)]
    for at in reversed(opens):
        place = place_argument(reading, reading.mask.tokens[at])
        if place is None:
            continue
        whole = reading.mask.span(*match.span())
        for person in scene.sides(match, "person", rule):
            yield claim(
                reading.doc, "nativeOf", person, place, whole, f"people/{rule.name}", explicit=False, confidence=0.8
            )
        return


@cache
def rank_codes() -> dict[str, str]:
    """Printed ranks and their codes; the first printed form of a code is its name."""
    return {row["printed"]: row["code"] for row in rows("ranks.tsv")}
