"""Outlets: found by every form of their name, never by ordinary words; groupings as documented."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import InputError, LexiconError, UnknownNameError
from framing.reading.outlets import Outlet, grouping_names, load_grouping, load_outlets
from framing.resources import data_folder

FOLDER = data_folder("lexicons") / "outlets"
SHARED = Path(__file__).resolve().parents[1].parent / "shared"
OUTLETS = load_outlets()
ROWS = list(csv.DictReader((FOLDER / "outlets.csv").open(encoding="utf-8")))


def _id(outlet: Outlet | None) -> str | None:
    return outlet.id if outlet else None


# ---- the list itself -------------------------------------------------------------------------------


def test_no_outlet_of_the_registry_is_missing_and_ids_did_not_change():
    assert len(ROWS) == 113
    if not (SHARED / "domain" / "outlets.json").is_file():
        pytest.skip("the reference list is not here")
    reference = json.loads((SHARED / "domain" / "outlets.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in ROWS] == [entry["id"] for entry in reference]
    for entry in reference:
        outlet = OUTLETS.by_id(entry["id"])
        assert (outlet.name, outlet.five_way) == (entry["name"], entry["group"])
        assert set(entry["domains"]) <= set(outlet.domains)
        for form in (entry["name"], *entry["aliases"]):
            assert _id(OUTLETS.by_name(form)) == entry["id"], form


@pytest.mark.parametrize("outlet", list(OUTLETS), ids=lambda outlet: outlet.id)
def test_every_form_of_a_name_finds_its_own_outlet(outlet):
    for form in (outlet.name, *outlet.aliases):
        assert OUTLETS.by_name(form) is outlet, form
        assert OUTLETS.by_name(f"\u00a0 {form}  ") is outlet, form
        assert OUTLETS.resolve(name=form) == (outlet.id, outlet.name)


@pytest.mark.parametrize("outlet", list(OUTLETS), ids=lambda outlet: outlet.id)
def test_every_domain_finds_its_own_outlet(outlet):
    for domain in outlet.domains:
        for url in (domain, f"www.{domain}", f"https://{domain}/a/b?c=d#e", f"HTTPS://News.{domain}:443/"):
            assert OUTLETS.by_domain(url) is outlet, url
        assert OUTLETS.by_domain(f"https://example.org/{domain}") is None
        if domain.partition(".")[2] not in outlet.domains:
            assert OUTLETS.by_domain(f"x{domain}") is None
        assert OUTLETS.resolve(url=f"https://{domain}/a") == (outlet.id, outlet.name)


def test_every_row_tells_a_reader_why_and_with_what_care():
    for row in ROWS:
        empty = {column for column, cell in row.items() if not cell} - {"aliases", "alternatives"}
        assert not empty, (row["id"], empty)
        assert row["five_way"] not in row["alternatives"].split("|"), row["id"]
        assert row["rationale"].endswith("."), row["id"]
        assert row["caveats"].endswith("."), row["id"]


def test_the_two_parties_are_described_with_the_same_care():
    for column in ROWS[0]:
        filled = {}
        for party in ("armenian", "azerbaijani"):
            rows = [row for row in ROWS if row["five_way"] == party]
            filled[party] = sum(bool(row[column]) for row in rows) / len(rows)
        # Not for these two: a name may need no other form, and diaspora papers have more alternatives.
        if column not in ("aliases", "alternatives"):
            assert filled == {"armenian": 1.0, "azerbaijani": 1.0}, column
    for column in ("rationale", "caveats"):
        mean = {
            party: sum(len(r[column]) for r in ROWS if r["five_way"] == party)
            / sum(r["five_way"] == party for r in ROWS)
            for party in ("armenian", "azerbaijani")
        }
        assert 0.75 < mean["armenian"] / mean["azerbaijani"] < 1.33, (column, mean)


def test_every_source_is_spelled_out_in_the_folder_page_and_no_source_there_is_unused():
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    listed = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `") and "http" in line}
    listed.add("background")
    used = {source for row in ROWS for source in row["sources"].split("|")}
    assert used == listed
    for row in ROWS:
        assert (row["confidence"] == "background") == (row["sources"] == "background"), row["id"]


# ---- by name ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("THE NEW YORK TIMES", "nytimes"),
        ("New York Times:", "nytimes"),
        ("Jam-News", "jamnews"),
        ("Nouvelles d'Arménie", "armenews"),
        ("Agence France–Presse", "afp"),
        ("TASS — Russia", "tass"),
        ("TASS (Russia)", "tass"),
        ("Hurriyet Daily News, Türkiye", "hurriyetdaily"),
        ("The Moscow Times, Russia", "moscowtimes"),
        ("Eurasianet, Armenia", "eurasianet"),
        ("[ARKA]", "arka"),
        ("Panorama, Armenia", "panorama_am"),
        ("AP, USA", "ap"),
        ("İHA", "iha_dha"),
        ("AZƏRTAC", "azertac"),
        ("Արմենպրես", "armenpress"),
        ("ТАСС", "tass"),
    ],
)
def test_an_outlet_line_is_known_however_the_digest_writes_it(line, expected):
    assert _id(OUTLETS.by_name(line)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "report",
        "Report:",
        "REPORT",
        "The Report",
        "A report",
        "trend",
        "Trend:",
        "The trend",
        "agenda",
        "AGENDA",
        "turan",
        "slate",
        "guardian",
        "the guardian",
        "economist",
        "panorama",
        "sputnik",
        "sabah",
        "first channel",
        "foreign policy",
        "Foreign policy",
        "a news",
        "ap",
        "rt",
        "aa",
        "fp",
        "mee",
        "Rt",
        "Panorama, Italy",
        "Sputnik, Norway",
        "report, Azerbaijan",
    ],
)
def test_ordinary_words_are_not_taken_for_an_outlet(line):
    assert OUTLETS.by_name(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Aris/AFP via Getty",
        "AFP via Getty Images",
        "Photo: TASS",
        "A. Example/EPA, Reuters",
        "Reuters/A. Example",
        "TASS reports",
        "BBC said",
        "Reuters has learned",
        "told Armenpress",
        "TASS, he said",
        "Armenpress, Putin",
        "Baku",
        "Armenia",
        "Nagorno-Karabakh",
        "The",
        "",
        " ",
        "-",
        ":",
        "//",
        "()",
        "TASSS",
        "Armenpres",
    ],
)
def test_a_name_inside_other_words_is_no_byline(line):
    assert OUTLETS.by_name(line) is None


@pytest.mark.parametrize("word", ["Report", "Trend", "Agenda", "Turan", "AP", "RT", "Slate", "The Guardian"])
def test_an_ordinary_word_is_an_outlet_when_it_is_the_whole_line_in_its_own_spelling(word):
    assert OUTLETS.by_name(word) is not None
    assert OUTLETS.by_name(f" {word}\n") is OUTLETS.by_name(word)
    assert OUTLETS.by_name(f"{word} on Karabakh") is None
    assert OUTLETS.by_name(word.lower()) is None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_the_matchers_fail(text):
    for find in (OUTLETS.by_name, OUTLETS.by_domain, OUTLETS.by_dateline, OUTLETS.by_id):
        found = find(text)
        assert found is None or found in OUTLETS.outlets
    outlet_id, name = OUTLETS.resolve(name=text)
    assert outlet_id
    assert name


DATELINE_PIECES = st.sampled_from(
    ["BAKU", "Baku", "Feb.", "28", ", ", ". ", "/", "(", ")", " - ", "—", ":", "\n", "Trend", "AP", "TASS"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(DATELINE_PIECES, max_size=25))
def test_no_dateline_makes_the_matcher_fail_and_a_found_outlet_is_named_in_it(pieces):
    text = "".join(pieces)
    found = OUTLETS.by_dateline(text)
    assert found is None or any(form in text for form in (found.name, *found.aliases))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(list(OUTLETS)), st.text("abcdefghijklmnop qrst", min_size=1, max_size=20))
def test_a_name_followed_by_other_words_is_never_that_outlet(outlet, words):
    if words.strip():
        assert OUTLETS.by_name(f"{outlet.name} zzz{words}") is None


# ---- by web address --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://en.armradio.am/2020/12/09/x/", "armradio"),
        ("az.sputniknews.ru", "sputnik"),
        ("//tass.com/world", "tass"),
        ("NEWS.AM.", "news_am"),
        ("https://user:secret@www.bbc.co.uk/news", "bbc"),
        ("http://news.am@example.org/", None),
        ("http://example.org\\@news.am", None),
        ("https://notnews.am/", None),
        ("com.tr", None),
        ("two words.am", None),
        ("https://", None),
        ("." * 300, None),
    ],
)
def test_a_web_address_is_read_by_its_host_alone(url, expected):
    assert _id(OUTLETS.by_domain(url)) == expected


def test_the_closest_domain_wins(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("id,name,domains\nlocal_desk,The Local Desk,desk.tass.com\n", encoding="utf-8")
    outlets = load_outlets(own)
    assert outlets.by_domain("https://x.desk.tass.com/1").id == "local_desk"
    assert outlets.by_domain("https://x.tass.com/1").id == "tass"


# ---- by dateline -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("YEREVAN, DECEMBER 7, ARMENPRESS. Snow closed the road.", "armenpress"),
        ("YEREVAN, DECEMBER 7, ARMEPRESS. Snow closed the road.", "armenpress"),
        ("BAKU, Azerbaijan, Feb. 28, Trend: Snow closed the road.", "trend"),
        ("BAKU, Azerbaijan, February 28\n\nTrend:\n\nSnow closed the road.", "trend"),
        ("Baku. 12 October. REPORT.AZ/ Snow closed the road.", "report_az"),
        ("Baku, October 12, AZERTAC\nSnow closed the road.", "azertac"),
        ("Bakı, 5 oktyabr, AZƏRTAC", "azertac"),
        ("Baku-APA. Snow closed the road.", "apa"),
        ("MOSCOW, November 28. /TASS/.", "tass"),
        ("МОСКВА, 28 ноября. /ТАСС/. Снег закрыл дорогу.", "tass"),
        ("МОСКВА, 28 ноя — РИА Новости. Снег закрыл дорогу.", "ria"),
        ("YEREVAN (CivilNet) -", "civilnet"),
        ("Yerevan /Mediamax/. Snow closed the road.", "mediamax"),
        ("GORIS, May 5. /ARKA/. Snow closed the road.", "arka"),
        ("WASHINGTON (AP) — Snow closed the road.", "ap"),
        ("Paris, Nov 28, 2020 (AFP) - Snow closed the road.", "afp"),
        ("(Reuters) - Snow closed the road.", "reuters"),
        ("MOSCOW (Sputnik) - Snow closed the road.", "sputnik"),
        ("ISTANBUL, Sept 30 (Anadolu Agency)", "anadolu"),
        ("(MENAFN - Trend News Agency) Snow closed the road.", "trend"),
        ("PanARMENIAN.Net - Snow closed the road.", "panarmenian"),
        ("ArmInfo. Snow closed the road.", "arminfo"),
        ("    JAMnews, Baku", "jamnews"),
        ("JAMnews, Yerevan\n\nSnow closed the road.", "jamnews"),
        ("AZERTAC, Baku", "azertac"),
        ("Tbilisi, 12 May, InterPressNews. Snow closed the road.", "interpressnews"),
    ],
)
def test_the_agency_of_a_dateline_is_found(text, expected):
    assert _id(OUTLETS.by_dateline(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "YEREVAN, Armenia—Snow closed the road.",
        "STEPANAKERT, Nagorno-Karabakh — Snow closed the road.",
        "The road was closed, TASS reported.",
        "The minister (TASS) said snow closed the road.",
        "BBC - the British broadcaster - sent a team.",
        "TASS: a century of news",
        "Report. Snow closed the road.",
        "Trend: fewer cars on the road",
        "Agenda: what comes next",
        "Armenia, Azerbaijan, Report: snow closed the road.",
        "In Baku, Trend. Snow closed the road.",
        "(Report) Snow closed the road.",
        "Photo: Aris/AFP via Getty",
        "Aris/AFP",
        "Aris/AFP/Getty",
        "Ann Example—AFP/Getty Images",
        "AFP, Getty Images",
        "Photo, Reuters.",
        "YEREVAN, May 5, ARMENPRESSING. Snow closed the road.",
        "",
    ],
)
def test_running_text_and_picture_credits_are_no_dateline(text):
    assert OUTLETS.by_dateline(text) is None


def test_huge_lines_cost_no_time():
    started = time.process_time()
    for text in ("A, " * 1_000_000, "/" * 3_000_000, "\n" * 3_000_000, "(A, 1. " * 400_000):
        OUTLETS.by_dateline(text)
        OUTLETS.by_name(text)
        OUTLETS.by_domain(text)
    assert time.process_time() - started < 1.0


# ---- resolve ---------------------------------------------------------------------------------------


def test_an_outlet_we_do_not_know_keeps_its_own_name():
    assert OUTLETS.resolve(name="  The Herald, Malaysia ") == ("The Herald, Malaysia", "The Herald, Malaysia")
    assert OUTLETS.resolve(url="https://www.Herald.example/a") == ("herald.example", "herald.example")


def test_a_given_name_is_not_overruled_by_the_page_that_passed_the_article_on():
    given = OUTLETS.resolve(name="The Herald", url="https://menafn.com/1", dateline="(Reuters) -")
    assert given == ("The Herald", "The Herald")


def test_ids_and_addresses_in_an_outlet_column_are_understood():
    assert OUTLETS.resolve(name="report_az")[0] == "report_az"
    assert OUTLETS.resolve(name="bbc")[0] == "bbc"
    assert OUTLETS.resolve(name="https://www.nytimes.com/2020")[0] == "nytimes"


def test_with_nothing_to_go_by_the_outlet_is_called_unknown():
    assert OUTLETS.resolve() == ("unknown", "Unknown outlet")
    assert OUTLETS.resolve(name=" ", url="", dateline="Snow closed it.") == ("unknown", "Unknown outlet")
    assert OUTLETS.resolve(name=None, url=None, dateline="YEREVAN (CivilNet) -") == ("civilnet", "CivilNet")


# ---- loading ---------------------------------------------------------------------------------------


def test_a_file_of_your_own_is_loaded_beside_ours_and_read_again_when_it_changes(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("id,name,aliases,five_way\nherald,The Herald,Herald My,other\n", encoding="utf-8-sig")
    outlets = load_outlets(own)
    assert len(outlets) == len(OUTLETS) + 1
    assert outlets.by_name("HERALD MY").id == "herald"
    assert load_grouping(outlets=outlets).group_of("herald") == "other"
    assert load_grouping("four-way", outlets=outlets).group_of("herald") == "unlisted"
    assert load_outlets(str(own)) is load_outlets(own)
    own.write_text("id,name\nherald2,The Other Herald\n", encoding="utf-8")
    assert load_outlets(own).by_id("herald2") is not None


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"id,name\nherald,The Herald\nherald,Another\n", 3, "'id'"),
        (b"id,name\ntass,Another\n", 2, "taken by 'TASS'"),
        (b"id,name,aliases\nherald,The Herald,x|Armen-Press|armenpress\n", 2, "'armenpress' has it"),
        (b"id,name,domains\nherald,The Herald,tass.com\n", 2, "'tass' has it"),
        (b"id,name,domains\nherald,The Herald,https://x.org/\n", 2, "a bare domain"),
        (b"id,name,domains\nherald,The Herald,www.x.org\n", 2, "a bare domain"),
        (b"id,name,five_way\n\nherald,The Herald,armenia\n", 3, "Did you mean 'armenian'?"),
        (b"id,name,four_way\nherald,The Herald,azerbaijani\n", 2, "'four_way'"),
        (b"id,name,alternatives\nherald,The Herald,western|east\n", 2, "'east'"),
        (b"id,name\nThe Herald,The Herald\n", 2, "small letters"),
        (b"id,name\nherald,\n", 2, "a name"),
        (b"id,name,aliases\nherald,The Herald,-\n", 2, "letters or digits"),
        (b"id,name\nherald,The Herald,more\n", 2, "2 cells, not 3"),
        (b"id,name,alias\nherald,The Herald,x\n", 1, "Did you mean 'aliases'?"),
        (b"id,name,name\nherald,The Herald,x\n", 1, "each column once"),
        (b"id,aliases\nherald,x\n", 1, "a column 'name'"),
        (b'id,name\nherald,"The Herald\n', 2, "quotation"),
        (b"id,name\nherald,The H\xe9rald\n", 2, "UTF-8"),
        (b"", 1, "empty"),
    ],
)
def test_a_broken_outlet_file_is_reported_with_file_line_and_what_was_expected(tmp_path, content, line, said):
    own = tmp_path / "own.csv"
    own.write_bytes(content)
    with pytest.raises(LexiconError) as caught:
        load_outlets(own)
    assert str(caught.value).startswith(f"{own}:{line}: ")
    assert "found" in str(caught.value)
    assert "expected" in str(caught.value)
    assert said in str(caught.value)


def test_a_missing_outlet_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.csv: no such file"):
        load_outlets(tmp_path / "none.csv")


def test_loading_does_not_slow_the_command_line_down(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("id,name\nherald,The Herald\n", encoding="utf-8")  # new file: nothing is cached
    started = time.process_time()
    load_grouping(outlets=load_outlets(own))
    assert time.process_time() - started < 0.1


# ---- groupings -------------------------------------------------------------------------------------


def test_the_groupings_differ_only_in_where_azerbaijani_outlets_stand():
    five, four = load_grouping("five-way").members, load_grouping("four-way").members
    assert five.keys() == four.keys() == {outlet.id for outlet in OUTLETS}
    moved = {outlet_id for outlet_id in five if five[outlet_id] != four[outlet_id]}
    assert moved == {outlet_id for outlet_id in five if five[outlet_id] == "azerbaijani"}
    assert {four[outlet_id] for outlet_id in moved} == {"turkish_aligned"}


def test_the_five_groups_hold_the_outlets_that_the_registry_counts():
    ids = [row["id"] for row in ROWS]
    groups = [load_grouping().group_of(outlet_id) for outlet_id in ids]
    assert {g: groups.count(g) for g in load_grouping().groups} == {
        "armenian": 23,
        "azerbaijani": 18,
        "russian": 18,
        "turkish_aligned": 14,
        "western": 22,
        "regional": 8,
        "other": 10,
    }


@pytest.mark.parametrize("name", grouping_names())
def test_every_grouping_says_when_and_why(name):
    grouping = load_grouping(name)
    assert grouping.name == name
    assert time.strptime(grouping.date, "%Y-%m-%d")
    assert 2 <= grouping.rationale.count(". ") + 1 <= 4
    assert grouping.apart == ("regional", "other")
    assert set(grouping.apart) < set(grouping.groups)
    assert set(grouping.members.values()) <= set(grouping.groups)
    assert "\n" not in grouping.rationale + grouping.notice


def test_the_default_is_five_way_and_only_the_merged_view_carries_a_notice():
    assert load_grouping() == load_grouping("five-way")
    assert grouping_names()[0] == "five-way"
    assert load_grouping().notice == ""
    notice = load_grouping("four-way").notice
    assert "Azerbaijani outlets are counted as Turkish-aligned" in notice
    assert "party to the conflict" in notice


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_your_own_grouping_is_read_however_the_spreadsheet_saved_it(tmp_path, separator, mark, line_end):
    rows = [
        ["Outlet", "Group", "Label"],
        ["meduza", "exile", "Newsrooms in exile"],
        ["meydan.tv", "exile", ""],
        ["TASS, Russia" if separator != "," else "TASS", "state", "State media"],
        ["ARMENPRESS", "state", "State media"],
        ["The Herald", "western", ""],
    ]
    path = tmp_path / "own.csv"
    path.write_bytes((mark + line_end.join(separator.join(row) for row in rows)).encode())
    grouping = load_grouping(path)
    assert grouping == load_grouping(str(path))
    labels = {"exile": "Newsrooms in exile", "state": "State media", "western": "Western"}
    assert grouping.groups == labels
    assert grouping.members == {
        "meduza": "exile",
        "meydan": "exile",
        "tass": "state",
        "armenpress": "state",
        "The Herald": "western",
    }
    assert grouping.group_of("azertac") == "unlisted"
    assert (grouping.name, grouping.origin) == ("own.csv", str(path))


def test_an_outlet_named_twice_in_one_group_is_no_error(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("outlet,group\nTASS,state\ntass.com,state\n\n", encoding="utf-8")
    assert load_grouping(path).members == {"tass": "state"}


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"outlet,group\nTASS,state\nMeduza,exile\ntass.com,exile\n", 4, "'state' as on line 2"),
        (b"outlet,group\nThe Herald,a\nThe Herald,b\n", 3, "'a' as on line 2"),
        (b"outlet,group,label\nTASS,state,State\nMeduza,state,Press\n", 3, "'State' as on line 2"),
        (b"outlet,label\nTASS,state\n", 1, "a column 'group'"),
        (b"name,group\nTASS,state\n", 1, "one of the columns outlet, group, label"),
        (b"outlet,group\nTASS,\n", 2, "the cell is empty"),
        (b"outlet,group\n,state\n", 2, "the cell is empty"),
        (b"outlet,group\nTASS\n", 2, "2 cells, not 1"),
        (b"outlet,group\nTASS,\xff\xfe\n", 2, "UTF-8"),
        (b"", 1, "empty"),
    ],
)
def test_a_broken_grouping_is_reported_with_file_and_line(tmp_path, content, line, said):
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    with pytest.raises(LexiconError) as caught:
        load_grouping(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert said in str(caught.value)


def test_a_grouping_without_rows_is_refused(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("outlet,group\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="no row below the header"):
        load_grouping(path)


def test_a_misspelt_grouping_lists_the_ones_that_exist(tmp_path):
    with pytest.raises(UnknownNameError, match=r"Known: five-way, four-way\. Did you mean 'four-way'\?"):
        load_grouping("fourway")
    with pytest.raises(InputError, match="no such file"):
        load_grouping(str(tmp_path / "none.csv"))
