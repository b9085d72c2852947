"""What two texts say of the person: date of birth, sex, ethnic group, native place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.identity.profiles import code_of, days
from kg.identity.reasons import Reason
from kg.identity.weights import entry
from kg.lexicon.divisions import gazetteer

#: Two dates of birth this many years apart may be one date and a slip.
_SLIP = 2


def compare_facts(one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[Reason]:
    """A reason for each fact that both texts give."""
    for name in ("birthDate", "sex", "ethnicGroup", "nativeOf"):
        if name in one and name in other:
            level = _LEVELS[name](one[name], other[name])
            row = entry("facts", name)
            if level in row:
                shown = one[name] if one[name] == other[name] else f"{one[name]}≠{other[name]}"
                shown = _place_names(one[name], other[name]) if name == "nativeOf" else shown
                weight = float(row[level])
                yield Reason(name, weight, f"{row['zh']}:{shown}", f"{row['en']}: {shown}", weight > 4, weight < 0)


def _birth(one: str, other: str) -> str:
    if one == other:
        return "agree" if len(one) > 4 else "year"
    if one.startswith(other) or other.startswith(one):
        return "agree" if min(len(one), len(other)) > 4 else "year"
    first, second = days(one), days(other)
    if first is None or second is None:
        return "unknown"
    return "near" if abs(int(one[:4]) - int(other[:4])) <= _SLIP else "differ"


def _plain(one: str, other: str) -> str:
    return "agree" if one == other else "differ"


def _group(one: str, other: str) -> str:
    if one != other:
        return "differ"
    return "agree" if one == entry("majority") else "minority"


def _native(one: str, other: str) -> str:
    first, second = code_of(one), code_of(other)
    if first is None or second is None:
        return "agree" if one == other else "unknown"
    if first[:2] != second[:2]:
        return "differ"
    if first == second:
        return "agree" if not first.endswith("0000") else "province"
    nested = gazetteer().is_below(first, second) or gazetteer().is_below(second, first)
    return "province" if nested else "differ"


def _place_names(one: str, other: str) -> str:
    codes = [code_of(one), code_of(other)]
    shown = [
        gazetteer()[code].name if code and gazetteer().by_code(code) else iri
        for code, iri in zip(codes, (one, other), strict=True)
    ]
    return shown[0] if shown[0] == shown[1] else "≠".join(shown)


_LEVELS = {"birthDate": _birth, "sex": _plain, "ethnicGroup": _group, "nativeOf": _native}
