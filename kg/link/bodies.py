"""Names of bodies and posts in, what they are out: code, class, full name, jurisdiction.

An organisation's IRI is made from its place and the code of the body (org/CN-140702/cpc), so that
every spelling of one body meets in one node; a body no table lists is kept under its own name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import rows
from kg.link.iris import digest, slug

_PARTY = re.compile(r"^(?:中国共产党|中共)")
_DEPUTY = re.compile(r"^(?P<executive>常务)?副")


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation: ``path`` below ``id/``, class of the ontology, full name, place and parent path."""

    path: str
    kind: str
    label: str
    short_name: str
    code: str | None
    parent: str | None = None


@cache
def _listed() -> dict[str, dict[str, str]]:
    return {row["body"]: row for row in rows("bodies.tsv")}


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    return tuple((row["ending"], row["class"]) for row in rows("body_classes.tsv"))


def body(name: str, code: str | None = None) -> Body:
    """The body a name means; ``code`` is the division it belongs to, where that is known."""
    plain = _PARTY.sub("", name)
    if code is not None and not code.startswith("x-"):
        rest = _behind_place(plain, code)
        if rest is not None:
            return _of_place(rest, code, name)
    kind = next((kind for ending, kind in _endings() if name.endswith(ending)), "Organization")
    place = None if code is None or code.startswith("x-") else code
    return Body(f"org/x-{digest(name, place or '')}", kind, name, name, place)


def _behind_place(name: str, code: str) -> str | None:
    """What a body's name says beside its place; 共青团 and the like before the place stay: 共青团委."""
    division = gazetteer()[code]
    for surface in (division.name, division.short):
        at = name.rfind(surface)
        if at >= 0 and surface:
            before = name[:at]
            for upper in gazetteer().ancestors(code):
                before = before.replace(upper.name, "").replace(upper.short, "")
            return before + name[at + len(surface) :]
    return None


def _of_place(rest: str, code: str, name: str) -> Body:
    place = f"CN-{code}"
    row = _listed().get(rest)
    if row is None:
        kind = next((kind for ending, kind in _endings() if rest.endswith(ending)), "Organization")
        full = f"{_place_name(code)}{rest}"
        return Body(f"org/{place}/x-{digest(rest)}", kind, full, name, code)
    parent = f"org/{place}/{row['code'].rpartition('/')[0]}" if "/" in row["code"] else None
    return Body(
        f"org/{place}/{row['code']}", row["class"], row["name"].replace("X", _place_name(code)), name, code, parent
    )


def _place_name(code: str) -> str:
    """The name of a division behind its prefecture's or municipality's: 晋中市榆次区."""
    division = gazetteer()[code]
    uppers = [u for u in gazetteer().ancestors(code) if u.level != "province" or u.name.endswith("市")]
    return "".join(unit.name for unit in reversed(uppers)) + division.name


def parent_body(found: Body) -> Body | None:
    """The body that a listed department stands under."""
    if found.parent is None or found.code is None:
        return None
    for rest, row in _listed().items():
        if f"org/CN-{found.code}/{row['code']}" == found.parent:
            return _of_place(rest, found.code, row["name"].replace("X", gazetteer()[found.code].name))
    return None


@dataclass(frozen=True, slots=True)
class Seat:
    """A post: path below ``id/``, label, printed duty, whether it is the chief one."""

    path: str
    label: str
    duty: str
    chief: bool


def seat(found: Body, role: str, *, single: bool) -> Seat:
    """The post of a duty in a body: post/CN-140702/cpc/deputy-secretary."""
    deputy = _DEPUTY.match(role)
    head = role[deputy.end() :] if deputy else role
    codes = {row["duty"]: row["code"] for row in rows("duty_codes.tsv")}
    code = codes.get(head) or slug(head)
    if deputy:
        code = f"{'executive-' if deputy['executive'] else ''}deputy-{code}"
    return Seat(f"post/{found.path.removeprefix('org/')}/{code}", f"{found.label}{role}", role, single and not deputy)
