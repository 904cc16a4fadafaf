"""The page in a real browser: no request, no script, no accessibility violation, no sideways scroll.

Chromium comes from the system. Where it is missing, the tests install Debian's package when they may
(as root with apt-get) and skip with a message otherwise. axe-core comes with axe-playwright-python.
"""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")

#: The printable width of a sheet of A4 with margins of one centimetre, in pixels of 1/96 inch.
A4 = 718


def find_chromium() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    path = find_chromium()
    if not path and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        for command in (
            ["apt-get", "update", "-q"],
            ["apt-get", "install", "-y", "-q", "chromium", "fonts-dejavu-core"],
        ):
            subprocess.run(
                command,
                capture_output=True,
                check=False,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )
        path = find_chromium()
    if not path:
        pytest.skip("no Chromium: install it (Debian: apt-get install chromium) to run the browser tests")
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def demo_page(demo_comparison, tmp_path_factory):
    return demo_comparison.report(tmp_path_factory.mktemp("page") / "demo.html", title="Demo").as_uri()


def opened(browser, address, **options):
    context = browser.new_context(**options)
    page = context.new_page()
    page.requests = []
    page.problems = []
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("console", lambda message: page.problems.append(message.text))
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.goto(address)
    return page


def test_the_page_asks_the_network_for_nothing(browser, demo_page):
    page = opened(browser, demo_page)
    assert page.requests == [demo_page]
    assert page.problems == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_does_not_scroll_sideways(browser, demo_page, width):
    page = opened(browser, demo_page, viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("place", ["", "#evidence"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_of_wcag_2_2_aa(browser, demo_page, scheme, place):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(browser, demo_page + place, color_scheme=scheme, bypass_csp=True)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found.response["violations"]] == []


def test_the_page_reads_the_same_with_scripts_off(browser, demo_page):
    with_scripts = opened(browser, demo_page).inner_text("main")
    without = opened(browser, demo_page, java_script_enabled=False).inner_text("main")
    assert with_scripts == without


def test_the_keyboard_reaches_the_findings_and_their_evidence(browser, demo_page):
    page = opened(browser, demo_page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the findings"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")


def test_a_count_leads_to_a_marked_passage(browser, demo_page):
    from playwright.sync_api import expect

    page = opened(browser, demo_page)
    page.locator("#terms td a").first.click()
    assert page.locator(".block:target mark").first.is_visible()
    assert page.locator(".block:visible").count() == page.locator(".topic > h3:visible").count() == 1
    expect(page.locator(".block:target")).to_be_in_viewport()


def test_passages_stay_folded_until_a_link_asks_for_them(browser, demo_page):
    page = opened(browser, demo_page)
    assert page.locator(".block").count() > 50
    assert page.locator(".block:visible").count() == 0
    page.locator("nav a", has_text="Evidence").click()
    assert page.locator(".block:visible").count() == page.locator(".block").count()


def test_hostile_articles_run_nothing(browser, tmp_path):
    from pathlib import Path

    import framing

    corpus = framing.read(Path(__file__).parent / "cases" / "inputs" / "hostile.jsonl")
    path = framing.compare(framing.annotate(corpus)).report(tmp_path / "hostile.html")
    page = opened(browser, path.as_uri())
    dialogs = []
    page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    page.wait_for_timeout(300)
    assert (page.requests, page.problems, dialogs) == ([path.as_uri()], [], [])
    assert page.evaluate("document.scripts.length") == 0


def test_the_page_prints(browser, demo_page):
    pdf = opened(browser, demo_page).pdf(format="A4")
    assert pdf[:5] == b"%PDF-"
    assert len(pdf) > 50_000


def test_what_is_folded_on_the_screen_is_open_in_print(browser, demo_page):
    page = opened(browser, demo_page)
    page.emulate_media(media="print")
    folded = page.evaluate(
        "[...document.querySelectorAll('details dd, details table')].filter(e => e.textContent.trim())"
        ".map(e => e.getBoundingClientRect().height)"
    )
    assert len(folded) > 100
    assert min(folded) > 5


def test_the_keyboard_opens_the_list_of_voices(browser, demo_page):
    page = opened(browser, demo_page)
    page.locator("details:has(> #voices) summary").focus()
    assert not page.locator("#voices dd").first.is_visible()
    page.keyboard.press("Enter")
    assert page.locator("#voices dd").first.is_visible()


def test_a_count_of_tone_leads_to_its_own_passages(browser, demo_page):
    page = opened(browser, demo_page)
    link = page.locator("#tone td a", has_text="sentences").first
    count = link.inner_text().split()[0]
    link.click()
    assert page.locator(".block:visible").count() == 1
    assert f"of {count} shown" in page.locator(".block:target h4").inner_text()
    assert page.locator(".block:target mark").first.is_visible()


def test_the_words_begin_with_the_answer_and_one_thing_stands_open(browser, demo_page):
    page = opened(browser, demo_page, viewport={"width": 1200, "height": 900})
    answer = page.locator("#terms .overview").bounding_box()
    first = page.locator("#terms details.concept").first.bounding_box()
    assert answer["y"] + answer["height"] < first["y"]
    assert page.locator("#terms details.concept").count() > 5
    assert page.locator("#terms details.concept[open]").count() == 1
    assert page.locator("#terms").bounding_box()["height"] < 4000


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_to_a_thing_opens_its_fold_and_shows_its_name(browser, demo_page, scripts):
    page = opened(browser, demo_page, java_script_enabled=scripts)
    link = page.locator("#terms .overview tbody th a").nth(1)
    place = link.get_attribute("href")
    assert not page.locator(f"{place} table").first.is_visible()
    link.click()
    assert page.locator(f"{place} table").first.is_visible()
    name = page.locator(f"details:has(> {place}) h3").bounding_box()
    assert 0 <= name["y"] < 900


def test_every_link_of_the_findings_shows_what_it_leads_to(browser, demo_page):
    page = opened(browser, demo_page)
    links = page.locator("#findings .findings a")
    assert links.count() > 3
    for n in range(links.count()):
        place = links.nth(n).get_attribute("href")
        links.nth(n).click()
        assert page.locator(f"{place} :is(mark, table)").first.is_visible(), place


def test_the_link_to_the_voices_opens_their_list(browser, demo_page):
    page = opened(browser, demo_page)
    assert not page.locator("#voices dd").first.is_visible()
    page.locator("#evidence a[href='#voices']").click()
    assert page.locator("#voices dd").first.is_visible()


def test_a_rare_thing_can_be_linked_to(browser, demo_page):
    page = opened(browser, demo_page)
    row = page.locator("#terms table.rare tbody tr").nth(3)
    assert not row.is_visible()
    opened_there = opened(browser, f"{demo_page}#{row.get_attribute('id')}")
    assert opened_there.locator("#terms table.rare tbody tr").nth(3).is_visible()


def test_one_key_leads_from_a_source_to_its_statements_in_a_group_and_one_back(browser, demo_page):
    from playwright.sync_api import expect

    page = opened(browser, demo_page)
    link = page.locator("#sources td a[href*='source-']").nth(1)
    count = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    assert page.locator(".block:visible").count() == 1
    head = page.locator(".block:target h4").inner_text()
    assert head.endswith((f" {count}", f" of {count} shown"))
    assert " — " in head
    expect(page.locator(".block:target")).to_be_in_viewport()
    page.go_back()
    expect(link).to_be_in_viewport()
    assert page.locator(".block:visible").count() == 0


@pytest.mark.parametrize("place", ["", "#evidence"])
def test_nothing_is_wider_than_the_paper(browser, demo_page, place):
    """Browsers shrink all pages of a print to fit the widest table: the text would be too small to read."""
    page = opened(browser, demo_page + place, viewport={"width": A4, "height": 1000})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= A4
    sizes = page.evaluate(
        "[...document.querySelectorAll('p, li, dd, td, small')].filter(e => e.textContent.trim())"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) > 7.2  # 5.4 points: the table with seventeen columns; text has 9
