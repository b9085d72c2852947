"""The people whom a clause is about where more than adverbs stands between them and their verb.

A :class:`Reading` and a clause of its mask in, :class:`Agent` records out.
"""

from __future__ import annotations

from kg import lazy_re as re
from kg.extract.agents import Agent
from kg.extract.reading import Reading
from kg.mentions.persons import Person
from kg.model import Argument
from kg.rules import DUTY, PERSON, PLACE, POST

#: In front of the first person: the clause is about somebody else.
_OBJECTS = re.compile(
    rf"(?:会见|会晤|看望|慰问|接见|陪同|受|代表|根据|按照|[与同和向对])(?:了|过)?[{POST}{DUTY}{PLACE}、]*$"
)
_NEXT = re.compile(rf"[、和与]([{POST}{DUTY}][、兼]?)*{PERSON}")
_SUITE = re.compile("(?:同志|先生|女士)?(?:等(?:人|同志)?)?(?:一行)?")


def people_at(reading: Reading, low: int, high: int, gap: re.Pattern[str] | None = None) -> tuple[Agent, ...]:
    """Those whom the clause ``low..high`` of the mask begins with; where ``gap`` is given, only if it matches all that
    stands behind them."""
    text = reading.mask.text
    first = text.find(PERSON, low, high)
    if first < 0 or _OBJECTS.search(text, low, first):
        return ()
    end = first + 1
    while (more := _NEXT.match(text, end, high)) is not None:
        end = more.end()
    if text.endswith(("据", "的"), low, first) or text.startswith(("的", "等的"), end):
        return ()
    behind = _SUITE.match(text, end, high)
    if gap is not None and gap.fullmatch(text, behind.end() if behind else end, high) is None:
        return ()
    held = [token for _, token in reading.mask.held(first, end) if isinstance(token, Person)]
    return tuple(Agent(Argument("Person", token.text, token.span), token.span) for token in held)
