"""The ranking of passages: how often it is right and how long it takes, beside its peers."""

from __future__ import annotations

import itertools
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.ranking_gold import (
    MEASURES,
    Gold,
    Ranking,
    gain,
    gold,
    leave_one_theme_out,
    means,
)
from benchmarks.whole_process import compare, report
from vnrgen.adoption.candidates import candidate_passages
from vnrgen.adoption.ranking.fusion import Weights
from vnrgen.adoption.ranking.semantic import SentenceEncoder
from vnrgen.adoption.ranking.words import asked
from vnrgen.problems import InvalidInputError

ROOT = Path(__file__).resolve().parent.parent
_GRID = tuple(
    Weights(labels=labels, section=section)
    for labels, section in itertools.product((0.25, 0.5, 1.0), (0.0, 0.25, 0.5))
)
_LABELS = {"none": "no theme or group", "theme": "first theme", "all": "all themes and groups"}
_RECOMMENDATIONS, _PASSAGES = 300, 4_000
_BM25S = (
    "import sys\n"
    "sys.modules['scipy'] = None\n"  # which it imports where it can, and needs for nothing here
    "import bm25s\n"
    "passages, asked = (open(name).read().splitlines() for name in sys.argv[1:])\n"
    "index = bm25s.BM25()\n"
    "index.index(bm25s.tokenize(passages, show_progress=False), show_progress=False)\n"
    "index.retrieve(bm25s.tokenize(asked, show_progress=False), k=5, show_progress=False)\n"
)
_OURS = (
    "import sys\n"
    "from pathlib import Path\n"
    "from vnrgen.adoption.candidates import candidate_passages\n"
    "from vnrgen.dossier.model import Recommendation\n"
    "from vnrgen.pdftext.model import Passage\n"
    "passages, asked = (open(name).read().splitlines() for name in sys.argv[1:3])\n"
    "passages = [Passage(index=i, text=text, section=f'Part {i // 50}', paragraph='',\n"
    "                    pdf_page=None, print_page='') for i, text in enumerate(passages, 1)]\n"
    "asked = [Recommendation(rec_id=str(i), cycle=1, text=text, addressee='', sdg_target='',\n"
    "                        group_ids=(), theme='', evidence_ids=(), submitted_on=None,\n"
    "                        submitted_in='', position=None, position_source='', due_on=None)\n"
    "         for i, text in enumerate(asked)]\n"
    "encoder = None\n"
    "if 'semantic' in sys.argv:\n"
    "    from vnrgen.adoption.ranking.semantic import SentenceEncoder\n"
    "    encoder = SentenceEncoder(Path(sys.argv[1]).parent / 'vectors')\n"
    "found = candidate_passages(asked, passages, encoder=encoder)\n"
    "if 'reasons' in sys.argv:\n"
    "    [(c.reasons, c.marks) for candidates in found.values() for c in candidates]\n"
)
_TFIDF = (
    "import sys\n"
    "from sklearn.feature_extraction.text import TfidfVectorizer\n"
    "passages, asked = (open(name).read().splitlines() for name in sys.argv[1:3])\n"
    "vectors = TfidfVectorizer(analyzer=sys.argv[3], ngram_range=eval(sys.argv[4]),\n"
    "                          sublinear_tf=True)\n"
    "(vectors.fit_transform(passages) @ vectors.transform(asked).T).toarray().argmax(0)\n"
)


def run(pairs: int) -> Iterator[str]:
    """Yield the quality on one State's own citations, then times beside bm25s."""
    yield from quality()
    yield from times(pairs)


def quality() -> Iterator[str]:
    """Yield a line for each way of ranking, and the gains over two peers with their intervals."""
    plain = gold(labels="none")
    if plain is None:
        yield "ranking quality: not measured, VNRGEN_REAL_DATA is not set"
        return
    peers = {name: plain.hits(rank(plain)) for name, rank in _PEERS.items()}
    for name, hits in peers.items():
        yield _quality_line(name, means(hits))
    encoder = _encoder()
    for labels, carried in _LABELS.items():
        found = gold(labels=labels)
        if found is None:
            continue
        judged, made = leave_one_theme_out(found, _GRID, lambda w, g=found: g.hits(_ranked(g, w)))
        yield _quality_line(f"vnrgen, {carried}", means(found.hits(_ranked(found, Weights()))))
        chosen = max(made, key=lambda weights: made[weights])
        yield _quality_line("  leaving one theme out", means(judged)) + (
            f"  (mostly labels {chosen.labels}, section {chosen.section})"
        )
        for peer in ("bm25s", "TF-IDF of characters"):
            yield _gain_line(f"  gain over {peer}", judged, peers[peer])
        if encoder:
            hits = found.hits(_ranked(found, Weights(), encoder))
            yield _quality_line(f"vnrgen --semantic, {carried}", means(hits))
            yield _gain_line("  gain over bm25s", hits, peers["bm25s"])
    if not encoder:
        yield 'vnrgen --semantic: not measured, the extra "semantic" is not installed'


