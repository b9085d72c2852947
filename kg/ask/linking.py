"""What a question names: its text and the graph's labels in, slots out, longest names first.

Labels of the graph come first, then the product's own gazetteer and its reader of posts: a place or
a post that no text of this store is about is a slot with ``absent`` set, never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.ask.labels import LONGEST, Labels
from kg.ask.words import Role, lexicon
from kg.lexicon.divisions import gazetteer
from kg.link.gazetteer import place_iri
from kg.link.places import Places
from kg.mentions.duties import duties
from kg.mentions.places import find_places
from kg.mentions.posts import find_posts
from kg.model import Span
from kg.query.printed import post_iri

_BOOK = re.compile(r"《([^《》\n]+)》")
_FILE = re.compile(r"[a-z0-9][a-z0-9_.-]*\.(?:txt|html?|md)(?![a-z0-9])")
_YEAR = re.compile(r"(?<!\d)((?:18|19|20)\d\d)(?!\d)(?!年代)年?(?!\d)")
_RELATIVE = {"前年": -2, "去年": -1, "今年": 0}
_SAID = re.compile("|".join(_RELATIVE))
#: Of two readings of the same characters the first of these kinds is taken.
_ORDER = ("post", "place", "body", "person", "report", "initiative", "file")
_BETWEEN = re.compile(r"的?")


@dataclass(frozen=True, slots=True)
class Slot:
    """A name in a question.  ``value`` is what it says, ``iris`` the nodes it may mean (none for a bare string).

    ``role`` is that of a place behind a preposition; ``absent`` says why the graph cannot be asked about it.
    """

    kind: str
    value: str
    span: Span
    iris: tuple[str, ...] = ()
    role: Role = ""
    absent: str = ""


def slots(text: str, labels: Labels, year: int) -> list[Slot]:
    """The slots of ``text``, a shadow in lower case, in order, none overlapping another.

    ``year`` is this year, which 去年 and 今年 count from.
    """
    found: list[Slot] = [*_strings(text, labels), *_years(text, year)]
    found = _without_overlap([*found, *_labelled(text, labels, found)])
    found = _with_places(text, labels, found)
    found = _with_posts(text, labels, found)
    return _roles(text, _joined(text, labels, _chained(text, labels, found)))


def _strings(text: str, labels: Labels) -> Iterator[Slot]:
    for match in _BOOK.finditer(text):
        known = any(match[1] in name for name in labels.nodes["report"])
        absent = "" if known else f"no text tells of a report {match[0]}"
        yield Slot("report", match[1], Span(*match.span()), labels.nodes["report"].get(match[1], ()), absent=absent)
    for match in _FILE.finditer(text):
        if match[0] not in labels.nodes["file"]:
            yield Slot("file", match[0], Span(*match.span()), absent=f"no text of the name {match[0]} was read")


def _years(text: str, year: int) -> Iterator[Slot]:
    for match in _YEAR.finditer(text):
        yield Slot("year", match[1], Span(*match.span()))
    for match in _SAID.finditer(text):
        yield Slot("year", str(year + _RELATIVE[match[0]]), Span(*match.span()))


def _labelled(text: str, labels: Labels, taken: Iterable[Slot]) -> Iterator[Slot]:
    barred = {at for slot in taken for at in range(slot.span.start, slot.span.end)}
    for start in range(len(text)):
        for end in range(min(len(text), start + LONGEST), start + 1, -1):
            name = text[start:end]
            kinds = sorted(labels.kinds(name), key=_ORDER.index)
            if name in duties():  # 省长 without its province is a duty, even where a text left it so
                kinds = [kind for kind in kinds if kind != "post"]
            if not kinds or barred & set(range(start, end)) or not _stands_alone(text, start, end):
                continue
            if not lexicon().knows(name):
                yield Slot(kinds[0], name, Span(start, end), labels.nodes[kinds[0]][name])


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A Latin name is a whole word."""
    before, after = text[start - 1 : start] + text[start], text[end - 1] + text[end : end + 1]
    return not any(len(pair) > 1 and pair.isascii() and pair.isalnum() for pair in (before, after))


def _without_overlap(found: Iterable[Slot]) -> list[Slot]:
    """The longest ones, of equally long ones the first; in the order of the text."""
    kept: list[Slot] = []
    for slot in sorted(found, key=lambda slot: (-len(slot.span), slot.span.start)):
        if not any(slot.span.overlaps(other.span) for other in kept):
            kept.append(slot)
    return sorted(kept, key=lambda slot: slot.span)


