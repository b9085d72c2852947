"""What heads a document that prints no title: the words it opens with."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.rdf.documents import document_triples
from kg.text.heading import LONGEST_OPENING, opening

OPENINGS = [
    ("平川县今天开放图书馆。市民可以借书。", "平川县今天开放图书馆"),
    ("新华社平川6月2日电(记者 林一)：平川县今天开放图书馆。", "平川县今天开放图书馆"),
    ("本报讯 记者林一报道：平川县今天开放图书馆。", "平川县今天开放图书馆"),
    ("平川电视台消息(晚间报道)：本台消息，平川县今天开放图书馆。", "平川县今天开放图书馆"),
    ("2024年3月2日\n作者：林一\n平川县昨天开会。", "平川县昨天开会"),
    ("平川电信发布消息，称一切正常。", "平川电信发布消息，称一切正常"),
    ("林一说：大家辛苦了。", "林一说：大家辛苦了"),
    ("平川县" + "图书馆、" * 6 + "今天开放，市民可以免费借书。", "平川县" + "图书馆、" * 6 + "今天开放…"),
    ("<script>alert(1)</script>\n", "<script>alert(1)</script>"),
    ("。。\n", ""),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OPENINGS)
def test_the_words_a_text_opens_with(text: str, expected: str) -> None:
    assert opening(text) == expected


def test_a_long_sentence_is_cut() -> None:
    assert opening("长" * 10_000) == "长" * LONGEST_OPENING + "…"


@pytest.mark.parametrize(
    ("title", "text", "label"),
    [
        ("图书馆开放", "平川县今天开放图书馆。", "图书馆开放"),
        (None, "平川县今天开放图书馆。", "平川县今天开放图书馆"),
        (None, "\n", "a.txt"),
    ],
)
def test_the_label_of_a_document(title: str | None, text: str, label: str) -> None:
    doc = Document(id="0" * 16, path="texts/a.txt", text=text, sha256="0" * 64, title=title)
    labels = {
        str(triple.object) for triple in document_triples(doc, "https://x.example/") if "prefLabel" in str(triple)
    }
    assert labels == {f'"{label}"@zh'}
