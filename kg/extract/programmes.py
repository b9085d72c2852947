"""Named systems, platforms and projects that a clause opens with: 正在实施的居民健康档案管理系统.

A clause of a mask in, the programme as an argument out.
"""

from __future__ import annotations

from kg import lazy_re as re
from kg.extract.mask import Mask
from kg.extract.quantities import Quantity
from kg.extract.reading import Reading
from kg.extract.topics import Clause
from kg.model import Argument

_SYSTEM = r"(?:系统|平台|服务网|信息网)"
_PROJECT = r"(?:工程|项目)"
_NAME = re.compile(
    rf"(?:(?:正在|已经?|由[^,。]{{2,8}})?(?:实施|研发|推行|推广|开通|建成|运行|开发|启用|推出|建设|打造)(?:了)?的)?"
    rf"(?P<name>[\u4e00-\u9fffA-Za-z0-9“”]{{4,22}}?(?:(?P<system>{_SYSTEM})|{_PROJECT}))(?P<end>,|已经?|共|覆盖|惠及|服务了?|使)"
)
_HEAD = re.compile(rf"{_SYSTEM}|{_PROJECT}")
_NOT_INSIDE = re.compile(r"[的是为有在和与对把将让被这那该其各每]|一批|等|作为|还|也|已|起了?|随着|通过|全线|[多几]个")


def names_programme(text: str) -> bool:
    """A cheap look: whether the name of a programme may stand in a text."""
    return _HEAD.search(text) is not None


def programme_at(reading: Reading, mask: Mask, clause: Clause) -> Argument | None:
    """The programme that a clause without a topic of its own opens with."""
    if clause.named:
        return None
    match = _NAME.match(mask.text, clause.body, min(len(mask.text), clause.high + 1))
    if match is None or _NOT_INSIDE.search(match["name"]):
        return None
    span = mask.span(*match.span("name"))
    kind = "InformationSystem" if match["system"] else "Programme"
    return Argument(kind, reading.doc.text[span.start : span.end], span)


_COUNTED = re.compile(rf"[\u4e00-\u9fff]{{2,12}}{_SYSTEM}")
#: What the parts of a system are counted by.
_PARTS = frozenset({"类", "大类", "项", "种"})


def counted_programme(reading: Reading, mask: Mask, match: re.Match[str], quantity: Quantity) -> Argument | None:
    """The system that a clause says to be there by its parts: 青川有社区服务网12大类."""
    if "of" not in match.groupdict() or not match["of"] or quantity.unit not in _PARTS:
        return None
    if not _COUNTED.fullmatch(match["of"]):
        return None
    span = mask.span(*match.span("of"))
    return Argument("InformationSystem", reading.doc.text[span.start : span.end], span)
