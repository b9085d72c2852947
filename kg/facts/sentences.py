"""Facts as sentences: a ``Fact`` in, a sentence in plain Chinese or English with slots for its ends out.

The ways to say a relation are data (``sentences.yaml``).  A sentence is a tuple of parts; a part is text,
or a :class:`Slot` that a page fills with a link and a terminal with a name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias

import yaml

from kg import lazy_re as re
from kg import vocab
from kg.facts.record import Fact
from kg.facts.terms import ontology

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
Namer: TypeAlias = Callable[[str], str]

_SLOT: Final = re.compile(r"\{(\w+)\}")
_ASIDE: Final = re.compile(r"\s*[((][^))]*[))]")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_UNITS: Final = {
    "Y": ("年", "year"), "M": ("个月", "month"), "W": ("周", "week"), "D": ("天", "day"), "H": ("小时", "hour"),
}  # fmt: skip
_DURATION: Final = re.compile(r"P(?:\d+[YMWD])*(?:T\d+H)?")
_COUNTED: Final = re.compile(r"(\d+)([YMWDH])")
_DATE: Final = re.compile(r"(\d{4}|X{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?([~?%])?")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a sentence: ``name`` as in the template; ``value`` an IRI, a text, an EDTF date or a duration."""

    name: str
    value: str
    kind: Literal["node", "text", "date", "duration"] = "text"

    def words(self, language: Language, name_of: Namer) -> str:
        """What stands there; ``name_of`` gives the label of an IRI."""
        if self.kind == "text":
            return self.value
        if self.kind == "duration":
            return lasting(self.value, language)
        return name_of(self.value) if self.kind == "node" else spelled(self.value, language)


Part: TypeAlias = str | Slot


@dataclass(frozen=True, slots=True)
class Way:
    """A way to say a relation; ``key`` names it, and is the same in every build."""

    key: str
    when: frozenset[str]
    words: Mapping[str, str]

    @property
    def slots(self) -> frozenset[str]:
        """The names of the slots it fills."""
        return frozenset(_SLOT.findall(self.words["zh"]))


@cache
def ways() -> Mapping[str, tuple[Way, ...]]:
    """The ways to say each relation, from the data."""
    loaded = yaml.safe_load((files("kg.facts") / "sentences.yaml").read_text("utf-8"))
    return {
        relation: tuple(
            Way(f"{relation}.{number}", frozenset(way.get("when", ())), {"zh": way["zh"], "en": way["en"]})
            for number, way in enumerate(found)
        )
        for relation, found in loaded.items()
    }


def way_of(fact: Fact) -> Way:
    """The way for the first status of the fact that has one, else the first that fits any; a plain one without data."""
    filled = {slot.name for slot in slots(fact)}
    fitting = [way for way in ways().get(fact.relation, ()) if way.slots <= filled]
    for state in fact.status:
        if way := next((way for way in fitting if state in way.when), None):
            return way
    if way := next((way for way in fitting if not way.when), None):
        return way
    words = ontology().words(fact.relation)
    return Way(
        f"{fact.relation}.", frozenset(), {tongue: f"{{s}} · {plain(words[tongue])} · {{o}}" for tongue in words}
    )


def slots(fact: Fact) -> list[Slot]:
    """What the fact can fill the slots of a sentence with."""
    known = [Slot("s", fact.subject, "node"), object_of(fact)]
    if fact.post:
        known.append(Slot("post", fact.post, "node"))
    elif fact.titles:
        known.append(Slot("post", fact.titles[0]))
    known += [Slot(name, value) for name, value in (("indicator", fact.indicator), ("scope", fact.scope)) if value]
    return known


def object_of(fact: Fact) -> Slot:
    """What the fact ends in, as the slot ``{o}``."""
    if fact.relation in vocab.DATE_RELATIONS:
        return Slot("o", fact.object, "date")
    if fact.relation in vocab.DURATION_RELATIONS:
        return Slot("o", fact.object, "duration")
    return Slot("o", fact.object, "text" if fact.ends_in_text else "node")


def parts(fact: Fact, language: Language) -> tuple[Part, ...]:
    """The sentence of the fact: text and slots in turn, without dates and certainty."""
    filled = {slot.name: slot for slot in slots(fact)}
    found: list[Part] = []
    for number, piece in enumerate(_SLOT.split(way_of(fact).words[language])):
        if piece:
            found.append(filled[piece] if number % 2 else piece)
    return tuple(found)


