"""What a printed post or body means: ``榆次区委书记`` in, the IRI that the build gives it out.

The words are read as the build reads them in a text, in a sentence that says somebody holds the
post, so a question meets the same node whichever way a text prints its name.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from kg.model import Document

_HOLDER = "张云舟"  # any name: only the post is looked at
#: A duty every body may have, so that a body alone can be read as one.
_ANY_DUTY = "负责人"
_REMEMBERED = 256


def post_iri(title: str, base: str) -> str | None:
    """The IRI of a post by its printed name; None where the words are no post or leave the body open."""
    return _read(title, base, "post_iri")


def body_iri(name: str, base: str) -> str | None:
    """The IRI of a body by its printed name; None where the words are no body."""
    return _read(f"{name}{_ANY_DUTY}", base, "organization_iri")


@lru_cache(maxsize=_REMEMBERED)
def _read(title: str, base: str, qualifier: str) -> str | None:
    from kg.extract import extract
    from kg.link.documents import link

    text = f"{_HOLDER}任{title}。"
    sha = hashlib.sha256(text.encode()).hexdigest()
    reading, claims = extract(Document(sha[:16], sha, "question", text))
    for claim in link(reading, claims, base).claims:
        whole = claim.predicate == "heldPost" and str(claim.qualifiers.get("post", "")).endswith(title[-2:])
        if whole and claim.evidence.quote.startswith(_HOLDER) and (found := claim.qualifiers.get(qualifier)):
            return str(found)
    return None
