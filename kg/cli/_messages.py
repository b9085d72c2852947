"""Errors in, one line each on standard error out, with nothing in it that a terminal would obey."""

from __future__ import annotations

import errno
import io
import sys
import warnings
from pathlib import Path

import typer

from kg.errors import KgError, QueryError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
"""What a stream cannot be written for; files are told of with their names."""
FAILED = 1
NOT_UNDERSTOOD = 2


def use_utf8() -> None:
    """Write UTF-8 whatever the locale: Chinese text is what the commands print."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def debugging() -> bool:
    """Whether the user wants a traceback; asked where no command context is left to ask."""
    return "--debug" in sys.argv[1:]


def warn(message: str) -> None:
    """Print one line on standard error, control and bidirectional characters made visible."""
    from kg.query import visible

    typer.echo(f"kg: {visible(message)}", err=True)


def confirm(path: Path, what: str) -> None:
    """Say on standard error that ``path`` was written and what it holds; standard output is for results."""
    warn(f"wrote {path}: {what}")


def counted(number: int, noun: str) -> str:
    """The number with its noun, which takes an s in the plural."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def tell_warnings() -> None:
    """Let what the library warns of be one line like any other message."""
    warnings.showwarning = lambda message, *_: warn(str(message))


def explain(error: Exception) -> int:
    """Say what went wrong in one line and return the exit status that fits."""
    warn(describe(error))
    return NOT_UNDERSTOOD if isinstance(error, QueryError) else FAILED


def describe(error: Exception) -> str:
    """What went wrong, where, and how to mend it."""
    if isinstance(error, KgError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        where = error.filename or ("standard output" if error.errno in _NO_ROOM else None)
        return f"{where}: {error.strerror}" if where else error.strerror
    return f"unexpected {type(error).__name__}: {error} (please report it; kg --debug COMMAND shows where it arose)"
