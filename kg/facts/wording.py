"""Facts in words: a :class:`Fact` in, the pieces of a short sentence for the page out.

A piece is text, or ``{"t": NAME}`` for a term of the ontology, which the page shows in the language chosen;
``{"t": NAME, "of": TEXT}`` is a term with what it is about: 挂职 云溪县.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from kg import lazy_re as re
from kg.facts.read import TENURES
from kg.facts.record import Fact

Piece: TypeAlias = str | dict[str, str]

SECONDED: Final = frozenset({"secondedTo", "secondedPost"})
_SHORT: Final = tuple(
    (re.compile(pattern), short)
    for pattern, short in (
        (r"^中共(.+)纪律检查委员会", r"\1纪委"),
        (r"^中共(.+)工作委员会", r"\1党工委"),
        (r"^中共(.+(?:乡|镇|街道))委员会", r"\1党委"),
        (r"^中共(.+[省市区县旗州盟])委员会", r"\1委"),
        (r"人民政府(?=(?:副|代)?(?:省|市|区|县|旗|州|盟|乡|镇)长|(?:副|代)?主席)", ""),
    )
)
"""How officials and news shorten the name of a post, in this order."""


def named(iri: str, name_of: Callable[[str], str]) -> str:
    """An IRI by its label, plain text as it is."""
    return name_of(iri) if "://" in iri else iri


def states(fact: Fact) -> list[Piece]:
    """The status of a post, as terms."""
    return [{"t": name} for name in fact.status] if fact.relation in TENURES else []


def dates(fact: Fact) -> str | None:
    """The dates as printed, else the EDTF interval, with ``…`` for an open side; None without any."""
    if fact.date_texts:
        return fact.date_texts[0]
    if not (fact.start or fact.end):
        return None
    return fact.start if fact.start == fact.end else f"{fact.start or '…'} – {fact.end or '…'}"


def summary(
    fact: Fact,
    name_of: Callable[[str], str],
    *,
    home_of: Callable[[str], str | None] = lambda _: None,
    full_name: Callable[[str], str] | None = None,
) -> list[Piece]:
    """The fact as pieces that read as one line: who, what, state, when, how certain.

    ``name_of`` gives the label of an IRI.  For secondments, ``home_of`` gives the post at home of a
    person and ``full_name`` the name of a place with what it lies in.
    """
    post = post_name(fact, name_of)
    value = fact.object if fact.ends_in_text else name_of(fact.object)
    pieces: list[Piece] = [name_of(fact.subject)]
    if fact.relation in SECONDED:
        pieces += filter(None, [home_of(fact.subject)])
        whole = short_post(value) if fact.relation == "secondedPost" else (full_name or name_of)(fact.object)
        pieces.append({"t": "Secondment", "of": post or whole})
    elif fact.relation == "heldPost" and post:
        pieces.append(post)
    else:
        pieces += [{"t": fact.relation}, value]
        if post and post != value:
            pieces.append(post)
    if fact.relation == "heldPost":
        pieces += states(fact)
    pieces += filter(None, [dates(fact)])
    if fact.unsettled:
        pieces.append({"t": fact.modality})
    return pieces


def post_name(fact: Fact, name_of: Callable[[str], str]) -> str | None:
    """The post by its label, in short, else by its first printed title."""
    return short_post(name_of(fact.post)) if fact.post else next(iter(fact.titles), None)


def short_post(name: str) -> str:
    """The name of a post as news print it.

    >>> short_post("中共云岭省柳泉市委员会书记"), short_post("云溪县人民政府县长")
    ('云岭省柳泉市委书记', '云溪县县长')
    """
    for pattern, short in _SHORT:
        name = pattern.sub(short, name, count=1)
    return name


def home_posts(facts: Iterable[Fact], name_of: Callable[[str], str]) -> dict[str, str]:
    """The post of each person that asserted facts name, the current one and the most often told first."""
    held: dict[str, Counter[str]] = {}
    now: dict[str, set[str]] = {}
    for fact in facts:
        post = post_name(fact, name_of)
        if fact.relation == "heldPost" and post and not fact.unsettled:
            held.setdefault(fact.subject, Counter())[post] += max(1, len(fact.sources))
            now.setdefault(fact.subject, set()).update([post] if "Incumbent" in fact.status else [])

    def first(person: str, counted: Counter[str]) -> str:
        return min(counted, key=lambda post: (post not in now[person], -counted[post], post))

    return {person: first(person, counted) for person, counted in held.items()}


def modality(fact: Fact) -> str | None:
    """How a document says the fact; None where none does."""
    return fact.modality if fact.sources or fact.unsettled else None
