"""Reads ledgers, articles and the words that go with them."""

from functools import cache
from pathlib import Path

from slipstream.claims.ledger_schema import Claim, Effect, Ledger, Vocabulary
from slipstream.files import InputError, nearest, parse, read_yaml

DATA = Path(__file__).parent / "data"
ARTICLE = DATA / "article.yaml"
"""The ledger of the article from which Slipstream starts."""

MOST_BYTES = 1_000_000
"""Size up to which a ledger is read."""

MOST_BYTES_OF_ARTICLE = 200_000
"""Size up to which an article is read; a long magazine piece has half of it."""


def read_ledger(path: Path) -> Ledger:
    """Read a ledger.

    Raises
    ------
    InputError
        If the file cannot be read, is too large, or is not laid out like a ledger.
    """
    _check_size(path, MOST_BYTES, "a readable YAML file")
    content = read_yaml(path, strict=True)
    if not isinstance(content, dict):
        found = "an empty file" if content is None else f"a {type(content).__name__}"
        raise InputError(path, "", found, "a mapping with article, sources and claims")
    return parse(Ledger, content, path)


@cache
def vocabulary() -> Vocabulary:
    """Return the words that come with the package."""
    path = DATA / "words.yaml"
    return parse(Vocabulary, read_yaml(path), path)


def find_claim(ledger: Ledger, name: str) -> Claim:
    """Return the claim with the id ``name``.

    Raises
    ------
    InputError
        If there is none; the message names the nearest.
    """
    for claim in ledger.claims:
        if claim.id == name:
            return claim
    known = [claim.id for claim in ledger.claims]
    raise InputError("claims", "ID", repr(name), nearest(name, known))


def find_effect(ledger: Ledger, name: str) -> Effect:
    """Return what the claim with the id ``name`` means for the model.

    Raises
    ------
    InputError
        If there is no such claim, or it sets nothing in the model; the message names those that do.
    """
    effect = find_claim(ledger, name).effect
    if effect is None:
        bearing = [claim.id for claim in ledger.claims if claim.effect is not None]
        expected = f"a claim with an effect: {', '.join(bearing) or 'this ledger has none'}"
        raise InputError("claims", "ID", repr(name), expected)
    return effect


def read_article(path: Path) -> str:
    """Read the text of an article.

    Raises
    ------
    InputError
        If the file cannot be read, is too large, empty, binary or not UTF-8.
    """
    expected = "UTF-8 text"
    _check_size(path, MOST_BYTES_OF_ARTICLE, "a readable text file")
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(path, "", reason, "a readable text file") from error
    if b"\0" in content:
        raise InputError(path, "", f"a zero byte at {content.index(0)}: a binary file", expected)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(path, "", f"byte {error.start} is not UTF-8", expected) from error
    if not text.strip():
        raise InputError(path, "", "no text", "the text of an article")
    return text


def _check_size(path: Path, most: int, expected: str) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise InputError(path, "", (error.strerror or str(error)).lower(), expected) from error
    if size > most:
        raise InputError(path, "", f"{size:,} bytes", f"{most:,} bytes at most")
