"""Sentences, tokens and language codes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.language import count_tokens, detect_language, find_sentences, load_language

ENGLISH = load_language("en")


def sentences(text: str, code: str = "en") -> list[str]:
    return [text[s.start : s.end] for s in find_sentences(text, load_language(code))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Mammadov left. He had waited.", ["Gen. Mammadov left.", "He had waited."]),
        ("It was built in the U.S. The cost was low.", ["It was built in the U.S.", "The cost was low."]),
        ("The U.S. Senate met. It voted.", ["The U.S. Senate met.", "It voted."]),
        ("J. R. Smith came at 5 p.m. on Monday.", ["J. R. Smith came at 5 p.m. on Monday."]),
        ("“Go.” He went.", ["“Go.”", "He went."]),
        ("“Go home!” he said.", ["“Go home!” he said."]),
        ("It fell by 3.5 percent. Then it rose.", ["It fell by 3.5 percent.", "Then it rose."]),
        ("Title without a stop\nThe text.", ["Title without a stop", "The text."]),
        ("On Nov. 9 it ended. Nobody knew.", ["On Nov. 9 it ended.", "Nobody knew."]),
        ("He waited ... and waited.", ["He waited ... and waited."]),
    ],
)
def test_a_sentence_would_break_at_an_abbreviation(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_an_armenian_full_stop_would_be_missed() -> None:
    assert len(sentences("Նա եկավ։ Մենք գնացինք։", "hy")) == 2


def test_a_russian_abbreviation_would_end_a_sentence() -> None:
    assert sentences("В 2020 г. Иванов уехал. Он вернулся.", "ru") == [
        "В 2020 г. Иванов уехал.",
        "Он вернулся.",
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_sentences_would_overlap_or_lose_letters(text: str) -> None:
    last = 0
    kept = []
    for span in find_sentences(text, ENGLISH):
        assert last <= span.start < span.end <= len(text)
        kept.append(text[span.start : span.end])
        last = span.end
    assert "".join("".join(kept).split()) == "".join(text.split())


def test_a_megabyte_of_dots_would_hang_the_machine() -> None:
    from time import process_time

    start = process_time()
    find_sentences("." * 1_000_000, ENGLISH)
    find_sentences(". " * 200_000, ENGLISH)
    assert process_time() - start < 10


@pytest.mark.parametrize("code", ["en", "ru", "hy", "tr", "az", "fr"])
def test_a_language_file_would_not_load(code: str) -> None:
    from framing.annotation.cues import cues_of

    language = load_language(code)
    assert language.data["code"] == code
    assert cues_of(code).verbs
    assert language.reviewed == (code == "en")


def test_an_unknown_language_would_raise() -> None:
    assert load_language("xx").reviewed is False
    assert load_language("../etc").data == {}


def test_token_counts_would_split_compounds() -> None:
    assert count_tokens("Nagorno-Karabakh’s status") == 2


def test_script_would_not_give_the_language() -> None:
    assert detect_language("Նա եկավ երեկ") == "hy"
    assert detect_language("Он приехал вчера") == "ru"
    assert detect_language("123") == "und"


def load_file(text: str, tmp_path, monkeypatch):
    """The language of a file that says this."""
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "qq.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("framing.language.data_folder", lambda name: tmp_path)
    load_language.cache_clear()
    try:
        return load_language("qq")
    finally:
        load_language.cache_clear()


HEAD = 'code = "qq"\nname = "Test"\n'


def test_a_language_without_a_reviewer_would_pass_for_reviewed(tmp_path, monkeypatch) -> None:
    assert load_file(HEAD, tmp_path, monkeypatch).reviewed is False


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('code = "qq"\n', "'name'"),
        (HEAD + '[word]\ntimes = "now"\n', "'word' is not one of .*Did you mean 'words'"),
        (HEAD + '[words]\ntime = "now"\n', r"\[words\] the key 'time' .*Did you mean 'times'"),
        (HEAD + '[words]\ntimes = ["now"]\n', r"\[words\] times: expected a text"),
        (HEAD + '[sources]\nhe = "he"\n', r"\[sources\] he: expected a list"),
        (HEAD + '[verbs.neutral]\nsay = { forms = "say" }\n', "say: the key 'frames' is missing"),
        (HEAD + '[verbs.neutral]\nsay = { forms = "say", frames = "clauses" }\n', "say: .*'clause'"),
        (HEAD + '[nouns]\nneutral = [{ words = "x", after = "y", owner = true }]\n', "'owner'"),
        (HEAD + "[phrases]\nsource_after = { neutral = 1 }\n", r"\[phrases\] source_after"),
        (HEAD + '[cases]\ngenitive = { behind = ["x"], man = ["a b"] }\n', r"\[cases\] genitive: .*'woman'"),
    ],
)
def test_a_mistyped_key_would_be_ignored(text: str, named: str, tmp_path, monkeypatch) -> None:
    with pytest.raises(LexiconError, match=r"lexicons/languages/qq\.toml: (?s:.*)" + named):
        load_file(text, tmp_path, monkeypatch)


def test_a_rule_would_ask_for_words_that_no_file_may_hold() -> None:
    from dataclasses import fields

    from framing import language
    from framing.annotation.words import Endings, WordLists

    assert {f.name for f in fields(WordLists)} <= set(language._WORDS)
    assert {f.name for f in fields(Endings)} == set(language._ENDINGS)


def test_a_rule_would_hold_english_words_instead_of_the_language_file() -> None:
    """Strings in the modules of the rules, docstrings aside, are no English function words."""
    import ast
    from pathlib import Path

    import framing.annotation as folder
    from framing.language import FRAMES

    words = {w for text in ENGLISH.data["words"].values() for w in text.split()} - set(FRAMES)
    keys = {"after", "sources", "he", "she", "it", "they", "first", "starts"}  # of tables and of slots
    rules = (
        "attribution cues direct entities quotes reported scan sentences sources tokens voice words clauses"
    )
    rules += " adverbials subjects phrases nouns labels descriptions fullnames speakers source_roles persons"
    rules += " verb_forms"
    for name in rules.split():
        path = Path(folder.__file__).parent / f"{name}.py"
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > 1
        }
        assert not (found & words) - keys, path.name


@pytest.mark.parametrize(
    ("code", "text", "first"),
    [
        ("ru", "Он живёт на ул. Садовой в с. Верхнее. Она уехала.", "Он живёт на ул. Садовой в с. Верхнее."),
        ("ru", "Министр ответил им. Они ушли.", "Министр ответил им."),
        ("ru", "Открыты школы, больницы и т. д. В мае придут врачи.", "Открыты школы, больницы и т. д."),
        ("fr", "M. Durand et Mme Blanc sont venus. Ils partent.", "M. Durand et Mme Blanc sont venus."),
        ("fr", "Il a étudié l'art. La route est fermée.", "Il a étudié l'art."),
        ("tr", "Prof. Dr. Ece Kaya geldi. Yol açıldı.", "Prof. Dr. Ece Kaya geldi."),
        ("tr", "Okullar, yollar vb. Bu yıl açılacak.", "Okullar, yollar vb."),
        ("az", "Prof. Aynur Quliyeva gəldi. Yol açıldı.", "Prof. Aynur Quliyeva gəldi."),
        ("az", "Bu, ağır il. Yol açıldı.", "Bu, ağır il."),
        ("hy", "Պրոֆ. Անի Կարեյան եկավ։ Ճանապարհը բացվեց։", "Պրոֆ. Անի Կարեյան եկավ։"),
    ],
)
def test_a_sentence_of_another_language_would_break_at_an_abbreviation(code, text, first) -> None:
    assert sentences(text, code)[0] == first


@pytest.mark.parametrize("code", ["ru", "fr"])
def test_a_verb_of_five_forms_would_be_read_out_of_order(code: str) -> None:
    """Where gerunds are listed, five forms stand for the five positions: no other entry may have five."""
    data = load_language(code).data
    gerunds = set(data["endings"]["participle"].split())
    five = [
        entry["forms"].split()
        for verbs in data["verbs"].values()
        for entry in verbs.values()
        if len(entry["forms"].split()) == 5
    ]
    assert {forms[4] for forms in five} == gerunds
    assert all(len(set(forms)) == 5 for forms in five)


def voice_of(text: str, words: str, code: str) -> str:
    from framing.annotation.attribution import find_attributions
    from framing.annotation.voice import find_voices
    from framing.records import Article

    language = load_language(code)
    article = Article(id="1", outlet_id="x", outlet="X", title="", text=text, language=code)
    start = text.index(words)
    voices = find_voices(article, find_attributions(article, language), language)
    return voices.at("text", start, start + len(words)).voice


@pytest.mark.parametrize(
    ("code", "text", "words", "voice"),
    [
        ("ru", "Так называемая зелёная дорога закрыта.", "зелёная", "scare"),
        ("ru", "Самопровозглашённая республика закрыла дорогу.", "республика", "scare"),
        ("ru", "Зелёная дорога закрыта.", "Зелёная", "outlet"),
        ("fr", "La soi-disant route verte est fermée.", "route verte", "scare"),
        ("fr", "Il a dit la route verte.", "route verte", "outlet"),
        ("tr", "Sözde yeşil yol kapalı.", "yeşil", "scare"),
        ("tr", "Yeşil yol kapalı.", "Yeşil", "outlet"),
        ("az", "Qondarma yaşıl yol bağlıdır.", "yaşıl", "scare"),
        ("az", "Yaşıl yol bağlıdır.", "Yaşıl", "outlet"),
        ("hy", "Այսպես կոչված կանաչ ճանապարհը փակ է։", "կանաչ", "scare"),
        ("hy", "Կանաչ ճանապարհը փակ է։", "Կանաչ", "outlet"),
        ("ru", "Министр сообщил о том, что дорога закрыта.", "дорога", "indirect"),
        ("fr", "Le maire dit que la route est fermée.", "route", "indirect"),
        ("fr", "Le maire a accusé la ville de fermer la route.", "route", "indirect"),
        ("fr", "Le maire a salué la fin de la route.", "route", "outlet"),
        ("ru", "Министр обвинил подрядчика в закрытии дороги.", "дороги", "indirect"),
        ("ru", "Министр потребовал ремонта дороги.", "дороги", "outlet"),
        ("tr", "Bakan, yolun kapalı olduğunu söyledi.", "yolun", "indirect"),
        ("az", "Nazir qeyd edib ki, yol bağlıdır.", "yol", "indirect"),
        ("hy", "Նախարարը նշել է, որ ճանապարհը փակ է։", "ճանապարհը", "indirect"),
        ("hy", "«Ճանապարհը փակ է»,- այսօր ասուլիսում ասաց նախարարը։", "Ճանապարհը", "direct"),
    ],
)
def test_a_word_of_another_language_would_have_the_wrong_voice(code, text, words, voice) -> None:
    assert voice_of(text, words, code) == voice


#: The parties' names in each language, with the cases that the sentences need.
PARTIES = {
    "ru": [("Армении", "Азербайджана"), ("Ереван", "Баку"), ("Никол Пашинян", "Ильхам Алиев")],
    "fr": [("arménien", "azerbaïdjanais"), ("Erevan", "Bakou"), ("Nikol Pachinian", "Ilham Aliev")],
    "tr": [("Ermenistan", "Azerbaycan"), ("Nikol Paşinyan", "İlham Aliyev")],
    "az": [("Ermənistanın", "Azərbaycanın"), ("Nikol Paşinyan", "İlham Əliyev")],
    "hy": [("Հայաստանի", "Ադրբեջանի"), ("Նիկոլ Փաշինյան", "Իլհամ Ալիև")],
}
SAID_OF_BOTH = {
    "ru": "В Минобороны Армении сообщили, что мост закрыт. «Мост закрыт», — заявил Никол Пашинян. "
    "Ереван заявил, что мост закрыт. По словам посла Армении, мост закрыт. "
    "Посол Азербайджана обвинил МИД Армении в задержке.",
    "fr": "« Le pont est fermé », a déclaré Nikol Pachinian. Erevan a accusé Bakou de négligence. "
    "Selon Erevan, le pont est fermé. Le ministère arménien a assuré qu’un pont était fermé.",
    "tr": "Nikol Paşinyan, “Köprü kapalı” ifadelerini kullandı. Nikol Paşinyan’a göre köprü kapalı. "
    "Ermenistan Savunma Bakanlığı, köprünün kapalı olduğunu iddia etti.",
    "az": "Nikol Paşinyan bildirib ki, körpü bağlıdır. “Körpü bağlıdır”, - Nikol Paşinyan vurğulayıb. "
    "Ermənistanın Müdafiə Nazirliyinin məlumatına görə, körpü bağlıdır.",
    "hy": "Նիկոլ Փաշինյանը հայտնել է, որ կամուրջը փակ է։ Հայաստանի դեսպանի խոսքով՝ կամուրջը փակ է։ "
    "«Կամուրջը փակ է»,- այսօր ասուլիսում ասաց Նիկոլ Փաշինյանը։",
}


@pytest.mark.parametrize("code", sorted(PARTIES))
def test_one_party_would_be_heard_more_readily_in_another_language(code: str) -> None:
    """The parties exchanged, the same attributions are found, with the affiliations exchanged."""
    from framing.annotation.attribution import find_attributions
    from framing.records import Article

    def seen(text: str) -> list[tuple[object, ...]]:
        article = Article(id="1", outlet_id="x", outlet="X", title="", text=text, language=code)
        found = find_attributions(article, load_language(code))
        return [(a.rule, a.kind, a.cue_class, a.role, a.anonymous, a.affiliation) for a in found]

    text = swapped = SAID_OF_BOTH[code]
    for number, pair in enumerate(PARTIES[code]):
        for name, mark in zip(pair, "\ue000\ue001", strict=True):
            swapped = swapped.replace(name, f"{mark}{number}")
    for number, (one, other) in enumerate(PARTIES[code]):
        swapped = swapped.replace(f"\ue000{number}", other).replace(f"\ue001{number}", one)
    exchanged = {"armenian": "azerbaijani", "azerbaijani": "armenian"}
    mirrored = [(*row[:-1], exchanged.get(str(row[-1]), row[-1])) for row in seen(swapped)]
    assert seen(text) == mirrored
    assert len(mirrored) > 2
    assert "armenian" in {row[-1] for row in mirrored}
