"""The file of decisions: JSON, one decision a line; lines in, ``Decisions`` out, and the way back.

A line is known by what it says and never by where it stands, so lines of two branches may be put
together in any order.  New lines go in by their ids, so two people seldom write at the same spot.
A line that cannot be read costs itself only, and stays in the file as it is.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.decisions import lines
from kg.decisions.records import ClaimDecision, Decision, Decisions, Fault, PersonDecision, order
from kg.errors import KgError


def load(path: Path) -> Decisions:
    """The decisions in ``path``; none where there is no such file.

    A line that cannot be read is a Fault of what is returned.  Raises KgError where the file is there
    and cannot be read.
    """
    found: dict[str, Decision] = {}
    faults: list[Fault] = []
    for number, line in enumerate(_read(path), 1):
        if not line.strip() or line.startswith(b"#"):
            continue
        try:
            decision = lines.decision(line)
            found[decision.id] = decision
        except ValueError as error:
            faults.append(Fault(f"{path}:{number}", str(error)))
    ordered = sorted(found.values(), key=order)
    claims = tuple(one for one in ordered if isinstance(one, ClaimDecision))
    return Decisions(claims, tuple(one for one in ordered if isinstance(one, PersonDecision)), tuple(faults))


def add(path: Path, decision: Decision) -> Decision:
    """Write ``decision``, whose id is made here, into ``path`` and return it as a reader will find it.

    Raises ValueError for a decision that no reader would take, KgError where the file cannot be written.
    """
    written = lines.decision(lines.line(decision))
    with _held(path):
        kept = [line for line in _read(path) if line.strip()]
        ids = [_id(line) for line in kept]
        if written.id not in ids:
            at = next((at for at, known in enumerate(ids) if known is not None and known > written.id), len(kept))
            _write(path, [*kept[:at], lines.line(written), *kept[at:]])
    return written


def remove(path: Path, decision: str) -> None:
    """Take the decision with the id ``decision`` out of ``path``.  Raises KgError where it cannot be written."""
    with _held(path):
        _write(path, [line for line in _read(path) if line.strip() and _id(line) != decision])


def _id(line: bytes) -> str | None:
    """The id of a line, None where it says no decision."""
    try:
        return lines.decision(line).id
    except ValueError:
        return None


def _read(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").split(b"\n")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise KgError(f"cannot be read: {error.strerror}", where=str(path), mend="check the path") from error


def _write(path: Path, content: list[bytes]) -> None:
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(b"".join(line + b"\n" for line in content))
        part.replace(path)
    except OSError as error:
        raise KgError(f"cannot be written: {error.strerror}", where=str(path)) from error


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Let one program at a time change the file; the lock is the folder's, so that nothing is left behind."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = os.open(path.parent, os.O_RDONLY)
    except OSError as error:
        raise KgError(f"cannot be written: {error.strerror}", where=str(path)) from error
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
