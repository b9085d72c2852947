"""Reads a document's title and date off its first lines, where they stand as lines of their own.

Document in, the same document with ``title`` and ``published`` out.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from kg import lazy_re as re
from kg.model import Document
from kg.text.dates import find_dates
from kg.text.sentences import lines
from kg.text.shadow import shadow

#: A title is a short line that is no sentence, no byline and no dateline.
LONGEST_TITLE = 60
_NO_TITLE = re.compile(
    r"(?:作者|记者|通讯员|来源|编辑|责编|本报|新华社|中新|央视|人民网|日期|时间|发布)|.*[:,]$|^[\d\W]+$"
)
_DATE_LINE = re.compile(
    r"[(\s]*(?:发布时间|时间|日期)?[:\s]*(?:19|20)\d\d(?:年|-|/|\.)\d{1,2}(?:月|-|/|\.)\d{1,2}日?[^\u4e00-\u9fff]*(?:来源.*)?"
)


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
