"""What the corpus as a whole changes in the graph of one document: who its people are, what it may not state.

The file of a document's graph is made from that document alone; the changes are applied when it is
read, so that a new document never makes another be written again.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from kg import vocab
from kg.identity import DocumentRecord, Identities

_NAMED = re.compile(
    rb"^<(?P<who>[^>]+)> <(?:"
    + b"|".join(re.escape(iri.encode()) for iri in (vocab.LABEL, vocab.PREF_LABEL, vocab.kg("pinyin")))
    + rb")> "
)


@dataclass(slots=True)
class Changes:
    """The changes to one document's graph.

    ``people`` leads from the IRI of a person in this document to the one they go by; ``renamed`` are those whose
    name here is not the one they go by: here it becomes another name.  ``withheld`` are the N-Quads lines of
    direct triples that a conflict left unbelieved.
    """

    people: dict[str, str] = field(default_factory=dict)
    renamed: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)

    def apply(self, quads: bytes) -> bytes:
        """The N-Quads of the document as the corpus has them; the order of lines stays."""
        if self.withheld:
            gone = {line.encode() for line in self.withheld}
            quads = b"".join(line for line in quads.splitlines(keepends=True) if line.rstrip(b"\n") not in gone)
        if self.renamed:
            names = {iri.encode() for iri in self.renamed}
            quads = b"".join(_renamed(line, names) for line in quads.splitlines(keepends=True))
        for iri, person in self.people.items():
            quads = quads.replace(b"<%s>" % iri.encode(), b"<%s>" % person.encode())
        return quads


def _renamed(line: bytes, names: set[bytes]) -> bytes:
    """A line of a person's name as one of another name; the reading in pinyin stays with the first name."""
    match = _NAMED.match(line)
    if match is None or match["who"] not in names:
        return line
    if vocab.PREF_LABEL.encode() not in match[0]:
        return b""
    return line.replace(vocab.PREF_LABEL.encode(), vocab.ALT_LABEL.encode(), 1)


def changes(
    documents: Iterable[DocumentRecord], found: Identities, withheld: Mapping[str, Iterable[str]]
) -> dict[str, Changes]:
    """The changes by document, for those that have any; ``withheld`` are lines of N-Quads by document."""
    made: dict[str, Changes] = defaultdict(Changes)
    canonical = found.canonical()
    for doc in documents:
        for person in doc.people:
            representative = canonical.get(person.iri, person.iri)
            if representative != person.iri:
                made[doc.id].people[person.iri] = representative
                if person.name != found.names[representative]:
                    made[doc.id].renamed.append(person.iri)
    for doc_id, lines in withheld.items():
        if found_lines := sorted(lines):
            made[doc_id].withheld = found_lines
    return dict(made)


def to_json(made: Mapping[str, Changes]) -> bytes:
    """The changes as a JSON file."""
    content = {doc_id: asdict(made[doc_id]) for doc_id in sorted(made)}
    return json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True).encode() + b"\n"


def from_json(data: bytes) -> dict[str, Changes]:
    """The changes that ``data`` spells.  Raises TypeError or ValueError where it spells none."""
    return {doc_id: Changes(**entry) for doc_id, entry in json.loads(data).items()}