def times(pairs: int) -> Iterator[str]:
    """Yield the times of 300 recommendations against 4,000 passages, whole processes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = _planted(folder)
        python = [sys.executable, "-c"]
        bm25s = [*python, _BM25S, *texts]
        ways = {
            "vnrgen, candidates": ([*python, _OURS, *texts], 1.3),
            "vnrgen, candidates with reasons": ([*python, _OURS, *texts, "reasons"], 1.3),
            "TF-IDF of words": ([*python, _TFIDF, *texts, "word", "(1, 2)"], None),
            "TF-IDF of characters": ([*python, _TFIDF, *texts, "char_wb", "(3, 5)"], None),
        }
        if _encoder():
            ways["vnrgen --semantic, vectors kept"] = ([*python, _OURS, *texts, "semantic"], None)
        for way, (command, bar) in ways.items():
            compared = compare(way, command, "bm25s", bm25s, folder=ROOT, pairs=pairs)
            yield report(compared, bar=bar)


def _planted(folder: Path) -> list[str]:
    """Write passages of 80 and recommendations of 28 words, as frequent as in our own texts."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))]
    texts += [path.read_text(encoding="utf-8") for path in sorted((ROOT / "vnrgen").rglob("*.py"))]
    words = re.findall(r"[a-z]{2,}", " ".join(texts).lower())
    draw = random.Random(1)  # noqa: S311  # texts, not secrets
    files = []
    for name, count, length in (("p", _PASSAGES, 80), ("r", _RECOMMENDATIONS, 28)):
        lines = [" ".join(draw.choices(words, k=length)) for _ in range(count)]
        file = folder / f"{name}.txt"
        file.write_text("\n".join(lines), encoding="utf-8")
        files.append(str(file))
    return files


def _encoder() -> SentenceEncoder | None:
    try:
        return SentenceEncoder()
    except InvalidInputError:
        return None


def _ranked(found: Gold, weights: Weights, encoder: SentenceEncoder | None = None) -> Ranking:
    ranked = candidate_passages(
        found.recommendations, found.passages, weights=weights, encoder=encoder
    )
    return {rec_id: [c.passage for c in candidates] for rec_id, candidates in ranked.items()}


def _by_bm25s(found: Gold) -> Ranking:
    import bm25s

    index = bm25s.BM25()
    texts = [passage.text for passage in found.passages]
    index.index(bm25s.tokenize(texts, show_progress=False), show_progress=False)
    asked_for = [asked(recommendation.text) for recommendation in found.recommendations]
    places, _ = index.retrieve(
        bm25s.tokenize(asked_for, show_progress=False), k=5, show_progress=False
    )
    return _passages_at(found, places.tolist())


def _by_tfidf(analyzer: str, ngrams: tuple[int, int]) -> Callable[[Gold], Ranking]:
    def rank(found: Gold) -> Ranking:
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectors = TfidfVectorizer(analyzer=analyzer, ngram_range=ngrams, sublinear_tf=True)
        texts = [passage.text for passage in found.passages]
        asked_for = [asked(recommendation.text) for recommendation in found.recommendations]
        held = vectors.fit(texts + asked_for).transform(texts)
        scores = (vectors.transform(asked_for) @ held.T).toarray()
        return _passages_at(found, (-scores).argsort(axis=1, kind="stable").tolist())

    return rank


def _passages_at(found: Gold, places: Sequence[Sequence[int]]) -> Ranking:
    return {
        recommendation.rec_id: [found.passages[at] for at in row[:5]]
        for recommendation, row in zip(found.recommendations, places, strict=True)
    }


_PEERS: dict[str, Callable[[Gold], Ranking]] = {
    "TF-IDF of words": _by_tfidf("word", (1, 1)),
    "TF-IDF of characters": _by_tfidf("char_wb", (3, 5)),
    "bm25s": _by_bm25s,
}


def _quality_line(name: str, shares: Sequence[float]) -> str:
    figures = "  ".join(f"{m} {share:.3f}" for m, share in zip(MEASURES, shares, strict=True))
    return f"{name:48}{figures}"


def _gain_line(
    name: str,
    ours: dict[str, tuple[float | None, ...]],
    theirs: dict[str, tuple[float | None, ...]],
) -> str:
    gains = (gain(ours, theirs, measure) for measure in range(len(MEASURES)))
    figures = "  ".join(
        f"{m} {mean:+.3f} [{low:+.3f}, {high:+.3f}]"
        for m, (mean, low, high) in zip(MEASURES, gains, strict=True)
    )
    return f"{name:48}{figures}"
