"""File names of pages: the IRI of a thing in, a path of two plain ASCII parts out.

``BASE id/org/CN-140702/cpc`` is ``org/CN-140702.cpc.html``.  What is not plain, too long, or differs from
another name only by case (file systems that ignore it) gets a name made from the hash of the IRI.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

_PLAIN: Final = re.compile(r"[a-z]{1,20}(?:/[A-Za-z0-9_-]{1,60}){1,4}")
_LONGEST: Final = 100
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices (Microsoft, Naming Files, Paths, and Namespaces)."""


def paths(iris: Iterable[str], base: str) -> Mapping[str, str]:
    """The path of each thing, without suffix."""
    wanted = {iri: path_of(iri, base) for iri in sorted(set(iris))}
    counts = Counter(path.casefold() for path in wanted.values())
    return {iri: path if counts[path.casefold()] == 1 else _hashed(iri) for iri, path in wanted.items()}


def path_of(iri: str, base: str) -> str:
    """The path of one thing where no other has the same.

    >>> path_of("https://x.org/id/org/CN-140702/cpc", "https://x.org/"), path_of("urn:x:../..", "https://x.org/")
    ('org/CN-140702.cpc', 'x/f1bc84dc089365c1')
    """
    rest = iri.removeprefix(f"{base}id/")
    if rest == iri or not _PLAIN.fullmatch(rest):
        return _hashed(iri)
    folder, _, name = rest.partition("/")
    name = name.replace("/", ".")
    if len(name) > _LONGEST or _DEVICES.fullmatch(name) or _DEVICES.fullmatch(folder):
        return _hashed(iri)
    return f"{folder}/{name}"


def numbered(path: str, number: int) -> str:
    """The file of the page ``number``, from 1, of a thing."""
    return f"{path}.html" if number == 1 else f"{path}.p{number}.html"


def _hashed(iri: str) -> str:
    return f"x/{hashlib.sha256(iri.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
