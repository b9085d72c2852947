"""Who a name means inside one document: one name is one person unless the text contradicts it.

Claims of a document in, the IRI of the person behind each name out.  The IRI hashes the name, the
document and, where the text tells two people of one name apart, what tells them apart; so it stays
the same for ever, and no other document can change it.  Across documents see :mod:`kg.identity`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg import lazy_re as re
from kg.extract.reading import Reading
from kg.lexicon.divisions import gazetteer
from kg.link.iris import digest, slug
from kg.model import Argument, Claim

#: What a text says where it means two people of one name.
_NAMESAKES = re.compile(r"同名同姓|同姓同名|重名|同名(?:的|不同人|干部|者)|(?:两|二|2)[位个名](?:同名)")
#: The sex behind a name, as lists print it: 张云舟(女), 张云舟,男.
_SEX = re.compile(r"\s?[,(](男|女)(?=[,)。;、])")
_TOGETHER = frozenset({"incumbent", "appointed", "acting"})
_ONE_FACT = ("birthDate", "sex")


class People:
    """The people of one document, by name and, where needed, by where the name stands."""

    def __init__(self, reading: Reading, claims: Sequence[Claim], base: str) -> None:
        self._doc, self._base = reading.doc, base
        self._signs: dict[str, list[tuple[int, str]]] = {}
        named: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.subject.kind == "Person":
                named[claim.subject.text].append(claim)
        for name, said in named.items():
            if len(spans := {claim.subject.span for claim in said if claim.subject.span}) > 1:
                signs = _facts(said) or _sexes(reading, name) or _places(reading, said)
                if len({sign for _, sign in signs}) > 1 and len(spans) > 1:
                    self._signs[name] = sorted(signs)

    def iri(self, argument: Argument) -> str:
        """The person that ``argument`` names."""
        name = argument.text
        key = (name, self._doc.id, *self._discriminator(argument))
        return f"{self._base}id/person/{person_slug(name)}-{digest(*key, size=8)}"

    def _discriminator(self, argument: Argument) -> tuple[str, ...]:
        """What tells the person from a namesake in the same text: the sign last printed before the name."""
        signs = self._signs.get(argument.text)
        if not signs:
            return ()
        at = argument.span.start if argument.span else 0
        before = [sign for offset, sign in signs if offset <= at]
        return (before[-1] if before else signs[0][1],)


def _facts(said: Sequence[Claim]) -> list[tuple[int, str]]:
    """Where the text gives one name two dates of birth, or two sexes."""
    for predicate in _ONE_FACT:
        facts = [(c.subject.span.start, c.object.text) for c in said if c.predicate == predicate and c.subject.span]
        if any(not _agree(one, other) for (_, one), (_, other) in combinations(facts, 2)):
            return facts
    return []


def _agree(one: str, other: str) -> bool:
    """Whether two values may be the same: 1968 and 1968-05 may."""
    return one.startswith(other) or other.startswith(one)


def _sexes(reading: Reading, name: str) -> list[tuple[int, str]]:
    found = []
    for person in reading.persons:
        if person.text == name and (match := _SEX.match(reading.shadow, person.span.end)):
            found.append((person.span.start, match[1]))
    return found


def _places(reading: Reading, said: Sequence[Claim]) -> list[tuple[int, str]]:
    """Where the name has posts in two states, or one list or a remark on namesakes gives it posts in places apart."""
    posts = [(claim.subject.span.start, claim) for claim in said if claim.subject.span and _present(claim)]
    if not any(apart(*pair) for pair in combinations({claim.object.code for _, claim in posts}, 2)):
        return []  # the usual case; a long text may give one name thousands of posts
    signs: dict[int, str] = {}
    for (at, one), (behind, other) in combinations(posts, 2):
        if at == behind or not apart(one.object.code, other.object.code):
            continue
        if _two_states(one, other) or _listed(reading, at, behind):
            signs[at], signs[behind] = str(one.object.code), str(other.object.code)
    return sorted(signs.items())


def _two_states(one: Claim, other: Claim) -> bool:
    """Whether the posts are in two countries abroad, or in one and at home: nobody serves two states."""
    abroad = {code for claim in (one, other) if (code := str(claim.object.code)).startswith("x-")}
    return bool(abroad) and all(gazetteer()[code].level == "country" for code in abroad)


def _present(claim: Claim) -> bool:
    values = claim.qualifiers
    return claim.predicate == "heldPost" and values.get("status") in _TOGETHER and values.get("kind") == "regular"


def apart(one: str | None, other: str | None) -> bool:
    """Whether two divisions are both known, differ, and neither lies in the other."""
    if one is None or other is None or one == other:
        return False
    return one not in set(_uppers(other)) and other not in set(_uppers(one))


def _uppers(code: str) -> Iterator[str]:
    return (unit.code for unit in gazetteer().ancestors(code))


def _listed(reading: Reading, at: int, behind: int) -> bool:
    """Whether two mentions stand in one list: in one sentence joined by marks alone, or with a remark on namesakes."""
    one, other = reading.sentence_at(at), reading.sentence_at(behind)
    between = reading.shadow[min(at, behind) : max(at, behind)]
    if one == other and not re.search(r"[调转改升任免原曾前]", between):
        return True
    around = reading.shadow[min(one.start, other.start) : max(one.end, other.end)]
    return _NAMESAKES.search(around) is not None


def officers(claims: Sequence[Claim], people: People) -> frozenset[str]:
    """The people that a claim gives a post."""
    return frozenset(people.iri(claim.subject) for claim in claims if claim.predicate == "heldPost")


def person_slug(name: str) -> str:
    """wang-jianlin: family name and given name; a name with a dot by its parts."""
    if "·" in name:
        return "-".join(slug(part).replace("-", "") for part in name.split("·"))
    from kg.mentions.names import surnames

    size = 2 if name[:2] in surnames() and len(name) > 2 else 1
    return f"{slug(name[:size]).replace('-', '')}-{slug(name[size:]).replace('-', '')}"
