"""Files in, documents out: encodings, what is found below a directory, and what every bad file is told."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.sources import decode, find_texts, read

TEXT = "张云舟任青川县委书记。\r\n他去年到清溪村调研,\r写了一份报告\n"
SHORT = ("县长", "李明月", "张嬿婷任县长", "朱镕任职3年")


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("gb18030", b""),
        ("gb18030", b"\x84\x31\x95\x33"),
        ("gbk", b""),
    ],
)
def test_text_is_read_as_it_stands_in_every_encoding(encoding: str, mark: bytes) -> None:
    """Newlines of all kinds survive; only the byte-order mark is dropped."""
    assert decode(mark + TEXT.encode(encoding), "a.txt") == TEXT


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_characters_are_enough(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "the file is empty"),
        (b" \n\t\r\n", "only white space"),
        (codecs.BOM_UTF8, "only white space"),
        ("\u3000\u3000\n".encode(), "only white space"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        (b"PK\x03\x04\x14\x00", "a zip archive"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"{\\rtf1\\ansi", "an RTF document"),
        ("\n<!DOCTYPE html><p>李望川任县长。".encode(), "a web page"),
        ("<HTML><p>李望川任县长。".encode("gb18030"), "a web page"),
        ('\ufeff<?xml version="1.0"?><p>李望川任县长。'.encode(), "a web page"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x03", "a NUL byte at offset 7"),
        ("张云舟\0任县长".encode(), "a NUL byte at offset 9"),
        ("Königsberg hängt über".encode("latin-1"), "byte 0xf6 at offset 1 is not UTF-8"),
        ("張雲舟擔任青川縣委書記,負責當地各項發展工作".encode("big5"), "offset 0 is not UTF-8"),
        (TEXT.encode()[:10], "byte 0xe4 at offset 9 is not UTF-8"),
        (TEXT.encode().replace("书".encode(), b"\xe4\xff\xa6"), "byte 0xe4 at offset 24 is not UTF-8"),
        (TEXT.encode("gb18030").replace("书".encode("gb18030"), b"\xff\xff"), "0xff at offset 16 is not GB18030"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1], "is not UTF-16-LE"),
    ],
)
def test_what_is_no_text_is_refused_with_place_and_mend(raw: bytes, says: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode(raw, "坏.txt")
    message = str(caught.value)
    assert says in message
    assert message.startswith("坏.txt: ")
    assert caught.value.mend
    assert "\n" not in message


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1))
def test_any_utf8_text_comes_back(text: str) -> None:
    if text.strip() and not text.lstrip().startswith(("GIF8", "%PDF", "PK\x03\x04", "{\\rtf", "<")):
        assert decode(text.encode(), "a.txt") == text


@pytest.mark.parametrize("text", ["<人民>是报名。", "<h>", "<headline> 县长", "《<html>入门》"])
def test_a_text_may_begin_with_a_bracket(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text


@given(st.binary())
def test_any_bytes_give_a_text_or_one_clear_error(raw: bytes) -> None:
    with contextlib.suppress(SourceError):
        text = decode(raw, "a.txt")
        assert text.strip()
        assert "\0" not in text


def test_a_document_is_known_by_its_path_and_the_hash_of_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(codecs.BOM_UTF8 + TEXT.encode())
    doc = read(path)
    assert (doc.path, doc.text) == (str(path), TEXT)
    assert doc.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert doc.id == doc.sha256[:16]


def test_directories_are_searched_in_order_for_texts_only(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "README.md", ".hidden.txt", "sub/c.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("县长", encoding="utf-8")
    given = [tmp_path / "sub" / "c.txt", tmp_path, tmp_path / "README.md"]
    found = [path.relative_to(tmp_path).as_posix() for path in find_texts(given) if isinstance(path, Path)]
    assert found == ["sub/c.txt", "a.TXT", "b.txt", "README.md"]


def test_a_directory_without_texts_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("x", encoding="utf-8")
    (error,) = find_texts([tmp_path])
    assert isinstance(error, SourceError)
    assert str(error).startswith(f"{tmp_path}: the directory holds no .txt file")


def test_a_missing_file_and_a_device_are_errors(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or directory"):
        read(tmp_path / "nowhere.txt")
    with pytest.raises(SourceError, match="not a regular file"):
        read(Path("/dev/null"))
    with pytest.raises(SourceError, match="name is not UTF-8"):
        read(Path("bad\udcff.txt"))
