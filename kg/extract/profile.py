"""birthDate, sex, ethnicGroup, nativeOf: what a list behind a name says of the person.  Rules: kg/rules/profile.yaml.

A :class:`Reading` in, claims out: 张云舟,男,汉族,1968年5月生,山西榆次人 or a form with 性别:男.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.mask import symbol
from kg.extract.reading import Reading
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import words
from kg.mentions.persons import Person
from kg.mentions.places import PlaceMention
from kg.model import Argument, Claim, Span
from kg.rules import Rule, load
from kg.text.dates import Date

#: How far behind the name, in characters, an item may end, and how many items there may be.
_REACH, _ITEMS = 140, 12
_COURTESY = re.compile("同志|先生|女士")
_LABEL = "性别|民族|出生|籍贯"
_FIRST = re.compile(rf"\s?(?P<bracket>\()\s?|\s?[,;]\s?|\s(?=男|女|{_LABEL})|\n\s*(?={_LABEL})|(?=\d{{4}}[年.])")
_NEXT = re.compile(rf"\s?[,;]\s?|\s+(?={_LABEL})|\s(?=男|女|[\u4e00-\u9fff]{{1,5}}族)")
_NEXT_INSIDE = re.compile(r"\s?[,;、]\s?|\s")
_ITEM = re.compile(rf"(?:(?![,;、()。\n]|\s(?:{_LABEL})).)+")


#: What an item of the rules holds, as it stands in a text without a mask; a native place is told by the next.
#: Each alternative begins with one character, which re skips to.
_CUE = re.compile(
    r"男(?<=[,;、(\s:别]男)|女(?<=[,;、(\s:别]女)|族(?=人?(?:[,;、()。\s]|$))|出生|籍贯"
    r"|生(?:于|(?<=[年月日号旬季天初末底春夏秋冬份今右后前\d]生)(?=人|[,;、()。\s]|$))"
)
_NATIVE = re.compile(r"人(?=[,;、()。\s]|$)")


def _may_tell(reading: Reading) -> bool:
    """A cheap look, before people are sought: whether the text may tell any of this."""
    if _CUE.search(reading.shadow):
        return True
    if not _NATIVE.search(reading.shadow):
        return False
    return any(_NATIVE.match(reading.shadow, place.span.end) for place in reading.places)


def extract(reading: Reading) -> Iterator[Claim]:
    """The claims about people's birth, sex, ethnic group and native place, in text order."""
    if not _may_tell(reading):
        return
    starts = {person.span.start for person in reading.persons}
    for person in reading.persons:
        for item in _items(reading, person, starts):
            for rule in load("profile", frozenset({"fact"})):
                if (value := _value(reading, rule, item)) is not None:
                    yield claim(
                        reading.doc,
                        str(rule.values["fact"]),
                        Argument("Person", reading.printed(person), person.span),
                        value,
                        Span(person.span.start, item.end),
                        f"profile/{rule.name}",
                        confidence=0.95,
                    )


def _items(reading: Reading, person: Person, starts: set[int]) -> Iterator[Span]:
    """The items of the list or bracket that a name opens; the end of it, of a line or another name closes it."""
    text = reading.shadow
    courtesy = _COURTESY.match(text, person.span.end)
    opened = _FIRST.match(text, courtesy.end() if courtesy else person.span.end)
    following = _NEXT_INSIDE if opened and opened["bracket"] else _NEXT
    for _ in range(_ITEMS):
        if opened is None or opened.end() > person.span.end + _REACH or opened.end() in starts:
            return
        item = _ITEM.match(text, opened.end())
        if item is None or not starts.isdisjoint(range(*item.span())):
            return
        yield Span(*item.span())
        opened = following.match(text, item.end())


def _value(reading: Reading, rule: Rule, item: Span) -> Argument | None:
    masked, tokens = _masked(reading, item)
    match = rule.pattern.fullmatch(masked)
    if match is None:
        return None
    groups = match.groupdict()
    if "value" in groups:
        start, word = item.start + match.start("value"), match["value"]
        if len(masked) != len(item) or (word.endswith("族") and word not in words("ethnic_groups.txt")):
            return None
        return Argument("Text", word, Span(start, start + len(word)))
    token = tokens[match.start("date" if "date" in groups else "place")]
    if isinstance(token, Date):
        return Argument("Date", token.edtf, token.span) if token.edtf[:4].isdecimal() and not token.until else None
    return _place(reading, token)


def _place(reading: Reading, place: PlaceMention) -> Argument | None:
    code = reading.linked_places.resolve(place).code
    if code is None:
        return None
    return Argument("District", gazetteer()[code].name, place.parts[-1].span, code=code)


def _masked(reading: Reading, item: Span) -> tuple[str, dict[int, Date | PlaceMention]]:
    """The item with one symbol for each date and place, and what they stand for by their place in it."""
    found: list[Date | PlaceMention] = [*reading.dates, *reading.places]
    inside = [token for token in found if item.covers(token.span)]
    parts: list[str] = []
    tokens: dict[int, Date | PlaceMention] = {}
    at, length = item.start, 0
    for token in sorted(inside, key=lambda token: (token.span.start, -token.span.end)):
        if token.span.start < at:
            continue
        plain = reading.shadow[at : token.span.start]
        length += len(plain)
        tokens[length] = token
        parts += plain, symbol(token)
        at, length = token.span.end, length + 1
    parts.append(reading.shadow[at : item.end])
    return "".join(parts), tokens
