"""heldPost of whoever takes over a post that the text named with its former holder: 其职务由乙接替, 接任他的是乙.

A :class:`Reading` and the claims found so far in, further claims out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.mentions.persons import Person
from kg.model import Argument, Claim
from kg.rules import DUTY, PERSON, POST

#: Whoever comes, with titles in front; how; and the one who goes, by name or pronoun.
_COMES = rf"(?:原|前|时任)?(?:[{POST}{DUTY}][、兼,]?)*(?P<person>{PERSON})"
_HOW = r"(?:已|现|改|近日|日前|正式|随后|同时|此后)*"
_GOES = rf"(?:他|她|其|(?P<whom>{PERSON}))"
_TAKES_OVER = (
    re.compile(
        rf"(?:(?:其|他的|她的|该)(?:所任|原任|原来的)?(?:职务|职位|岗位|工作)?,?|[,;。]){_HOW}(?P<ahead>将|拟)?{_HOW}"
        rf"由{_COMES}(?:接替|接任|继任|接棒|接班|兼任)(?=他|她|其|[,。;\n]|$)"
    ),
    re.compile(
        rf"(?:接替|接任|接棒|接过){_GOES}(?:的?(?:职务|工作|岗位|接力棒))?的(?:则|正|就)?是"
        rf"[^,。;:!?\n{PERSON}]{{0,20}}?(?P<person>{PERSON})"
    ),
    re.compile(
        rf"[,;。](?:并|同时|另|决定)?(?:任命|委任|指派|选举|推选|(?P<ahead>提名|建议)){_COMES}(?:接替|接任|继任)(?:他|她|其)?(?=[,。;\n]|$)"
    ),
    re.compile(
        rf"(?P<person>{PERSON}){_HOW}(?P<ahead>将|拟)?(?:于[^,。;\n{PERSON}]{{1,12}})?(?:接替|接任)了?"
        rf"{_GOES}(?:的?(?:职务|工作|岗位|职位))?(?=[,。;\n]|$)"
    ),
)
_CUE = re.compile("接替|接任|继任|接棒|接班|接过|兼任")
#: How many sentences before the words the post may be named; which of somebody's posts is the one left.
_BACK, _LEFT = 2, {"removed": 0, "former": 1, "incumbent": 2, "acting": 3, "appointed": 4}
_KEPT = ("post", "role", "organization", "district")


def successors(reading: Reading, held: Sequence[Claim]) -> Iterator[Claim]:
    """Who is said to take over, with the post of the one who leaves; only where no claim says it already."""
    if not held or not _CUE.search(reading.shadow):
        return
    for pattern in _TAKES_OVER:
        for match in pattern.finditer(reading.mask.text):
            person = reading.mask.tokens[match.start("person")]
            left = _left(reading, held, match, person) if isinstance(person, Person) else None
            if left is None or not isinstance(person, Person):
                continue
            if any(found.subject.text == person.text and _same(found, left) for found in held):
                continue
            groups = match.groupdict()
            yield claim(
                reading.doc,
                "heldPost",
                Argument("Person", reading.printed(person), person.span),
                left.object,
                reading.mask.span(match.start() + (match[0][0] in ",;。"), match.end()),
                "held_post/takes over from the one named before",
                qualifiers={
                    **{key: left.qualifiers[key] for key in _KEPT},
                    "status": "proposed" if groups.get("ahead") else "appointed",
                    "kind": "regular",
                    "start": None,
                    "end": None,
                    "title_text": left.qualifiers["title_text"],
                },
                status="planned" if groups.get("ahead") else "asserted",
                explicit=False,
                confidence=0.7,
            )


def _same(one: Claim, other: Claim) -> bool:
    return all(one.qualifiers[key] == other.qualifiers[key] for key in ("role", "district", "organization"))


def _left(reading: Reading, held: Sequence[Claim], match: re.Match[str], taker: Person) -> Claim | None:
    """The post that is taken over: of whoever is named, else of the one whom the sentences before told of last."""
    at = match.start("whom") if match.groupdict().get("whom") else None
    whom = reading.mask.tokens[at] if at is not None else None
    start = reading.mask.start(match.start())
    sentence, low = reading.sentence_at(start), start
    for _ in range(_BACK + 1):
        low = reading.sentence_at(max(0, low - 1)).start
    own = [found for found in held if found.subject.text != taker.text and found.evidence.span.start < start]
    if isinstance(whom, Person):
        own = [found for found in own if found.subject.text == whom.text]
    elif near := [one for one in reading.persons if sentence.start <= one.span.start < start and one != taker]:
        own = [found for found in own if found.subject.text == near[-1].text]
    else:
        own = [found for found in own if found.evidence.span.start >= low]
        last = max(own, key=lambda found: found.evidence.span.end).subject.text if own else ""
        own = [found for found in own if found.subject.text == last]
    return min(own, key=lambda found: _LEFT.get(str(found.qualifiers["status"]), len(_LEFT)), default=None)
