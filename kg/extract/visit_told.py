"""Visits that somebody tells of: whether what is said in speech took place, and who 我 is.

A position in the masked text in, truth values and people out; for :mod:`kg.extract.visited`.
"""

from __future__ import annotations

from functools import cache

from kg import lazy_re as re
from kg.extract.reading import Reading
from kg.extract.scope import quotation_around, quotation_marks, sentence_end, sentence_start
from kg.extract.visit_words import visit_words
from kg.mentions.persons import Person
from kg.rules import DATE, DUTY, PERSON

#: What tells of a visit in speech that it took place: when it was, or that it is over or under way.
_TOOK_PLACE = re.compile(
    "首访|首次|去年|前年|今年|上个?月|上周|昨天|不久前|刚刚|刚才|日前|年前|当年|曾|成功|历史性|期间|此次|这次|此访|之际"
    rf"|(?:访[华美俄日英法德韩朝印]?|访问|来访)的|[0-9]年|[0-9一二三四五六七八九十]月|{DATE}"
    "|(?:访问|考察|视察|调研|来到|访|去|来|到)[了过]|两次|多次|先后|时,|第[一二三四五六七八九十0-9]+次|(?:很|非常|十分|深感|感到|倍感)(?:高兴|荣幸)"
)
#: What makes it a wish, a plan or a condition.
_OPEN = re.compile(
    "期待|希望|愿|盼|邀请|早日|如果|假如|若是|一旦|应该|应当|必须|需要|建议|提议|呼吁|要求|安排|筹备|商定|同意|适时"
    "|方便|下个?月|明年|后年|下次|下一次|即将|将(?!军)|[要能应请](?=[到去赴访来对在够])|未|没有|不会|取消|推迟|拒绝"
)
_PLANNED = re.compile("的(?:计划|邀请|建议|安排|可能|设想|愿望|消息|日程)")
_SPEAKER = re.compile(rf"(?P<who>{PERSON})(?:{DUTY}|同志|先生|女士)?[^。;:!?\n“”{PERSON}]{{0,24}}$")
_CLAUSE = re.compile("[,;:“]")


@cache
def speech() -> re.Pattern[str]:
    """A verb of saying with a mark behind it: 强调, or 说:, not 小说."""
    verbs = "|".join(visit_words("says"))
    return re.compile(rf"(?:{verbs}|(?<![小听据传])说|(?<![名简俗人职号尊昵统通])称)[,:“]")


def took_place(text: str, at: int, end: int) -> bool:
    """Whether of a visit ``at..end`` that is told in speech it is said that it took place: its clause holds no wish,
    and its sentence something that tells when or how it was."""
    low = clause = sentence_start(text, at)
    for verb in speech().finditer(text, low, at):
        low = clause = verb.end()
    for mark in _CLAUSE.finditer(text, low, at):
        clause = mark.end()
    high = min(sentence_end(text, end), end + 12)
    still_open = _OPEN.search(text, clause, end) or _PLANNED.search(text, end, high)
    return still_open is None and _TOOK_PLACE.search(text, low, high) is not None


def speaker(reading: Reading, at: int) -> Person | None:
    """Who says what stands at ``at`` of the mask: named in the sentence with the verb of speech."""
    text = reading.mask.text
    quotation = quotation_around(quotation_marks(text), at)
    end = quotation.start + 1 if quotation else at
    low = sentence_start(text, quotation.start if quotation else at)
    verb = speech().search(text, low, end)
    found = _SPEAKER.search(text, low, verb.start()) if verb else None
    token = reading.mask.tokens.get(found.start("who")) if found else None
    return token if isinstance(token, Person) else None
