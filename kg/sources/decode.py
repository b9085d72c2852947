"""Bytes of a file in, its text out: UTF-8, UTF-16 or GB18030, or an error that says which byte is wrong.

UTF-8 and byte-order marks are certain.  Without them the readings compete, and the one in which most
characters are common Chinese wins; it must then decode without a fault.  A file in which none reads
as Chinese is refused, because a wrong guess would put invented characters into the graph.  charset-normalizer was
measured for this and is not used: see docs/adr/0001-encodings.md.
"""

from __future__ import annotations

import codecs
import re

from kg.errors import SourceError

_MARKS = (  # longest first: the UTF-16 LE mark begins the UTF-32 LE mark
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
)
_MARKUP = re.compile(r"\s*<(?:!doctype\s+html|\?xml|html|head|body)\b", re.IGNORECASE)
"""How a page begins (https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type)."""
_SAVE = "save it as plain text in UTF-8"
_GUESSES = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
_SAMPLE = 4096
_PLAUSIBLE = 0.6
"""Share of characters that must be common for a guessed encoding to be believed; see the ADR."""


def decode(raw: bytes, where: str) -> str:
    """The text of ``raw``, its byte-order mark dropped and nothing else changed.

    ``where`` names the file in errors.  Raises SourceError for an empty or blank file, binary data,
    a web page, and bytes that are no text in UTF-8, UTF-16 or GB18030; the message gives the byte offset.
    """
    if not raw:
        raise SourceError("the file is empty", where=where, mend="remove it or put a text into it")
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            raise SourceError(f"{kind}, not a text", where=where, mend=_SAVE)
    text = _decode(raw, where)
    if not text.strip():
        raise SourceError("the file holds only white space", where=where, mend="remove it or put a text into it")
    if "\0" in text:
        raise _binary(raw, where)
    if _MARKUP.match(text):
        raise SourceError("a web page, not a text", where=where, mend=f"open it in a browser and {_SAVE}")
    return text


def _decode(raw: bytes, where: str) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw, len(mark), encoding, where)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guess(raw, error.start, where)
    return _guess(raw, raw.index(0), where) if "\0" in text else text


def _strictly(raw: bytes, skip: int, encoding: str, where: str) -> str:
    try:
        return raw[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        at = skip + error.start
        what = f"byte 0x{raw[at]:02x} at offset {at} is not {encoding.upper()}, in which the file seems to be"
        raise SourceError(what, where=where, mend=_SAVE) from error


def _guess(raw: bytes, at: int, where: str) -> str:
    """The text in the encoding whose reading, damage included, holds most common characters.

    ``at`` is the offset of the first byte that speaks against UTF-8.
    """
    scores = {name: _commonness(raw.decode(name, "replace")[:_SAMPLE]) for name in _GUESSES}
    best = max(_GUESSES, key=scores.__getitem__)
    if scores[best] >= _PLAUSIBLE:
        return _strictly(raw, 0, best, where)
    if 0 in raw:
        raise _binary(raw, where)
    what = f"byte 0x{raw[at]:02x} at offset {at} is not UTF-8, and the file reads as neither GB18030 nor UTF-16"
    raise SourceError(what, where=where, mend=_SAVE)


def _binary(raw: bytes, where: str) -> SourceError:
    return SourceError(f"binary data (a NUL byte at offset {raw.index(0)})", where=where, mend=_SAVE)


def _commonness(text: str) -> float:
    """The share, 0 to 1, of the characters beyond ASCII that are common in Chinese print.

    Common are the 3,755 characters of GB 2312 level 1 and its punctuation.  A text of printable
    ASCII alone counts as common; a control character counts against the reading.
    """
    other = [char for char in text if char > "~" or (char < " " and char not in "\t\r\n")]
    if not other:
        return 1.0
    return sum(map(_common, other)) / len(other)


def _common(char: str) -> bool:
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return char in "—·\u00a0"
    return lead in (0xA1, 0xA3) or 0xB0 <= lead <= 0xD7
