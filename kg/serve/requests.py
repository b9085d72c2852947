"""What a request says: an HTTP request in; its parameters, its body within the limits, or a refusal out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import Final, TypeAlias
from urllib.parse import unquote_to_bytes

from starlette.requests import Request

from kg.serve.settings import Limits
from kg.serve.wire import RefusedError

Values: TypeAlias = dict[str, list[str]]

FORM: Final = "application/x-www-form-urlencoded"
_ENCODED: Final = re.compile(rb"(?:[^%]|%[0-9A-Fa-f]{2})*", re.DOTALL)
_MOST: Final = 1000
SHORTEST, LONGEST = 0.1, 86400
"""Seconds that a client may ask for as its time limit."""
SHORTEST_QUESTION: Final = 1
"""The least for a saved question, which has to read its parameters before it is asked."""
PRINTED: Final = "[^\\u0000-\\u0020\\u007f-\\u00a0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2060\\u3000\\ufeff]"
"""A character that leaves ink, as a regular expression of ECMA-262 and of Python."""


def parameters(encoded: bytes, where: str = "query string") -> Values:
    """The parameters of a query string or a form, every value of each in order (URL standard section 5.1).

    Raises RefusedError (400) for a broken percent-encoding, for what is not UTF-8, for more than a thousand.
    """
    if not _ENCODED.fullmatch(encoded):
        raise RefusedError(400, "broken percent-encoding", where=where)
    pairs = [part for part in encoded.split(b"&") if part]
    if len(pairs) > _MOST:
        raise RefusedError(400, "too many parameters", where=where, mend=f"at most {_MOST}")
    found: Values = {}
    for pair in pairs:
        name, _, value = (unquote_to_bytes(half.replace(b"+", b" ")) for half in pair.partition(b"="))
        found.setdefault(utf8(name, where), []).append(utf8(value, where))
    return found


def utf8(raw: bytes, where: str) -> str:
    """``raw`` as text.  Raises RefusedError (400) for what is not UTF-8 or holds a NUL."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"not UTF-8 at byte {error.start}", where=where) from error
    if "\0" in text:
        raise RefusedError(400, "holds a NUL character", where=where)
    return text


def of_url(request: Request) -> Values:
    """The parameters of the query string.  Raises RefusedError (400)."""
    return parameters(request.scope["query_string"])


def single(values: Values, name: str) -> str | None:
    """The only value of ``name``, or None.  Raises RefusedError (400) where it is given twice."""
    given: Sequence[str] = values.get(name, ())
    if len(given) > 1:
        raise RefusedError(400, "given more than once", where=name)
    return given[0] if given else None


def media_type(request: Request) -> str:
    """The media type of the body, in lower case, without parameters.

    Raises RefusedError (415) for a character set other than UTF-8 and for a compressed body.
    """
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    charset = re.search(r"charset\s*=\s*\"?([^\s;\"]+)", rest, re.IGNORECASE)
    if charset and charset[1].lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise RefusedError(415, "the body must be UTF-8", where="Content-Type")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusedError(415, "the body must not be compressed", where="Content-Encoding")
    return kind.strip().lower()


async def body(request: Request, limits: Limits) -> bytes:
    """The body.  Raises RefusedError: 413 where it is larger than the limit, 408 where it is too slow."""
    parts = bytearray()
    try:
        async with asyncio.timeout(limits.arrival):
            async for part in request.stream():
                parts += part
                if len(parts) > limits.body:
                    raise RefusedError(413, f"larger than {limits.body:,} bytes", where="body")
    except TimeoutError:
        raise RefusedError(408, f"did not arrive within {limits.arrival:g} s", where="body") from None
    return bytes(parts)


def accept(request: Request) -> str:
    """What the client accepts: its Accept headers as one."""
    return ",".join(request.headers.getlist("accept"))


def seconds(values: Values, least: float = SHORTEST) -> float | None:
    """The time limit the client asks for, in seconds.

    Raises RefusedError (400) for what is no such number, or less than ``least``.
    """
    given = single(values, "timeout")
    if given is None:
        return None
    number = re.fullmatch(r"[0-9]{1,30}(\.[0-9]{1,30})?(e[+-]?[0-9]{1,3})?", given, re.IGNORECASE)
    if not number or not least <= float(given) <= LONGEST:
        raise RefusedError(400, f"must be a number of seconds from {least} to {LONGEST}", where="timeout")
    return float(given)
