"""Who acts where the verb's own sentence does not begin with it: urged by somebody, or told of in the sentence before.

A :class:`Reading` and the place of a verb in its mask in, :class:`Agent` records out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg import lazy_re as re
from kg.extract.agent_words import (
    branch,
    clause_around,
    clause_start,
    goes_on,
    nobody_named,
    strip_adverbs,
    strip_openers,
)
from kg.extract.agents import Agent, agents_in, leading_agents
from kg.extract.reading import Reading
from kg.extract.scope import sentence_start
from kg.lexicon.divisions import gazetteer
from kg.mentions.places import PlaceMention
from kg.model import Argument
from kg.rules import PLACE

#: 在甲的倡议下,乙开展了…: who proposes it is 甲; whoever leads (主持, 牵头) is named so only where nobody else is.
_URGED = re.compile(
    r"在(?P<agent>[^,。;:的在]{1,40})的(?P<how>[^,。;:]{0,12}?(?:倡议|提议|建议|号召|主持|牵头|发起|带领|领导|主导|推动|努力|协调|争取))下"
)
_PROPOSED = ("倡议", "提议", "建议", "号召")
#: A clause that opens so has the subject of the sentence before: 聚焦民生,实施….
_GOES_ON = re.compile(
    r"(?:聚焦|围绕|为|面向|针对|按照|根据|坚持|依托|着眼|立足|结合|通过|以|在|对|从|到|此外|同时|并|还|也|又|再|进一步|深入|全面|大力|"
    r"积极|加快|持续|满足|确保|保障|防范|方便|助力|着力|重点|先后|陆续|率先|首先|随后|其中|“十[一二三四五]五”|今年|去年|近年来|目前|下一步|预计|"
    "\ue004|[^,。;:\ue001-\ue006]{2,10}(?:方面|上),)"
)
#: Behind these a clause may name somebody who acts in a relative clause: 得益于|甲建立的….
_IN_FRONT = re.compile(
    r"得益于|出自|源自|来自|归功于|[于对将把被在是由从以为给让了,]|参加|通过|依托|借助|利用|按照|根据|随着|作为|围绕|结合|享受到?|纳入"
)
#: What is made use of does not name who does: 利用|政府搭建的….
_HELPS = re.compile(r"得益于|通过|依托|借助|利用|按照|根据|随着|围绕|结合")
#: 在甲市,为…,打造…: those who govern there.
_THERE = re.compile(rf"(?:同样|而)?在(?P<place>{PLACE}),")
#: How many sentences back the subject may stand.
BACK = 3
_CLAUSE = re.compile(r"(?:[^,。;:!?\n“]++|“[^”\n]{0,60}”|“)++")
_TELLS = re.compile(r"(?:指出|强调|表示|说|介绍|认为|显示|透露)$")
_OWN_SUBJECT = re.compile(
    r"[\ue001-\ue003\ue005]|据|记者|专家|群众|有人|大家|他们|我们|这|该|其|各|某|有关|相关|全[省市县区国]|村民|居民|企业|部门|"
    r"双方|“(?!十)"
)


def urging(reading: Reading, at: int, *, alone: bool) -> tuple[Agent, ...]:
    """Those at whose suggestion the verb at place ``at`` is done; ``alone``: whose lead counts too."""
    text = reading.mask.text
    found = _URGED.search(text, sentence_start(text, at), at)
    if found is None or not (alone or found["how"].endswith(_PROPOSED)):
        return ()
    agents = agents_in(reading, *found.span("agent"))
    return tuple(replace(agent, inferred=True) for agent in agents)


def within(reading: Reading, at: int) -> tuple[Agent, ...]:
    """Who stands right in front of the verb at place ``at`` of a relative clause, wherever the clause around begins."""
    text = reading.mask.text
    low = clause_start(text, at)
    end, _ = strip_adverbs(text, low, at)
    if end is None:
        return ()
    starts = [
        *(() if _HELPS.search(text, low, end) else (low,)),
        *(match.end() for match in _IN_FRONT.finditer(text, low, end)),
    ]
    for start in starts:
        start = strip_openers(text, start, end)
        if start < end and (found := agents_in(reading, start, end)):
            return found
    return ()


#: In front of who acts, the place where: 在甲市,由|公安机关.
_IN_PLACE = re.compile(rf"在(?:[^,。;:]{{0,20}}的)?(?P<place>{PLACE}),由?$")


def there(reading: Reading, agent: Agent) -> Agent:
    """A branch of the administration by its whole name, where the place stands in front: 在甲市,公安机关|推行…."""
    if not branch().fullmatch(agent.argument.text) or agent.argument.span is None:
        return agent
    text = reading.mask.text
    at = reading.mask.position(agent.span.start)
    found = _IN_PLACE.search(text, sentence_start(text, at), at)
    token = reading.mask.tokens.get(found.start("place")) if found else None
    code = reading.linked_places.resolve(token).code if isinstance(token, PlaceMention) else None
    if found is None or code is None:
        return agent
    name = gazetteer()[code].name + agent.argument.text
    return Agent(Argument("Organization", name, agent.span), agent.span, True)


def carried(reading: Reading, at: int) -> tuple[Agent, ...]:
    """Who the sentences before speak of, where that of the verb at place ``at`` goes on without a subject."""
    text = reading.mask.text
    start = sentence_start(text, at)
    if not _continues(text, start, at):
        return ()
    if there := _THERE.match(text, start, at):
        return tuple(replace(agent, inferred=True) for agent in agents_in(reading, *there.span("place")))
    for _ in range(BACK):
        if start < 2 or text[start - 1] not in "。;":
            return ()
        before = sentence_start(text, start - 1)
        for clause in _clauses(text, before, start - 1):
            if _TELLS.search(text, *clause):
                told = leading_agents(reading, *clause)
                return tuple(replace(agent, inferred=True) for agent in told if agent.argument.kind == "Organization")
            if agents := leading_agents(reading, *clause):
                return tuple(replace(agent, inferred=True) for agent in agents)
            if not _goes_on(text, clause[0]):
                return ()
        start = before
    return ()


def _clauses(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The clauses between two places; a comma inside quotation marks parts none."""
    for clause in _CLAUSE.finditer(text, low, high):
        yield clause.span()


def _goes_on(text: str, at: int) -> bool:
    """Whether the clause at place ``at`` opens like one without a subject."""
    return not _OWN_SUBJECT.match(text, at) and bool(_GOES_ON.match(text, at) or goes_on().match(text, at))


def _continues(text: str, start: int, at: int) -> bool:
    """Whether the stretch ``start..at`` in front of a verb names nobody of its own."""
    low = clause_start(text, at)
    end, _ = strip_adverbs(text, low, at)
    begin = strip_openers(text, low, end) if end is not None else low
    if end is None or (begin < end and not nobody_named(text, begin, end)):
        return False
    while low > start:
        before = clause_around(text, low - 1)
        if before < start or not _goes_on(text, before):
            return False
        low = before
    return True
