"""kg explain: what is shown of each sentence, and that it is what the extraction did."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from kg.errors import SourceError
from kg.explain import Explained, explain, lines
from kg.extract import extract
from kg.sources.files import document, read
from kg.text.heading import described

SEED = Path(__file__).parents[1] / "seeds" / "000_cc49e2903e7331ef.txt"
Run: TypeAlias = Callable[..., tuple[int, str, str]]

TEXT = (
    "祁县县委书记张云舟到平遥县考察。\n"
    "2021年5月,祁县人大常委会决定任命李望川为副县长。\n"
    "大家都很高兴。\n"
    "他读了《县长的一天》。\n"
)


def sentence(text: str, offset: int = 0) -> Explained:
    """The one sentence of a text at an offset, explained."""
    (record,) = explain(document(text, "case.txt"), offset)
    return record


def test_only_sentences_in_which_something_was_found() -> None:
    shown = [record.doc.text[record.span.start : record.span.end] for record in explain(document(TEXT, "a.txt"))]
    assert [text[:4] for text in shown] == ["祁县县委", "2021", "他读了《"]
    assert list(explain(document("\n\n", "a.txt"))) == []


def test_an_offset_gives_its_sentence_even_an_empty_handed_one() -> None:
    record = sentence(TEXT, TEXT.index("大家") + 2)
    assert TEXT[record.span.start : record.span.end] == "大家都很高兴。"
    assert (record.mentions, record.outcomes, record.claims) == ((), (), ())
    assert record.masked == "大家都很高兴。"


def test_mentions_say_what_was_read_and_why() -> None:
    found = {(mention.kind, mention.norm): mention for mention in sentence(TEXT).mentions}
    post = found["post", "祁县县委书记"]
    assert (post.data["body"], post.data["role"], post.data["code"]) == ("祁县县委", "书记", "140727")
    assert found["person", "张云舟"].rule == "behind the post 祁县县委书记, before the word 到, which follows names"
    place = found["place", "平遥县"]
    assert (place.data["code"], place.rule) == ("140728", "only unit of that name, 1.0")
    assert found["place", "祁县"].data["hidden"] is True
    later = {mention.kind: mention for mention in sentence(TEXT, TEXT.index("李望川")).mentions}
    assert (later["date"].norm, later["date"].rule) == ("2021-05", "as printed")
    assert (later["post"].norm, later["post"].rule) == ("祁县副县长", "completed from the context")
    titles = [mention.norm for mention in sentence(TEXT, TEXT.index("读了")).mentions if mention.kind == "title"]
    assert titles == ["县长的一天"]


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("张云舟\n祁县县委书记\n", "张云舟", "at the start of the line, at the end of the line"),
        ("免去李望川祁县副县长职务。", "李望川", "behind the word 免去, before the post 祁县副县长"),
        ("祁县副县长张云舟、李望川出席。", "李望川", "listed behind 张云舟, before the word 出席, which follows names"),
        ("祁县县长:张云舟。", "张云舟", "behind the post 祁县县长, before the mark 。"),
    ],
)
def test_the_edges_of_a_name(text: str, name: str, reason: str) -> None:
    (person,) = [mention for mention in sentence(text).mentions if mention.norm == name and mention.kind == "person"]
    assert person.rule == reason


def test_symbols_are_told_from_characters() -> None:
    assert sentence("祁县县委书记张云舟见了一个人。").masked == "{职}{人}见了一个人。"
    assert "{人}" not in sentence("祁县县长\ue001来了。").masked
    assert sentence("2021年5月,祁县县长写了《祁县见闻》。").masked == "{时},{职}写了{书}。"


def test_a_rule_that_fired_and_one_that_came_too_late() -> None:
    record = sentence("祁县人大常委会任命李望川为祁县副县长。")
    fired = [outcome for outcome in record.outcomes if outcome.blocked is None]
    assert [outcome.rule for outcome in fired] == ["held_post/appointment"]
    (claim,) = fired[0].claims
    assert (claim.subject.text, claim.qualifiers["post"], claim.qualifiers["status"]) == (
        "李望川",
        "祁县副县长",
        "appointed",
    )
    late = {outcome.rule: outcome.blocked for outcome in record.outcomes if outcome.blocked}
    assert late["held_post/person and post"] == "its posts are already read by: appointment"


def test_a_holder_outside_the_match_is_told() -> None:
    text = "张云舟同志出席了会议。现任祁县县长。"
    (fired,) = [outcome for outcome in sentence(text, 12).outcomes if outcome.blocked is None]
    assert fired.note == "the holder stands outside the match, at 0"
    assert [claim.subject.text for claim in fired.claims] == ["张云舟"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("现任祁县县长。", "nobody is found to hold the posts"),
        ("免去他的祁县县长职务。", "nobody is found to hold the posts"),
        ("领导分工\n祁县县长\n", "the sentence holds none of the words it needs: 届"),
    ],
)
def test_why_a_rule_made_nothing(text: str, reason: str) -> None:
    record = sentence(text, text.index("祁县"))
    assert reason in [outcome.blocked for outcome in record.outcomes]
    assert not record.claims


def test_every_claim_is_shown_and_no_other() -> None:
    doc = read(SEED)
    _, claims = extract(described(doc))
    shown: set[str] = set()
    for record in explain(doc):
        shown.update(claim.id for claim in record.claims)
        shown.update(claim.id for outcome in record.outcomes for claim in outcome.claims)
    assert shown == {claim.id for claim in claims}
    assert len(shown) > 20


def test_the_lines_name_the_rule_its_pattern_and_its_claims() -> None:
    text = [line for _, line in lines(sentence("祁县县委书记张云舟到平遥县考察。"))]
    assert text[0] == "case.txt:0-16  祁县县委书记张云舟到平遥县考察。"
    assert "  masked   {职}{人}到{地}考察。" in text
    fired = text.index("  fired    held_post/post before name  0-9 “祁县县委书记张云舟”")
    assert text[fired + 1].startswith("           pattern ")
    assert text[fired + 2].startswith("           claim   张云舟 heldPost 祁县 140727  [post 祁县县委书记; role 书记; ")
    assert any(line.startswith("  claim    张云舟 visited 平遥县 140728") for line in text)


@pytest.mark.parametrize("offset", [-1, 3, 10**18])
def test_an_offset_outside_the_text(offset: int) -> None:
    with pytest.raises(SourceError, match=rf"there is no character at offset {offset} \(give 0 to 2\)"):
        list(explain(document("祁县。", "a.txt"), offset))


def test_the_command(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    status, out, err = run("explain", path)
    assert (status, err) == (0, "")
    assert out.count(f"{path}:") == 3
    status, out, err = run("explain", f"{path}:{TEXT.index('李望川')}")
    assert (status, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines() if line.startswith(str(path))] == [f"{path}:17-44"]
    odd = tmp_path / "b.txt:7"
    odd.write_text(TEXT, encoding="utf-8")
    assert run("explain", odd)[1].count(f"{odd}:") == 3


def test_what_the_command_refuses(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("大家都很高兴。", encoding="utf-8")
    assert run("explain", path) == (0, "", f"kg: {path}: nothing is named in this text\n")
    for given, told in ((f"{path}:99", "give 0 to 6"), (tmp_path / "none.txt", "no such file"), (tmp_path, "regular")):
        status, out, err = run("explain", given)
        assert (status, out) == (1, "")
        assert told in err
        assert len(err.splitlines()) == 1


def test_a_text_cannot_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("祁县县委书记张云舟\x1b[31m说\u202e《\x07好[red]》。", encoding="utf-8")
    _, out, _ = run("explain", path)
    assert not {"\x1b", "\u202e", "\x07"} & set(out)
    assert "[red]" in out


def test_the_same_bytes_in_every_run(tmp_path: Path) -> None:
    outputs = set()
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "kg", "explain", str(SEED)]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        outputs.add(subprocess.run(command, capture_output=True, check=True, env=env, cwd=SEED.parents[1]).stdout)  # noqa: S603
    assert len(outputs) == 1
