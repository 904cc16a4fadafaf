"""Bytes that are text, bytes that are not, and bytes that must be named."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import InputError
from framing.reading.decode import decode, unzip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_unicode_encoding_with_its_mark_is_read_as_it_was_written(encoding):
    text = "Շուշի, Шуша, Şuşa: “three names”"
    assert decode(text.encode(encoding), where="x") == (text, "")


def test_western_bytes_are_read_and_the_reader_is_told():
    text, notice = decode("Le Haut-Karabakh après la trêve, « dit-il »".encode("latin-1"), where="le.txt")
    assert text == "Le Haut-Karabakh après la trêve, « dit-il »"
    assert notice.startswith("le.txt: not UTF-8")


def test_cyrillic_bytes_are_refused_rather_than_turned_into_letters_nobody_wrote():
    with pytest.raises(InputError, match="--encoding cp1251"):
        decode("Нагорный Карабах, сообщает агентство".encode("cp1251"), where="ru.csv")


def test_the_line_of_the_first_bad_byte_is_named():
    with pytest.raises(InputError, match="line 3 is not UTF-8"):
        decode("one\ntwo\nтри".encode("cp1251") * 3, where="ru.txt")


def test_a_named_encoding_is_used_and_no_other():
    assert decode("Шуша".encode("cp1251"), where="x", encoding="cp1251") == ("Шуша", "")
    with pytest.raises(InputError, match="no encoding is called"):
        decode(b"x", where="x", encoding="klingon")
    with pytest.raises(InputError, match="not valid"):
        decode(b"\xff\xfe\xfd", where="x", encoding="utf-8")


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_clear_refusal(data):
    try:
        text, _ = decode(data, where="x")
    except InputError as error:
        text = str(error)
    assert isinstance(text, str)


def test_a_gzip_bomb_or_a_cut_file_is_refused(monkeypatch):
    packed = gzip.compress(b"a" * 10_000)
    with pytest.raises(InputError, match="ends too early"):
        unzip(packed[:-12], where="x.gz")
    monkeypatch.setattr("framing.reading.decode.MAX_BYTES", 1_000)
    with pytest.raises(InputError, match="more than 4 GB"):
        unzip(packed, where="x.gz")
