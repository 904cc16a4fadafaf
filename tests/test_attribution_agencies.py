"""Who says what in the Azerbaijani and Armenian of agencies, each sentence also with the parties swapped."""

from __future__ import annotations

import pytest
from test_attribution import article_of, check, described, read_cases

from framing.annotation.attribution import find_attributions
from framing.language import load_language


@pytest.mark.parametrize("case", read_cases("agencies"))
def test_a_sentence_of_an_agency_would_be_given_to_somebody_else(case: dict) -> None:
    check(case)
    found = find_attributions(article_of(case["text"]), load_language(case["language"]))
    assert len(found) == len(case["expect"])


#: A sentence, and who of either party can stand in it.
MIRRORED = (
    ("az", "{} sözlərinə görə, körpü açıqdır.", "Paşinyanın", "Əliyevin"),
    ("az", "{} bildirib ki, körpü açıqdır.", "İrəvan", "Bakı"),
    ("az", "{} deyib ki, yol var.", "Ermənistanın Müdafiə Nazirliyi", "Azərbaycanın Müdafiə Nazirliyi"),
    ("az", "{} iddia edir ki, körpü açıqdır.", "Ermənistan tərəfi", "Azərbaycan tərəfi"),
    ("hy", "{} խոսքով՝ կամուրջը բաց է։", "Փաշինյանի", "Ալիևի"),
    ("hy", "{} հայտարարել է, որ կամուրջը բաց է։", "Երևանը", "Բաքուն"),
    ("hy", "{} հայտնում են, որ կամուրջը բաց է։", "Հայաստանի ՊՆ-ից", "Ադրբեջանի ՊՆ-ից"),
    ("hy", "{} պնդում է, որ կամուրջը բաց է։", "Հայկական կողմը", "Ադրբեջանական կողմը"),
    ("hy", "{} հերքել է լուրը։", "Հայաստանի արտգործնախարարը", "Ադրբեջանի արտգործնախարարը"),
)  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "armenian", "azerbaijani"), MIRRORED)
def test_one_party_would_be_known_and_the_other_not(
    language: str, sentence: str, armenian: str, azerbaijani: str
) -> None:
    rows = []
    for name in (armenian, azerbaijani):
        article = article_of(sentence.format(name), date="2022-05-01")
        (found,) = find_attributions(article, load_language(language))
        row = described(article, found)
        assert row["source"] == name
        rows.append({k: v for k, v in row.items() if k not in ("source", "entity", "content")})
        rows[-1]["known"] = row["entity"] is not None
    assert rows[0].pop("affiliation") == "armenian"
    assert rows[1].pop("affiliation") == "azerbaijani"
    assert rows[0] == rows[1]


#: Who works for somebody in office is not that person.
STAFF = (
    ("Հայաստանի վարչապետի խոսնակը", "Ադրբեջանի նախագահի մամուլի խոսնակը"),
    ("Հայաստանի արտգործնախարարի տեղակալը", "Ադրբեջանի արտգործնախարարի տեղակալը"),
)


@pytest.mark.parametrize("pair", STAFF)
def test_a_spokesman_or_deputy_would_be_taken_for_the_one_in_office(pair: tuple[str, str]) -> None:
    for name in pair:
        article = article_of(f"{name} ասել է, որ կամուրջը բաց է։", date="2022-05-01")
        (found,) = find_attributions(article, load_language("hy"))
        assert found.entity not in ("Nikol Pashinyan", "Ilham Aliyev", "Ararat Mirzoyan", "Jeyhun Bayramov")
