"""Finds the people named in a text: where grammar shows a name first, then wherever that name recurs.

Shadow, posts and places in, :class:`Person` mentions out, in text order, never overlapping.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from kg import lazy_re as re
from kg.lexicon.tables import words
from kg.mentions.bodies import country_at
from kg.mentions.clause_heads import clause_heads, interviewed, whole_lines
from kg.mentions.foreign_names import dotted_name, foreign_name, sounds_from
from kg.mentions.framed_lists import named_by_acts
from kg.mentions.hinted_names import hinted_names
from kg.mentions.latin_names import latin_names
from kg.mentions.listed_names import delimited_name
from kg.mentions.name_at import composed_name, composed_names, name_at
from kg.mentions.name_checks import (
    addressed,
    best,
    bounded,
    credible,
    long_name,
    marked_name,
    may_start,
    named_by_level,
    namesake,
    no_name,
    party_abroad,
    rare_and_word,
    sounded_before,
    sounds_alone,
    unlikely,
)
from kg.mentions.name_cues import (
    ADDRESSED,
    AND,
    APPOSED,
    BOUND,
    EPITHETS,
    FRAMED,
    FRAMED_LIST,
    GAP,
    HEADING,
    NO_END,
    NOTE,
    OF_POST,
    RANK,
    SEVERAL_OF,
    STRONG,
    TITLES,
    callings,
    framed,
    is_whole,
    triggers,
)
from kg.mentions.names import ENOUGH, KIN, Name, family_heads, han_name, is_name, surnames
from kg.mentions.places import PlaceMention
from kg.mentions.post_countries import country_before, country_of
from kg.mentions.posts import Post
from kg.mentions.rosters import names_in_rosters
from kg.mentions.takers import speakers, takers
from kg.mentions.vitae import named_in_vitae
from kg.model import Span
from kg.rules.gates import WORDS

#: What a name behind a calling scores at least where no frame follows it.
_CALLED = 3.5
#: The least score of a name behind a bare title of a foreign state, whose names are of no fixed shape.
_ABROAD = 3.0


@dataclass(frozen=True, slots=True)
class Person:
    """A printed name: ``text`` without blanks."""

    span: Span
    text: str


class PersonFinder:
    """Finds the people of one text."""

    def __init__(self, shadow: str, posts: Sequence[Post], places: Sequence[PlaceMention]):
        self.shadow = shadow
        self.posts = posts
        self.places = places
        self._post_starts = {post.span.start for post in posts}
        self._seats = {post.span.end for post in posts if post.org}
        self._full = {post.span.start for post in posts if post.org}
        self._may_start = partial(may_start, shadow, place_ends={place.span.end for place in places})
        self._place_at = {place.span.start: place for place in places}
        self._starts = [post.span.start for post in posts]
        self._found: dict[int, Name] = {}

    def find(self) -> list[Person]:
        """All mentions in text order."""
        for seed in (
            self._dotted,
            self._behind_posts,
            self._before_duties,
            self._triggered,
            self._called,
            self._speaking_for_bodies,
            self._clause_heads,
            lambda: (
                *whole_lines(self.shadow, self._post_starts),
                *interviewed(self.shadow),
                *names_in_rosters(self.shadow),
            ),
            lambda: (
                *named_by_acts(self.shadow, self.posts),
                *latin_names(self.shadow, self.posts),
                *hinted_names(self.shadow, self.posts),
            ),
            lambda: (
                *composed_names(self.shadow),
                *named_in_vitae(self.shadow),
                *takers(self.shadow, self.posts, self._place_at),
            ),
        ):
            for name in seed():
                self._keep(name)
        self._recur()
        self._by_family_name()
        return [Person(Span(name.start, name.end), name.text) for name in best(self._found.values())]

    def _keep(self, name: Name) -> None:
        if no_name(self.shadow, name):
            return
        place = self._place_at.get(name.start)
        inside = place is not None and place.span.end >= name.end and not place.parts[0].short
        if place and inside and not (name.start in self._seats and namesake(self.shadow, place)):
            return  # 联合国秘书长叙利亚问题特使 names nobody
        behind = self._place_at.get(name.start + 1)
        if behind is not None and behind.span.end == name.end and name.text[0] in words("seldom_in_names.txt"):
            return  # 总统|将巴西作为
        old = self._found.get(name.start)
        if old is None or name.score > old.score:
            self._found[name.start] = name

    def _dotted(self) -> Iterator[Name]:
        """Names with a middle dot, wherever they stand: their characters write sounds."""
        post_ends = {post.span.end for post in self.posts} if "·" in self.shadow else ()
        for match in re.finditer("·", self.shadow):
            start = sounds_from(self.shadow, match.start(), post_ends)
            word = self.shadow[start - 1 : start + 1] if match.start() - start > 2 else ""
            if word in words("words.txt") or word in words("after_names.txt"):
                start += 1  # 同事|艾合买提·, 祝贺|谢尔托·
            start += (
                self.shadow[start : start + 1] == "以" and "为" in self.shadow[match.end() : match.end() + 9]
            )  # 以|甲为总理
            start = kin.end() if (kin := KIN.match(self.shadow, start)) else start
            name = name_at(self.shadow, start) if match.start() > start else None
            inside = any(found.start < start < found.end for found in self._found.values())
            if name is not None and name.start not in self._found and not inside:
                yield from self._list(name)

    def _behind_posts(self) -> Iterator[Name]:
        country: str | None = None
        end, named = -2, False
        for post in self.posts:
            listed = post.span.start - end <= 1 and not post.place and post.org[:2] != "中国"
            own, carried = country_of(post), country if listed else None
            country = carried or own if own in (None, "x") else own
            if (country == "x" and post.bare) or (country is None and party_abroad(post)):
                country = country_before(self.places, post.span.start) or country
            start = post.span.end
            # 祁县县委副书记、县长|双建平: the list says whose 县长 he is
            named = bool(post.org) or (named and end + 1 == post.span.start and self.shadow[end] == "、")
            note = NOTE.match(self.shadow, start)
            start = note.end() if note else start + self.shadow.startswith("”", start)  # “第一书记”|周砚秋
            if self.shadow.startswith(("人选", "候选人", "建议人选"), start):
                start = self.shadow.index("选", start) + 1 + self.shadow.startswith("候选人", start)
            if self.shadow[start : start + 1] == "," and self.shadow.endswith(("作为", "身为"), 0, post.span.start):
                start += 1
            start = heading.end() - 1 if (heading := HEADING.match(self.shadow, start)) else start
            headed = self.shadow[start : start + 1] == ":"
            while self.shadow[start : start + 1] in ((" ", ":", "\n") if headed else (" ", ":")):
                start += 1
            epithet = EPITHETS.match(self.shadow, start)
            start = epithet.end() if epithet else start
            start = rank.end() if (rank := RANK.match(self.shadow, start)) else start
            char = self.shadow[start : start + 1]
            start += char != "" and char in "叫为是"  # 县政协主席是|周砚秋, 县长叫|周砚秋
            of = OF_POST.match(self.shadow, start)
            start, linked = (of.end(), len(of[0]) == 1) if of else (start, False)
            end = post.span.end
            if self.shadow[end : end + 1] == " " and addressed(self.shadow, post):
                continue  # 联系人:张科长 李砚秋
            if start in self._post_starts or (epithet and self._in_post(epithet.end() - 1)):
                continue
            sure = (named and not linked) or post.role in ("第一书记", "村支书", "支书", "驻村第一书记")
            enough = 0.5 if sure else _ABROAD if post.bare and country not in (None, "x") else ENOUGH
            name = name_at(self.shadow, start, country=country, enough=enough, sure=sure)
            if post.org and not linked and (name is None or name.score < 2.0):
                name = long_name(self.shadow, start) or name
            followers = self._post_starts if post.org and not linked else frozenset[int]()
            name = name or marked_name(self.shadow, start, headed=headed, starts=followers)
            if post.bare and (name is None or name.score < 3.5) and self._name_before(post) is not None:
                continue
            if (char == "为" or (char == "是" and post.bare)) and not (
                name and name.score >= 3.5 and bounded(self.shadow, name)
            ):
                continue  # 秘书长为|路明远, not 主任为|何发愁
            if name is None or ((linked or epithet) and (name.score < 3.5 or (country and linked))):
                continue
            if unlikely(self.shadow, post, name, headed=headed and own not in (None, "x"), linked=linked):
                continue
            if not (name.score < 3.0 and post.bare and post.duty.name in ("委员", "代表")):
                for other in self._list(name, country):
                    end = other.end
                    yield other

    def _list(self, first: Name, country: str | None = None) -> Iterator[Name]:
        """A name and those listed behind it: 许长风、李望川、张云舟."""
        name: Name | None = first
        while name is not None:
            yield name
            following = self._joint(name.end)
            name = None if following is None else self._listed(following, country)

    def _joint(self, end: int) -> int | None:
        """Where the next name of a list starts, behind one that ends at ``end``."""
        for behind in (TITLES, NOTE):
            end = found.end() if (found := behind.match(self.shadow, end)) else end
        joint = AND.match(self.shadow, end) or GAP.match(self.shadow, end)
        if joint is None or joint.end() in self._post_starts or self._in_post(joint.end()):
            return None
        return joint.end()

    def _listed(self, start: int, country: str | None) -> Name | None:
        if (short := delimited_name(self.shadow, start)) is not None:
            in_post = any(post.span.start < short.end and start < post.span.end for post in self._near(start))
            in_place = (place := self._place_at.get(start)) is not None and place.span.end >= short.end
            if not (in_post or in_place or named_by_level(short.text)):
                return short
        name, place = name_at(self.shadow, start, country=country), self._place_at.get(start)
        abroad = place is not None and name is not None and len(place.span) < len(name.text) and country_at(place)
        return name if name is not None and name.score >= 3.0 and not abroad else None  # 与|伊拉克库尔德自治区主席

    def _near(self, start: int) -> Iterator[Post]:
        first, last = bisect_left(self._starts, start - 2), bisect_right(self._starts, start + 14)
        return iter(self.posts[first:last])

    def _in_post(self, position: int) -> bool:
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and position < self.posts[at].span.end

    def _before_duties(self) -> Iterator[Name]:
        """张云舟委员长: a name that ends where a bare duty starts, or where a post starts (张云舟时任财政部部长)."""
        for post in self.posts:
            follows_name = (post.bare and post.span.end not in self._found) or post.marker == "时任"
            if follows_name and (name := self._name_before(post)) is not None:
                yield name

    def _name_before(self, post: Post) -> Name | None:
        """The name that a bare duty directly follows."""
        if ADDRESSED.match(self.shadow, post.span.end):
            return None  # 蓝月亮董事长|张先生
        for size in (4, 3, 2):
            start = post.span.start - size
            text = self.shadow[max(0, start) : post.span.start]
            if post.fronted and post.fronted.span.end == start:
                return Name(start, post.span.start, text, 5.0)
            if start < 0 or self._in_post(start) or not self._may_start(start) or not is_name(text):
                continue
            if text[-1] not in ("任", post.duty.name[0]) and credible(self.shadow, text):  # 西澳州|州长
                return Name(start, post.span.start, text, 4.0)
        sounded = sounded_before(self.shadow, post)
        return sounded if sounded is not None and self._may_start(sounded.start) else None

    def _triggered(self) -> Iterator[Name]:
        inside = {at for name in self._found.values() for at in range(name.start + 1, name.end)}
        for match in triggers().finditer(self.shadow):
            start = match.end()
            if start in self._post_starts or start in inside or not self._may_frame(start) or self._in_post(start):
                continue
            name, place = self._framed(start), self._place_at.get(start)
            whole = place and name and place.span.end == name.end and not TITLES.match(self.shadow, name.end)
            yield from self._list(name) if name and not whole else ()  # nobody in 以|平遥|为中心

    def _called(self) -> Iterator[Name]:
        """Names behind what their bearers are by calling: 革命人士瞿秋白; these words stand before verbs as often."""
        for match in WORDS.finditer(callings(), words("occupations.txt"), self.shadow):
            start = match.end()
            if (
                start in self._found
                or start in self._post_starts
                or self.shadow[start : start + 1] not in family_heads()
            ):
                continue
            name = self._framed(start, seldom=True) if self._may_frame(start) else None
            name = name or name_at(self.shadow, start, enough=_CALLED)
            if name is not None and ("·" in name.text or credible(self.shadow, name.text)) and not self._in_post(start):
                yield name

    def _speaking_for_bodies(self) -> Iterator[Name]:
        for name in speakers(self.shadow):
            if not self._in_post(name.start) and name.start not in self._found:
                yield name

    def _may_frame(self, start: int) -> bool:
        """Whether a name from ``start`` may have a frame behind it: a cheap look before the dear one."""
        behind = range(start + 2, start + 5)
        return bool(framed().match(self.shadow, start)) or not self._post_starts.isdisjoint(behind)

    def _framed(self, start: int, *, seldom: bool = False) -> Name | None:
        """A name directly behind its trigger that is followed by what a frame goes on with.

        ``seldom``: it may end in a character that names seldom end with.
        """
        dotted = dotted_name(self.shadow, start)
        if dotted is not None and "·" in dotted.text:
            return dotted
        made = composed_name(self.shadow, start)
        if made is not None:
            return made
        for size in (4, 3, 2):
            text = self.shadow[start : start + size]
            end = start + len(text)
            if not is_name(text.replace(" ", "")) or (not seldom and text[-1] in words("seldom_in_names.txt")):
                continue
            if (end in self._post_starts and text[-1] in NO_END) or (text[-1] + self.shadow[end : end + 2] == "新当选"):
                continue  # 学习|贯彻习|主席, 古巴|新当选
            if size > 2 and (self.shadow.startswith("连任", end - 1) or rare_and_word(text)):
                continue  # 普尔京|连任, 产业链
            if end in self._post_starts or FRAMED.match(self.shadow, end):
                return Name(start, end, text.replace(" ", ""), 4.5)
        short = delimited_name(self.shadow, start)
        if short and FRAMED_LIST.match(self.shadow, short.end):
            return short
        sounded = foreign_name(self.shadow, start)
        return sounded if sounded and sounded.end - start > 2 and BOUND.match(self.shadow, sounded.end) else None

    def _clause_heads(self) -> Iterator[Name]:
        for start in clause_heads(self.shadow, self._post_starts):
            name = None if self._in_post(start) else name_at(self.shadow, start)
            if name is None:
                continue
            tail = NOTE.match(self.shadow, name.end)
            link = APPOSED.match(self.shadow, name.end)
            ends = (name.end, tail.end() if tail else name.end)
            if (link and (link.end() in self._full or is_whole(self.shadow, start, link.end()))) or any(
                STRONG.match(self.shadow, end) for end in ends
            ):
                yield name
            elif names := list(self._list(name)):
                last = names[-1]
                note = NOTE.match(self.shadow, last.end)
                end = note.end() if note else last.end
                several = SEVERAL_OF.match(self.shadow, end)
                if len(names) > 1 and (STRONG.match(self.shadow, end) or (several and several.end() in self._full)):
                    yield from names

    def _by_family_name(self) -> None:
        """王书记: a family name before a bare title is the one person of that name that the text has named."""
        people = {name.text for name in self._found.values() if "·" not in name.text}
        for post in self.posts:
            start = post.span.start - 1
            if not post.bare or start < 0 or self._in_post(start) or not self._may_start(start):
                continue
            family = self.shadow[start]
            bearers = [text for text in people if text[0] == family]
            if family in surnames() and len(bearers) == 1:
                self._keep(Name(start, start + 1, bearers[0], 3.0))

    def _recur(self) -> None:
        """Marks every other occurrence of a name already found; a two-character one only where it may end."""
        taken = list(self._found.values())
        known = {name.text for name in taken}
        if not known:
            return
        blocked = [post.span for post in self.posts] + [place.span for place in self.places if len(place.span) > 3]
        for text in sorted(known):
            at = self.shadow.find(text)
            while at >= 0:
                self._again(text, at, blocked)
                at = self.shadow.find(text, at + 1)

    def _again(self, text: str, start: int, blocked: Sequence[Span]) -> None:
        span = Span(start, start + len(text))
        if start in self._found or any(span.overlaps(other) for other in blocked):
            return
        if len(text) == 2 and not sounds_alone(self.shadow, span):
            name = han_name(self.shadow, start)
            if name is None or name.end != span.end:
                return
        self._keep(Name(span.start, span.end, text, 3.0))


def find_persons(shadow: str, posts: Sequence[Post], places: Sequence[PlaceMention]) -> list[Person]:
    """The people named in a text, each mention once, in text order."""
    return PersonFinder(shadow, posts, places).find()
