"""Places that a text names and does not speak from: where somebody was born, where those are sent who are seen off.

A shadow and where a place stands in it in, yes or no out; for :mod:`kg.link.places`.
"""

from __future__ import annotations

from functools import lru_cache

from kg import lazy_re as re
from kg.model import Span

#: Behind an army's seat, which is no place of the text: 沈阳|军区.
_ARMIES = ("军区", "部队", "战区", "铁路局")
_COME_FROM, _BORN_IN = ("人,", "人;", "人。", "人、", "籍"), ("籍贯", "籍贯:", "祖籍", "原籍", "生于")
#: What those who stay do with those who leave, and in front of where these go.
_SEEN_OFF = re.compile("欢送|送行|送别|行前|出征|启程")
_GOES_THERE = re.compile("(?:赴|前往|奔赴|派往|远赴|[去到])$")


def elsewhere(shadow: str, span: Span) -> bool:
    """Whether a place is only where somebody comes from, or an army's seat: 江西玉山人, 籍贯江西玉山, 沈阳军区."""
    if shadow.startswith(_ARMIES, span.end) and shadow[span.end - 1] not in "省市区县":
        return True
    return shadow.startswith(_COME_FROM, span.end) or shadow.endswith(_BORN_IN, 0, span.start)


def left_for(shadow: str, span: Span) -> bool:
    """Whether those whom a text sees off go to a place: 欢送赴|和田|挂职的干部."""
    return _sees_off(shadow) and _GOES_THERE.search(shadow, max(0, span.start - 2), span.start) is not None


@lru_cache(maxsize=64)
def _sees_off(shadow: str) -> bool:
    return _SEEN_OFF.search(shadow) is not None
