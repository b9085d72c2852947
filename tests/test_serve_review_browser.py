"""Review in a real browser, with the keyboard alone: sign in, accept, correct, reject, undo, tell people apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import needs_chromium
from tests.reviewing import TOKEN, Desk, reviewing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with reviewing(tmp_path_factory.mktemp("review")) as running:
        yield running


@pytest.fixture(autouse=True)
def _nothing_decided(desk: Desk) -> None:
    desk.file.unlink(missing_ok=True)


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    """A page of nobody yet; at the end, no request that left the server and nothing that broke the policy."""
    requests: list[str] = []
    faults: list[str] = []
    with browser.new_context() as context:
        opened = context.new_page()
        opened.on("request", lambda request: requests.append(request.url))
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("console", lambda message: faults.append(message.text))
        yield opened
    assert [url for url in requests if not url.startswith((f"{desk.origin}/", "data:"))] == []
    assert [fault for fault in faults if "status of 4" not in fault] == []


def signed_in(page: Page, desk: Desk, path: str) -> None:
    """Sign in from the page ``path`` and come back to it, with the keyboard."""
    page.goto(desk.origin + path)
    page.locator("a.reviewer").focus()
    page.keyboard.press("Enter")
    page.locator("input[name=by]").focus()
    page.keyboard.type("县志办")
    page.keyboard.press("Tab")
    page.keyboard.type(TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{path}")


def press(page: Page, act: str, within: str = "[data-claim]") -> None:
    page.locator(f"{within} [data-act={act}]").first.focus()
    page.keyboard.press("Enter")


def state(page: Page, holds: str, within: str = "[data-claim]") -> None:
    page.locator(f"{within} .review-state", has_text=holds).first.wait_for()


def test_who_has_not_signed_in_is_offered_nothing(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.origin}/about/{desk.people('张云舟')[0]}.html")
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-claim]").count() > 0
    assert page.locator("[data-act], .review").count() == 0


def test_a_fact_is_accepted_and_the_decision_is_taken_back(page: Page, desk: Desk) -> None:
    signed_in(page, desk, f"/about/{desk.people('张云舟')[0]}.html")
    press(page, "accept")
    state(page, "已接受")
    state(page, "kg build")
    (decision,) = desk.decisions().claims
    assert (decision.act, decision.by) == ("accept", "县志办")
    page.reload()
    state(page, "已接受")
    press(page, "undo")
    page.locator("[data-claim] [data-act=undo]").first.wait_for(state="hidden")
    assert desk.decisions().every == ()


def test_a_fact_is_rejected_with_a_reason(page: Page, desk: Desk) -> None:
    signed_in(page, desk, f"/about/{desk.people('孙望山')[0]}.html")
    press(page, "reject")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.act") == "reject"
    page.keyboard.press("Enter")
    page.keyboard.type("<b>旧闻</b>")
    page.keyboard.press("Enter")
    state(page, "已拒绝")
    state(page, "<b>旧闻</b>")
    assert page.locator(".review-state b").count() == 0
    (decision,) = desk.decisions().claims
    assert (decision.act, decision.why) == ("reject", "<b>旧闻</b>")


def test_a_fact_is_corrected_and_a_wrong_value_is_told(page: Page, desk: Desk) -> None:
    one, other = desk.people("李望川")
    held = next(iri for iri in (one, other) if "李望川任祁县县长" in desk.server(f"/about/{iri}.html").text)
    signed_in(page, desk, f"/about/{held}.html")
    press(page, "fix")
    place = page.get_by_label("客体 object", exact=True)
    place.wait_for()
    assert place.input_value() == "祁县"
    place.fill("鼓楼区")
    page.keyboard.press("Enter")
    page.locator("[data-claim] .review-problem", has_text="is the name of several").first.wait_for()
    assert not desk.file.exists()
    place.fill("平遥县")
    page.keyboard.press("Enter")
    state(page, "已更正")
    state(page, "object=平遥县")
    assert desk.decisions().claims[0].changes == {"object": "平遥县"}
    assert page.locator("[data-claim] form").count() == 0


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_two_people_of_a_name_are_said_to_be_one_or_not(page: Page, desk: Desk, verdict: str) -> None:
    one, other = desk.people("李望川")
    signed_in(page, desk, f"/about/{one}.html")
    page.locator(".review-people summary").focus()
    page.keyboard.press("Enter")
    press(page, verdict, ".review-people")
    state(page, "kg build", ".review-people")
    (decision,) = desk.decisions().people
    assert (decision.act, {decision.one.iri, decision.other.iri}) == (verdict, {one, other})
