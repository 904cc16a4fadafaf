"""Copies: found by their text, not by what they quote, and named by the agency that signs."""

from __future__ import annotations

from framing.annotation.copies import find_copies
from framing.records import Annotation, Article, Attribution, Span

STORY = (
    "Rescue workers cleared the road between the two towns on Tuesday morning after heavy snow had closed "
    "it for three days. Forty trucks with flour and fuel were waiting at the pass, a local official counted. "
    "The first of them reached the market shortly before noon, and the bakery opened an hour later."
)


def annotated(id, text, outlet="a", attributions=()):
    return Annotation(
        article=Article(id=id, outlet_id=outlet, outlet=outlet, title="", text=text),
        attributions=attributions,
    )


def test_a_story_with_three_words_changed_is_a_copy_and_a_retelling_is_not():
    changed = STORY.replace("Tuesday", "Monday").replace("flour", "sugar").replace("noon", "one")
    retold = "On Tuesday the snowed-in road was open again; by midday lorries had brought flour to the town."
    copies = find_copies(
        [annotated("2", STORY), annotated("1", changed), annotated("3", retold)], agencies={}
    )
    assert copies["1"].cluster_id == copies["2"].cluster_id == "1"
    assert copies["3"].cluster_id is None


def test_two_reports_that_share_only_a_quotation_are_not_copies():
    quote = "“" + STORY + "”"
    texts = [
        f"The mayor of the first town spoke. {quote} He left at once for his office in the capital then.",
        f"{quote} A spokesman read this out to reporters who had come from far, and took no questions.",
    ]
    found = []
    for n, text in enumerate(texts):
        start = text.index("“")
        content = (Span(start, start + len(quote)),)
        found.append(
            annotated(
                str(n),
                text,
                attributions=(Attribution(id="a", field="text", kind="direct", content=content),),
            )
        )
    assert {c.cluster_id for c in find_copies(found, agencies={}).values()} == {None}


def test_the_order_of_articles_does_not_matter():
    items = [annotated(str(n), STORY if n % 2 else STORY[::-1]) for n in range(6)]
    assert find_copies(items, agencies={}) == find_copies(items[::-1], agencies={})


def test_an_agency_that_signs_another_outlets_text_is_named():
    agencies = {"TASS": "tass"}
    assert (
        find_copies([annotated("1", "MOSCOW, May 3. /TASS/. " + STORY)], agencies=agencies)["1"].wire
        == "tass"
    )
    assert find_copies([annotated("1", STORY + " (TASS)")], agencies=agencies)["1"].wire == "tass"
    own = annotated("1", "MOSCOW, May 3. /TASS/. " + STORY, outlet="tass")
    assert find_copies([own], agencies=agencies)["1"].wire is None
    assert find_copies([annotated("1", STORY + " Tass is a river.")], agencies=agencies)["1"].wire is None


def test_the_demo_corpus_has_its_three_pairs_of_copies(demo_tables):
    clusters = {}
    for a in demo_tables.articles:
        if a["cluster_id"]:
            clusters.setdefault(a["cluster_id"], []).append(a["outlet_id"])
    assert sorted(map(sorted, clusters.values())) == [["demo_onega", "demo_taman"]] * 3
