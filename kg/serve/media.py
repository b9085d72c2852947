"""Content negotiation: an Accept header and what is offered in, a media type out (RFC 9110 section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kg.serve.wire import RefusedError

JSON: Final = "application/sparql-results+json"
XML: Final = "application/sparql-results+xml"
CSV: Final = "text/csv"
TSV: Final = "text/tab-separated-values"
TURTLE: Final = "text/turtle"
N_TRIPLES: Final = "application/n-triples"
N_QUADS: Final = "application/n-quads"
TRIG: Final = "application/trig"
RDF_XML: Final = "application/rdf+xml"
JSON_LD: Final = "application/ld+json"
HTML: Final = "text/html"

ROWS: Final = (JSON, XML, CSV, TSV, "application/json", "application/xml", "text/xml")
"""What rows and truth values can be sent as, the default first."""
GRAPHS: Final = (
    TURTLE,
    N_TRIPLES,
    JSON_LD,
    RDF_XML,
    N_QUADS,
    TRIG,
    "text/plain",
    "application/json",
    "application/xml",
)
"""What triples can be sent as, the default first."""
SHORT: Final[Mapping[str, tuple[str, ...]]] = {
    "json": (JSON, JSON_LD),
    "xml": (XML, RDF_XML),
    "csv": (CSV,),
    "tsv": (TSV,),
    "ttl": (TURTLE,),
    "nt": (N_TRIPLES,),
    "nq": (N_QUADS,),
    "trig": (TRIG,),
    "jsonld": (JSON_LD,),
    "rdf": (RDF_XML,),
    "html": (HTML,),
}
"""Short names, as suffixes of files and values of ``format``, to media types."""

_RANGE: Final = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)/([!#$%&'*+.^_`|~0-9A-Za-z-]+)((?:;[^,]*)?)")
_QUALITY: Final = re.compile(r";\s*q\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.IGNORECASE)


def negotiate(accept: str | None, offered: Sequence[str], short: str | None = None) -> str:
    """The type of ``offered`` the client likes best, the earlier where it likes two alike.

    ``short`` names one of ``SHORT`` and wins over ``accept``.  Raises RefusedError with 400 for a short
    name that is unknown, with 406 where nothing fits.
    """
    if short is not None:
        if short not in SHORT and "/" not in short:
            raise RefusedError(
                400, f"no such format: {short!r}", where="format", mend=f"one of {', '.join(sorted(SHORT))}"
            )
        accept = ",".join(SHORT.get(short, (short,)))
    if not accept or not accept.strip():
        return offered[0]
    wanted = list(_ranges(accept))
    liked = [(max(_quality(media, wanted), 0.0), -at, media) for at, media in enumerate(offered)]
    quality, _, media = max(liked)
    if quality == 0:
        raise RefusedError(406, "no format that fits", where="Accept", mend=f"one of {', '.join(offered)}")
    return media


def _ranges(accept: str) -> Iterator[tuple[str, str, float]]:
    for part in accept.split(","):
        if match := _RANGE.fullmatch(part.strip()):
            quality = _QUALITY.search(match[3])
            yield match[1].lower(), match[2].lower(), float(quality[1]) if quality else 1.0


def _quality(media: str, wanted: Sequence[tuple[str, str, float]]) -> float:
    """How much a type is liked: the most specific range that fits decides."""
    kind, _, name = media.partition("/")
    for which in ((kind, name), (kind, "*"), ("*", "*")):
        fitting = [quality for *pair, quality in wanted if tuple(pair) == which]
        if fitting:
            return max(fitting)
    return 0.0
