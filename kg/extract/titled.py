"""What the title of a report proposes: 《关于建设甲平台的建议》.  Rules: kg/rules/titled.yaml.

A :class:`Reading` in; subject, initiative, evidence and rule name out.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import lazy_re as re
from kg.extract import initiatives, wrote_report
from kg.extract.agents import Agent
from kg.extract.reading import Reading
from kg.model import Span
from kg.rules import load

Found = tuple[Agent, Span, Span, str]

RULES = frozenset({"plans"})
_CUE = re.compile(
    r"《[^《》\n]{4,60}(?:建议|提案|议案|构想|设想|方案|规划|意见|提议|倡议|计划|思考|启示|体会|心得|感悟|看法|认识)书?》"
)
#: The author sets out what is to be done.
_PLANS = re.compile(r"[^。!?\n]{0,60}?(?:打算|设想|构想|规划|计划|建议|对策|下一步|思路|安排)")


def find(reading: Reading) -> Iterator[Found]:
    """The initiatives that the titles of a document's reports name, in text order."""
    if not _CUE.search(reading.shadow):
        return
    seen: set[str] = set()
    for made in wrote_report.extract(reading):
        title = made.object.span
        if title is None or made.object.text in seen:
            continue
        seen.add(made.object.text)
        for rule in load("titled", RULES):
            match = rule.pattern.search(reading.shadow[title.start : title.end])
            if match is None:
                continue
            what = Span(title.start + match.start("what"), title.start + match.end("what"))
            plans = _PLANS.match(reading.shadow, title.end)
            if rule.values.get("plans"):
                if plans and made.subject.kind == "Person":
                    yield (
                        Agent(made.object, title, True),
                        what,
                        Span(title.start - 1, plans.end()),
                        f"titled/{rule.name}",
                    )
            elif initiatives.names(reading.shadow[what.start : what.end]):
                yield Agent(made.object, title), what, Span(title.start - 1, title.end + 1), f"titled/{rule.name}"
            break
