"""The stretches of a masked text where rules are tried: those that hold a post, or the words that all of them need.

Masked text in, places in it out.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from kg import lazy_re as re
from kg.rules import DUTY, POST
from kg.rules.gates import TEXTS

#: What ends a line that heads a list of names: 委员:, 委员名单, (按姓氏笔画为序).
_HEADS_NAMES = re.compile(r"(?::|: ?\([^()\n]*\)|名单|名单 ?\([^()\n]*\)|\n *\([^()\n]*\)) *\Z")
#: A line that is a number and a post, which heads the names below it: 二、副主席(3名).
_NUMBER = re.compile(r"(?:^|(?<=\n)) *(?:\(?[一二三四五六七八九十]{1,3}\)?[、. ]?|\d{1,2}[、.])? *\Z")
_HEAD_END = re.compile(rf"[{POST}{DUTY}](?:名单)?(?: ?\([^()\n]{{0,40}}\))? *\Z")
_POST = re.compile(f"[{POST}{DUTY}]")
_STOP = re.compile("[。\n]")
_SENTENCE_END = re.compile(r"[。!?\n]")


@lru_cache(maxsize=TEXTS)
def _sentence_ends(text: str) -> list[int]:
    """Where the sentences of a text end: the texts that are read side by side are asked about, each often."""
    return [match.start() for match in _SENTENCE_END.finditer(text)]


def post_windows(text: str) -> list[tuple[int, int]]:
    """The sentences of the masked text that hold a post, each with the line above where it opens a line."""
    found: list[tuple[int, int]] = []
    for match in _POST.finditer(text):
        stop = _STOP.search(text, match.end())
        while stop and stop[0] == "\n" and _heads_names(text, match.start(), stop.start()):
            stop = _STOP.search(text, stop.end())  # 委员: above the line of names
        end = stop.end() if stop else len(text)
        if found and match.start() < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
            continue
        start = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start()), -1)
        if start >= 0 and text[start] == "\n":
            start = text.rfind("\n", 0, len(text[:start].rstrip()))
        found.append((start + 1 if not found else max(start + 1, found[-1][1]), end))
    return found


def cue_windows(text: str, cues: re.Pattern[str]) -> list[tuple[int, int]]:
    """The sentences of the masked text in which some words are found, without their ends: one search for each and
    the last.  No match may reach across a sentence's end."""
    found: list[tuple[int, int]] = []
    ends = _sentence_ends(text)
    at = 0
    while match := cues.search(text, at):
        number = bisect_left(ends, match.start())
        end = ends[number] if number < len(ends) else len(text)
        if match.start() < end:
            found.append((ends[number - 1] + 1 if number else 0, end))
        at = end + 1
    return found


def _heads_names(text: str, post: int, end: int) -> bool:
    """Whether the line of a post that ends at ``end`` heads a list of names below it, or one goes on there."""
    if text[end - 1] == "、" or _HEADS_NAMES.search(text, post, end):
        return True
    line = text.rfind("\n", 0, post) + 1
    return _HEAD_END.match(text, post, end) is not None and _NUMBER.match(text, line, post) is not None
