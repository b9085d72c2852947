"""The stretches of a masked text that hold a post: where rules about posts are tried.

Masked text in, places in it out.
"""

from __future__ import annotations

from kg import lazy_re as re
from kg.rules import DUTY, POST

#: What ends a line that heads a list of names: 委员:, 委员名单, (按姓氏笔画为序).
_HEADS_NAMES = re.compile(r"(?::|名单|名单 ?\([^()\n]*\)|\n *\([^()\n]*\)) *\Z")
_POST = re.compile(f"[{POST}{DUTY}]")
_STOP = re.compile("[。\n]")


def post_windows(text: str) -> list[tuple[int, int]]:
    """The sentences of the masked text that hold a post, each with the line above where it opens a line."""
    found: list[tuple[int, int]] = []
    for match in _POST.finditer(text):
        if found and match.start() < found[-1][1]:
            continue
        start = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start()), -1)
        if start >= 0 and text[start] == "\n":
            start = text.rfind("\n", 0, len(text[:start].rstrip()))
        stop = _STOP.search(text, match.end())
        while stop and stop[0] == "\n" and _HEADS_NAMES.search(text, match.start(), stop.start()):
            stop = _STOP.search(text, stop.end())  # 委员: above the line of names
        low = start + 1 if not found else max(start + 1, found[-1][1])
        found.append((low, stop.end() if stop else len(text)))
    return found
