"""Shadow text in, the places it names out: chains of names, each with the codes it may mean.

A mention is a maximal chain of names that directly follow each other and descend: 上海市长宁区江苏路街道.
A name whose characters are more often another word (朝阳, 和平) counts only with evidence: a chain,
its full form elsewhere in the text, or a dateline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from kg import lazy_re as re
from kg.lexicon.divisions import Gazetteer, Name, gazetteer
from kg.lexicon.tables import words
from kg.mentions import open_parts as unlisted
from kg.mentions import post_words as near
from kg.mentions.letters import province_letters
from kg.mentions.names import common_families
from kg.mentions.rosters import outside_rosters
from kg.model import Span

# 黄浦|江 is a river: a name that runs on like this is of nature, or of a ship.
NATURE = frozenset("山河湖江海湾峡岛洋潮舰号")
# What may follow a full name whose last character it shares: 榆次区|委 is 榆次区 + 区委.
BODY_STARTS = frozenset("委长政人纪监法检级")
LAST_CHARACTERS = frozenset("省市区县旗州盟镇乡")
DIRECTIONS = frozenset("东南西北中部")
CLOSING = '”"」』》'
#: Without one of these, the tail of a name or a closing mark, close behind it a place stands in no longer name.
IN_NAME = re.compile(f"[路街道桥港站场岸堂殿学院行团报司社所馆{''.join(sorted(NATURE))}{CLOSING}]")
#: How far behind a place they stand, and how much longer than it what stands in quotation marks may be.
NAME_REACH, QUOTED_MORE = 10, 6
NAME_TAIL = re.compile(
    r"(?:(?:东|南|西|北|中|环|[一二三四五]环?)?(?:路|街|大街|大道|大桥|桥|港|站|机场|口岸|堂|殿)(?!堂|道|线|上|径|程|过|口岸|在|起|稳)"
    rf"|(?:(?!{unlisted.DONE_THERE})[^\W\d_{unlisted.NOT_IN_NAMES}]){{0,6}}?(?:大学|学院|银行|集团|医院|日报|晚报|时报|中学|小学|公司|书院|出版社|研究院|研究所|博物馆))"
)
QUOTED = re.compile(rf"[“\"「『《]([^{CLOSING}，。、\n]{{2,12}})[{CLOSING}]")
#: What shows that a bare short form is a place.
BEFORE_A_PLACE = re.compile(r"(?:[在到赴抵驻往]|派来|来到|前往|走进|抵达|地处|挂职|回到|奔赴|途经|调任|转战)$")
BEHIND_A_PLACE = re.compile(
    r"[市县区](?:委|政府|长)|地委|行署|专署|[一二三四五六七八九十]中(?!全会|央)|党委|党政|公安|法院|检察|人大|政协|纪委|监委|干部|群众|县城|城区|籍|境内|各地|组织部|宣传部|统战部|政法委"
)


class PlacePart(NamedTuple):
    """One name of a chain.  ``candidates`` are codes, current units first; empty for a unit no table has."""

    span: Span
    surface: str
    candidates: tuple[str, ...]
    short: bool


class PlaceMention(NamedTuple):
    """A chain of parts, the highest first.  ``in_name``: it opens or stands in a longer name (北京大学, 黄浦江)."""

    span: Span
    parts: tuple[PlacePart, ...]
    in_name: bool = False


def find_places(shadow: str) -> list[PlaceMention]:
    """The places named in ``shadow``, in order, none overlapping another.

    ``shadow`` is the text in its normalised form of equal length, so the offsets fit the text.
    """
    finder = _Finder(shadow, gazetteer())
    return sorted(finder.mentions(), key=lambda mention: (mention.span.start, mention.span.end))


class _Finder:
    """The search of one text."""

    def __init__(self, text: str, places: Gazetteer) -> None:
        self.text, self.places = text, places
        self.common = words("words.txt")
        self.names = places.names_in(text)

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """Where short stretches between quotation marks start and end."""
        return [match.span(1) for match in QUOTED.finditer(self.text)]

    @cached_property
    def townships(self) -> bool:
        return any(word in self.text for word in ("镇", "乡", "街道", "地区", "苏木"))

    def mentions(self) -> Iterator[PlaceMention]:
        """Chains by evidence of their own first, then the weak names that others make credible."""
        chains = [(chain, self.credible(chain)) for chain in self.chains()]
        named = {
            code for chain, strong in chains if strong for part in chain if not part.short for code in part.candidates
        }
        kept = [c for c, strong in chains if strong or (c[0].short and not named.isdisjoint(c[0].candidates))]
        kept = self.supported(kept)
        found = {_span(chain): chain for chain in kept}
        for part in self.loose_townships(kept):
            inner = [span for span in found if span.overlaps(part.span)]
            if all(part.span.covers(span) for span in inner):
                for span in inner:  # 江苏 in 江苏路街道
                    del found[span]
                found[part.span] = (part,)
        for letters in province_letters(self.text):
            whole = Span(letters[0][0].start, letters[-1][0].end)
            inner = [span for span in found if span.overlaps(whole)]
            if all(len(letters) > 2 and whole.covers(span) and whole != span for span in inner):
                for span in inner:  # 京津冀 in 京津冀豫四省市
                    del found[span]
                found |= {
                    span: (self.plain_part(span.start, self.text[span.start], (code,)),) for span, code in letters
                }
        for span in outside_rosters(self.text, found):
            yield PlaceMention(span, found[span], self.in_name(span))

    def supported(self, chains: list[tuple[PlacePart, ...]]) -> list[tuple[PlacePart, ...]]:
        """Without the bare short forms of counties that nothing shows to be places: 投资兴业, 东古塔.

        What shows it is a unit above or the county itself named elsewhere, what stands around it (到榆次, 挂职长宁),
        or the head of a clause, where the dictionary knows the name as a place.
        """
        alone = [chain for chain in chains if self.is_alone(chain)]
        if not alone:
            return chains
        unsure = {chain[0].span for chain in alone}
        others = [chain for chain in chains if chain[0].span not in unsure and not self.in_name(_span(chain))]
        around = {code for chain in others for part in chain for code in part.candidates}
        around |= {unit.code for code in around for unit in self.places.ancestors(code)}
        lost = {
            chain[0].span
            for chain in alone
            if self.is_persons(chain[0]) or not (self.in_use(chain[0]) or self.is_around(chain[0], around))
        }
        return [chain for chain in chains if chain[0].span not in lost]

    def is_alone(self, chain: tuple[PlacePart, ...]) -> bool:
        """Whether the chain is nothing but two characters that a county may be called."""
        part = chain[0]
        if not part.short or len(chain) > 1 or len(part.surface) > 2:
            return False
        return all(code[0].isdigit() and not code.endswith("00") for code in part.candidates)

    def is_around(self, part: PlacePart, around: set[str]) -> bool:
        return any(around & {code, *(unit.code for unit in self.places.ancestors(code))} for code in part.candidates)

    def is_persons(self, part: PlacePart) -> bool:
        """Whether a family name stands before: 段|江华."""
        before = self.text[max(0, part.span.start - 2) : part.span.start]
        return before[-1:] in common_families() and before not in self.common

    def in_use(self, part: PlacePart) -> bool:
        """Whether the words around speak of a place: 到榆次, 榆次公安局; 榆次, at the head of a clause."""
        start, end = part.span.start, part.span.end
        if self.text[start - 1 : start + 1] in self.common:
            return False  # 从中|牟利
        if (
            BEFORE_A_PLACE.search(self.text, max(0, start - 3), start)
            or BEHIND_A_PLACE.match(self.text, end)
            or near.LISTED.match(self.text, end)
        ):
            return True
        before = self.text[start - 1 : start]
        return not before.isalpha() and before != "·" and self.places.is_known(part.surface)

    def chains(self) -> Iterator[tuple[PlacePart, ...]]:
        """Maximal chains from left to right."""
        end = 0
        last: tuple[PlacePart, ...] = ()
        for start in sorted(self.names):
            if start < end:
                continue
            best: tuple[PlacePart, ...] = ()
            for name in self.names[start]:
                if self.bounded(start, name):
                    best = _longer(best, self.extend(start, name))
            if best and not self.swallowed(best) and not (0 < start == end and self.is_part_of_last(best, last)):
                end, last = best[-1].span.end, best
                yield best

    def is_part_of_last(self, chain: tuple[PlacePart, ...], last: tuple[PlacePart, ...]) -> bool:
        """Whether the chain, right behind the chain ``last``, only says which part of it is meant: 新疆|西北部, a
        side; 喀什|老城区, which is not that district of another city.
        """
        part, codes = chain[0], last[-1].candidates
        if DIRECTIONS.issuperset(part.surface):
            return True
        if len(chain) > 1 or not codes or not all(code[0].isdigit() for code in codes):
            return False
        return (part.short or part.surface.endswith("区")) and all(
            self.places[code].level == "county" for code in part.candidates
        )

    def swallowed(self, chain: tuple[PlacePart, ...]) -> bool:
        """Whether a short name cuts into a firm one behind it, being weak or the end of a common word:
        致电|白俄罗斯 holds no 电白, 连通|河北 no 通河; but 任|内蒙古.
        """
        if len(chain) > 1 or chain[0].candidates[0].endswith("0000"):
            return False
        start, end = chain[0].span.start, chain[0].span.end
        if end - start > 3 and self.text[start - 1 : start] in ("对", "访"):  # 对|白俄罗斯 is no 对白
            return False
        torn = self.text[start - 1 : start + 1] in self.common
        exposed = chain[0].short or chain[0].candidates[0][0] == "x" if torn else self.places.is_weak(chain[0].surface)
        if not exposed:
            return False
        reach = end if torn else end + 1  # 首都|柏林 holds no 都柏林
        return any(
            at + len(name.surface) >= reach and not name.weak
            for at in range(start + 1, end)
            for name in self.names.get(at, ())
        )

    def extend(self, start: int, first: Name) -> tuple[PlacePart, ...]:
        """The longest chain that begins with the name ``first`` at ``start``."""
        end = start + len(first.surface)
        if end not in self.names:  # the usual case
            return self.with_township((self.part(start, first, first.codes),))
        best: tuple[PlacePart, ...] = ()
        for name in self.names[end]:
            if not self.right_edge(end, name) or self.takes_level(start, end, name):
                continue
            below = tuple(code for code in name.codes if self.descends(code, first.codes))
            if below:
                kept = tuple(code for code in first.codes if any(self.places.is_below(low, code) for low in below))
                tail = self.extend(end, Name(name.surface, below, name.short, name.weak))
                best = _longer(best, (self.part(start, first, kept), *tail))
        return best or self.with_township((self.part(start, first, first.codes),))

    def takes_level(self, start: int, end: int, name: Name) -> bool:
        """Whether a short name opens with the last character of the name in front: 济南|市中 in 济南市|中级法院."""
        last = end + len(name.surface) - 1
        whole = name.short and any(len(other.surface) == end + 1 - start for other in self.names[start])
        return whole and self.text[last : last + 2] in self.common

    def descends(self, code: str, tops: Iterable[str]) -> bool:
        return any(self.places.is_below(code, top) for top in tops)

    def with_township(self, chain: tuple[PlacePart, ...]) -> tuple[PlacePart, ...]:
        """The chain with a township and an open part (a village, a zone) behind it, where there is one."""
        last = chain[-1]
        end = last.span.end
        if last.candidates[0].startswith("x-") or not unlisted.PART.search(self.text, end, end + unlisted.REACH):
            return chain  # the former lie abroad, or are regions
        level = self.places[last.candidates[0]].level
        if level not in ("province", "prefecture", "county"):
            return chain
        following = self.text[end : end + unlisted.REACH]
        if self.townships and unlisted.TOWNSHIP_CUE.search(following):
            below = [(name, codes) for code in last.candidates for name, codes in self.listed(code, following)]
            if below:
                name = max((name for name, _ in below), key=len)
                codes = tuple(code for other, found in below if other == name for code in found)
                tops = tuple(top for top in last.candidates if any(self.places.is_below(code, top) for code in codes))
                last = PlacePart(last.span, last.surface, tops, last.short)
                chain = (*chain[:-1], last, self.plain_part(last.span.end, name, codes))
            elif (
                level == "county" and not last.short and (opened := self.opened(unlisted.TOWNSHIP, last.span.end, last))
            ):
                chain = (*chain, opened)
        return self.with_open_part(chain)

    def with_open_part(self, chain: tuple[PlacePart, ...]) -> tuple[PlacePart, ...]:
        last = chain[-1]
        if not unlisted.PART.search(self.text, last.span.end, last.span.end + unlisted.REACH):
            return chain
        below_county = bool(last.candidates and len(last.candidates[0]) == 9) or not last.candidates
        patterns = (unlisted.VILLAGE,) if below_county else (unlisted.ZONE, unlisted.NEW_AREA, unlisted.VILLAGE)
        for pattern in patterns:
            if opened := self.opened(pattern, last.span.end, last):
                if (
                    pattern is unlisted.VILLAGE
                    and last.short
                    and not near.VILLAGE_BODY.match(self.text, opened.span.end)
                ):
                    continue
                return (*chain, opened)
        return chain

    def opened(self, pattern: re.Pattern[str], start: int, last: PlacePart) -> PlacePart | None:
        """The part that ``pattern`` reads at ``start``, unless its name is made of ordinary words."""
        match = pattern.match(self.text, start)
        if match is None or match.group()[0] in LAST_CHARACTERS:
            return None
        if pattern is not unlisted.ZONE:
            stem = match.group()[: -2 if match.group().endswith(("社区", "街道", "新区", "苏木", "嘎查")) else -1]
            ordinary = stem[-2:] in self.common or stem[:2] in self.common
            if ordinary and not (len(stem) == 2 and near.TOWN_BODY.match(self.text, match.end())):
                return None
        return self.plain_part(start, match.group(), ())

    def listed(self, code: str, following: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        names = self.places.townships_below(code)
        for length in range(2, len(following) + 1):
            if codes := names.get(following[:length]):
                yield following[:length], codes

    def loose_townships(self, chains: list[tuple[PlacePart, ...]]) -> Iterator[PlacePart]:
        """Townships named without their county, of the counties that the text names elsewhere."""
        cues = [match.end() for match in unlisted.TOWNSHIP_CUE.finditer(self.text)] if self.townships else []
        if not cues:
            return
        counties = {code for chain in chains for part in chain for code in part.candidates}
        counties = {code for code in counties if self.places[code].level == "county"}
        names = {county: self.places.townships_below(county) for county in sorted(counties)}
        for end in cues:
            for start in range(max(0, end - 12), end - 1):
                surface = self.text[start:end]
                codes = tuple(code for known in names.values() for code in known.get(surface, ()))
                if codes:
                    yield self.plain_part(start, surface, codes)
                    break

    def part(self, start: int, name: Name, codes: tuple[str, ...]) -> PlacePart:
        known = codes if len(codes) == 1 else self.places.current(codes)
        return PlacePart(Span(start, start + len(name.surface)), name.surface, known, name.short)

    def plain_part(self, start: int, surface: str, codes: tuple[str, ...]) -> PlacePart:
        return PlacePart(Span(start, start + len(surface)), surface, tuple(dict.fromkeys(codes)), False)

    def bounded(self, start: int, name: Name) -> bool:
        """Whether the name does not merely straddle two words: 队长|治理 holds no 长治."""
        if (name.blockers and self.blocked(start, name)) or not (name.short or self.right_edge(start, name)):
            return False
        dated = name.surface[0] in "日月年" and self.text[start - 1 : start].isdigit()  # 8月2日|本轮
        if dated or (name.short and self.text.startswith("们", start + len(name.surface))):  # 来宾们
            return False
        if name.abroad and len(name.surface) > 2:
            return True  # 就任|意大利总理: a whole country outweighs 任意
        before, after = self.text[start - 1 : start + 1], self.text[start + 1 : start + 3]
        if name.surface in near.VERB_AND_LEVEL:  # ,任|县政协主席; but 邢台市|任县
            names = ((at, other) for at in range(start - 5, start) for other in self.names.get(at, ()))
            return any(at + len(other.surface) == start for at, other in names)
        appointed = before in near.APPOINTED or (before[1:] == "任" and before in self.common)  # 拟任|县委书记: no 任县
        torn = len(name.surface) < 4 and before in self.common and after in self.common
        return not (appointed or (torn and not near.LISTED.match(self.text, start + len(name.surface))))

    def blocked(self, start: int, name: Name) -> bool:
        """Whether a longer word stands here: 安居乐业 is not about 乐业."""
        around = self.text[max(0, start - 3) : start + 5]
        return any(word in around for word in name.blockers)

    def right_edge(self, start: int, name: Name) -> bool:
        """Whether the last character is the name's own and not the next word's: 北京|市民."""
        end = start + len(name.surface)
        if name.short:
            return True
        last, after = name.surface[-1], self.text[end : end + 1]
        if last not in LAST_CHARACTERS or after in BODY_STARTS or len(name.surface) < 3:
            return True
        if self.text[end : end + 2] in self.places.heads or near.TOWN_BEHIND.match(self.text, end):
            return True  # 昭通市|镇雄县, 蓬莱市|北沟镇; 杏花岭区|位于 keeps its 区, 北京|市场 does not lend its 市.
        return last + after not in self.common or self.text[end : end + 2] in self.common

    def credible(self, chain: tuple[PlacePart, ...]) -> bool:
        """Whether the chain needs no evidence from elsewhere in the text."""
        first = chain[0]
        if not self.places.is_weak(first.surface) or (len(chain) > 1 and chain[1].candidates):
            return True
        start, end = first.span.start, first.span.end
        following = self.text[end : end + 2]
        gone = first.surface not in self.common and near.gone_to(self.text, start, end)
        if gone or near.LISTED.match(self.text, end):
            return True
        if first.surface[-1] in "县市区" and following in (first.surface[-1] + "委", first.surface[-1] + "长"):
            return True
        if first.surface[-1] in "县市区旗" and not first.short:
            own = end - start > 2 and first.surface not in self.common  # not 县委常委和|县水利局局长
            if near.BODY_BEHIND.match(self.text, end) or (own and near.BUREAU_BEHIND.match(self.text, end)):
                return True
        if self.places[first.candidates[0]].level == "region":
            return following == "地区"
        if not near.DATELINE_BEFORE.search(self.text, max(0, start - 4), start):
            return False
        return near.DATELINE_AFTER.match(self.text, end) is not None

    def in_name(self, span: Span) -> bool:
        """Whether a place opens or stands in a longer name: 北京大学, 黄浦江, “上海合作组织”."""
        text, end = self.text, span.end
        if not IN_NAME.search(text, end, end + NAME_REACH):
            return False
        if NAME_TAIL.match(text, end):
            return True
        if text[end : end + 1] in NATURE and text[end : end + 2] not in self.common:
            return True
        length = end - span.start
        return any(
            start <= span.start and end <= stop and length < stop - start <= length + QUOTED_MORE
            for start, stop in self.quoted
        )


def _span(chain: tuple[PlacePart, ...]) -> Span:
    return Span(chain[0].span.start, chain[-1].span.end)


def _longer(chain: tuple[PlacePart, ...], other: tuple[PlacePart, ...]) -> tuple[PlacePart, ...]:
    """Of two chains the one that goes further, of equals the one of fewer parts, else the first."""
    return max(chain, other, key=lambda parts: (parts[-1].span.end, -len(parts))) if chain else other
