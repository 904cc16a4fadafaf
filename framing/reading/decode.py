"""Bytes to text, without guessing: UTF-8, byte-order marks, and Western Windows text as last resort."""

from __future__ import annotations

import codecs
import re
import zlib

from framing.errors import InputError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: Above this share of non-ASCII bytes a text that is not UTF-8 is hardly English, French or German
#: in cp1252 (measured: French prose .04, German .03), but may be Cyrillic (.8).
_WESTERN_SHARE = 0.12

#: A byte that could not be decoded, as `surrogateescape` leaves it.
BAD_BYTE = re.compile("[\udc80-\udcff]")

#: Beyond this, a compressed file is refused rather than unpacked into memory.
MAX_BYTES = 4_000_000_000


def decode(data: bytes, *, where: str, encoding: str | None = None) -> tuple[str, str]:
    """The text of these bytes, and a notice for the reader (empty when there is nothing to say).

    With `encoding` that encoding is used and no other. In UTF-8 with a few bad bytes each of them is
    a lone surrogate (`BAD_BYTE`). Raises InputError for bytes that are no
    text, and for text in an encoding that must be named.

    >>> decode("Şuşa".encode(), where="a.txt")
    ('Şuşa', '')
    >>> decode("Café Artsakh is open".encode("latin-1"), where="a.txt")[1]
    'a.txt: not UTF-8; read as Western European (cp1252). Name the encoding if letters look wrong.'
    """
    if encoding:
        try:
            return data.decode(encoding), ""
        except LookupError:
            raise InputError(
                f"no encoding is called {encoding!r}",
                where=where,
                do="use a name such as utf-8, cp1251, cp1254, latin-1",
            ) from None
        except UnicodeDecodeError as error:
            raise InputError(
                f"byte {error.start} is not valid {encoding}",
                where=where,
                do="name another encoding, or save the file as UTF-8",
            ) from None
    data = data.removeprefix(codecs.BOM_UTF8)
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name), ""
            except UnicodeDecodeError as error:
                raise InputError(
                    f"broken {name} at byte {error.start}", where=where, do="save the file again as UTF-8"
                ) from None
    if b"\0" in data[:65536]:
        raise InputError(
            "this is not text (it holds NUL bytes)",
            where=where,
            do="give a text, CSV, JSON or Parquet file, or name the encoding",
        )
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        return _not_utf8(data, where=where, bad=error.start)


def _not_utf8(data: bytes, *, where: str, bad: int) -> tuple[str, str]:
    """UTF-8 with some bad bytes, or Western Windows text, or a refusal.

    A file with more good non-ASCII letters than bad bytes is damaged UTF-8: each bad byte becomes
    one lone surrogate, which readers skip or replace.
    """
    text = data.decode("utf-8", "surrogateescape")
    n_bad = len(BAD_BYTE.findall(text))
    n_good = len(text) - n_bad - sum(byte < 128 for byte in data)
    if n_good > n_bad:
        return text, f"{where}: {n_bad} bytes are not UTF-8, the first in line {data.count(10, 0, bad) + 1}"
    try:
        if n_bad <= _WESTERN_SHARE * len(data):
            notice = "not UTF-8; read as Western European (cp1252). Name the encoding if letters look wrong."
            return data.decode("cp1252"), f"{where}: {notice}"
    except UnicodeDecodeError:
        pass
    raise InputError(
        f"line {data.count(10, 0, bad) + 1} is not UTF-8",
        where=where,
        do="save the file as UTF-8, or name its encoding, for example --encoding cp1251",
    )


def unzip(data: bytes, *, where: str) -> bytes:
    """The content of a gzip file; other bytes come back as they are.

    Raises InputError for a broken file and for one that unpacks to more than `MAX_BYTES`.

    >>> import gzip
    >>> unzip(gzip.compress(b"text"), where="a.txt.gz"), unzip(b"plain", where="a.txt")
    (b'text', b'plain')
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    unpacker = zlib.decompressobj(wbits=31)
    try:
        text = unpacker.decompress(data, MAX_BYTES)
    except zlib.error:
        raise InputError("a broken gzip file", where=where, do="download or pack it again") from None
    if unpacker.unconsumed_tail:
        raise InputError("unpacks to more than 4 GB", where=where, do="split the file")
    if not unpacker.eof:
        raise InputError("the gzip file ends too early", where=where, do="download or pack it again")
    return text
