"""Documents that a text names by their kind alone: whose notice it is that 通知指出 speaks of.

A :class:`Reading`, a kind of document and a place of its mask in, :class:`Agent` records out.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from kg import lazy_re as re
from kg.extract.agents import Agent, agents_before
from kg.extract.reading import Reading

#: How far in front the words may stand that say who issued it, in code points.
NEAR = 200
_ISSUED = (
    r"(?P<act>印发|发布|下发|发出|出台|公布)了?(?:一份|(?:关于|就)?[^,。;:\n《》]{{0,40}}?的?)?"
    r"(?:紧急|指导|实施|补充|联合)?{kind}(?=[,。;\n])"
)


@cache
def _issued(kind: str) -> re.Pattern[str]:
    return re.compile(_ISSUED.format(kind=kind))


def issuers(reading: Reading, kind: str, before: int) -> tuple[Agent, ...]:
    """Those who issued the document without a title that ``kind`` names at place ``before``; none if not told."""
    text = reading.mask.text
    found = list(_issued(kind).finditer(text, max(0, before - NEAR), before))
    agents = agents_before(reading, found[-1].start("act")).agents if found else ()
    return tuple(replace(agent, inferred=True) for agent in agents)
