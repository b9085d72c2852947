"""The file of decisions: what is written is read, branches merge, and a broken line costs itself only."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kg.decisions import Anchor, ClaimDecision, Decision, Person, PersonDecision, add, lines, load, remove
from kg.errors import KgError

ABOUT = Anchor(
    "0123456789abcdef", "新闻/a.txt", "fedcba9876543210", "heldPost", "张云舟", "榆次区", "140702",
    "榆次区委书记", "incumbent", 3, 12, "榆次区委书记张云舟",
)  # fmt: skip
WHEN = "2026-05-31T08:00:00Z"
REJECTED = ClaimDecision("", "reject", ABOUT, "甲", WHEN, "旧闻")
FIXED = ClaimDecision("", "fix", replace(ABOUT, claim="1123456789abcdef"), "乙", WHEN, None, {"status": "former"})
SAME = PersonDecision("", "same", Person("person/a-1", "张云舟"), Person("person/b-2", "张云洲"), "甲", WHEN, "简历")


def written(path: Path, *decisions: Decision) -> list[Decision]:
    return [add(path, decision) for decision in decisions]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Every field comes back, with an id made from all of them; a file that is not there is no decisions."""
    path = tmp_path / "new" / "decisions.jsonl"
    assert load(path).every == ()
    made = written(path, REJECTED, FIXED, SAME)
    assert sorted(load(path).every, key=str) == sorted(made, key=str)
    assert [replace(one, id="") for one in made] == [REJECTED, FIXED, SAME]
    assert len({one.id for one in made}) == 3
    assert load(path).faults == ()


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    written(path, REJECTED, SAME)
    before = path.read_bytes()
    written(path, SAME, REJECTED)
    assert path.read_bytes() == before


def test_the_order_of_writing_does_not_show(tmp_path: Path) -> None:
    """The lines stand by their ids, so the same decisions are the same bytes."""
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    written(one, REJECTED, FIXED, SAME)
    written(other, SAME, FIXED, REJECTED)
    assert one.read_bytes() == other.read_bytes()


def test_decisions_are_read_oldest_first(tmp_path: Path) -> None:
    """To the part of a second; a time without one is that second's begin, as in files of earlier versions."""
    path = tmp_path / "decisions.jsonl"
    times = [WHEN.replace("Z", part) for part in ("Z", ".001Z", ".010Z", ".9Z")] + ["2026-05-31T08:00:01Z"]
    made = written(path, *(replace(REJECTED, when=when) for when in reversed(times)))
    assert load(path).claims == tuple(reversed(made))


def test_a_decision_is_taken_out_alone(tmp_path: Path) -> None:
    """Comments and lines that cannot be read stay where they are."""
    path = tmp_path / "decisions.jsonl"
    path.write_text("# 由县志办核对\nno JSON\n", encoding="utf-8")
    first, second = written(path, REJECTED, SAME)
    remove(path, first.id)
    assert load(path).every == (second,)
    assert path.read_text("utf-8").startswith("# 由县志办核对\nno JSON\n")
    assert list(tmp_path.iterdir()) == [path]


def changed(decision: Decision, **values: object) -> str:
    return json.dumps({**json.loads(lines.line(decision)), **values}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "no JSON"),
        ("[1]", "must be a JSON object"),
        ("<<<<<<< HEAD", "a mark that a merge left: remove this line"),
        ('{"decision": "maybe"}', "'maybe', not one of accept, reject, fix, same, different"),
        (changed(REJECTED, when="yesterday"), '"when" must be a time in UTC like'),
        (changed(REJECTED, colour="red"), "unknown key 'colour'"),
        (changed(REJECTED, start="3"), '"start" must be a number'),
        (changed(REJECTED, quote=""), '"quote" must be a text'),
        (changed(REJECTED, set={"status": "former"}), '"set" belongs to a fix'),
        (changed(FIXED, set={}), '"set" belongs to a fix'),
        (changed(FIXED, set={"status": "dead"}), "status cannot be 'dead' (take one of incumbent"),
        (changed(FIXED, set={"colour": "red"}), "heldPost has no 'colour'"),
        (changed(SAME, one={"iri": "place/x", "name": "a"}), '"one" must hold the "iri"'),
        (changed(SAME, other={"iri": "person/a-1", "name": "a"}), "are the same IRI"),
        (changed(SAME, by=""), '"by" must be a text'),
    ],
)
def test_a_broken_line_costs_itself_only(tmp_path: Path, line: str, told: str) -> None:
    """It is told with file and line and how to mend it, and the others count."""
    path = tmp_path / "decisions.jsonl"
    good = lines.line(REJECTED).decode()
    path.write_text(f"{good}\n\n{line}\n{lines.line(SAME).decode()}\n", encoding="utf-8")
    found = load(path)
    [fault] = found.faults
    assert fault.where == f"{path}:3"
    assert told in fault.what
    assert len(found.every) == 2


def test_bytes_that_are_no_text_cost_their_line(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + lines.line(REJECTED) + b"\r\n\xff\xfe\r\n")
    assert len(load(path).claims) == 1
    assert [fault.where for fault in load(path).faults] == [f"{path}:2"]


def test_nothing_in_a_line_is_hidden(tmp_path: Path) -> None:
    """A quote with line breaks and bidirectional characters is one line that shows them as escapes."""
    path = tmp_path / "decisions.jsonl"
    quote = "甲\n乙\u202e丙\u2028\x1b[2J"
    made = add(path, replace(REJECTED, about=replace(ABOUT, quote=quote)))
    text = path.read_text("utf-8")
    assert text.count("\n") == 1
    assert text.rstrip("\n").isprintable()
    assert load(path).claims == (made,)


def test_a_decision_no_reader_would_take_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    with pytest.raises(ValueError, match="'dead'"):
        add(path, replace(FIXED, changes={"status": "dead"}))
    assert not path.exists()


def test_a_folder_is_no_file_of_decisions(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"cannot be read: Is a directory \(check the path\)"):
        load(tmp_path)


@pytest.mark.skipif(shutil.which("git") is None, reason="merges as git does")
def test_two_branches_merge_with_all_lines_kept(tmp_path: Path) -> None:
    """With the union merge that docs/decisions.md names, no decision of either side is lost."""
    base, ours, theirs = (tmp_path / name for name in ("base", "ours", "theirs"))
    written(base, REJECTED)
    for path, by in ((ours, "丙"), (theirs, "丁")):
        shutil.copy(base, path)
        for number in range(5):
            add(path, replace(FIXED, by=f"{by}{number}"))
    command = ["git", "merge-file", "--union", str(ours), str(base), str(theirs)]
    subprocess.run(command, check=True)  # noqa: S603
    assert len(load(ours).every) == 11
    assert load(ours).faults == ()
