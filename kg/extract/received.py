"""received: which bodies got which titled documents from others.

A :class:`Reading` in, claims out.  Rules: kg/rules/received.yaml.  A title counts where it, or the words around it,
name a kind of document: a book or a film that somebody gets is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import lazy_re as re
from kg.extract.agent_words import clause_start
from kg.extract.agents import Agent, agents_before, agents_in
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.report_details import genre_names
from kg.model import Argument, Claim, Span, Status
from kg.rules import BOOK, Rule, load

_CUE = re.compile("送|呈|报|递|提交|提出|寄|转|交|发|收到|接到|收悉")
#: What names a kind of document beside its title.
_KIND = re.compile(r"(?:报告|心得|文章|论文|材料|提案|议案|建议书?|一文|信|函)(?:《[^《》]*》)?$")
_DENIED = re.compile(r"(?:未|没有?|不|拒绝|拒不|尚未|从未|停止)(?:[^,。;]{0,4})$")
_NOT = re.compile("未|没有?|拒绝|并不")
_PLANNED = re.compile(r"(?:拟|准备|计划|打算|将(?!$)|要(?!求)|应|须|请|希望|可以|可)[^,。;《》]{0,8}$")


def extract(reading: Reading) -> Iterator[Claim]:
    """The claims, each document once for each body."""
    if "《" not in reading.shadow or BOOK not in reading.mask.text or not _CUE.search(reading.shadow):
        return
    seen: set[tuple[str, str]] = set()
    for rule in load("received", frozenset()).fitting(reading.mask.text, reading.lacking):
        for match in rule.pattern.finditer(reading.mask.text):
            for made in _claims(reading, rule, match):
                if (made.subject.text, made.object.text) not in seen:
                    seen.add((made.subject.text, made.object.text))
                    yield made


def _claims(reading: Reading, rule: Rule, match: re.Match[str]) -> Iterator[Claim]:
    text = match.string
    before = text[clause_start(text, match.start()) : match.start()]
    behind = match[0].partition(BOOK)[2]  # 《…》一文|尚未|送交
    if _DENIED.search(before) or _NOT.search(behind) or _NOT.search(match[0].partition(BOOK)[0]):
        return
    report = _report(reading, match)
    if report is None or report.span is None:
        return
    status: Status = "planned" if _PLANNED.search(before) else "asserted"
    for agent in _bodies(reading, match):
        spans = (reading.mask.span(*match.span()), agent.span, Span(report.span.start - 1, report.span.end + 1))
        sentence = reading.sentence_at(report.span.start)
        inside = [span for span in spans if sentence.overlaps(span)]
        evidence = Span(min(span.start for span in inside), max(span.end for span in inside))
        yield claim(
            reading.doc,
            "received",
            agent.argument,
            report,
            evidence,
            f"received/{rule.name}",
            status=status,
            explicit=not agent.inferred,
            confidence=0.7 if agent.inferred else 0.85,
        )


def _bodies(reading: Reading, match: re.Match[str]) -> list[Agent]:
    """The bodies that get it; people and readers are none."""
    if match.groupdict().get("to"):
        found = agents_in(reading, *match.span("to"))
    else:
        actors = agents_before(reading, match.start("act"))
        found = actors.agents if actors.factual else ()
    return [agent for agent in found if agent.argument.kind == "Organization"]


def _report(reading: Reading, match: re.Match[str]) -> Argument | None:
    """The title, where it or the words around it name a kind of document."""
    at = match.start("book")
    token = reading.mask.tokens.get(at)
    if not isinstance(token, Span):
        return None
    span = Span(token.start + 1, token.end - 1)
    behind = re.match(r"的?(?:一文|报告|心得|文章|材料|提案|建议)", reading.shadow[token.end : token.end + 4])
    around = _KIND.search(reading.shadow, max(0, token.start - 6), token.start)
    if not (genre_names().search(reading.shadow, span.start, span.end) or behind or around):
        return None
    return Argument("Report", reading.doc.text[span.start : span.end], span)
