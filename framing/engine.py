"""Runs the annotators over articles: here, on several processes, or on a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from framing import __version__
from framing.annotation.attribution import find_attributions
from framing.annotation.hygiene import find_hygiene
from framing.annotation.targets import score_targets
from framing.annotation.terms import Voices, find_mentions
from framing.annotation.tone import LANGUAGES as TONE_LANGUAGES
from framing.annotation.tone import score_tones, tone_recipe
from framing.annotation.toward import Scorer, load_scorer
from framing.annotation.voice import find_voices
from framing.annotation.wrapping import without_wraps
from framing.errors import InputError
from framing.language import Language, count_tokens, find_sentences, load_language
from framing.lexicon import Lexicon, LexiconChoice, load_lexicons
from framing.reading.files import Corpus
from framing.reading.outlets import Outlets, load_outlets
from framing.records import FIELDS, Annotation, Article, Mention
from framing.store import COLUMNS, Tables, counts_of
from framing.table_rows import corpus_rows, rows_of, skipped_rows

_Annotate = Callable[[Article], Annotation]

#: Articles that one process takes at a time.
_BATCH = 16


def annotate(
    articles: Iterable[Article],
    *,
    lexicon: LexiconChoice = "karabakh",
    tone_method: str = "linear",
    workers: int = 1,
    cluster: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Tables:
    """Annotation tables of these articles.

    `articles` is a `Corpus`, which brings its skipped inputs and notices along, or any articles.
    `lexicon` is one lexicon or several, by name, path, or as they are; several give the mentions of each.
    `tone_method` scores the tone toward each party: `linear`, or `neural` (extra `neural`).
    `progress` is called with the number of articles done. More `workers`, or the scheduler address of
    a Dask `cluster` (`tcp://host:8786`, extra `dask`), give the same rows. Raises InputError when
    Dask is not installed or no scheduler answers.

    >>> text = "It snowed in Artsakh."
    >>> article = Article(id="1", outlet_id="x", outlet="X", title="", text=text, language="en")
    >>> tables = annotate([article])
    >>> [(m["surface"], m["concept"], m["voice"]) for m in tables.mentions]
    [('Artsakh', 'region_name', 'outlet')]
    """
    corpus = articles if isinstance(articles, Corpus) else Corpus(articles=tuple(articles))
    found = load_lexicons(lexicon)
    annotations = []
    scorer = load_scorer(tone_method)  # an unknown or missing method is told before the work begins
    one = partial(annotate_article, lexicon=found, tone_method=tone_method)
    run = _on_cluster(corpus.articles, one, cluster) if cluster else _run(corpus.articles, one, workers)
    for annotation in run:
        annotations.append(annotation)
        if progress:
            progress(len(annotations))
    return _tables(annotations, corpus, found, scorer)


def annotate_article(
    article: Article, lexicon: Lexicon | Sequence[Lexicon], *, tone_method: str = "linear"
) -> Annotation:
    """One article with its attributions, mentions and tones; of several lexicons, the mentions of each."""
    language = load_language(article.language or "und")
    read = without_wraps(article)
    attributions = find_attributions(read, language)
    voices = find_voices(read, attributions, language)
    sentences = find_sentences(read.text, language)
    return Annotation(
        article=article,
        attributions=attributions,
        mentions=_mentions(article, lexicon, voices),
        tones=(
            *score_tones(read, language, voices, sentences=sentences),
            *score_targets(read, voices, sentences=sentences, method=tone_method),
        ),
        n_tokens=count_tokens(article.text),
        n_sentences=len(sentences),
        notes=(
            *_notes(language),
            *_unread_forms(language.code, language.name, lexicon),
        ),
    )


def annotate_text(
    text: str, *, title: str = "", language: str = "en", lexicon: LexiconChoice = "karabakh"
) -> Annotation:
    """The annotation of one text that comes from nowhere in particular.

    >>> found = annotate_text("The minister said Shushi would be rebuilt.")
    >>> [(m.surface, m.voice) for m in found.mentions]
    [('Shushi', 'indirect')]
    """
    article = Article(
        id="text", outlet_id="unknown", outlet="Unknown outlet", title=title, text=text, language=language
    )
    return annotate_article(article, load_lexicons(lexicon))


def _mentions(article: Article, lexicon: Lexicon | Sequence[Lexicon], voices: Voices) -> tuple[Mention, ...]:
    """Each lexicon is matched by itself: no exclusion or longer form of one hides a word of another."""
    lexicons = [lexicon] if isinstance(lexicon, Lexicon) else lexicon
    found = [mention for one in lexicons for mention in find_mentions(article, one, voices)]
    return tuple(sorted(found, key=lambda m: (FIELDS.index(m.field), m.start)))


def _run(articles: Sequence[Article], one: _Annotate, workers: int) -> Iterator[Annotation]:
    if workers <= 1 or len(articles) <= _BATCH:
        yield from map(one, articles)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=workers) as pool:
        yield from pool.map(one, articles, chunksize=_BATCH)


def _on_cluster(articles: Sequence[Article], one: _Annotate, address: str) -> Iterator[Annotation]:
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        do = "run pip install 'framing-toolkit[dask]'"
        raise InputError("a Dask cluster needs one more package", where="--cluster", do=do) from None
    try:
        client = distributed.Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise InputError(f"no scheduler answers ({error})", where=address, do="check the address") from None
    with client:
        shared = client.scatter(one, broadcast=True)
        batches = [articles[n : n + _BATCH] for n in range(0, len(articles), _BATCH)]
        for done in client.map(_annotate_batch, batches, one=shared):
            yield from done.result()


def _annotate_batch(articles: Sequence[Article], one: _Annotate) -> list[Annotation]:
    return [one(article) for article in articles]


def _notes(language: Language) -> tuple[str, ...]:
    name = language.name
    if not language.data:
        return (f"no language data for {name}: words, voices, sources and tone are not looked for",)
    notes = []
    if not language.reviewed:
        notes.append(f"the language data for {name} have not been read by a native speaker")
    if language.code not in TONE_LANGUAGES:
        notes.append(f"no tone: no measured method for {name}")
    return tuple(notes)


def _unread_forms(code: str, name: str, lexicon: Lexicon | Sequence[Lexicon]) -> Iterator[str]:
    """A note for each lexicon whose forms in this language nobody who speaks it has read."""
    for one in [lexicon] if isinstance(lexicon, Lexicon) else lexicon:
        if code != "en" and code in one.languages and code not in one.reviewed:
            yield f"the forms of the lexicon {one.title} for {name} have not been read by a native speaker"


def _tables(
    annotations: Sequence[Annotation], corpus: Corpus, lexicons: Sequence[Lexicon], scorer: Scorer
) -> Tables:
    hygiene = find_hygiene(annotations, agencies=_agencies(load_outlets()), lexicons=lexicons)
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    for annotation in annotations:
        for name, rows in rows_of(annotation, hygiene).items():
            tables[name].extend(rows)
    tables |= corpus_rows(hygiene)
    tables["skipped"] = skipped_rows(corpus.skipped)
    return Tables(**tables, manifest=_manifest(tables, corpus, lexicons, scorer))


def _agencies(outlets: Outlets) -> Mapping[str, str]:
    """The signatures of news agencies; a newspaper's name in brackets is a mention, not a signature."""
    return {
        name.strip("/() ").upper(): outlet.id
        for outlet in outlets
        if "agency" in outlet.ownership or "agency" in outlet.rationale
        for name in (outlet.name, *outlet.aliases)
    }


def _manifest(
    tables: Mapping[str, list[dict[str, Any]]],
    corpus: Corpus,
    lexicons: Sequence[Lexicon],
    scorer: Scorer,
) -> dict[str, Any]:
    targets = {"method": scorer.name, "version": scorer.version, "names": "masked"}
    return {
        "recipe": {
            "framing": __version__,
            "lexicons": {one.id: {"version": one.version, "hash": one.hash} for one in lexicons},
            "tone": {**tone_recipe(), "targets": targets},
        },
        "counts": counts_of(tables),
        "label": corpus.label,
        "notices": list(corpus.notices),
        "inputs": dict(corpus.inputs),
    }
