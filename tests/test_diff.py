"""What differs between two graphs: facts, details and names, in words and as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg import vocab
from kg.cli import main
from kg.export import FORMATS, export
from kg.export.changes import as_json, lines
from kg.export.compare import Comparison, compare
from kg.export.facts import read_facts
from kg.model import Claim, LinkedDocument, Scalar
from kg.store import StoreWriter
from tests.sample import BASE, CPC_YUNXI, LI, YUNXI, ZHANG, sample
from tests.view_stores import store_of

ROOT = Path(__file__).parent.parent
IDS = f"{BASE}id/"


def without(predicate: str) -> LinkedDocument:
    linked = sample()
    return replace(linked, claims=tuple(claim for claim in linked.claims if claim.predicate != predicate))


def altered(chosen: Callable[[Claim], bool], **qualifiers: Scalar) -> LinkedDocument:
    """The sample with other qualifiers in the claims ``chosen``."""
    linked = sample()
    claims = (
        replace(claim, qualifiers={**claim.qualifiers, **qualifiers}) if chosen(claim) else claim
        for claim in linked.claims
    )
    return replace(linked, claims=tuple(claims))


def is_secretary(claim: Claim) -> bool:
    return claim.qualifiers.get("role") == "书记"


def named(old: str, new: str) -> LinkedDocument:
    linked = sample()
    entities = (replace(entity, label=new) if entity.label == old else entity for entity in linked.entities)
    return replace(linked, entities=tuple(entities))


def told(old: LinkedDocument, new: LinkedDocument) -> list[str]:
    """The lines without the counts."""
    *said, _ = lines(compare(store_of(old), store_of(new)))
    return said


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (sample(), []),
        (without("visited"), ["- 张云舟 考察 青石街道"]),
        (without("proposes"), ["- 关于望海区社区服务的思考 提出 为民服务窗口"]),
        (
            altered(is_secretary, status="former", end="2023-06"),
            ["~ 张云舟 任职于 云溪县, 云溪县委书记: status 现任 → 前任; end – → 2023-06"],
        ),
        (
            altered(is_secretary, post_iri=None),
            ["~ 张云舟 任职于 云溪县, 云溪县委书记: post 云溪县委书记 → –"],
        ),
        (
            altered(is_secretary, post_iri=f"{IDS}post/CN-980105/gov/district-head"),
            [
                "- 张云舟 任职于 云溪县: 云溪县委书记, 现任",
                "+ 张云舟 任职于 云溪县: 望海区区长, 现任",
            ],
        ),
        (
            altered(lambda claim: "date_text" in claim.qualifiers, end=None),
            [
                "~ 张云舟 挂任职位 青石街道党工委副书记, 青石街道党工委副书记: end 2023-05 → –",
                "~ 张云舟 挂职于 望海区, 青石街道党工委副书记: end 2023-05 → –",
            ],
        ),
        (named("望海区", "望海新区"), [f"~ {IDS}place/CN-980105: name 望海区 → 望海新区"]),
    ],
    ids=["same", "removed", "proposal", "former", "post unknown", "other post", "end unknown", "renamed"],
)  # fmt: skip
def test_differences_in_words(new: LinkedDocument, expected: list[str]) -> None:
    assert told(sample(), new) == expected


def test_the_other_way_round_is_the_mirror() -> None:
    """What is added one way is removed the other way, and changes swap their sides."""
    one, other = store_of(sample()), store_of(altered(is_secretary, status="former"))
    there, back = compare(one, other), compare(other, one)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert [(pair.old, pair.new) for pair in there.changed] == [(pair.new, pair.old) for pair in back.changed]
    assert there.unchanged == back.unchanged


def test_where_a_fact_is_said_does_not_count() -> None:
    """The same facts in a text that is longer, or in two documents, are the same facts."""
    again = sample(path="b.txt", text="按:\n" + sample().doc.text)
    both = store_of(sample())
    both.extend(store_of(again))
    for other in (store_of(again), both):
        found = compare(store_of(sample()), other)
        assert found.same
        assert found.unchanged > 10


def test_two_posts_of_one_sentence_are_two_facts() -> None:
    """One place, one sentence, one statement, and none of the posts is lost."""
    linked = sample()
    [head] = [claim for claim in linked.claims if claim.subject.text == "李望川" and claim.predicate == "heldPost"]
    second = {**head.qualifiers, "post_iri": f"{IDS}post/CN-980105/gov/party-head", "role": "党组书记"}
    both = replace(linked, claims=(*linked.claims, replace(head, id="f" * 16, qualifiers=second)))
    held = [fact for fact in read_facts(store_of(both)) if (fact.subject, fact.relation) == (IDS + LI, "heldPost")]
    assert sorted(fact.post.rpartition("/")[2] for fact in held) == ["district-head", "party-head"]
    assert held[0].sources == held[1].sources


def test_graphs_below_different_bases_are_compared_by_what_they_say(tmp_path: Path, run: Run) -> None:
    """Nothing is lost in the note: what differs beside the bases is told as ever."""
    elsewhere = "https://data.example.org/kg/"
    found = compare(store_of(sample()), store_of(sample(elsewhere), elsewhere))
    assert found.same
    assert found.unchanged == compare(store_of(sample()), store_of(sample())).unchanged
    assert found.bases == (BASE, elsewhere)
    for name, base, linked in (("old", BASE, without("visited")), ("new", elsewhere, sample(elsewhere))):
        with StoreWriter(tmp_path / name, base) as writer:
            writer.add(linked)
    status, out, err = run(tmp_path / "old", tmp_path / "new")
    assert status == 1
    assert out.splitlines()[0] == "+ 张云舟 考察 青石街道"
    assert out.splitlines()[1].startswith("1 added, 0 removed, 0 changed, 0 renamed, ")
    assert err.startswith(f"kg: the bases differ, {BASE} and {elsewhere}: ")


def test_below_another_base_a_node_may_be_known_by_its_name() -> None:
    """The rest of an IRI may differ too: a node is then the only one of its kind with that name, or none."""
    elsewhere = "https://data.example.org/kg/"
    other = sample(elsewhere)
    old, new = (f"{elsewhere}id/report/{end}" for end in ("0a1b2c3d4e5f", "ffffffffffff"))

    def moved(iri: str | None) -> str | None:
        return new if iri == old else iri

    claims = tuple(
        replace(
            c, subject=replace(c.subject, iri=moved(c.subject.iri)), object=replace(c.object, iri=moved(c.object.iri))
        )
        for c in other.claims
    )
    entities = tuple(replace(entity, iri=str(moved(entity.iri))) for entity in other.entities)
    there = store_of(replace(other, claims=claims, entities=entities), elsewhere)
    assert compare(store_of(sample()), there).same
    assert compare(there, store_of(sample())).same


def test_a_person_may_go_by_another_documents_iri() -> None:
    """When an earlier text joins, the same facts are the same, both ways."""
    moved = f"{IDS}person/zhang-yunzhou-00000000"
    linked = sample()

    def joined(iri: str | None) -> str | None:
        return moved if iri == IDS + ZHANG else iri

    claims = tuple(replace(c, subject=replace(c.subject, iri=joined(c.subject.iri))) for c in linked.claims)
    entities = tuple(
        replace(entity, iri=str(joined(entity.iri)), props={k: joined(v) if k == "author_iri" else v  # type: ignore[arg-type]
                                                            for k, v in entity.props.items()})
        for entity in linked.entities
    )  # fmt: skip
    later = store_of(replace(linked, claims=claims, entities=entities))
    same = vocab.kg("sameEntityAs")
    later.add(Quad(NamedNode(IDS + ZHANG), NamedNode(same), NamedNode(moved), DefaultGraph()))
    there, back = compare(store_of(sample()), later), compare(later, store_of(sample()))
    assert there.same
    assert back.same
    assert there.unchanged == back.unchanged > 10


def test_facts_that_read_alike_are_told_apart() -> None:
    """A person linked otherwise reads the same: the identifiers follow."""
    linked = sample()
    moved = f"{IDS}person/zhang-yunzhou-00000000"
    claims = (
        replace(claim, subject=replace(claim.subject, iri=moved)) if claim.predicate == "visited" else claim
        for claim in linked.claims
    )
    person = next(entity for entity in linked.entities if entity.label == "张云舟")
    new = replace(linked, claims=tuple(claims), entities=(*linked.entities, replace(person, iri=moved)))
    place = f"{IDS}place/CN-980105002"
    assert told(linked, new) == [
        f"- 张云舟 考察 青石街道 [{IDS}{ZHANG} {place}]",
        f"+ 张云舟 考察 青石街道 [{moved} {place}]",
    ]


def test_what_is_not_asserted_says_so() -> None:
    """A planned post names its modality and speaker, and is not the post itself."""
    assert "- 张云舟 任职于 柳泉市: 柳泉市副市长, 拟任, 计划或预计, 李望川" in told(sample(), without("heldPost"))


def test_json_has_every_difference() -> None:
    """Identifiers, labels and evidence of each fact, and the same counts."""
    old, new = store_of(sample()), store_of(altered(is_secretary, status="former"))
    found = json.loads(as_json(compare(old, new)))
    assert found["counts"] == {"added": 0, "removed": 0, "changed": 1, "renamed": 0, "unchanged": 20}
    (change,) = found["changed"]
    assert change["fields"] == ["status"]
    assert (change["old"]["status"], change["new"]["status"]) == (["Incumbent"], ["Former"])
    assert change["new"]["subject"] == {"iri": IDS + ZHANG, "label": "张云舟"}
    assert change["new"]["object"] == {"iri": IDS + YUNXI, "label": "云溪县"}
    assert change["new"]["organization"] == {"iri": IDS + CPC_YUNXI, "label": "中共云溪县委员会"}
    for evidence in change["new"]["evidence"]:
        assert sample().doc.text[evidence["start"] : evidence["end"]] == evidence["quote"]


def put(folder: Path, linked: LinkedDocument) -> Path:
    with StoreWriter(folder, BASE) as writer:
        writer.add(linked)
    return folder


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``kg diff`` in this process: arguments in; exit status, standard output, standard error out."""

    def run_diff(*args: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", "diff", *map(str, args)])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return run_diff


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_files_of_every_format_are_read(run: Run, tmp_path: Path, suffix: str) -> None:
    """A file says the same as the store it comes from; exit status 0."""
    store = put(tmp_path / "store", sample())
    export(store, tmp_path / f"kg{suffix}")
    assert run(store, tmp_path / f"kg{suffix}") == (0, "0 added, 0 removed, 0 changed, 0 renamed, 21 unchanged\n", "")


def test_facts_alone_lack_only_what_is_not_asserted(run: Run, tmp_path: Path) -> None:
    """A file without provenance gives the same facts, with posts, states and dates."""
    store = put(tmp_path / "store", sample())
    export(store, tmp_path / "kg.ttl", "knowledge")
    status, out, _ = run(store, tmp_path / "kg.ttl")
    assert (status, out.splitlines()[-1]) == (1, "0 added, 1 removed, 0 changed, 0 renamed, 20 unchanged")
    assert "计划或预计" in out


def test_the_exit_status_is_that_of_diff(run: Run, tmp_path: Path) -> None:
    one, other = put(tmp_path / "one", sample()), put(tmp_path / "other", without("visited"))
    assert run(one, one)[0] == 0
    assert run(one, other)[0] == 1
    status, out, err = run(one, other, "--format", "json")
    assert (status, err, json.loads(out)["counts"]["removed"]) == (1, "", 1)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.ttl", None, "cannot be read: No such file or directory"),
        ("empty", "", "no graph that can be read (name the folder of a store or a file that ends in .jsonld, .nq"),
        ("kg.ttl", "# A page\n`kg` <", "is not Turtle: Parser error at line 2"),
        ("kg.jsonld", "{", "is not JSON-LD: "),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(
    run: Run, tmp_path: Path, name: str, content: str | None, says: str
) -> None:
    """Exit status 2, so that a script does not take it for a difference."""
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    status, out, err = run(tmp_path / name, tmp_path / name)
    assert (status, out) == (2, "")
    assert says in err
    assert len(err.splitlines()) == 1


def test_hostile_names_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    one, other = put(tmp_path / "one", sample()), put(tmp_path / "other", named("李望川", "\x1b[2J\u202e李\n+ 某"))
    _, out, _ = run(one, other)
    (line,) = [line for line in out.splitlines() if LI in line]
    assert line.endswith("name 李望川 → \\x1b[2J\\u202e李⏎+ 某")
    _, out, _ = run(one, other, "--format", "json")
    assert not set(out) & set("\x1b\u202e")
    assert json.loads(out)["renamed"][0]["new"] == "\x1b[2J\u202e李\n+ 某"


def test_broken_evidence_is_left_out(tmp_path: Path) -> None:
    """A file from elsewhere may hold offsets that are no numbers: the fact stays, its source goes."""
    store = put(tmp_path / "store", sample())
    export(store, tmp_path / "kg.nt")
    text = (tmp_path / "kg.nt").read_text("utf-8")
    (tmp_path / "bad.nt").write_text(text.replace('ns/oa#start> "', 'ns/oa#start> "x'), encoding="utf-8")
    from kg.export.reading import open_graph

    found: Comparison = compare(open_graph(store), open_graph(tmp_path / "bad.nt"))
    assert found.same


def test_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    one, other = put(tmp_path / "one", sample()), put(tmp_path / "other", without("heldPost"))
    command = [sys.executable, "-m", "kg", "diff", str(one), str(other), "--format", "json"]
    said = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)  # noqa: S603
        said.add((done.returncode, done.stdout))
    ((status, out),) = said
    assert (status, json.loads(out)["counts"]["added"]) == (1, 0)
