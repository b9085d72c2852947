"""Papers, stations and sites where they act themselves (中央电视台|推出了…模式) and do not print what others do.

A :class:`Reading` and places in its mask in, :class:`Agent` records out.
"""

from __future__ import annotations

from kg import lazy_re as re
from kg.extract.agent_words import clause_start, strip_adverbs, strip_openers
from kg.extract.agents import Agent, agents_in, items
from kg.extract.reading import Reading
from kg.model import Argument
from kg.rules import PLACE

#: Houses by the names they go by.
_HOUSE = re.compile(
    rf"(?![^,]*(?:主要|媒体|各|多家|门户))(?:中央|{PLACE}|中国|人民|光明|经济|解放军|工人|农民|科技|新华|全国|国际|团中央|国家|中新|共青团)[\u4e00-\u9fff]{{0,14}}?"
    r"(?:广播电视总台|广播电视台|电视台|广播电台|报社|日报|晚报|新闻社|通讯社|新华社|中新社|出版社|杂志社|影视中心|网|网站)"
    r"|新华社|中新社|人民网|新华网|央视网|央视|总台"
)
#: What they do as such, where none of it is theirs.
_PRINTS = frozenset({"发布", "公布", "印发", "下发", "出台", "提出", "制定", "制订"})


def houses(reading: Reading, start: int, end: int) -> tuple[Agent, ...]:
    """Those that a stretch of the mask lists, papers and stations among them; none if any part is not understood."""
    if not _HOUSE.search(reading.mask.text, start, end):
        return ()
    found: list[Agent] = []
    for low, high in items(reading.mask.text, start, end):
        if _HOUSE.fullmatch(reading.mask.text, low, high):
            span = reading.mask.span(low, high)
            found.append(Agent(Argument("Organization", reading.doc.text[span.start : span.end], span), span))
        elif agents := agents_in(reading, low, high):
            found += agents
        else:
            return ()
    return tuple(found)


def houses_before(reading: Reading, act: str, at: int) -> tuple[Agent, ...]:
    """Those in front of the verb ``act`` at place ``at``."""
    if act in _PRINTS:
        return ()
    text = reading.mask.text
    low = clause_start(text, at)
    end, _ = strip_adverbs(text, low, at)
    return houses(reading, strip_openers(text, low, end), end) if end is not None else ()
