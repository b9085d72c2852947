"""Seats in congresses: whether their term is over, and how the same seat is named in another term.

The national congresses sit for five years (Constitution of the People's Republic of China, art. 60; of the
Communist Party, art. 19), the 12th party congress from 1982 on, the 8th National People's Congress and the conference
beside it from 1993 on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg import lazy_re as re
from kg.extract.office import Office
from kg.extract.reading import Reading
from kg.mentions.posts import Post
from kg.model import Span
from kg.text.dates import number

_ORDINAL = re.compile(r"([一二三四五六七八九十]+)届")
#: A term inside a name that lists print without its 第: 人民政治协商会议|七届全国委员会.
_INSIDE = re.compile(r"(?<=[议会党盟社省市县区州旗])[一二三四五六七八九十]+届(?=全国|中央|执行|常务|委员|理事)")
#: The same with the kind of congress behind it, another term between: 第九届、十届|全国人大代表.
_TERMS = re.compile(
    r"([一二三四五六七八九十]+)届(?=(?:、第?[一二三四五六七八九十]+届?)*(?P<kind>[\u4e00-\u9fff]{0,2}))"
)
#: The kind of a congress by what stands behind its ordinal: a known term, its first year, the first term that fits.
_KNOWN = {"中央": (12, 1982, 12), "全国": (8, 1993, 5)}
_YEARS = 5


def began(ordinal: int, kind: str) -> int | None:
    """The year in which a term began, None for congresses of other kinds and times; ``kind``: 中央 or 全国."""
    known = _KNOWN.get(kind)
    if known is None or ordinal < known[2]:
        return None
    return known[1] + _YEARS * (ordinal - known[0])


def over(ordinal: int, kind: str, others: Iterable[tuple[int, str]]) -> bool:
    """Whether a term had ended when one of the ``others``, each an ordinal and a kind, began."""
    first = began(ordinal, kind)
    later = [year for year in (began(*other) for other in others) if year is not None]
    return first is not None and any(year >= first + _YEARS for year in later)


def membership(reading: Reading, span: Span, post: Post, term: str) -> str:
    """The status of a seat that ``span`` names: one of the latest congress of its kind that the sentence names is
    held, those of earlier ones were, and those whose term had ended when another one of the line began.
    """
    sentence, shadow = reading.sentence_at(span.start), reading.shadow
    own = _ORDINAL.search(post.org)
    if own is None and not term and post.org and not post.org.startswith(("中央", "中共", "全国", "中国共产党")):
        return "incumbent"  # 第十一届全国人大代表,|某协会副会长; what the centre has is of the term named before
    kind = post.org[own.end() :][:2] if own else ""
    found = _TERMS.finditer(shadow, sentence.start, sentence.end)
    terms = [number(match[1]) for match in found if match["kind"] == (kind or match["kind"])]
    latest = own and not term and terms and number(own[1]) == max(terms)
    low, high = shadow.rfind("\n", 0, sentence.start) + 1, shadow.find("\n", sentence.end)
    line = _TERMS.finditer(shadow, low, high if high >= 0 else len(shadow)) if latest else ()
    if own and over(number(own[1]), kind, ((number(match[1]), match["kind"]) for match in line)):
        return "former"
    return "incumbent" if latest else "former"


def _with_ordinal(name: str) -> str:
    """A name whose term has its 第."""
    return _INSIDE.sub(r"第\g<0>", name) if "届" in name else name


def in_term(office: Office, term: str) -> Office:
    """The same seat in another term: 第十七届中央委员 from 第十八届中央委员; inside a name with its 第."""
    if not term:
        inside = _with_ordinal(office.organization or "")
        return replace(office, title=_with_ordinal(office.title), organization=inside or None)
    title = _ORDINAL.sub(f"{term}届", office.title, count=1)
    organization = _ORDINAL.sub(f"{term}届", office.organization, count=1) if office.organization else None
    return in_term(replace(office, title=title, organization=organization), "")
