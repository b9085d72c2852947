"""Reads a document's title and date off its first lines, where they stand as lines of their own, and tells headings.

Document in, the same document with ``title`` and ``published`` out; the words a text without a title opens with; a text
and a span in, whether it is a heading's.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from kg import lazy_re as re
from kg.model import Document, Span
from kg.text.dates import find_dates
from kg.text.sentences import lines
from kg.text.shadow import shadow

#: A title is a short line that is no sentence, no byline and no dateline.
LONGEST_TITLE = 60
_NO_TITLE = re.compile(
    r"(?:作者|记者|通讯员|来源|编辑|责编|本报|新华社|中新|央视|人民网|日期|时间|发布)|.*[:,]$|^[\d\W]+$"
)
_SENTENCE_MARK = re.compile(r"[。;；]|[:：,，]$")
_DATE_LINE = re.compile(
    r"[(\s]*(?:发布时间|时间|日期)?[:\s]*(?:19|20)\d\d(?:年|-|/|\.)\d{1,2}(?:月|-|/|\.)\d{1,2}日?[^\u4e00-\u9fff]*(?:来源.*)?"
)
#: What agencies and papers put before the first sentence: who reports, where, when.
_LEAD = re.compile(
    r"(?:[^。!?;:,]{0,30}?(?:消息|讯|电|报道)\s*(?:\([^()。]{0,40}\)\s*)?(?:(?:本报|本台)?记者[^:。,]{0,20})?(?:报道)?[:\s]\s*"
    r"|本[台报刊](?:消息|讯),|[^。!?;:,]{2,20}\([^()。]{0,40}\):\s*){1,3}"
)
LONGEST_OPENING = 36
_LEAST_OPENING = 18


def described(doc: Document) -> Document:
    """The document with the title and date that its first five lines print; what it has already stays."""
    text = shadow(doc.text)
    title, published = doc.title, doc.published
    for number, line in enumerate(islice(lines(text), 5)):
        plain = text[line.start : line.end]
        if published is None and _DATE_LINE.fullmatch(plain):
            published = next((date.edtf for date in find_dates(plain)), None)
        elif number == 0 and title is None and len(plain) <= LONGEST_TITLE and not re.search(r"[。!?;]", plain):
            title = None if _NO_TITLE.match(plain) else doc.text[line.start : line.end]
    return replace(doc, title=title, published=published)


def opening(text: str) -> str:
    """The first sentence of ``text`` without dateline and byline, for a heading; empty where no line says anything.

    At most ``LONGEST_OPENING`` characters: a longer one is cut behind its last whole clause, with ``…``.

    >>> opening("新华社平川6月2日电(记者 林一)：平川县今天开放图书馆，市民可以免费借书。")
    '平川县今天开放图书馆，市民可以免费借书'
    """
    plain = shadow(text)
    for line in islice(lines(plain), 10):
        said = plain[line.start : line.end]
        found = re.search(r"[。!?]", said)
        if found is None and (_DATE_LINE.fullmatch(said) or _NO_TITLE.match(said)):
            continue
        lead = _LEAD.match(said)
        start = lead.end() if lead and lead.end() < len(said) else 0
        stop = re.compile(r"[。!?]").search(said, start)
        end = stop.start() if stop else len(said)
        words = text[line.start + start : line.start + end].strip()
        if len(words) > LONGEST_OPENING:
            clauses = [mark.start() for mark in re.finditer(r"[,;:]", plain[line.start + start :][:LONGEST_OPENING])]
            cut = clauses[-1] if clauses and clauses[-1] >= _LEAST_OPENING else LONGEST_OPENING
            return f"{words[:cut]}…"
        if re.search(r"\w", words):
            return words
    return ""


def in_heading(text: str, span: Span) -> bool:
    """Whether a span lies in one line that is a heading: short, without the marks of a sentence, and text follows."""
    low, high = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.start)
    if high < span.end or high - low > LONGEST_TITLE:
        return False
    line = text[low:high].strip()
    return not _SENTENCE_MARK.search(line) and bool(text[high:].strip())
