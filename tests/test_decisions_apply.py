"""Decisions applied to what is extracted: judged claims, corrected claims, and claims found again when ids moved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Quad

from kg.decisions import ClaimDecision, Decisions, anchor
from kg.decisions.anchors import find
from kg.decisions.correcting import corrected
from kg.decisions.fields import check
from kg.errors import KgError
from kg.model import Act, Claim, LinkedDocument
from kg.pipeline import analyse
from kg.rdf import quads
from kg.sources.files import document
from tests.sample import BASE

TEXT = "榆次区委书记张云舟到青石镇调研。2021年5月,李望川任祁县县长。孙望山任太谷区委书记。\n"
NS = "https://kg.example.org/ns#"


def read(text: str = TEXT, path: str = "a.txt") -> LinkedDocument:
    return analyse(document(text, path), BASE)


def claim_of(name: str, linked: LinkedDocument | None = None) -> Claim:
    return next(c for c in (linked or read()).claims if c.predicate == "heldPost" and c.subject.text == name)


def decision(act: Act, claim: Claim, day: int = 1, **changes: str) -> ClaimDecision:
    return ClaimDecision(f"{day:08x}", act, anchor(claim), "甲", f"2026-05-{day:02}T08:00:00Z", "核对", changes)


def decided(*decisions: ClaimDecision, text: str = TEXT, path: str = "a.txt") -> LinkedDocument:
    return analyse(document(text, path), BASE, Decisions(claims=decisions))


def direct(linked: LinkedDocument) -> set[tuple[str, str]]:
    """The direct triples of heldPost: name of the person, code of the place."""
    names = {entity.iri: entity.label for entity in linked.entities}
    return {
        (names[value(quad.subject)], value(quad.object).rpartition("-")[2])
        for quad in quads(linked, BASE)
        if quad.predicate.value == f"{NS}heldPost"
    }


def value(term: object) -> str:
    return str(getattr(term, "value", term))


def about(linked: LinkedDocument, claim: str) -> list[Quad]:
    """The quads of the nodes that stand for a claim."""
    found = quads(linked, BASE)
    nodes = {quad.subject for quad in found if quad.predicate.value == f"{NS}claimId" and value(quad.object) == claim}
    return [quad for quad in found if quad.subject in nodes]


def every(found: list[Quad], name: str) -> set[str]:
    return {value(quad.object).removeprefix(NS) for quad in found if quad.predicate.value == f"{NS}{name}"}


EVERYBODY = {("张云舟", "140702"), ("李望川", "140727"), ("孙望山", "140703")}


def test_without_decisions_nothing_is_curated() -> None:
    assert direct(read()) == EVERYBODY
    assert not any(quad.predicate.value.endswith("curatedBy") for quad in quads(read(), BASE))


def test_a_rejected_claim_stays_on_record_without_a_fact() -> None:
    """No direct triple, no tenure, no kg:Statement; a record with its evidence, who, when and why."""
    claim = claim_of("张云舟")
    linked = decided(decision("reject", claim))
    assert direct(linked) == EVERYBODY - {("张云舟", "140702")}
    found = about(linked, claim.id)
    assert {value(quad.subject).split("/")[-2] for quad in found} == {"rejected"}
    types = {value(quad.object) for quad in found if quad.predicate.value.endswith("#type")}
    assert types == {f"{NS}RejectedStatement", f"{NS}Claim"}
    assert every(found, "assertionStatus") == {"Rejected"}
    assert every(found, "evidence")
    [act] = every(found, "curatedBy")
    told = {quad.predicate.value.rpartition("/")[2]: value(quad.object) for quad in quads(linked, BASE)
            if value(quad.subject) == act}  # fmt: skip
    assert told["ns#decisionText"] == "否定"
    assert told["ns#curatorText"] == "甲"
    assert told["ns#whyText"] == "核对"
    assert told["prov#endedAtTime"] == "2026-05-01T08:00:00Z"


def test_a_rejected_claim_teaches_nothing_about_others() -> None:
    """Who is an officer only by a claim that was rejected is none."""
    linked = decided(decision("reject", claim_of("张云舟")))
    assert {entity.label: entity.kind for entity in linked.entities if entity.label == "张云舟"} == {"张云舟": "Person"}


def test_an_accepted_claim_is_curated() -> None:
    """The same nodes as before, now curated, with confidence 1."""
    claim = claim_of("李望川")
    linked = decided(decision("accept", claim))
    assert direct(linked) == EVERYBODY
    found = about(linked, claim.id)
    assert {quad.subject for quad in found} == {quad.subject for quad in about(read(), claim.id)}
    assert every(found, "assertionStatus") == {"Curated"}
    assert every(found, "confidence") == {"1"}


def test_a_fixed_claim_takes_the_place_of_the_old() -> None:
    """The new claim is linked like any other, has the same evidence and leads to the one it corrects."""
    claim = claim_of("李望川")
    linked = decided(decision("fix", claim, object="平遥县", start="2021-06"))
    assert direct(linked) == EVERYBODY - {("李望川", "140727")} | {("李望川", "140728")}
    [new] = [one for one in linked.claims if one.corrects == claim.id]
    assert new.evidence == claim.evidence
    assert new.qualifiers["post"] == "平遥县县长"
    assert str(new.qualifiers["post_iri"]).endswith("post/CN-140728/gov/head")
    found = about(linked, new.id)
    assert every(found, "assertionStatus") == {"Corrected"}
    assert every(found, "startDate") == {"2021-06"}
    assert every(found, "correctedFrom") == {value(quad.subject) for quad in about(linked, claim.id)}


def test_the_latest_decision_counts() -> None:
    claim = claim_of("孙望山")
    rejected, accepted = decision("reject", claim, 1), decision("accept", claim, 2)
    for order in ((rejected, accepted), (accepted, rejected)):
        linked = decided(*order)
        assert direct(linked) == EVERYBODY
        assert {one.id: one.claim for one in linked.decided} == {rejected.id: claim.id, accepted.id: claim.id}
    assert ("孙望山", "140703") not in direct(decided(replace(rejected, when="2026-06-01T00:00:00Z"), accepted))


def test_a_decision_follows_its_claim_when_the_text_is_edited() -> None:
    """The id hashes the text, so it moves; the quote still leads to the claim that says the same."""
    rejected = decision("reject", claim_of("张云舟"))
    linked = decided(rejected, text=f"本报讯 \n{TEXT}又及。\n")
    assert direct(linked) == EVERYBODY - {("张云舟", "140702")}
    [one] = linked.decided
    assert one.claim not in (None, rejected.about.claim)


def test_a_decision_follows_its_text_to_another_path() -> None:
    linked = decided(decision("reject", claim_of("张云舟")), path="b/moved.txt")
    assert direct(linked) == EVERYBODY - {("张云舟", "140702")}


def test_a_decision_about_words_that_are_gone_fits_nothing() -> None:
    rejected = decision("reject", claim_of("张云舟"))
    linked = decided(rejected, text=TEXT.replace("榆次区委书记", "榆次区委原书记"))
    assert ("张云舟", "140702") in direct(linked)
    assert [one.claim for one in linked.decided] == [None]
    assert decided(rejected, text=TEXT.replace("张云舟", "赵清河"), path="c.txt").decided == ()


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"id": "f" * 16}, True),
        ({"id": "f" * 16, "predicate": "visited"}, False),
        ({"id": "f" * 16, "qualifiers": {"post": "榆次区委副书记", "status": "incumbent"}}, False),
        ({"id": "f" * 16, "qualifiers": {"post": "榆次区委书记", "status": "former"}}, False),
    ],
)
def test_only_a_claim_that_says_the_same_is_meant(changed: dict[str, object], found: bool) -> None:
    """When rules change: the same words under another id, but never another post or state."""
    claim = claim_of("张云舟")
    now = replace(claim, **changed)  # type: ignore[arg-type]
    assert find(anchor(claim), claim.evidence.doc, [now]) == (now if found else None)


def test_a_fix_of_the_state_finds_the_claim_in_any_state() -> None:
    claim = claim_of("张云舟")
    now = replace(claim, id="f" * 16, qualifiers={**claim.qualifiers, "status": "former"})
    assert find(anchor(claim), claim.evidence.doc, [now], ["status"]) == now


def fixed(name: str, **changes: str) -> Claim:
    claim = claim_of(name)
    return corrected(claim.evidence.doc, claim, check(claim.predicate, changes))


@pytest.mark.parametrize(
    ("changes", "code", "post", "organization"),
    [
        ({"object": "平遥县"}, "140728", "平遥县县长", "平遥县人民政府"),
        ({"object": "平遥"}, "140728", "平遥县县长", "平遥县人民政府"),
        ({"object": "晋中市平遥县"}, "140728", "平遥县县长", "平遥县人民政府"),
        ({"code": "140728", "object": "平遥县"}, "140728", "平遥县县长", "平遥县人民政府"),
        ({"post": "平遥县委书记"}, "140728", "平遥县委书记", "平遥县委"),
        ({"post": "祁县副县长"}, "140727", "祁县副县长", "祁县人民政府"),
        ({"post": "教育部副部长"}, None, "教育部副部长", "教育部"),
    ],
)
def test_places_and_posts_are_looked_up(
    changes: dict[str, str], code: str | None, post: str, organization: str
) -> None:
    claim = fixed("李望川", **changes)
    assert claim.object.code == code
    assert claim.qualifiers["post"] == post
    assert claim.qualifiers["organization"] == organization
    assert claim.qualifiers["status"] == claim_of("李望川").qualifiers["status"]


def test_a_name_in_the_text_keeps_its_place() -> None:
    claim = fixed("李望川", subject="孙望山")
    assert claim.subject.span
    assert TEXT[claim.subject.span.start : claim.subject.span.end] == "孙望山"
    assert fixed("李望川", subject="赵清河").subject.span is None


@pytest.mark.parametrize(
    ("given", "date"),
    [("2023", "2023"), ("2023年5月", "2023-05"), ("2023年5月6日", "2023-05-06"), ("2023-05~", "2023-05~"), ("", None)],
)
def test_dates_are_taken_as_edtf_or_as_printed(given: str, date: str | None) -> None:
    assert fixed("李望川", start=given).qualifiers["start"] == date


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"object": "鼓楼区"}, "'鼓楼区' is the name of several: 320106"),
        ({"object": "云溪大学"}, "what 李望川 is at 云溪大学 cannot be told"),
        ({"code": "999999"}, "no division has the code '999999'"),
        ({"code": "140728"}, "140728 is 山西省晋中市平遥县, not 祁县"),
        ({"code": "1407"}, "'1407' is no division code"),
        ({"post": "副县长"}, "'副县长' cannot be read as a post"),
        ({"post": "高兴"}, "'高兴' cannot be read as a post"),
        ({"start": "2023-02-30"}, "no day of the calendar"),
        ({"start": "很久以前"}, "is no date"),
        ({"start": "2023", "end": "2022-12"}, "the end 2022-12 is before the start 2023"),
        ({"status": "dead"}, "status cannot be 'dead'"),
        ({"modality": "perhaps"}, "modality cannot be 'perhaps'"),
        ({"subject": " "}, "subject cannot be empty"),
        ({"genre": "调研报告"}, "heldPost has no 'genre'"),
    ],
)
def test_what_cannot_be_told_is_refused(changes: dict[str, str], told: str) -> None:
    with pytest.raises(KgError) as caught:
        fixed("李望川", **changes)
    assert told in str(caught.value)


def test_a_fix_that_cannot_be_made_any_more_is_told() -> None:
    """A line written by hand, or for another gazetteer, changes nothing and says why."""
    linked = decided(decision("fix", claim_of("李望川"), code="999999"))
    assert direct(linked) == EVERYBODY
    assert [(one.claim, one.why) for one in linked.decided] == [(None, "no division has the code '999999'")]


def test_a_secondment_is_fixed() -> None:
    linked = read("赵清河到上海市长宁区挂职,任华阳路街道党工委副书记。\n")
    [claim] = [one for one in linked.claims if one.predicate == "secondedTo"]
    new = corrected(claim.evidence.doc, claim, check("secondedTo", {"object": "静安区", "end": "2009"}))
    assert (new.object.text, new.object.code, new.qualifiers["end"]) == ("静安区", "310106", "2009")
    assert new.qualifiers["host_post"] == claim.qualifiers["host_post"]
