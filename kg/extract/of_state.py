"""Which state a bare title means: 总书记, 主席, where a text tells of the leaders of several states.

A completed office and those who hold it in, the office of the state that is meant out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg import lazy_re as re
from kg.extract import owners
from kg.extract.country_told import country_told
from kg.extract.office import Office
from kg.extract.reading import Reading
from kg.lexicon.divisions import Division, gazetteer
from kg.mentions.bodies import country_at, country_letters
from kg.mentions.names import surnames, transliterated, written_by_sound
from kg.mentions.persons import Person
from kg.mentions.posts import Post

#: Another's title of the same name in front, of another state: 甲总书记同|乙总书记.
_JOINED = re.compile(r"(?P<title>总书记|副?主席)(?:[同与和及]|以及)$")
#: What news tells of only where states meet.
_ABROAD = re.compile(
    r"两国|双边|中方|国事访问|访华|来华|元首|外交|建交|出访|大使|总统|首相|国王|女王|天皇|王储|外宾|国集团|G20|APEC|联合国|峰会|命运共同体|一个中国|国际社会"
)
#: States whose people bear Han names, and what Chinese ministers head by their short titles.
_OF_HAN_NAMES = frozenset({"x-SG", "x-MY", "x-KR", "x-KP", "x-VN", "x-JP"})
_MINISTRIES: Mapping[str, str] = {"外长": "外交部", "防长": "国防部", "财长": "财政部"}
#: From this frequency on a family name is a usual one, by the length of the name.
_USUAL: Mapping[int, float] = {2: 20.0, 3: 100.0}
#: How the names of China's own bodies begin.
_OF_CHINA = ("中", "全国", "国务院", "国家", "解放军", "最高人民", "人民", "国民党", "民进党")
#: What every state has.
_EVERY = re.compile(
    "(?:部|议会|参议院|众议院|国会|国民议会|国民大会|杜马|内阁|政府|法院|军队|[海空陆]军|武装部队|央行|中央银行|总统府|总理府|党)$"
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
        return _elsewhere(reading, post, office) if implied else _of_any_state(reading, post, office, persons)
    told = post.bare and post.duty.body == "abroad" and office.inferred and office.place is None
    if told and office.code not in _OF_HAN_NAMES:  # 国务委员兼外长|周砚秋 after a state abroad
        return replace(office, title=post.role, organization=_MINISTRIES.get(post.role), code=None, district=None)
    if office.organization is None and title in ("主席", "副主席") and post.bare and _abroad(reading):
        sentence = reading.sentence_at(post.span.start)
        past = _PAST.search(reading.shadow, sentence.start, sentence.end)
        behind = persons[-1].span.end == post.span.start and not written_by_sound(persons[-1].text)
        if behind and not past and not _others(reading, persons[-1].text):
            return replace(office, title=f"国家{title}", organization="中华人民共和国", inferred=True)
    return office


def _of_any_state(reading: Reading, post: Post, office: Office, persons: Sequence[Person]) -> Office:
    """The office of a foreigner in what every state has, in the country of which the text tells: 国防部长甲."""
    every = _EVERY.search(post.org) is not None or (not post.org and post.duty.name in owners.OF_THE_STATE)
    own = office.code is not None or office.organization not in (None, post.org) or owners.abroad_alone(post.org)
    foreign = all(_abroad_named(person.text) for person in persons)
    if own or not every or not foreign or post.org.startswith(_OF_CHINA) or not _abroad(reading):
        return office
    letter = country_letters().get(reading.shadow[max(0, post.span.start - 1) : post.span.start])
    country = gazetteer()[letter] if letter is not None else _country(reading, post)
    if country is None or any(map(country_at, (place for place in reading.places if post.span.covers(place.span)))):
        return office
    if post.org[:1] != country.name[0] and post.org[:1] in country_letters():
        return office  # 美军中央司令部
    short = len(post.org) > 1 and post.org[0] == country.name[0]  # 乌武装部队
    organization = f"{country.name}{post.org[short:]}"
    return Office(post, f"{country.name}{office.title[short:]}", organization, country.code, country.name, True)


def _country(reading: Reading, post: Post) -> Division | None:
    """The foreign country in question; the names of people hold none: 朱|马里."""
    named = [person.span for person in reading.persons]
    places = [place for place in reading.places if not any(span.covers(place.span) for span in named)]
    return country_told(reading.shadow, places, post.span.start)


def _elsewhere(reading: Reading, post: Post, office: Office) -> Office:
    """The office in the foreign state that the line or the whole text before speaks of; in none that it names."""
    country = _country(reading, post) if post.bare else None
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


def _abroad_named(name: str) -> bool:
    """Whether a name is a foreign one: written by sound or in parts, and not two or three characters of which the first
    is a usual family name of ours.
    """
    usual = len(name) < 4 and surnames().get(name[0], 0.0) >= _USUAL.get(len(name), 0.0)
    return not set("·-").isdisjoint(name) or (_of_sounds(name) and not usual)


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
