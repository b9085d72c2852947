"""Shadow text in, its lists of people out: 陈春生、高林、李静海、王云 (女)、…

A list of names holds characters that also name places (静海); only the whole of the list tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import rows, words
from kg.mentions.names import Name, surnames, title
from kg.model import Span

# Fewer items may as well be a list of places that begin like family names: 江苏、安徽、云南.
LEAST = 5
#: How many names a line holds that opens a block of them.
_LEAST_IN_LINE = 3
#: The end of a line that heads names, so that two of them are enough: 副主任(2名), 委员:.
_HEAD = re.compile(
    r"(?:\([^()\n]{2,40}\)|:|主席|主任|委员|书记|秘书长|常委|理事|监事|会长"
    r"|[省市县区州旗乡镇部厅局院]长|检察长|顾问|组长|成员) *\n\Z"
)
_HEAD_REACH = 60
#: In so many names one may be of no known shape.
_FEW = 10
_NOTE = r"(?: ?\([^()\n]{1,16}\))?"
_TOKEN = re.compile(rf"(?P<name>[\u3400-\u9fff○·]{{1,12}}){_NOTE}")
#: What stands behind the blank inside a name: 拉 |敏·索朗伦珠, 丁 |山.
_SECOND = re.compile(r"[\u3400-\u9fff○]{1,2}(?:·|\Z|(?![\u3400-\u9fff○·]))")
#: Of which people somebody is, which only names have behind them.
_PEOPLE = re.compile(r" ?\([^()\n]{0,10}族\)")
#: A line of names behind a line break, which re skips to.
_LINES = re.compile(
    rf"\n(?P<line> *(?:[\u3400-\u9fff○·]{{1,12}}{_NOTE} +)*[\u3400-\u9fff○·]{{1,12}}{_NOTE} *)(?![^\n])"
)


def outside_rosters(text: str, spans: Iterable[Span]) -> set[Span]:
    """The spans that are no part of a list of people.

    A list of at least five items is one of people if each has the shape of a name and less than half of them
    are spans as a whole (江苏、安徽、…); what stands in its brackets is kept: 王凯(河南).
    """
    kept = set(spans)
    if text.count("、") < LEAST - 1 or not any("、" in text[span.start - 2 : span.start] for span in kept):
        return kept  # the usual case, for less than the search
    first, others = _items()
    for match in others.finditer(text):
        begin = first.search(text, max(0, match.start() - 16), match.start())
        start = begin.start() if begin else match.start()
        inside = [span for span in kept if start <= span.start and span.end <= match.end()]
        bare = [span for span in inside if text[span.start - 1 : span.start] != "("]
        whole = [span for span in bare if text[span.start - 1] == "、" and not text[span.end : span.end + 1].isalpha()]
        if 2 * len(whole) < match.group().count("、") + bool(begin):
            kept.difference_update(bare)
    return kept


@dataclass(frozen=True, slots=True)
class Roster:
    """Lines that hold nothing but names apart by blanks: where the block stands, and the names with their spans."""

    span: Span
    names: tuple[tuple[Span, str], ...]


def rosters(text: str) -> list[Roster]:
    """The blocks of lines of names, in text order: 丁 山(女)  卫国  韦思远(壮族).

    A line counts where it holds three names or more, or follows a line that counts.
    """
    found: list[Roster] = []
    if " " not in text:
        return found  # the usual case, for less than the search
    for match in _LINES.finditer("\n" + text):
        start, end = match.start("line") - 1, match.end("line") - 1
        names = _line_names(text, start, end)
        follows = bool(found) and not text[found[-1].span.end : start].strip()
        least = _LEAST_IN_LINE - (_HEAD.search(text, max(0, start - _HEAD_REACH), start) is not None)
        if len(names) >= (1 if follows else least):
            if follows:
                last = found.pop()
                found.append(Roster(Span(last.span.start, end), (*last.names, *names)))
            else:
                found.append(Roster(Span(start, end), tuple(names)))
    return found


def names_in_rosters(text: str) -> Iterator[Name]:
    """The names of all blocks, in text order."""
    for roster in rosters(text):
        for span, name in roster.names:
            yield Name(span.start, span.end, name, 6.0)


def _line_names(text: str, start: int, end: int) -> list[tuple[Span, str]]:
    """The names of a line; none if something in a short line, or more than a tenth of a long one, is no name."""
    parts = [(m.start("name"), m.end("name")) for m in _TOKEN.finditer(text, start, end)]
    names: list[tuple[Span, str]] = []
    at = strange = 0
    while at < len(parts):
        first, last = parts[at]
        if last - first == 1 and at + 1 < len(parts) and _SECOND.match(text, parts[at + 1][0], parts[at + 1][1]):
            at += 1
            last = parts[at][1]
        name = text[first:last].replace(" ", "")
        if title().fullmatch(name):
            return []  # 秘书长 on a line of its own heads the next block
        family = 2 <= len(name) <= 4 and (name[0] in surnames() or name[:2] in surnames())
        by_sound = len(name) > 2 and set(name) <= words("transliteration.txt") | words("given_characters.txt")
        if not (family or by_sound or "·" in name or _PEOPLE.match(text, last)):
            strange += 1
        names.append((Span(first, last), name))
        at += 1
    return names if strange * _FEW <= len(names) else []


@cache
def _items() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The first item of a list, and the others: a family name and one or two characters, or parts with dots."""
    single = "".join(sorted({row["name"] for row in rows("surnames.tsv") if len(row["name"]) == 1}))
    double = "|".join(sorted({row["name"] for row in rows("surnames.tsv") if len(row["name"]) == 2}))
    name = rf"(?:(?:[{single}]|{double})[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+)"
    item = rf"{name}(?: ?\([^()\n]{{1,10}}\))?"
    return re.compile(rf"(?<![^\W\d_]){item}\Z"), re.compile(rf"(?:、{item}){{{LEAST - 1},}}(?![^\W\d_])")
