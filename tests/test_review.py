"""kg review: what is worth a look, worst first, shown in its sentence and decided with a key."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from kg.cli._keys import screen
from kg.decisions.ledger import Ledger
from kg.pipeline import analyse
from kg.query import visible
from kg.review.items import Item, items
from kg.review.session import Session, undecided
from kg.review.shown import as_line, sentence
from kg.sources.files import document
from kg.store import StoreWriter, load
from tests.conftest import Run
from tests.sample import BASE

BLOCK = "张云舟\n榆次区委书记\n挂职地:上海市长宁区\n"
TWO = "祁县县长李望川讲话。\n祁县县长孙望山主持会议。\n"
PREFIXES = "@prefix kg: <https://kg.example.org/ns#> . @prefix p: <https://kg.example.org/id/person/> . "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = tmp_path / "store"
    with StoreWriter(store, BASE) as writer:
        for name, text in (("block.txt", BLOCK), ("two.txt", TWO)):
            writer.add(analyse(document(text, name), BASE))
    return store


def opened(folder: Path, turtle: str = "") -> Store:
    store = load(folder)
    store.load((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)
    return store


@dataclass
class Typed:
    """A screen on which somebody types what the test says."""

    answers: Iterator[str]
    colour: bool = False
    shown: list[str] = field(default_factory=list)

    def show(self, line: str) -> None:
        self.shown.append(line)

    def key(self) -> str:
        return next(self.answers, "")

    def ask(self, prompt: str) -> str | None:
        self.shown.append(prompt)
        return next(self.answers, None)


@dataclass
class Desk:
    """A session over the items of ``folder``."""

    folder: Path
    ledger: Ledger
    skipped: Path

    def left(self) -> list[Item]:
        return undecided(items(self.folder, load(self.folder)), self.ledger, self.skipped)

    def type(self, *answers: str) -> tuple[int, list[str]]:
        typed = Typed(iter(answers))
        made = Session(self.folder, load(self.folder), self.left(), self.ledger, typed, self.skipped).run()
        return made, typed.shown


@pytest.fixture
def desk(folder: Path) -> Desk:
    parent = folder.parent
    return Desk(folder, Ledger(parent / "d.jsonl", "甲"), parent / "d.skipped")


def test_the_worst_comes_first(folder: Path) -> None:
    """Warnings before doubtful claims; each with the claims and the words that somebody can decide about."""
    found = items(folder, load(folder))
    assert [item.kind for item in found] == ["warning", "warning", "doubtful", "doubtful"]
    assert sorted(item.worth for item in found)[::-1] == [item.worth for item in found]
    assert {item.quotes[0].words for item in found[:2]} == {"祁县县长李望川", "祁县县长孙望山"}
    assert found[2].why == "confidence 0.8, not said outright"
    assert found[2].what[0].startswith("张云舟 heldPost 榆次区 (")
    assert all(item.claims for item in found)
    assert items(folder, load(folder)) == found
    assert [item.kind for item in items(folder, load(folder), checks=False)] == ["doubtful", "doubtful"]


def test_people_and_conflicts_are_worth_a_look(folder: Path) -> None:
    """Pairs near the limit, and claims that cannot all hold; what was joined on much is not."""
    store = opened(folder)
    [one, other] = sorted({q.subject.value for q in store if q.predicate.value.endswith("/ns#claimId")
                           and "tenure" in q.subject.value})[:2]  # fmt: skip
    turtle = f"""
    p:x-1 kg:matchScore 4.5 ; a kg:PossibleMatch ; kg:matchReason "姓名:张云舟(+2)"@zh , "name: 张云舟 (+2)"@en ;
        kg:linkedPerson p:zhang-1 , p:zhang-2 .
    p:x-2 kg:matchScore 8 ; a kg:IdentityLink ; kg:linkedPerson p:li-1 ; kg:comparedWith p:li-2 .
    p:x-3 kg:matchScore 40 ; a kg:IdentityLink ; kg:linkedPerson p:li-3 ; kg:comparedWith p:li-4 .
    p:x-4 a kg:IdentityLink ; kg:linkedPerson p:li-5 ; kg:comparedWith p:li-6 ; kg:matchReason "由人审定"@zh .
    p:x-5 a kg:Conflict ; kg:involves <{one}> , <{other}> ; kg:conflictKind kg:ConflictingHolder .
    """
    found = items(folder, opened(folder, turtle), checks=False)
    assert [item.kind for item in found][:2] == ["conflict", "people"]
    assert found[0].why == "ConflictingHolder"
    assert len(found[0].claims) == 2
    people = [item for item in found if item.kind == "people"]
    assert [item.why for item in people] == ["not joined, 4.5 bits: 姓名:张云舟(+2)", "joined, 8 bits: "]
    assert people[0].people == (f"{BASE}id/person/zhang-1", f"{BASE}id/person/zhang-2")


def test_a_place_of_several_names_shows_them(tmp_path: Path) -> None:
    """The candidates with their codes are what a fix needs."""
    with StoreWriter(tmp_path / "store", BASE) as writer:
        writer.add(analyse(document("鼓楼区委书记赵清河讲话。\n", "a.txt"), BASE))
    places = [i for i in items(tmp_path / "store", load(tmp_path / "store"), checks=False) if i.kind == "place"]
    assert ["320106 江苏省南京市鼓楼区" in item.why and len(item.claims) for item in places] == [1]


def test_decisions_are_written_at_once(desk: Desk) -> None:
    """Accept, reject with a reason, fix; the list is then shorter by just these."""
    assert len(desk.left()) == 4
    made, shown = desk.type("r", "两名县长", "a", "", "f", "end=2009年5月; status=former", "履历", "q")
    assert made == 3
    known = desk.ledger.known().claims
    assert sorted(one.act for one in known) == ["accept", "fix", "reject"]
    [fixed] = [one for one in known if one.act == "fix"]
    assert dict(fixed.changes) == {"end": "2009-05", "status": "former"}
    assert (fixed.by, fixed.why) == ("甲", "履历")
    assert len(desk.left()) == 1
    assert shown[1] == "[1/4] 0.80"


def test_the_evidence_is_set_off_in_its_sentence(desk: Desk) -> None:
    _, shown = desk.type("q")
    assert (
        "     two.txt:0-7  【祁县县长李望川】讲话。" in shown
        or "     two.txt:11-18  【祁县县长孙望山】主持会议。" in shown
    )


def test_back_undo_and_next(desk: Desk) -> None:
    """Undo leads to where the decision was made; what was passed over comes last the next time."""
    first, second, *_ = desk.left()
    made, shown = desk.type("a", "", "b", "n", "u", "u", "n", "q")
    assert made == 0
    assert [line for line in shown if line.startswith("[")] == [
        "[1/4] 0.80", "[2/4] 0.80", "[1/4] 0.80", "[2/4] 0.80", "[1/4] 0.80", "[2/4] 0.80",
    ]  # fmt: skip
    assert sum(line.startswith("taken back: ") for line in shown) == 1
    assert "nothing to undo in this session; kg undo takes back earlier decisions" in shown
    assert desk.ledger.known().every == ()
    assert desk.left()[0] == second
    assert desk.left()[-1] == first


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (("r", " "), "nothing decided: a rejection needs a reason"),
        (("r",), "nothing decided"),
        (("f", "former"), "nothing fixed: write it like end=2023-05;status=former"),
        (("f", "status=dead", ""), "status cannot be 'dead' (take one of"),
        (("f", "object=鼓楼区", ""), "'鼓楼区' is the name of several"),
        (("s",), "no key 's' here"),
        (("\x1b",), "no key '\\x1b' here"),
    ],
)
def test_what_cannot_be_decided_is_told_and_stays(desk: Desk, answers: tuple[str, ...], told: str) -> None:
    made, shown = desk.type(*answers)
    assert made == 0
    assert any(line.startswith(told) for line in map(visible, shown)) or any(told in line for line in shown)
    assert not desk.ledger.path.exists()


def test_two_claims_of_one_fact_are_decided_together_or_one_by_one(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    text = "祁县县长李望川讲话。\n祁县县长孙望山主持会议。\n祁县县长李望川最后总结。\n"
    with StoreWriter(folder, BASE) as writer:
        writer.add(analyse(document(text, "a.txt"), BASE))
    desk = Desk(folder, Ledger(tmp_path / "d.jsonl", "甲"), tmp_path / "d.skipped")
    double = next(n for n, item in enumerate(desk.left()) if len(item.claims) == 2)
    assert desk.type(*"n" * double, "a", "9", "a", "2", "")[0] == 1
    desk.skipped.unlink(missing_ok=True)
    double = next(n for n, item in enumerate(desk.left()) if len(item.claims) == 2)
    assert desk.type(*"n" * double, "r", "", "旧闻")[0] == 2


def test_people_are_settled(folder: Path, tmp_path: Path) -> None:
    store = opened(folder)
    one, other, *_ = sorted({q.subject.value for q in store if str(q.object).endswith("#Officer>")})
    item = Item("k", "people", 0.5, "not joined", ("甲", "乙"), people=(one, other))
    ledger = Ledger(tmp_path / "d.jsonl", "甲")
    typed = Typed(iter(["a", "d", "同名"]))
    assert Session(folder, store, [item], ledger, typed, tmp_path / "d.skipped").run() == 1
    [made] = ledger.known().people
    assert (made.act, made.why) == ("different", "同名")
    assert undecided([item], ledger, tmp_path / "d.skipped") == []


def test_nothing_of_a_text_is_obeyed(tmp_path: Path) -> None:
    """Control and bidirectional characters of a text are shown as escapes, in the sentence as in the list."""
    folder = tmp_path / "store"
    text = "\x1b[2J祁县县长李望川\u202e讲话。\n祁县县长孙望山\x07主持会议。\n"
    with StoreWriter(folder, BASE) as writer:
        writer.add(analyse(document(text, "a\x1b.txt"), BASE))
    found = items(folder, load(folder))
    assert found
    for item in found:
        assert as_line(item).isprintable()
        for quote in item.quotes:
            assert sentence(quote, text, colour=False).isprintable()
    desk = Desk(folder, Ledger(tmp_path / "d.jsonl", "甲"), tmp_path / "d.skipped")
    assert all(line.isprintable() for line in desk.type("n", "n", "n")[1])


def test_the_list_is_for_pipes(run: Run, folder: Path) -> None:
    """Lines for people or one JSON object a line; the same without what has been decided."""
    status, out, err = run("review", "--store", folder, "--list", "--format", "jsonl")
    assert (status, err) == (0, "")
    found = [json.loads(line) for line in out.splitlines()]
    assert [one["kind"] for one in found] == ["warning", "warning", "doubtful", "doubtful"]
    run("accept", found[2]["claims"][0], "--store", folder)
    status, out, _ = run("review", "--store", folder, "--list", "--no-checks")
    assert [line.split("  ")[1] for line in out.splitlines()] == ["doubtful"]
    assert len(run("review", "--store", folder, "--list", "--limit", "1")[1].splitlines()) == 1


def test_lines_of_a_pipe_are_keys_and_answers(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO("\nr\n旧闻\n"))
    status, out, err = run("review", "--store", folder, "--by", "乙")
    assert status == 0
    assert "no key ' ' here" in out
    assert err.startswith("kg: 1 decision of 4 items; in ")
    assert Ledger(folder.parent / "store.decisions.jsonl", "").known().claims[0].why == "旧闻"


def test_a_terminal_takes_keys_without_enter(folder: Path) -> None:
    """Through a pseudo-terminal: one key, a reason with Enter, another key; the evidence is in bold."""
    command = [sys.executable, "-m", "kg", "review", "--store", str(folder), "--no-checks", "--by", "乙"]
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "NO_COLOR": ""}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, close_fds=True) as running:  # noqa: S603
        os.close(theirs)
        seen = _until(ours, b"q quit")
        os.write(ours, b"a")
        seen += _until(ours, b"why: ")
        os.write(ours, "履历\n".encode())
        seen += _until(ours, b"q quit")
        os.write(ours, b"q")
        seen += _until(ours, b"next kg build")
        assert running.wait(timeout=120) == 0
    os.close(ours)
    text = seen.decode()
    assert "\x1b[1m\x1b[4m张云舟⏎榆次区委书记" in text
    assert "[2/2]" in text
    assert [one.why for one in Ledger(folder.parent / "store.decisions.jsonl", "").known().claims] == ["履历"]


def _until(descriptor: int, wanted: bytes) -> bytes:
    """What a pseudo-terminal shows up to ``wanted``."""
    seen = b""
    while wanted not in seen:
        assert select.select([descriptor], [], [], 120)[0], seen.decode()
        part = os.read(descriptor, 4096)
        assert part, seen.decode()
        seen += part
    return seen


def test_a_screen_that_is_no_terminal_reads_lines() -> None:
    lines = screen(StringIO("A\n\nwhy\n"), StringIO())
    assert [lines.key(), lines.key(), lines.ask("why: "), lines.key(), lines.ask("why: ")] == [
        "a",
        " ",
        "why",
        "",
        None,
    ]
