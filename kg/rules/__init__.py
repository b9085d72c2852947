"""Loads the rules: YAML files in this folder, one a predicate family, strict about every key.

A rule is a pattern over the masked text (see :mod:`kg.extract.mask`) written with placeholders:
``{人}`` a person, ``{人们}`` one or several, ``{职}`` a post, ``{衔}`` a post without its body, ``{职们}`` posts
joined by 、 or 兼, ``{职列}`` posts joined by commas too, ``{时}`` a date, ``{地}`` a place, ``{书}`` a title in 《》,
``{书们}`` one or several, ``{地们}`` one or several with what their names run on with, ``{词}`` up to twelve characters
without a mark or a person, ``{量}`` a quantity, where an extractor masks those too.  A file may name expressions of
its own under ``words`` and use them as ``{name}``.  The rest is a regular expression of Python's re.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

from kg import lazy_re
from kg.errors import RuleError
from kg.model import Scalar
from kg.rules.gates import Gate, gate, holds

PERSON, POST, DUTY, DATE, PLACE, BOOK = "\ue001", "\ue002", "\ue003", "\ue004", "\ue005", "\ue006"
QUANTITY = "\ue007"

SYMBOLS = PERSON + POST + DUTY + DATE + PLACE + BOOK

_ANY_POST = f"[{POST}{DUTY}]"
_MORE = rf"(?:(?:[、兼]|、兼|,兼|和|及|以及)(?:现任|现为|时任|前任?|原任?)?{_ANY_POST})*"
#: Not the post that the next clause fills: 甲当选为书记,|县长一职由乙接任, 甲为主任,|秘书长为乙.
_NOT_FILLED = f"(?!(?:一职|职务)?,?(?:现|将|已|改|暂时?)?由|(?:[为是]|包括|分别[为是有]){PERSON})"
#: How one of several holds the post: 选举甲、乙(兼职)、丙(挂职)为副主席.
_OWN_KIND = rf"(?: ?\((?:挂职|兼职?|不?驻会|专职|不脱产|兼{_ANY_POST})\))?"
#: What a list says of one of its people: 甲(某镇)、乙.
_NOTE = r"(?: ?\([^()\n]{1,20}\))"
#: What stands between people in a list, at the end of a line too.
_BETWEEN = r"(?:、(?:\n *)?|和|与|及|以及| {1,4})"
#: What the name of a place may run on with in a list: 美国佛罗里达州奥兰多市, 某某共和国.
_TAIL = r"(?:(?!会见|会谈|会晤|来华|来访)(?:[^,。;:!?\n、和与及同对的\ue001-\ue006“”]|(?<=共)和(?=国))){0,12}?"
PLACEHOLDERS: Mapping[str, str] = {
    "人": f"(?P<person>{PERSON})",
    "人们": rf"(?P<person>{PERSON}(?:{_NOTE}?{_BETWEEN}{PERSON})*{_OWN_KIND})(?:等\w{{0,3}})?",
    "职": f"(?P<post>{_ANY_POST})",
    "衔": f"(?P<post>{DUTY})",
    "职们": rf"(?P<post>{_ANY_POST}{_MORE})",
    "职列": (
        rf"(?P<post>{_ANY_POST}(?:(?:[、兼]|、兼|,兼|,并兼任?|,?并(?:就任|出任|担任|当选为?)|和|及|以及){_ANY_POST}{_NOT_FILLED}"
        rf"|[,;]{_ANY_POST}{_NOT_FILLED}(?!(?:[、兼和及]{_ANY_POST})*{PERSON}))*)"
    ),
    "时": f"(?P<date>{DATE})",
    "地": f"(?P<place>{PLACE}+)",
    "书": f"(?P<book>{BOOK})",
    "书们": (
        rf"(?P<book>{BOOK}(?:(?:[、和与及]|以及|并)?"
        rf"(?:[^,。;:、\n著写编撰作{PERSON}{BOOK}]{{1,6}}的)?{BOOK}){{0,40}})"
    ),
    "地们": rf"(?P<place>{PLACE}+{_TAIL}(?:(?:、|和|与|及|以及){PLACE}+{_TAIL})*)",
    "量": f"(?P<figure>{QUANTITY})",
    "词": rf"[^,。;:!?\n、{PERSON}]{{0,12}}?",
}


@dataclass(frozen=True)
class Rule:
    """One rule: its name, its pattern as the file has it and with its placeholders filled in, and the remaining keys
    as the extractor reads them."""

    name: str
    source: str
    expression: str
    values: Mapping[str, Scalar]
    where: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first used: a short text needs few of all.

        Raises RuleError, naming file and rule, for what is no regular expression.
        """
        try:
            pattern = lazy_re.compile(self.expression)
            assert pattern.groups >= 0  # compiles
            return pattern
        except re.error as error:
            raise RuleError(f"pattern does not compile: {error}", where=self.where) from error


