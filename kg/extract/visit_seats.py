"""Where the bodies sit that people hold posts in: whether somebody at a place is a guest there or at home.

A reading in; people and places of visits in, truth values out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from kg import lazy_re as re
from kg.extract.mask import Token
from kg.extract.office import Office
from kg.extract.owners import international, national
from kg.extract.reading import Reading
from kg.extract.visit_places import CHINA, Target
from kg.lexicon.divisions import gazetteer
from kg.mentions.names import is_name, written_by_sound
from kg.mentions.persons import Person
from kg.mentions.posts import Post
from kg.rules import DUTY, PERSON, POST

#: People with their posts.
OFFICIAL = re.compile(f"[{POST}{DUTY}][: ]?{PERSON}(?:[、和与]{PERSON})*|{PERSON}{DUTY}")


class Seats:
    """The seats of the people of one text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @cached_property
    def codes(self) -> dict[str, set[str | None]]:
        """The places of the bodies that people hold posts in, None for a national body."""
        return {name: {office.code for office in offices} for name, offices in self._offices.items()}

    @cached_property
    def _offices(self) -> dict[str, list[Office]]:
        found: dict[str, list[Office]] = {}
        for match in OFFICIAL.finditer(self.reading.mask.text):
            posts = [token for _, token in self.reading.mask.held(*match.span()) if isinstance(token, Post)]
            for person in _persons(self.reading, *match.span()):
                found.setdefault(person.text, []).extend(map(self.reading.offices.of, posts))
        return found

    def states(self, held: Iterable[Token]) -> Iterator[Target]:
        """The states of the posts among mentions, China for a national body; where people without posts stand there,
        those of the posts they hold elsewhere in the text."""
        seen: set[str] = set()
        mentions = list(held)
        if not any(isinstance(token, Post) for token in mentions):
            people = [token for token in mentions if isinstance(token, Person)]
            found = [(person.span, office) for person in people for office in self._offices.get(person.text, ())]
        else:
            posts = [token for token in mentions if isinstance(token, Post)]
            found = [(post.span, self.reading.offices.of(post)) for post in _of_own_state(posts)]
        for span, office in found:
            code = office.code or (CHINA if national(office.organization or "") else "")
            if code.startswith("x-") and code not in seen:
                seen.add(code)
                yield Target("District", "中国" if code == CHINA else str(office.district), span, code)

    def abroad(self, person: Person) -> bool:
        """Whether somebody holds a post abroad."""
        return any((code or "").startswith("x-") for code in self.codes.get(person.text, ()))

    def serves_china(self, person: Person) -> bool:
        """Whether somebody holds posts of China only; a bare 总理 says of which state by nothing."""
        offices = [office for office in self._offices.get(person.text, ()) if office.post.org]
        bodies = [office.organization or "" for office in offices]
        own = any((office.code or "x").isdigit() for office in offices)
        return (own or any(national(body) and not international(body) for body in bodies)) and not self.abroad(person)

    def is_host(self, person: Person, target: Target) -> bool:
        """Whether somebody holds a post of the state of a place, or is the ambassador to it."""
        abroad = target.code is not None and target.code.startswith("x-")
        if abroad and self.at_home(person, target):
            return True
        offices = self._offices.get(person.text, ())
        states = {unit.name for unit in gazetteer().ancestors(target.code)} if target.code else set()
        return any(f"驻{state}" in office.post.org for office in offices for state in (*states, target.text))

    def holder(self, at: int) -> Person | None:
        """Who is meant by a title that stands alone at ``at`` of the mask: the only one whom the text gives it."""
        title = self.reading.mask.tokens.get(at)
        if not isinstance(title, Post):
            return None
        holders: dict[str, Person] = {}
        for match in OFFICIAL.finditer(self.reading.mask.text):
            tokens = [token for _, token in self.reading.mask.held(*match.span())]
            if any(isinstance(token, Post) and token.role == title.role for token in tokens):
                holders.update({token.text: token for token in tokens if isinstance(token, Person)})
        return next(iter(holders.values())) if len(holders) == 1 else None

    def comes(self, person: Person, target: Target) -> bool:
        """Whether the place is another than where somebody's bodies sit: not his own unit nor a town that may be
        its seat.
        """
        codes = {code for code in self.codes.get(person.text, set()) if code}
        if target.code is None or target.code in codes:
            return False
        if not codes:
            bodies = [office.organization or "" for office in self._offices.get(person.text, ())]
            return not target.code.startswith("11") and any(map(national, bodies))
        town = target.text.endswith(("市", "区"))
        provinces = {f"{target.code[:2]}0000"} if target.code[2:4] == "01" else set()
        return not (town and codes & {f"{target.code[:4]}00", *provinces})

    def is_away(self, person: Person, target: Target) -> bool:
        """Whether an official who receives others in a place is there as a guest himself."""
        abroad = target.code is not None and target.code.startswith(("x-", "81", "82"))
        offices = self._offices.get(person.text, ())
        known = any(office.code or national(office.organization or "") for office in offices)
        known = known and not self.at_home(person, target)
        return known and (abroad or self.comes(person, target))

    def is_guest(self, person: Person, target: Target) -> bool:
        """Whether a place is none where somebody may have his seat."""
        seated = any(self.codes.get(person.text, set()))
        return not self.at_home(person, target) and (not seated or self.comes(person, target))

    def receives(self, person: Person, stops: Sequence[Target]) -> bool:
        """Whether somebody of whom only 陪同 is said shows guests round at home."""
        codes = self.codes.get(person.text, set())
        return not codes or any(target.code in codes for target in stops) or stops[0].code == "x-CN"

    def at_home(self, person: Person, target: Target) -> bool:
        """Whether the place is the seat of a body the person belongs to; national bodies sit in the capital, and who
        bears a Chinese name and no post abroad is at home in China.
        """
        codes = self.codes.get(person.text, set())
        if target.code == CHINA and is_name(person.text) and not written_by_sound(person.text):
            return not any(code and code.startswith("x-") and code != CHINA for code in codes)
        national = not codes or None in codes
        if target.code is not None and target.code.startswith("x-"):
            return any(unit.code in codes for unit in (gazetteer()[target.code], *gazetteer().ancestors(target.code)))
        return target.code in codes or (national and target.code is not None and target.code.startswith("11"))

    def is_inside(self, person: Person, target: Target) -> bool:
        """Whether somebody serves a part of the place, and shows the guests his own: 陪同的晋江市市长 in 福建."""
        codes = [code for code in self.codes.get(person.text, set()) if code and code.isdigit()]
        return any(unit.code == target.code for code in codes for unit in gazetteer().ancestors(code))


def _persons(reading: Reading, start: int, end: int) -> list[Person]:
    return [token for _, token in reading.mask.held(start, end) if isinstance(token, Person)]


def _of_own_state(posts: Sequence[Post]) -> Iterator[Post]:
    """The posts of a list without titles that share the state of the one in front: 甲国总统、|总理."""
    for at, post in enumerate(posts):
        if not at or post.org or post.place is not None:
            yield post
