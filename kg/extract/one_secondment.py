"""The record of one secondment, and what several that a text tells of the same person and place come to.

:class:`Secondment` records in, each subject and host once out; for :mod:`kg.extract.seconded_to`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg import lazy_re as re
from kg.lexicon.divisions import gazetteer
from kg.model import Argument, Span, Status
from kg.text.dates import Date

#: Rules that tell the region only: a post names the place in it.
_WIDE = {f"{rule} to a province" for rule in ("sent", "on aid", "said to be on aid")} | {
    "as a cadre on aid",
    "reports at a place for a post of it",
}
#: A body that is named by its level alone: that of the host.
_UNNAMED = re.compile(
    "(?:省|市|县|区|旗|州|盟|镇|乡|街道|村|社区|师|团|校|院|厂)(?:委|政府|人民|党|人大|政协|[^市县区]{0,6}局)"
)


@dataclass(frozen=True, slots=True)
class Secondment:
    """One person or group at one host."""

    subject: Argument
    host: Argument
    evidence: Span
    rule: str
    status: Status = "asserted"
    explicit: bool = True
    host_post: str | None = None
    home: str | None = None
    date: Date | None = None

    @property
    def by_post(self) -> bool:
        """Whether only a post tells where it is."""
        return self.rule == "post held on secondment"


def merged(found: list[Secondment]) -> list[Secondment]:
    """One a subject and host: the stated place wins over the post's, the lower of two, the explicit of equals."""
    kept: list[Secondment] = []
    for item in sorted(found, key=lambda item: (item.by_post, not item.explicit, not _numbered(item), item.evidence)):
        same = next((i for i, old in enumerate(kept) if _same(old, item)), None)
        if same is None:
            kept.append(item)
            continue
        old = kept[same]
        lower = (
            (not item.by_post or old.rule in _WIDE)
            and (item.host.code != old.host.code or (old.rule in _WIDE and item.host.kind == "Organization"))
            and lies_in(item.host.code, old.host.code)
        )
        kept[same] = replace(
            old,
            host=item.host if lower else old.host,
            host_post=old.host_post or item.host_post,
            home=old.home or item.home,
            date=old.date or item.date,
        )
    kept = [item for item in kept if not any(_within(other, item) for other in kept)]
    return sorted(kept, key=lambda item: (item.evidence, item.subject.text, item.host.text))


def _within(item: Secondment, wide: Secondment) -> bool:
    """Whether of a region that somebody gives aid in a body is told too: 援藏医生甲来到某医院."""
    return (
        wide.rule in _WIDE
        and item.rule not in _WIDE
        and item.subject.text == wide.subject.text
        and item.host.kind == "Organization"
    )


def _numbered(item: Secondment) -> bool:
    return re.match(r"[\d一二三四五六七八九十百千两０-９]", item.subject.text) is not None


def _same(old: Secondment, item: Secondment) -> bool:
    if old.subject.kind != item.subject.kind:
        return False
    if old.subject.text != item.subject.text:
        # 法学教授 in the heading are the 6名法学教授 of the text
        texts = sorted((old.subject.text, item.subject.text), key=len)
        if old.subject.kind == "Person" or not texts[1].endswith(texts[0][-2:]) or (_numbered(old) and _numbered(item)):
            return False
    return (
        old.host.text == item.host.text
        or lies_in(old.host.code, item.host.code)
        or lies_in(item.host.code, old.host.code)
        or (item.by_post and _of_host(old.host, item.host.text))
        or (item.by_post and len(old.host.text) > 2 and old.host.text in (item.host_post or ""))
        or (item.by_post and _UNNAMED.match(item.host.text) is not None)
    )


def _of_host(named: Argument, host: str) -> bool:
    """Whether what is named is the host of a post with more of its name, or a body of the district that is."""
    return named.text.endswith(host) or (named.kind == "Organization" and named.text.startswith(host))


def lies_in(code: str | None, other: str | None) -> bool:
    return code is not None and other is not None and (code == other or gazetteer().is_below(code, other))


def numbered_group(match: re.Match[str]) -> bool:
    """Whether a match is of several who are counted: they may go to places without a name of their own (到村里)."""
    group = match.groupdict().get("count") or match.groupdict().get("group")
    return (
        group is not None
        and re.search(r"[\d一二三四五六七八九十百千万]+(?:余|多)?[名位]|[\d百千万]人", group) is not None
    )


def group_parts(match: re.Match[str]) -> list[tuple[int, int]]:
    """The stretches of the groups in a match, one for each that is counted: 14名教师、|9名医生."""
    start, end = match.span("group")
    if (
        behind := list(re.finditer(r"(?<=[名人])[、和]", match["group"]))
        if match["group"].endswith(("名", "人"))
        else []
    ):
        starts, ends = [0, *(joint.end() for joint in behind)], [*(joint.start() for joint in behind), end - start]
        return [(start + low, start + high) for low, high in zip(starts, ends, strict=True)]
    joints = list(re.finditer("[、和](?=[\\d一二三四五六七八九十百千两]+(?:余|多)?[名位])", match["group"]))
    if not joints or re.match("[\\d一二三四五六七八九十百千两]", match["group"]) is None:
        return [(start, end)]
    starts, ends = [0, *(joint.end() for joint in joints)], [*(joint.start() for joint in joints), end - start]
    return [(start + low, start + high) for low, high in zip(starts, ends, strict=True)]
