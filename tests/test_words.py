"""The lexicons: they load, hold no line twice, and the generated one is what its script makes."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.lexicon import tables
from kg.lexicon.tables import read, rows

DATA = Path(str(files("kg.lexicon") / "data"))
TABLES = sorted(path.name for path in DATA.glob("*.tsv") if not path.name.startswith("divisions"))
#: A word of these tables may have several uses, a row each.
REPEATING = {
    "bodies.tsv",
    "body_parts.tsv",
    "document_kinds.tsv",
    "secondment_words.tsv",
    "visit_words.tsv",
    "no_firm.tsv",
}
LISTS = sorted(path.name for path in DATA.glob("*.txt"))


def test_words_are_what_the_script_makes() -> None:
    """data/words.txt is the output of build_words for the installed jieba."""
    pytest.importorskip("jieba", exc_type=ImportError)
    from kg.lexicon.build_words import table

    assert read("words.txt") == table()


@pytest.mark.parametrize("name", TABLES)
def test_tables_load(name: str) -> None:
    """A table has rows, no key or row twice, and no cell with blanks around it."""
    found = rows(name, key=None if name in REPEATING else 0)
    assert found
    assert len({tuple(row.items()) for row in found}) == len(found)
    assert [row for row in found if any(cell != cell.strip() for cell in row.values())] == []


@pytest.mark.parametrize("name", LISTS)
def test_lists_hold_no_word_twice(name: str) -> None:
    """A plain list holds words, each once."""
    listed = " ".join(line for line in read(name).splitlines() if not line.startswith("#")).split()
    assert listed
    assert [word for word, count in Counter(listed).items() if count > 1] == []


@pytest.mark.parametrize("name", TABLES + LISTS)
def test_data_says_what_it_is(name: str) -> None:
    """The first line of a lexicon is a comment that tells what it holds."""
    assert read(name).startswith("# ")


@pytest.mark.parametrize(
    ("content", "words_"),
    [
        ("a\tb\n一\t二\t三\n", ["own.tsv:2", "3 columns"]),
        ("# note\na\tb\n一\t二\n一\t三\n", ["own.tsv:4", "twice"]),
    ],
)
def test_slips_in_tables(monkeypatch: pytest.MonkeyPatch, content: str, words_: list[str]) -> None:
    """A row too long or a key that repeats is told with file and line."""
    monkeypatch.setattr(tables, "read", lambda _: content)
    rows.cache_clear()
    with pytest.raises(RuleError) as caught:
        rows("own.tsv")
    rows.cache_clear()
    assert [word for word in words_ if word not in str(caught.value)] == []


def test_short_rows_are_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty cells at the end of a row may be left out."""
    monkeypatch.setattr(tables, "read", lambda _: "a\tb\n一\n\n# note\n二\t三\n")
    rows.cache_clear()
    assert rows("own.tsv") == ({"a": "一", "b": ""}, {"a": "二", "b": "三"})
    rows.cache_clear()
