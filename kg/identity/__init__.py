"""Who is who across documents: record linkage over what each document says of its people.

``from_quads`` makes the record of a document, ``identify`` the people of a corpus, ``identity_quads``
their graph; the weights are data (``weights.yaml``), the reasons stand in docs/identity.md.
"""

from kg.identity.cluster import Pair
from kg.identity.graph import identity_quads
from kg.identity.names import may_be_one
from kg.identity.profiles import code_of, days, is_named
from kg.identity.records import FACTS, DocumentRecord, PersonRecord, Post, State, Stated, Tenure, from_json, from_quads
from kg.identity.resolve import Identities, Identity, identify

__all__ = [
    "FACTS",
    "DocumentRecord",
    "Identities",
    "Identity",
    "Pair",
    "PersonRecord",
    "Post",
    "State",
    "Stated",
    "Tenure",
    "code_of",
    "days",
    "from_json",
    "from_quads",
    "identify",
    "identity_quads",
    "is_named",
    "may_be_one",
]
