"""The duty words of the lexicon (书记, 局长, 委员) and the pattern that finds them in a shadow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import alternation, rows
from kg.rules.gates import WORDS

#: Duties that lists print with blanks between the characters.
_SPACED = frozenset(
    {
        "主席",
        "主任",
        "书记",
        "常委",
        "委员",
        "会长",
        "理事",
        "监事",
        "组长",
        "校长",
        "院长",
        "顾问",
        "成员",
        "秘书长",
        "总指挥",
    }
)


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty word of the lexicon: seats it has in a body, whether it needs one, the body it implies."""

    name: str
    single: bool
    needs_body: bool
    body: str


@cache
def duties() -> dict[str, Duty]:
    """The duty words of the lexicon by name."""
    return {
        row["duty"]: Duty(row["duty"], row["seat"] == "one", row["needs"] == "yes", row["body"])
        for row in rows("duties.tsv")
    }


@cache
def duty_words() -> frozenset[str]:
    """The words for duties, and how those begin that may be printed with blanks: a text without one holds no post."""
    return frozenset(duties()) | {f"{duty[0]} " for duty in _SPACED}


def find_duties(shadow: str) -> Iterator[re.Match[str]]:
    """The duty words of a text in order, the longest at each place."""
    return WORDS.finditer(_pattern(), duty_words(), shadow)


@cache
def _pattern() -> re.Pattern[str]:
    stops = {row["duty"]: f"|{row['not_before']}" if row["not_before"] else "" for row in rows("duties.tsv")}
    heads = alternation({duty: f"(?!们|级干部|办公[室会]{stop})" for duty, stop in stops.items()})
    return re.compile("|".join([heads, *_apart()]))


def _apart() -> Iterator[str]:
    """Duty words that head a line with blanks between their characters: 主  席:."""
    for duty in sorted(_SPACED):
        spaced = " {1,6}".join(duty[1:])
        margins = [" " * size for size in range(5)]
        deputy = [f"{margin}副{gap}" for margin in margins for gap in margins[1:4]]
        heads = "|".join(f"(?<=\n{before}{duty[0]})" for before in (*margins, *deputy))
        head = rf"{duty[0]}(?= )(?:{heads}) {{1,6}}{spaced}"
        yield rf"{head}(?= ?(?:\([^()\n]{{0,16}}\))? ?:| {{1,6}}[\u4e00-\u9fff·]{{2,12}}(?:\n|$)| *\n)"
