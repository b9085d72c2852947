"""Bodies whose names do not end as names of bodies do: 远山评级|首席经济学家, 万达影城|总经理, 《春风》|主编.

What stands before a duty in, how much of it is a body's name out; for :mod:`kg.mentions.posts`.
"""

from __future__ import annotations

from kg.lexicon.tables import used, words
from kg.mentions.names import is_name, surnames

#: From this frequency on a family name is a usual one.
_USUAL = 20.0
_FORMER = ("前", "原", "现", "时任", "现任")


def duties_behind(names: str) -> tuple[str, ...]:
    """The duties that stand behind such names: any, firm or known (kg/lexicon/data/open_duties.tsv)."""
    return used("open_duties.tsv", names)


def _no_firm(run: str) -> bool:
    """Whether a run is a phrase of the sentence and names no body."""
    table = "no_firm.tsv"
    return run[0].isdecimal() or run.startswith(used(table, "start")) or run.endswith(used(table, "end"))


def takes_any(duty: str) -> bool:
    """Whether a duty may stand behind a body whose name does not end as those of bodies do."""
    return duty.endswith(duties_behind("any") + duties_behind("firm"))


def unmarked_name(run: str, duty: str) -> int:
    """How many of the last characters of an unbroken run before a duty name a body; 0 if none do."""
    if duty.endswith(duties_behind("any")):
        return len(run) if 2 <= len(run) <= 12 and run not in words("words.txt") else 0
    for word in _FORMER:
        run = run.removeprefix(word) if len(run) > len(word) + 1 else run
    if run in words("firms.txt") or run in words("titled_firms.txt"):
        return len(run)
    if duty in duties_behind("known") or not 2 <= len(run) <= 14 or run in words("words.txt") or _no_firm(run):
        return 0
    named = any(_names(run[-size:]) for size in (2, 3) if size == len(run)) or _names(run[-3:])
    return 0 if named else len(run)


def _names(text: str) -> bool:
    """Whether a string is a person's name of a usual family."""
    return is_name(text) and text not in words("words.txt") and surnames().get(text[0], 0.0) >= _USUAL
