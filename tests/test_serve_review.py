"""Decisions over HTTP: who may take them, what is written, what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.decisions import ClaimDecision
from tests.reviewing import TOKEN, Desk, reviewing

ACCEPTED = {"act": "accept", "claim": "0" * 16}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with reviewing(tmp_path_factory.mktemp("review")) as running:
        yield running


@pytest.fixture(autouse=True)
def _nothing_decided(desk: Desk) -> None:
    desk.file.unlink(missing_ok=True)


def answer(body: bytes) -> Any:
    return json.loads(body)


def test_a_decision_is_written_as_the_command_writes_it(desk: Desk) -> None:
    claims = desk.claims()
    reply = desk.decide(act="reject", claim=claims["张云舟"], why="旧闻", by="县志办")
    assert reply.status == 201
    (decision,) = desk.decisions().claims
    assert (decision.act, decision.about.claim, decision.by, decision.why) == (
        "reject",
        claims["张云舟"],
        "县志办",
        "旧闻",
    )
    assert answer(reply.body)["decision"]["id"] == decision.id
    fixed = desk.decide(act="fix", claim=claims["李望川"], set={"object": "平遥县", "start": "2021年6月"})
    assert (fixed.status, answer(fixed.body)["note"]) == (201, None)
    (fix,) = (one for one in desk.decisions().claims if one.act == "fix")
    assert (fix.changes, fix.by) == ({"object": "平遥县", "start": "2021-06"}, "值班")
    desk.decide(act="accept", claim=claims["孙望山"])
    over = answer(desk.decide(act="reject", claim=claims["孙望山"]).body)
    assert over["overruled"]["act"] == "accept"


def test_two_people_are_said_to_be_one_or_not(desk: Desk) -> None:
    one, other = desk.people("李望川")
    assert desk.decide(act="same", one=one, other=other, why="同一份简历").status == 201
    assert desk.decide(act="different", one=other, other=one).status == 201
    same, different = desk.decisions().people
    assert (same.act, different.act) == ("same", "different")
    assert (same.one.iri, same.other.iri, same.one.name) == (one, other, "李望川")


def test_the_build_applies_what_was_decided_and_the_state_tells(desk: Desk) -> None:
    claim = desk.claims()["张云舟"]
    desk.decide(act="accept", claim=claim)
    (waiting,) = answer(desk.server("/decisions", headers={"Authorization": f"Bearer {TOKEN}"}).body)["decisions"]
    assert (waiting["claim"], waiting["built"]) == (claim, False)
    command = [sys.executable, "-m", "kg", "build", "--store", str(desk.store)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    assert "decisions taken up in 1 document" in done.stderr
    (built,) = answer(desk.server("/decisions", headers={"Authorization": f"Bearer {TOKEN}"}).body)["decisions"]
    assert built["built"] is True
    gone = desk.server(f"/decisions/{built['id']}", "DELETE", headers={"Authorization": f"Bearer {TOKEN}"})
    assert (gone.status, desk.decisions().claims) == (204, ())
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603


def test_what_a_claim_says_comes_with_what_may_be_set(desk: Desk) -> None:
    path = f"/decisions/claims/{desk.claims()['李望川']}"
    assert desk.server(path).status == 401
    found = answer(desk.server(path, headers={"Authorization": f"Bearer {TOKEN}"}).body)
    assert (found["predicate"], found["fields"]["object"]) == ("heldPost", {"value": "祁县", "choices": []})
    assert found["fields"]["kind"]["choices"] == ["regular", "seconded", "concurrent"]


@pytest.mark.parametrize(
    ("decision", "status", "said"),
    [
        ({"act": "accept", "claim": "0" * 16}, 404, "no claim has the id"),
        ({"act": "accept", "claim": "../../etc"}, 400, "is no id of a claim"),
        ({"act": "accept"}, 400, "claim: must be one line of text"),
        ({"act": "praise", "claim": "0" * 16}, 400, "no such decision"),
        ({"claim": "0" * 16}, 400, "act: must be one line of text"),
        ({"act": "fix", "claim": "CLAIM"}, 400, "a fix needs it"),
        ({"act": "fix", "claim": "CLAIM", "set": {"object": 1}}, 400, "must be an object of texts"),
        ({"act": "fix", "claim": "CLAIM", "set": {"status": "dead"}}, 400, "status cannot be 'dead'"),
        ({"act": "fix", "claim": "CLAIM", "set": {"object": "鼓楼区"}}, 400, "is the name of several"),
        ({"act": "accept", "claim": "CLAIM", "set": {"object": "祁县"}}, 400, "accept takes none"),
        ({"act": "reject", "claim": "CLAIM", "why": "a\nb"}, 400, "must be one line of text"),
        ({"act": "reject", "claim": "CLAIM", "why": "x" * 1001}, 400, "at most 1000"),
        ({"act": "reject", "claim": "CLAIM", "reason": "x"}, 400, "unknown key"),
        ({"act": "same", "one": "PERSON", "other": "PERSON"}, 400, "both are"),
        ({"act": "same", "one": "PERSON", "other": "person/nobody"}, 404, "nobody has the IRI"),
        ({"act": "same", "one": "PERSON", "other": "<a b>"}, 404, "nobody has the IRI"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_one_line(
    desk: Desk, decision: dict[str, Any], status: int, said: str
) -> None:
    stand_in = {"CLAIM": desk.claims()["张云舟"], "PERSON": desk.people("张云舟")[0]}
    sent = {key: stand_in.get(value, value) if isinstance(value, str) else value for key, value in decision.items()}
    reply = desk.decide(None, **sent)
    assert (reply.status, said in reply.text) == (status, True), reply.text
    assert reply.text.count("\n") == 1
    assert not desk.file.exists()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        (b"\xff", "application/json", 400),
        ('{"act": "accept"}', "text/plain", 415),
        ("act=accept", "application/x-www-form-urlencoded", 415),
        (" " * (2 << 20), "application/json", 413),
    ],
)
def test_a_body_that_is_no_decision_is_refused(desk: Desk, body: str | bytes, kind: str, status: int) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": kind}
    assert desk.server("/decisions", "POST", body, headers).status == status


def test_without_the_token_nothing_is_taken_or_told(desk: Desk) -> None:
    claim = desk.claims()["张云舟"]
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}, {"Cookie": "kg_session=a.b"}):
        assert desk.decide(headers, act="accept", claim=claim).status == 401
        assert desk.server("/decisions", headers=headers).status == 401
        assert desk.server(f"/decisions/{claim}", "DELETE", headers=headers).status == 401
    page = desk.server(f"/about/{desk.people('张云舟')[0]}.html").text
    assert "review.js" not in page
    assert not desk.file.exists()


def test_a_browser_signs_in_and_its_cookie_is_for_this_server_alone(desk: Desk) -> None:
    reply = desk.sign_in()
    assert (reply.status, reply.headers["location"]) == (303, "/q")
    kept = reply.headers["set-cookie"].lower()
    assert "httponly" in kept
    assert "samesite=strict" in kept
    assert TOKEN not in kept
    cookie, claim = desk.cookie(), desk.claims()["张云舟"]
    assert "review.js" in desk.server("/q", headers={"Cookie": cookie}).text
    here, elsewhere = {"Cookie": cookie, "Origin": desk.origin}, {"Cookie": cookie, "Origin": "http://evil.example"}
    assert desk.decide(elsewhere, act="accept", claim=claim).status == 403
    assert desk.decide({"Cookie": cookie}, act="accept", claim=claim).status == 403
    assert desk.decide({**here, "Origin": "null"}, act="accept", claim=claim).status == 403
    assert (
        desk.decide(
            {"Cookie": f"{cookie[:-1]}{'1' if cookie[-1] == '0' else '0'}", "Origin": desk.origin},
            act="accept",
            claim=claim,
        ).status
        == 401
    )
    assert desk.decide(here, act="accept", claim=claim, by="别人").status == 201
    assert isinstance(found := desk.decisions().every[0], ClaimDecision)
    assert found.by == "县志办"


@pytest.mark.parametrize("goes_on", ["//evil.example/", "https://evil.example/", "/\\evil.example", "q", ""])
def test_signing_in_leads_nowhere_else(desk: Desk, goes_on: str) -> None:
    assert desk.sign_in(goes_on=goes_on).headers["location"] == "/"


def test_a_wrong_token_or_another_sites_form_signs_nobody_in(desk: Desk) -> None:
    assert desk.sign_in("wrong").status == 401
    assert desk.sign_in(by=" ").status == 400
    assert desk.sign_in(Origin="http://evil.example").status == 403
    for reply in (desk.sign_in("wrong"), desk.sign_in(by="")):
        assert "set-cookie" not in reply.headers


def test_a_server_without_a_token_has_no_desk(tmp_path: Path) -> None:
    with reviewing(tmp_path, "") as closed:
        assert closed.server("/session").status == 403
        assert closed.decide(None, **ACCEPTED).status == 403
        assert "/session" not in closed.server("/q").text
        assert closed.server("/reload", "POST").status == 403
