"""A reading in, its mentions out, each with what is known of it and why it was read so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.mask import span_of
from kg.extract.reading import Reading
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import words
from kg.mentions.persons import Person
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post
from kg.model import Mention, Scalar, Span
from kg.text.dates import Date

_BEHIND_POST = re.compile(r" ?(?:\([^()\n]{0,16}\))?[ :]*的?")
_JOINT = re.compile(r" ?(?:\([^()\n]{0,16}\))?(?:、|和|与|及|以及) ?")
_WORD = re.compile(r"\w")


def mentions(reading: Reading) -> list[Mention]:
    """All mentions in text order; ``rule`` gives the reason of the reading, ``data`` the details.

    ``data["hidden"]`` is true for a mention inside another one, for which the masked text has no symbol.
    """
    seen = {(span_of(token), type(token)) for token in reading.mask.tokens.values()}
    found: list[tuple[Mention, type]] = [
        *((_person(reading, person), Person) for person in reading.persons),
        *((_post(reading, post), Post) for post in reading.posts),
        *((_date(date), Date) for date in reading.dates),
        *((_place(reading, place), PlaceMention) for place in reading.places),
        *((_title(reading, token), Span) for token in reading.mask.tokens.values() if isinstance(token, Span)),
    ]
    marked = [
        mention
        if (mention.span, kind) in seen
        else Mention(mention.kind, mention.span, mention.norm, mention.rule, {**mention.data, "hidden": True})
        for mention, kind in found
    ]
    return sorted(marked, key=lambda mention: (mention.span, mention.kind))


def _title(reading: Reading, span: Span) -> Mention:
    return Mention("title", span, reading.shadow[span.start + 1 : span.end - 1], "between 《 and 》")


def _date(date: Date) -> Mention:
    details: dict[str, Scalar] = {"edtf": date.edtf}
    if date.ranged:
        details["until"] = date.until or "open"
    return Mention("date", date.span, date.edtf, "year of the document" if date.inferred else "as printed", details)


def _place(reading: Reading, place: PlaceMention) -> Mention:
    link = reading.linked_places.resolve(place)
    details: dict[str, Scalar] = {"chain": " + ".join(part.surface for part in place.parts), "code": link.code}
    if link.code is None and link.candidates:
        details["candidates"] = ", ".join(link.candidates)
    if link.unlisted:
        details["not in the tables"] = link.unlisted
    if place.in_name:
        details["in a longer name"] = True
    name = gazetteer()[link.code].name if link.code else "".join(part.surface for part in place.parts)
    return Mention("place", place.span, name, f"{link.reason}, {link.score:.1f}", details)


def _post(reading: Reading, post: Post) -> Mention:
    office = reading.offices.of(post)
    place = "".join(part.surface for part in post.place.parts) if post.place else post.level
    details: dict[str, Scalar] = {
        "place": place or None,
        "body": post.org or None,
        "role": post.role,
        "marker": post.marker or None,
        "terms": ", ".join(post.terms) or None,
        "office": office.title,
        "organization": office.organization,
        "district": office.district,
        "code": office.code,
    }
    reason = "completed from the context" if office.inferred else "as printed"
    return Mention("post", post.span, office.title, reason, details)


def _person(reading: Reading, person: Person) -> Mention:
    reason = f"{_before(reading, person)}, {_after(reading, person.span.end)}"
    others = [other.span.start for other in reading.persons if other.text == person.text and other != person]
    details: dict[str, Scalar] = {"also at": ", ".join(map(str, others[:3]))} if others else {}
    return Mention("person", person.span, person.text, reason, details)


def _before(reading: Reading, person: Person) -> str:
    """What stands at the left edge of a name."""
    text, start = reading.shadow, person.span.start
    if start == 0 or not text[text.rfind("\n", 0, start) + 1 : start].strip():
        return "at the start of the line"
    for post in reading.posts:
        if post.span.end <= start and _BEHIND_POST.fullmatch(text, post.span.end, start):
            return f"behind the post {text[post.span.start : post.span.end]}"
    for other in reading.persons:
        if other.span.end < start and _JOINT.fullmatch(text, other.span.end, start):
            return f"listed behind {other.text}"
    if trigger := max((word for word in _endings(text, start, "before_names.txt")), key=len, default=""):
        return f"behind the word {trigger}"
    if any(place.span.end == start for place in reading.places):
        return "behind a place"
    if not _WORD.match(text[start - 1]):
        return f"behind the mark {text[start - 1]}"
    return f"inside the clause, behind {text[start - 1]}"


def _endings(text: str, end: int, table: str) -> Iterator[str]:
    known = words(table)
    return (text[start:end] for start in range(max(0, end - 8), end) if text[start:end] in known)


def _after(reading: Reading, end: int) -> str:
    """What stands at the right edge of a name."""
    text = reading.shadow
    if end >= len(text) or text[end] == "\n":
        return "at the end of the line"
    for post in reading.posts:
        if post.span.start == end:
            return f"before the post {text[end : post.span.end]}"
    if not _WORD.match(text[end]):
        return f"before the mark {text[end]}"
    known = words("after_names.txt")
    following = [text[end : end + size] for size in range(4, 0, -1)]
    if word := next((word for word in following if word in known), ""):
        return f"before the word {word}, which follows names"
    if following[2] in words("words.txt"):
        return f"before the word {following[2]}"
    return f"before {text[end]}"