def sentence(fact: Fact, language: Language, name_of: Namer) -> str:
    """The whole sentence in words, with when it was and how certain it is; ``name_of`` gives labels of IRIs.

    >>> fact = Fact("p", "heldPost", "d", titles=("青川县长",), status=("Former",), start="2003", end="2006-05")
    >>> sentence(fact, "zh", {"p": "李某", "d": "青川县"}.__getitem__)
    '2003年至2006年5月，李某曾任青川县长。'
    >>> sentence(fact, "en", {"p": "李某", "d": "青川县"}.__getitem__)
    '李某 was formerly 青川县长 (2003 – May 2006).'
    """
    words = "".join(part if isinstance(part, str) else part.words(language, name_of) for part in parts(fact, language))
    when, how = date(fact, language), certainty(fact, language, name_of)
    if language == "zh":
        start = f"{when}，" if when else ""
        return f"{how}{start}{words}" + ("" if words.endswith(("”", "。")) else "。")
    return f"{how}{words}{f' ({when})' if when else ''}" + ("" if words.endswith("”") else ".")


def certainty(fact: Fact, language: Language, name_of: Namer) -> str:
    """What goes before a sentence that is not plainly asserted; empty for one that is."""
    if not fact.unsettled or fact.relation == "quote":
        return ""
    speaker = "、".join(name_of(name) if "://" in name else name for name in fact.speakers)
    if speaker and fact.modality == vocab.MODALITY["reported"]:
        return f"据{speaker}说，" if language == "zh" else f"According to {speaker}: "
    label = plain(ontology().words(fact.modality)[language])
    return f"【{label}】" if language == "zh" else f"[{label}] "


def date(fact: Fact, language: Language) -> str:
    """When it was: in Chinese as printed or written out, in English written out; empty where it is not known."""
    start, end = (spelled(value, language) for value in (fact.start, fact.end))
    if language == "zh" and fact.date_texts and not (_dated(fact.start) or _dated(fact.end)):
        return fact.date_texts[0]
    if start == end or not (start and end):
        one = start or end
        if start and not end and fact.relation in {"heldPost", "secondedTo", "secondedPost"}:
            return f"{one}起" if language == "zh" else f"since {one}"
        if end and not start:
            return f"至{one}" if language == "zh" else f"until {one}"
        return one or (fact.date_texts[0] if fact.date_texts else "")
    return f"{start}至{end}" if language == "zh" else f"{start} – {end}"


def spelled(edtf: str, language: Language) -> str:
    """A date or an interval of EDTF in words, with what is not known left out; what is neither as it is.

    >>> spelled("2009-07-20", "zh"), spelled("2009-07-20", "en"), spelled("XXXX-07~", "zh")
    ('2009年7月20日', '20 July 2009', '约7月')
    >>> spelled("XXXX-06-11/XXXX-06-20", "en")
    '11 June – 20 June'
    """
    between = "至" if language == "zh" else " – "
    return between.join(_spelled(side, language) for side in edtf.split("/"))


def _spelled(edtf: str, language: Language) -> str:
    found = _DATE.fullmatch(edtf)
    if not found:
        return edtf
    year, month, day = (part if part and part.isdecimal() else "" for part in found.groups()[:3])
    if month and not 1 <= int(month) <= len(_MONTHS):
        return edtf
    about = found[4] or ""
    if language == "zh":
        written = "".join(f"{int(part)}{unit}" for part, unit in ((year, "年"), (month, "月"), (day, "日")) if part)
        return ("约" if about else "") + written
    written = " ".join(filter(None, (str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", year)))
    return ("about " if about else "") + written


def lasting(duration: str, language: Language) -> str:
    """A duration of ISO 8601 in words; what is none as it is.

    >>> lasting("P1Y6M", "zh"), lasting("P1Y6M", "en"), lasting("PT12H", "zh"), lasting("半天", "zh")
    ('1年6个月', '1 year 6 months', '12小时', '半天')
    """
    counted = [(int(count), *_UNITS[unit]) for count, unit in _COUNTED.findall(duration)]
    if not counted or not _DURATION.fullmatch(duration):
        return duration
    if language == "zh":
        return "".join(f"{count}{unit}" for count, unit, _ in counted)
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, _, unit in counted)


def plain(label: str) -> str:
    """A label of the ontology without what stands in brackets behind it."""
    return _ASIDE.sub("", label).strip()


def templates() -> dict[str, dict[str, str]]:
    """Every way by its key, for a page that changes its language itself."""
    return {way.key: dict(way.words) for found in ways().values() for way in found}


def _dated(edtf: str) -> bool:
    """Whether the year is known."""
    return edtf[:4].isdecimal()
