"""The review page answers only the browser it was started for, and its own forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders_review import BASE, HOST, Browser, a_browser, a_desk
from vnrgen.document.language.wording import Wording
from vnrgen.problems import EnvironmentFailureError
from vnrgen.web.loopback import listen
from vnrgen.web.review.app import create_app
from vnrgen.web.review.session import ReviewGuard, ReviewSession

PAGES = ("/", "/who", "/keys", "/review?report=vnr&rec=R01", "/read?report=vnr")


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    return a_browser(a_desk(tmp_path))


def test_a_token_works_once_and_becomes_a_strict_cookie(tmp_path: Path) -> None:
    guard = ReviewGuard([HOST], "review", ReviewSession)
    app = create_app(a_desk(tmp_path), guard, Wording("en"))
    first = app.test_client().get(f"/enter?token={guard.token}", base_url=BASE)
    cookie = first.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert guard.token not in first.text + cookie
    assert app.test_client().get(f"/enter?token={guard.token}", base_url=BASE).status_code == 403


@pytest.mark.parametrize("token", ["", "x", "é", "x" * 10_000])
def test_another_token_opens_nothing(tmp_path: Path, token: str) -> None:
    app = create_app(a_desk(tmp_path), ReviewGuard([HOST], "review", ReviewSession), Wording("en"))
    refused = app.test_client().get("/enter", query_string={"token": token}, base_url=BASE)
    assert refused.status_code == 403
    assert "Set-Cookie" not in refused.headers


@pytest.mark.parametrize("page", PAGES)
def test_without_the_cookie_no_page_is_shown(browser: Browser, page: str) -> None:
    stranger = browser.client.application.test_client()
    refused = stranger.get(page, base_url=BASE)
    assert refused.status_code == 403
    assert "midwives" not in refused.text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:5000", "127.0.0.1", "[::1]:5000"])
def test_another_name_for_this_machine_is_refused(browser: Browser, host: str) -> None:
    for page in (*PAGES, "/assets/review.css", f"/enter?token={browser.guard.token}"):
        assert browser.get(page, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:5001"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_site_changes_nothing(browser: Browser, headers: dict[str, str]) -> None:
    data = {"csrf": browser.csrf, "report": "vnr", "rec": "R01", "value": "not_found"}
    sent = browser.client.post("/review", base_url=BASE, data=data, headers=headers)
    assert sent.status_code == 400
    assert "0 of 3 decided by you" in browser.get("/").text


@pytest.mark.parametrize("csrf", ["", "x", "\ud800"])
def test_a_form_without_the_secret_of_the_session_changes_nothing(
    browser: Browser, csrf: str
) -> None:
    browser.csrf = csrf.encode(errors="replace").decode()
    assert browser.decide("R01", "not_found").status_code == 400
    assert browser.post("/keys", keys="off").status_code == 400
    assert "0 of 3 decided by you" in browser.get("/").text


@pytest.mark.parametrize("page", [*PAGES, "/nowhere", "/assets/review.js", "/assets/x"])
def test_nothing_may_run_or_load_but_the_pages_own_files(browser: Browser, page: str) -> None:
    shown = browser.get(page)
    policy = shown.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Cache-Control"] == "no-store"
    nonces = set(re.findall(r"'nonce-([^']+)'", policy))
    assert set(re.findall(r'nonce="([^"]+)"', shown.text)) <= nonces
    assert not re.search(r"https?://", shown.text)
    assert not re.search(r"\son\w+=|style=", shown.text)


def test_a_nonce_is_never_used_twice(browser: Browser) -> None:
    nonces = {browser.get("/keys").headers["Content-Security-Policy"] for _ in range(5)}
    assert len(nonces) == 5


@pytest.mark.parametrize(
    "name", ["../css/tokens.css", "..%2fcss%2ftokens.css", "/etc/passwd", "base.html.j2"]
)
def test_only_named_files_are_served(browser: Browser, name: str) -> None:
    assert browser.get(f"/assets/{name}").status_code == 404


def test_a_form_that_is_too_large_is_refused_with_words(browser: Browser) -> None:
    refused = browser.decide("R01", "not_found", note="x" * 3_000_000)
    assert refused.status_code == 413
    assert "too much text" in refused.text


def test_a_port_that_is_taken_is_a_problem() -> None:
    with listen(0) as taken:
        taken.listen()
        with pytest.raises(EnvironmentFailureError) as caught:
            listen(taken.getsockname()[1])
    assert [p.code for p in caught.value.problems] == ["WEB003"]


def test_the_page_listens_on_this_machine_only() -> None:
    with listen(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"
