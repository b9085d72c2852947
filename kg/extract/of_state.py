"""Which state a bare title means: 总书记, 主席, where a text tells of the leaders of several states.

A completed office and those who hold it in, the office of the state that is meant out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg import lazy_re as re
from kg.extract.in_question import country_in_line
from kg.extract.office import Office
from kg.extract.reading import Reading
from kg.mentions.names import surnames, transliterated, written_by_sound
from kg.mentions.persons import Person
from kg.mentions.posts import Post

#: Another's title of the same name in front, of another state: 甲总书记同|乙总书记.
_JOINED = re.compile(r"(?P<title>总书记|副?主席)(?:[同与和及]|以及)$")
#: What news tells of only where states meet.
_ABROAD = re.compile(
    r"两国|双边|中方|国事访问|访华|来华|元首|外交|建交|出访|大使|总统|首相|国王|女王|天皇|王储|外宾|国集团|G20|APEC|联合国|峰会"
)
#: Times when the heads of the state were others, or called otherwise.
_PAST = re.compile(
    r"老一辈|当年|(?:19|一九)[\d一二三四五六七八九〇○]{2}年|(?:上|20|二十)世纪|[开建]国|逝世|诞辰|纪念(?![\u4e00-\u9fff\d“”]{0,20}(?:战争|活动|大会|庆典|周年))"
)


def of_state(reading: Reading, post: Post, office: Office, persons: Sequence[Person]) -> Office:
    """The office of a post as its holders bear it.

    The body that a duty implies is China's, and no foreigner's; of two joined by the same title only the first is
    China's; a bare 主席 behind a Chinese name is the head of state where the text tells of other states and names no
    other body of whose 主席 it could speak.
    """
    title = post.role
    foreign = not _chinese(reading, persons) and title != "国务委员"  # which no other state has
    if foreign or _joined(reading, post, persons):
        implied = office.inferred and office.code is None and office.organization == post.duty.body
        return _elsewhere(reading, post, office) if implied else office
    if office.organization is None and title in ("主席", "副主席") and post.bare and _abroad(reading):
        sentence = reading.sentence_at(post.span.start)
        past = _PAST.search(reading.shadow, sentence.start, sentence.end)
        behind = persons[-1].span.end == post.span.start and not written_by_sound(persons[-1].text)
        if behind and not past and not _others(reading, persons[-1].text):
            return replace(office, title=f"国家{title}", organization="中华人民共和国", inferred=True)
    return office


def _elsewhere(reading: Reading, post: Post, office: Office) -> Office:
    """The office in the foreign state that the line or the whole text before speaks of; in none that it names."""
    country = country_in_line(reading.shadow, reading.places, post.span.start) if post.bare else None
    if country is None or post.duty.body != "国务院":
        return replace(office, title=post.role, organization=None)
    title = f"{country.name}{post.role}"
    return Office(post, title, country.name, country.code, country.name, True)


def _chinese(reading: Reading, persons: Sequence[Person]) -> bool:
    """Whether somebody bears a name of Chinese shape; where the text tells of other states, one of sounds is none."""
    names = [person.text for person in persons]
    if any(map(_of_sounds, names)) and _abroad(reading):
        names = [name for name in names if not _of_sounds(name)]
    return any(name[0] in surnames() and len(name) < 4 and not set("·-") & set(name) for name in names)


def _of_sounds(name: str) -> bool:
    """Whether a name, of two characters too, may be a foreign one."""
    return written_by_sound(name) or (len(name) == 2 and set(name) <= transliterated())


def _joined(reading: Reading, post: Post, persons: Sequence[Person]) -> bool:
    if post.role not in ("总书记", "主席", "副主席"):
        return False  # the usual case
    start = persons[0].span.start
    found = _JOINED.search(reading.shadow, max(0, start - 6), start)
    return found is not None and found["title"] == post.role


def _abroad(reading: Reading) -> bool:
    codes = (code for place in reading.places for code in place.parts[0].candidates)
    return _ABROAD.search(reading.shadow) is not None or any(code.startswith("x-") and code != "x-CN" for code in codes)


def _others(reading: Reading, name: str) -> bool:
    """Whether the text names a body of whose 主席 a bare title may speak: one of a place, or one that the text names
    nobody else as the holder of.
    """
    holders = {person.span.start: person.text for person in reading.persons}
    posts = (post for post in _ours(reading) if post.duty.name == "主席" and post.org not in ("", "国家", "中国国家"))
    return any(holders.get(post.span.end, name) == name or reading.offices.of(post).code for post in posts)


def _ours(reading: Reading) -> Iterator[Post]:
    """The posts of the text that are of no other state."""
    return (post for post in reading.posts if not (reading.offices.of(post).code or "").startswith("x-"))
