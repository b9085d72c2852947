"""Place mentions in, division codes out; a name that stays ambiguous keeps its candidates and gets no code.

The order of evidence: the chain the name stands in, the list it stands in (南京市玄武区、鼓楼区), the same name
told apart elsewhere, a parent named elsewhere (the nearest first), the dateline, the publisher's province.
Units are those of the year that the sentence gives, else of the text's own year.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

from kg import lazy_re as re
from kg.lexicon.divisions import LISTS_BEGIN, Division, Level, gazetteer
from kg.link.elsewhere import elsewhere, left_for
from kg.mentions.places import PlaceMention, PlacePart, find_places
from kg.model import Span

BareLevel: TypeAlias = Literal["省", "自治区", "市", "州", "盟", "县", "区", "旗", "province", "prefecture", "county"]

DATELINE = re.compile(
    r"(?:新华社|本报|中新社|中新网|人民网|央视网|新华网)(?P<place>[^\W\d_]{2,12}?)(?=\d|[^\n。]{0,14}[电讯])"
)
YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)年")
#: What stands between the items of a list, at most so many characters, and what ends the reach of a year.
LONGEST_MARK = 3
LIST_MARK = re.compile(r"[、,和及与]|以及|、?(?:以及|和|及)")
SENTENCE_END = re.compile(r"[。;!?\n]")
#: The heading of a notice that opens with the city which gives it.
NOTICE = re.compile(
    r"\s*(?:中共|中国共产党)?(?P<place>[\u4e00-\u9fff]{2,10}?市)(?=[^\n]{0,40}(?:公示|公告|通知|决定|任免|任命|任职|名单|通报))"
)
LEVELS: dict[str, tuple[Level, ...]] = {
    "省": ("province",),
    "自治区": ("province",),
    "市": ("county", "prefecture", "province"),
    "州": ("prefecture",),
    "盟": ("prefecture",),
    "县": ("county",),
    "区": ("county",),
    "旗": ("county",),
    "province": ("province",),
    "prefecture": ("prefecture",),
    "county": ("county",),
}

#: How many answers are kept about a name in a year, in all texts.
MOST_KNOWN = 10_000
#: A chain by the names, candidates and forms of its parts.
_Chain: TypeAlias = tuple[tuple[str, tuple[str, ...], bool], ...]
_KNOWN: dict[tuple[int | None, _Chain], PlaceLink] = {}


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """The unit a name means, or None with the candidates.

    ``score`` is between 0 and 1.  ``unlisted`` is the last part of a chain that is no division (永宁村, a zone);
    ``code`` is then the unit it lies in.
    """

    code: str | None
    reason: str
    score: float
    candidates: tuple[str, ...] = ()
    unlisted: str | None = None


class Places:
    """The places of one text, told apart by each other.

    ``publisher`` is the publisher's name; ``year`` the year the text is from, by default the latest year that
    it names; ``dates`` are offsets and years, in order: where a sentence gives a year before a place, the
    unit is that year's.  Without any year units are those of today.
    """

    def __init__(
        self,
        shadow: str,
        mentions: Sequence[PlaceMention],
        *,
        publisher: str | None = None,
        year: int | None = None,
        dates: Sequence[tuple[int, int]] | None = None,
    ) -> None:
        self._shadow = shadow
        self._gazetteer = gazetteer()
        self._mentions = sorted(mentions, key=lambda mention: (mention.span.start, mention.span.end))
        self._dates = dates if dates is not None else [(m.start(), int(m[1])) for m in YEAR.finditer(shadow)]
        self._year = year or max((found for _, found in self._dates), default=None)
        self._home = _publisher_provinces(publisher)
        self._sure: list[tuple[Span, str]] = []
        self._dateline: str | None = None
        self._links: dict[Span, PlaceLink] = {}
        for mention in self._mentions:
            link = self._alone(mention)
            if link.code is not None:
                self._links[mention.span] = link
                if not mention.in_name:
                    self._sure.append((mention.span, link.code))
        if dateline := DATELINE.search(shadow):
            inside = Span(*dateline.span("place"))
            self._dateline = next((code for span, code in self._sure if inside.covers(span)), None)
        self._read_lists(self._mentions)
        self._read_lists(self._mentions[::-1])
        self._away = frozenset(code for span, code in self._sure if left_for(shadow, span))

    def resolve(self, mention: PlaceMention) -> PlaceLink:
        """The unit that the lowest listed part of the mention names."""
        if mention.span not in self._links:
            self._links[mention.span] = self._zoned(self._by_context(self._alone(mention), mention))
        return self._links[mention.span]

    def resolve_name(self, surface: str, at: int) -> PlaceLink:
        """The unit that ``surface`` means at offset ``at``, where it need not be a mention."""
        for mention in self._mentions:
            if mention.span.start <= at < mention.span.end:
                for depth, part in enumerate(mention.parts, 1):
                    if part.span.start == at and part.surface == surface:
                        return self.resolve(_upper(mention, depth))
        span = Span(at, at + len(surface))
        chains = [mention.parts for mention in find_places(surface) if len(mention.span) == len(surface)]
        if chains and len(chains[0]) > 1:
            return self.resolve(PlaceMention(span, chains[0]))
        units = self._gazetteer.by_name(surface) or tuple(self._townships(surface))
        codes = self._gazetteer.current(tuple(unit.code for unit in units))
        short = bool(units) and units[0].name != surface
        part = PlacePart(span, surface, codes, short)
        return self._zoned(self._by_context(self._alone(PlaceMention(span, (part,))), PlaceMention(span, (part,))))

    def context(self, at: int, level: BareLevel, home_codes: Iterable[str] = ()) -> PlaceLink:
        """The unit that a bare 省, 市, 县, 区 … means at ``at``.

        ``home_codes`` are the units that the persons of the text come from: their majority decides
        for provinces and prefectures, since host places are often named nearer.
        """
        homes = Counter(unit.code for code in home_codes for unit in self._units(code, level)[:1])
        if homes and level not in ("县", "区", "旗", "county"):
            (best, count), *rest = homes.most_common()
            if not rest or count > rest[0][1]:
                return PlaceLink(best, "home majority", 0.8, tuple(sorted(homes)))
        if level == "市" and (issuer := self._issuer()) is not None:
            return PlaceLink(issuer, "who gives notice", 0.8, (issuer,))
        told = [(span, code) for span, code in self._sure if not (self._away and self._is_away(code))]
        before = [code for span, code in told if span.start <= at and not elsewhere(self._shadow, span)]
        for code in reversed(before):
            if units := self._units(code, level):
                return PlaceLink(units[0].code, "nearest before", 0.7, (units[0].code,))
        behind = [code for span, code in told if span.start > at and not elsewhere(self._shadow, span)]
        after = dict.fromkeys(unit.code for code in behind for unit in self._units(code, level)[:1])
        if len(after) == 1:
            return PlaceLink(next(iter(after)), "only one named", 0.6, tuple(after))
        for home in self._home:
            if units := self._units(home, level):
                return PlaceLink(units[0].code, "publisher", 0.5, tuple(after))
        return PlaceLink(None, "ambiguous" if after else "nothing named", 0.0, tuple(after))

    def _is_away(self, code: str) -> bool:
        """Whether a unit is where those whom the text sees off go, or lies in it or around it."""
        below = self._gazetteer.is_below
        return any(code == away or below(code, away) or below(away, code) for away in self._away)

    def _issuer(self) -> str | None:
        """The city whose notice the text is, by its heading: 市妇联 there is that city's, whichever was named last."""
        if (heading := NOTICE.match(self._shadow)) is None:
            return None
        inside = Span(*heading.span("place"))
        code = next((code for span, code in self._sure if inside.covers(span)), None)
        units = self._units(code, "prefecture") if code is not None else []
        return units[0].code if units and units[0].code == code else None

    def _alone(self, mention: PlaceMention) -> PlaceLink:
        """What the chain says without the rest of the text but its year; texts name the same places again and again."""
        year = self._year_at(mention.span.start) if self._dates else self._year
        key = year, tuple([(part.surface, part.candidates, part.short) for part in mention.parts])
        if key not in _KNOWN:
            if len(_KNOWN) >= MOST_KNOWN:
                _KNOWN.clear()
            _KNOWN[key] = self._read_alone(mention)
        return _KNOWN[key]

    def _read_alone(self, mention: PlaceMention) -> PlaceLink:
        listed = [part for part in mention.parts if part.candidates]
        unlisted = mention.parts[-1].surface if mention.parts and not mention.parts[-1].candidates else None
        if not listed:
            return PlaceLink(None, "not in the gazetteer", 0.0, (), unlisted)
        part = listed[-1]
        upper = listed[-2] if len(listed) > 1 else None
        codes = self._of_the_time(part, upper)
        if not codes and upper is not None:
            above = self._alone(PlaceMention(Span(mention.span.start, upper.span.end), mention.parts[:-1]))
            return replace(above, unlisted=part.surface)
        if not codes:
            return PlaceLink(None, "no unit of that name at the time", 0.0, part.candidates, unlisted)
        if len(codes) == 1:
            reason = "chain" if len(listed) > 1 else "only unit of that name"
            return self._zoned(PlaceLink(codes[0], reason, 0.9 if part.short else 1.0, codes, unlisted))
        if wide := self._wide(part.surface, codes):
            return PlaceLink(wide, "region or state of that name", 0.8, codes, unlisted)
        if part.short and (top := self._widest(codes)):
            return PlaceLink(top, "widest unit of that name", 0.8, codes, unlisted)
        return PlaceLink(None, "ambiguous", 0.0, codes, unlisted)

    def _of_the_time(self, part: PlacePart, parent: PlacePart | None) -> tuple[str, ...]:
        """The candidates, or the units of that name in the year of the text where they differ.

        A full name keeps its unit in any year (原榆次市); a short form of what is gone names nothing (鼓浪屿).
        """
        year = self._year_at(part.span.start)
        if year is None or any(len(code) == 9 for code in part.candidates):
            return self._latest(part.candidates)
        named = self._gazetteer.by_name(part.surface)
        units = [self._recoded(unit) for unit in named if unit.existed(year)]
        if parent is not None:
            tops = {unit.code for unit in self._gazetteer.by_name(parent.surface)}
            units = [unit for unit in units if any(top.code in tops for top in self._gazetteer.ancestors(unit.code))]
        if year < LISTS_BEGIN:  # the lists do not say what there was then
            known = [unit for unit in units if unit.code.startswith("h-")]
            units = known or [unit for unit in units if not unit.ended] or units
        if units:
            return self._latest(tuple(dict.fromkeys(unit.code for unit in units)))
        if part.surface.endswith("地区") and (around := self._around(part.surface.removesuffix("地区"), year, named)):
            return around
        gone = part.short and bool(named) and all(unit.last is not None and unit.last < year - 1 for unit in named)
        return () if gone else self._latest(part.candidates)

    def _around(self, stem: str, year: int, named: Sequence[Division]) -> tuple[str, ...]:
        """The city and its surroundings that 嘉兴地区 means, years after the prefecture of that name ended."""
        if any(unit.last is None or year <= unit.last + 1 for unit in named):
            return ()
        units = self._gazetteer.by_name(stem)
        return tuple(unit.code for unit in units if unit.level == "prefecture" and not unit.ended)

    def _latest(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The codes, of units that followed each other, or that all ended in the same successors, only the last."""
        if len(codes) == 1 or not all(self._gazetteer[code].ended for code in codes):
            return codes
        last: dict[tuple[str, ...], str] = {}
        for unit in sorted(map(self._gazetteer.__getitem__, codes), key=_end):
            successors = unit.successors
            if set(successors).isdisjoint(codes):
                last[successors or (unit.code,)] = unit.code
        return tuple(last.values())

    def _year_at(self, offset: int) -> int | None:
        """The year that the sentence gives before ``offset``, else the year of the text."""
        at = bisect_left(self._dates, (offset,)) - 1
        if at >= 0 and not SENTENCE_END.search(self._shadow, self._dates[at][0], offset):
            return self._dates[at][1]
        return self._year

    def _read_lists(self, mentions: Sequence[PlaceMention]) -> None:
        """Link what a list makes clear: each name in it that may be several units is the neighbour's sibling.

        ``mentions`` in order, or backwards: then a chain, which opens a new parent, gives nothing to what is before.
        """
        for known, mention in pairwise(mentions):
            first, second = (known, mention) if known.span.start < mention.span.start else (mention, known)
            if second.span.start - first.span.end > LONGEST_MARK:
                continue
            between = self._shadow[first.span.end : second.span.start]
            link = self._links.get(known.span)
            if LIST_MARK.fullmatch(between) is None or link is None or len(mention.parts) > 1:
                continue
            if known is second and len(known.parts) > 1:
                continue
            old = self._links.get(mention.span) or self._alone(mention)
            unsettled = old.code is None or old.reason == "widest unit of that name"
            if not unsettled or link.code is None or link.unlisted is not None:
                continue
            siblings = self._siblings(link.code, old.candidates)
            if len(siblings) == 1 and siblings[0] != old.code:
                self._links[mention.span] = PlaceLink(siblings[0], "list", 0.9, old.candidates)
                if not mention.in_name:
                    self._sure = [item for item in self._sure if item[0] != mention.span]
                    insort(self._sure, (mention.span, siblings[0]))

    def _siblings(self, code: str, candidates: Iterable[str]) -> list[str]:
        """The candidates with the parent and the level of ``code``."""
        unit = self._gazetteer[code]
        units = [self._gazetteer[candidate] for candidate in candidates]
        return [other.code for other in units if (other.parent, other.level) == (unit.parent, unit.level)]

    def _zoned(self, link: PlaceLink) -> PlaceLink:
        """A zone is no division: the link is to the division it lies in."""
        if link.code is None or self._gazetteer[link.code].level != "zone":
            return link
        zone = self._gazetteer[link.code]
        return replace(link, code=zone.parent, unlisted=link.unlisted or zone.name)

    def _recoded(self, unit: Division) -> Division:
        """The current unit that a unit of the past became, its name kept: by a new code alone (米脂县), or
        as a city that went up in rank (张家口市 of 1980).
        """
        if not unit.ended:
            return unit
        heirs = [self._gazetteer[code] for code in unit.successors]
        if unit.name.endswith("市"):
            heirs += [other for other in self._gazetteer.by_name(unit.name) if other.code[:2] == unit.code[:2]]
        kept = {heir.code: heir for heir in heirs if heir.name == unit.name and not heir.ended}
        return next(iter(kept.values())) if len(kept) == 1 else unit

    def _widest(self, codes: tuple[str, ...]) -> str | None:
        """A bare 吉林 is the province, a bare 恩施 the prefecture; a county's short form shows no such order."""
        for level in ("province", "prefecture"):
            found = [code for code in codes if self._gazetteer[code].level == level]
            found = [code for code in found if set(self._gazetteer[code].successors).isdisjoint(found)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _wide(self, surface: str, codes: tuple[str, ...]) -> str | None:
        """The one region or state of that name, where every other unit is a county so called for short: 中原, 黑山."""
        units = [self._gazetteer[code] for code in codes]
        wide = [unit for unit in units if unit.level in ("region", "country")]
        others = [unit for unit in units if unit not in wide]
        if len(wide) == 1 and all(unit.level == "county" and unit.name != surface for unit in others):
            return wide[0].code
        return None

    def _by_context(self, link: PlaceLink, mention: PlaceMention) -> PlaceLink:
        """The link told apart by what else the text names."""
        if link.code is not None or not link.candidates:
            return link
        near = sorted(self._sure, key=lambda item: (_distance(item[0], mention.span), item[0]))
        for _, code in near:
            if code in link.candidates:
                return PlaceLink(code, "named in full elsewhere", 0.9, link.candidates, link.unlisted)
        steps = [([code for _, code in near], "parent named elsewhere", 0.8)]
        steps.append(([self._dateline] if self._dateline else [], "dateline", 0.7))
        steps.append((list(self._home), "publisher", 0.5))
        for codes, reason, score in steps:
            if found := self._narrowed(link.candidates, codes):
                return PlaceLink(found, reason, score, link.candidates, link.unlisted)
        return link

    def _narrowed(self, candidates: tuple[str, ...], evidence: Iterable[str]) -> str | None:
        """The one candidate that shares a parent with the evidence; each piece may narrow the choice."""
        pool = candidates
        for code in evidence:
            around = {code, *(unit.code for unit in self._gazetteer.ancestors(code))}
            kept = tuple(
                candidate
                for candidate in pool
                if any(unit.code in around for unit in self._gazetteer.ancestors(candidate))
            )
            closest = tuple(
                candidate
                for candidate in kept
                if any(u.code in around for u in self._gazetteer.ancestors(candidate)[:1])
            )
            pool = closest or kept or pool
            if len(pool) == 1:
                return pool[0]
        return None

    def _units(self, code: str, level: BareLevel) -> list[Division]:
        """The unit of that level that ``code`` is or lies in."""
        chain = (self._gazetteer[code], *self._gazetteer.ancestors(code))
        found = [unit for unit in chain if unit.level in LEVELS[level]]
        return [unit for unit in found if unit.name.endswith(level)] if len(level) < 4 else found

    def _townships(self, surface: str) -> Iterable[Division]:
        counties = dict.fromkeys(code[:6] for _, code in self._sure if code[:6].isdigit())
        for county in counties:
            if self._gazetteer[county].level == "county":
                for code in self._gazetteer.townships_below(county).get(surface, ()):
                    yield self._gazetteer[code]


def _distance(span: Span, other: Span) -> int:
    """Code points between two spans; what follows counts double, since texts name the parent first."""
    return max(2 * (span.start - other.end), other.start - span.end, 0)


def _upper(mention: PlaceMention, depth: int) -> PlaceMention:
    """The first ``depth`` parts of the chain, as a mention."""
    parts = mention.parts[:depth]
    return PlaceMention(Span(mention.span.start, parts[-1].span.end), parts, mention.in_name)


def _publisher_provinces(publisher: str | None) -> tuple[str, ...]:
    """The provinces in a publisher's name: 山西日报 -> 140000."""
    if not publisher:
        return ()
    places = gazetteer()
    codes = [code for mention in find_places(publisher) for code in mention.parts[-1].candidates[:1]]
    tops = [unit.code for code in codes for unit in (places[code], *places.ancestors(code)) if unit.level == "province"]
    return tuple(dict.fromkeys((*codes, *tops)))


def _end(unit: Division) -> int:
    """The last year of a unit that ended; for one that the newest lists still have, after them all."""
    return unit.last or (0 if unit.first is None else 9999)