def _with_places(text: str, labels: Labels, found: list[Slot]) -> list[Slot]:
    """The places that only the gazetteer knows; one that is longer than a name of the graph replaces it."""
    mentions = find_places(text)
    places = Places(text, mentions)
    more: list[Slot] = []
    for mention in mentions:
        covered = [slot for slot in found if slot.span.overlaps(mention.span)]
        if any(not mention.span.covers(slot.span) or slot.kind not in ("place", "body") for slot in covered):
            continue
        if mention.in_name or sum(len(slot.span) for slot in covered) == len(mention.span):
            continue
        name = text[mention.span.start : mention.span.end]
        code = places.resolve(mention).code
        iri = place_iri(code, labels.base) if code else None
        known = iri is not None and any(iri in iris for iris in labels.nodes["place"].values())
        if covered and not known:
            continue
        shown = gazetteer()[code].name if code else name
        absent = "" if known else f"{shown} is a place, but no text of this store is about it"
        more.append(Slot("place", name, mention.span, (iri,) if iri and known else (), absent=absent))
    return _without_overlap([*found, *more])


def _with_posts(text: str, labels: Labels, found: list[Slot]) -> list[Slot]:
    """The posts that are printed otherwise than the graph names them, and duties without a body."""
    more: list[Slot] = []
    for post in find_posts(text, find_places(text)):
        title = text[post.span.start : post.span.end]
        covered = [slot for slot in found if slot.span.overlaps(post.span)]
        if any(not post.span.covers(slot.span) or slot.kind == "post" for slot in covered):
            continue
        if post.bare or (post.level and post.place is None):  # 县委书记 of whichever county
            if not covered and not lexicon().knows(title):
                more.append(Slot("duty", title, post.span))
            continue
        iri = labels.nodes["post"].get(title, ()) or _existing(post_iri(title, labels.base), labels)
        absent = "" if iri else f"no text tells of the post {title}"
        more.append(Slot("post", title, post.span, iri, absent=absent))
    return _without_overlap([*found, *more])


def _existing(iri: str | None, labels: Labels) -> tuple[str, ...]:
    return (iri,) if iri and any(iri in iris for iris in labels.nodes["post"].values()) else ()


def _chained(text: str, labels: Labels, found: list[Slot]) -> list[Slot]:
    """海澄市望海区 is one place: the lower one, which of several of that name the higher one tells."""
    kept: list[Slot] = []
    for slot in found:
        upper = kept[-1] if kept else None
        if upper and upper.kind == "place" == slot.kind and upper.span.end == slot.span.start:
            inside = tuple(iri for iri in slot.iris if labels.above(iri) & set(upper.iris))
            if inside:
                span = Span(upper.span.start, slot.span.end)
                kept[-1] = replace(slot, value=text[span.start : span.end], span=span, iris=inside)
                continue
        kept.append(slot)
    return kept


def _joined(text: str, labels: Labels, found: list[Slot]) -> list[Slot]:
    """A place or body and a duty behind it are a post where the graph has it: 望海区的区长, 云溪县县委书记."""
    kept: list[Slot] = []
    for slot in found:
        owner = kept[-1] if kept else None
        if (
            owner
            and slot.kind == "duty"
            and owner.kind in ("place", "body")
            and _BETWEEN.fullmatch(text, owner.span.end, slot.span.start)
        ):
            span = Span(owner.span.start, slot.span.end)
            titles = [owner.value + slot.value]
            if owner.value[-1] == slot.value[0]:
                titles.append(owner.value + slot.value[1:])
            for title in titles:
                iris = labels.nodes["post"].get(title, ()) or _existing(post_iri(title, labels.base), labels)
                if iris:
                    kept[-1] = Slot("post", title, span, iris)
                    break
            else:
                kept[-1] = Slot("post", titles[0], span, absent=f"no text tells of the post {titles[0]}")
            continue
        kept.append(slot)
    return kept


def _roles(text: str, found: list[Slot]) -> list[Slot]:
    """The places and bodies with the role that the word before them gives."""
    return [replace(slot, role=_role(text, slot)) if slot.kind in ("place", "body") else slot for slot in found]


def _role(text: str, slot: Slot) -> Role:
    words = list(lexicon().words(text, max(0, slot.span.start - 12), slot.span.start))
    last = words[-1] if words else None
    return last.kind.role if last and last.kind else ""
