"""Whether a claim says what a gold fact says: one function a relation, and one for all others."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.evaluate.facts import Fact
from kg.evaluate.names import compatible, likeness, plain, role

Fields = Mapping[str, str | None]

#: From this likeness on two phrases count as one; the figures are part of the published measure.
_SAME_TITLE, _SAME_SITE, _SAME_PHRASE = 0.8, 0.6, 0.5
#: Phrases of an open relation must be equal unless both are at least this long.
_LONG = 6


def same(gold: Fact, claim: Fact) -> bool:
    """Whether the two say the same; of one relation or not at all."""
    if gold.relation != claim.relation:
        return False
    return _MATCHERS.get(gold.relation, _open)(gold.fields, claim.fields)


def _held_post(gold: Fields, claim: Fields) -> bool:
    """The same person and head title, then the first that both name: post, code, district, body."""
    if plain(gold["person"]) != plain(claim["person"]) or role(gold["role"]) != role(claim["role"]):
        return False
    if plain(gold.get("post")) and plain(gold.get("post")) == plain(claim.get("post")):
        return True
    code, other = gold.get("adcode"), claim.get("adcode")
    if code and other:
        return code[:6] == other[:6]
    if gold.get("district") and claim.get("district"):
        return compatible(gold["district"], claim["district"])
    return _either("organization", gold, claim) or _either("post", gold, claim)


def _either(key: str, gold: Fields, claim: Fields) -> bool:
    return compatible(gold.get(key), claim.get(key))


def _seconded_to(gold: Fields, claim: Fields) -> bool:
    if gold.get("person"):
        who = plain(gold["person"]) == plain(claim.get("person"))
    else:
        who = likeness(gold.get("group"), claim.get("group") or claim.get("person")) >= _SAME_PHRASE
    return who and _alike(gold["host"], claim["host"], _SAME_PHRASE)


def _wrote_report(gold: Fields, claim: Fields) -> bool:
    return likeness(gold["report"], claim["report"]) >= _SAME_TITLE and compatible(gold["agent"], claim["agent"])


def _proposes(gold: Fields, claim: Fields) -> bool:
    what = likeness(gold["initiative"], claim["initiative"]) >= _SAME_PHRASE
    return what and _alike(gold["agent"], claim["agent"], _SAME_PHRASE)


def _visited(gold: Fields, claim: Fields) -> bool:
    return plain(gold["person"]) == plain(claim["person"]) and _alike(gold["place"], claim["place"], _SAME_SITE)


def _alike(one: str | None, other: str | None, least: float) -> bool:
    return compatible(one, other) or likeness(one, other) >= least


def _open(gold: Fields, claim: Fields) -> bool:
    return all(_same_text(gold[key], claim[key]) for key in ("subject", "object"))


def _same_text(one: str | None, other: str | None) -> bool:
    one, other = plain(one), plain(other)
    if one == other:
        return bool(one)
    return min(len(one), len(other)) >= _LONG and likeness(one, other) >= _SAME_TITLE


_MATCHERS: Mapping[str, Callable[[Fields, Fields], bool]] = {
    "heldPost": _held_post,
    "secondedTo": _seconded_to,
    "wroteReport": _wrote_report,
    "proposes": _proposes,
    "visited": _visited,
}
