"""Claims about posts sorted into tenures: which claims of one document speak of the same one.

Claims in, ``TenureGroup`` records out.  Claims that agree, where one may be silent about what
another says, share a tenure; claims that differ in post or dates do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg import lazy_re as re
from kg import vocab
from kg.model import Claim

_DIVISION = re.compile(r"/place/CN-([0-9]{6})")


@dataclass(frozen=True, slots=True)
class TenureGroup:
    """The claims of one tenure, the most trusted first; ``key`` tells it from every other of its document."""

    kind: str
    member: str
    key: tuple[str, ...]
    claims: tuple[Claim, ...]

    def first(self, *names: str) -> str | None:
        """The first value the claims give for one of the qualifiers ``names``."""
        for claim in self.claims:
            for name in names:
                if value := claim.qualifiers.get(name):
                    return str(value)
        return None


def modality(claim: Claim) -> str:
    """The concept of kg:modality: a post that is only proposed is planned, however it is told."""
    if claim.status == "asserted" and claim.qualifiers.get("status") == "proposed":
        return vocab.PLANNED
    return vocab.MODALITY[claim.status]


def is_tenure(claim: Claim) -> bool:
    """Whether the claim speaks of a tenure."""
    return claim.predicate in {"heldPost", "secondedTo"}


def is_secondment(claim: Claim) -> bool:
    """Whether the claim speaks of a secondment."""
    return claim.predicate == "secondedTo" or claim.qualifiers.get("kind") == "seconded"


def tenure_groups(claims: Iterable[Claim]) -> list[TenureGroup]:
    """The tenures that linked claims speak of, in a fixed order."""
    families: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in filter(is_tenure, claims):
        families[_family(claim)].append(claim)
    return [group for key in sorted(families) for group in _split(key, families[key])]


def trusted_first(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims by falling confidence, then as they stand in the text."""
    return tuple(sorted(claims, key=lambda claim: (-claim.confidence, claim.evidence.span, claim.id)))


def _family(claim: Claim) -> tuple[str, ...]:
    member = str(claim.subject.iri)
    if is_secondment(claim):
        return ("Secondment", member, modality(claim), _county(str(claim.object.iri)))
    values = claim.qualifiers
    post = values.get("post_iri") or values.get("post") or f"{claim.object.iri} {values.get('role')}"
    return ("HomeTenure", member, modality(claim), str(post))


def _county(host: str) -> str:
    """The division a host lies in, at county level: a subdistrict and its district host one secondment."""
    found = _DIVISION.search(host)
    return f"CN-{found[1]}" if found else host


def _facets(claim: Claim) -> tuple[str, str, str]:
    """The linked host post (a home tenure's post is in its family), start and end; empty where unsaid."""
    values = claim.qualifiers
    post = (values.get("host_post_iri") or values.get("post_iri")) if is_secondment(claim) else None
    return str(post or ""), str(values.get("start") or ""), str(values.get("end") or "")


def _split(family: tuple[str, ...], claims: list[Claim]) -> list[TenureGroup]:
    """One group for each set of facets that agree; the fullest facets found the groups."""
    alike: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        alike[_facets(claim)].append(claim)
    groups: list[tuple[tuple[str, ...], list[Claim]]] = []
    for facets in sorted(alike, key=lambda facets: (facets.count(""), facets)):
        fits = [i for i, (known, _) in enumerate(groups) if _agree(facets, known)]
        if len(fits) == 1:
            known, members = groups[fits[0]]
            filled = tuple(one or other for one, other in zip(known, facets, strict=True))
            groups[fits[0]] = (filled, members + alike[facets])
        else:
            groups.append((facets, alike[facets]))
    return [TenureGroup(family[0], family[1], family + facets, trusted_first(found)) for facets, found in groups]


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(not a or not b or a == b for a, b in zip(one, other, strict=True))