@dataclass(frozen=True)
class Rules:
    """The rules of one file in their order, with a gate that tells which of them a text may match."""

    rules: tuple[Rule, ...]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    @cached_property
    def _gate(self) -> Gate:
        """Raises RuleError as :attr:`Rule.pattern`."""
        try:
            return gate([rule.expression for rule in self.rules], SYMBOLS, QUANTITY)
        except re.error:
            assert all(rule.pattern for rule in self.rules)  # tells which
            raise

    @cached_property
    def _last(self) -> list[tuple[int, list[int]]]:
        """What the last text lacked, and the numbers of the rules that it may match: a text is asked about often."""
        return [(-1, [])]

    def _open(self, lacking: int) -> list[int]:
        text, numbers = self._last[0]
        if text != lacking:
            numbers = self._gate.open(lacking)
            self._last[0] = lacking, numbers
        return numbers

    def may_fit(self, lacking: int | None) -> bool:
        """Whether any rule may match a text that lacks these sets of words (:meth:`kg.rules.gates.Words.lacking`)."""
        return lacking is None or bool(self._open(lacking))

    def fitting(self, text: str, lacking: int | None = 0) -> list[Rule]:
        """The rules that may match a whole masked text: the words and symbols that they need are there.

        ``lacking`` are the sets of words that the text without its mask lacks; where it is None, all words are looked
        for in the masked text.
        """
        if lacking is None:
            return self._held(text)
        symbols = self._gate.symbols
        return [self.rules[number] for number in self._open(lacking) if holds(text, symbols[number])]

    def _held(self, text: str) -> list[Rule]:
        return [rule for rule, sets in zip(self.rules, self._gate.every, strict=True) if holds(text, sets)]

    def fitting_part(self, part: str, lacking: int | None) -> list[Rule]:
        """The same of a part of the masked text, where words that the text holds may be missing."""
        if lacking is None:
            return self._held(part)
        every = self._gate.every
        return [self.rules[number] for number in self._open(lacking) if holds(part, every[number])]


@cache
def load(name: str, keys: frozenset[str]) -> Rules:
    """The rules of ``kg/rules/NAME.yaml`` in file order; ``keys`` are allowed beside name, pattern and reason.

    Raises RuleError, naming file and rule, for an unknown key, a repeated name or an unknown placeholder; for a
    pattern that does not compile where it is first used.
    """
    where = f"kg/rules/{name}.yaml"
    content = _content(name)
    own: dict[str, str] = content.get("words", {})
    found: dict[str, Rule] = {}
    for number, entry in enumerate(content["rules"], 1):
        if not isinstance(entry, dict):
            raise RuleError(f"rule {number} is no mapping", where=where)
        label = entry.get("name", f"rule {number}")
        unknown = set(entry) - keys - {"name", "pattern", "reason"}
        if unknown or "name" not in entry or "pattern" not in entry:
            raise RuleError(f"{label}: keys unknown or missing {sorted(unknown)}", where=where)
        if label in found:
            raise RuleError(f"{label}: name used twice", where=where)
        values = {key: value for key, value in entry.items() if key in keys}
        at = f"{where}: {label}"
        found[label] = Rule(label, entry["pattern"], _filled(entry["pattern"], at, own), values, at)
    return Rules(tuple(found.values()))


def expressions(name: str) -> list[str]:
    """The patterns of ``kg/rules/NAME.yaml`` with their placeholders filled in."""
    content, where = _content(name), f"kg/rules/{name}.yaml"
    return [_filled(entry["pattern"], where, content.get("words", {})) for entry in content["rules"]]


def _content(name: str) -> dict[str, Any]:
    where = f"kg/rules/{name}.yaml"
    try:
        text = (files("kg.rules") / f"{name}.yaml").read_text(encoding="utf-8")
        content = yaml.load(text, Loader=_loader())  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as error:
        raise RuleError(str(error).replace("\n", " "), where=where) from error
    if not isinstance(content, dict) or not isinstance(content.get("rules"), list):
        raise RuleError("no list named rules", where=where)
    return content


def _loader() -> type[yaml.SafeLoader]:
    """The C parser where PyYAML has it: ten times faster, the same result."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _filled(pattern: str, where: str, own: Mapping[str, str]) -> str:
    """A pattern with what its placeholders stand for; a name of a group that came before is not given again."""
    used: set[str] = set()

    def expand(match: re.Match[str]) -> str:
        key, number = match[1], match[2]
        if key in own:
            return f"(?:{own[key]})"
        if key not in PLACEHOLDERS:
            raise RuleError(f"unknown placeholder {match[0]}", where=where)
        text = PLACEHOLDERS[key]
        group = re.match(r"\(\?P<(\w+)>", text)
        if group is None:
            return text
        name = group[1] + number
        if name in used:
            return text.replace(f"(?P<{group[1]}>", "(?:", 1)
        used.add(name)
        return text.replace(f"(?P<{group[1]}>", f"(?P<{name}>", 1)

    return re.sub(r"\{([\u4e00-\u9fff]+)(\d?)\}", expand, pattern)
