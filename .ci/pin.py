"""Writes .ci/constraints.txt: the version of every package the project needs, as installed here.

usage: .venv/bin/python .ci/pin.py > .ci/constraints.txt
"""

from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def needed(name: str, extras: frozenset[str], found: dict[str, str], seen: set[tuple[str, frozenset[str]]]) -> None:
    """Add ``name`` and what it requires on this platform to ``found``: name -> version."""
    if (name, extras) in seen:
        return
    seen.add((name, extras))
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return  # meant for another platform
    found[name] = package.version
    for line in package.requires or ():
        wanted = Requirement(line)
        if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in extras | {""}):
            needed(canonicalize_name(wanted.name), frozenset(wanted.extras), found, seen)


if __name__ == "__main__":
    versions: dict[str, str] = {}
    needed("cadre-kg", frozenset({"dev"}), versions, set())
    needed("hatchling", frozenset(), versions, set())
    del versions["cadre-kg"]
    print("# Versions the tests ran with; written by .ci/pin.py.")
    for name, version in sorted(versions.items()):
        print(f"{name}=={version}")
