"""What is stored of a corpus: the same bytes as in one go, and one name for the same contents."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from faqbot.documents import Corpus
from faqbot.index.codec import corpus_to_json
from faqbot.index.contents import Contents, texts_digest
from faqbot.index.lexical import passage_tokens
from faqbot.index.vectors import Texts, texts_of
from faqbot.index.wordings import variant_tokens


def in_one_go(data: object) -> bytes:
    """Return data as a file of the index holds it."""
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def test_the_files_of_the_real_corpus(real_corpus: Corpus) -> None:
    """Put together entry by entry, the files hold what they would in one go."""
    contents = Contents.of(real_corpus)
    assert contents.corpus_file == in_one_go(corpus_to_json(real_corpus))
    tokens = {"passages": passage_tokens(real_corpus), "variants": variant_tokens(real_corpus)}
    assert contents.tokens_file == in_one_go(tokens)
    assert json.loads(contents.tokens_file) == contents.tokens


_ROWS = st.lists(st.text(st.characters(codec="utf-8"), max_size=5), max_size=3)


@settings(deadline=None)
@given(rows=st.lists(_ROWS, min_size=7, max_size=7))
def test_the_digest_of_any_texts(rows: list[list[str]]) -> None:
    """Empty groups, quotation marks, controls and any script: the digest is of the JSON in one go."""
    texts = Texts(*map(tuple, rows))
    assert texts_digest(texts) == hashlib.sha256(in_one_go(rows)).hexdigest()


def test_the_name_follows_from_files_texts_and_encoder(real_corpus: Corpus) -> None:
    """Each of them changes it; the same contents have the same name."""
    contents = Contents.of(real_corpus)
    names = {
        contents.name("e"),
        contents.name("other"),
        replace(contents, corpus_file=b"{}\n").name("e"),
        replace(contents, tokens_file=b"[]\n").name("e"),
        replace(contents, texts_digest=texts_digest(Texts((), (), (), ()))).name("e"),
    }
    assert len(names) == 5
    assert Contents.of(real_corpus).name("e") == contents.name("e")
    assert contents.texts == texts_of(real_corpus)
