"""Bring the message catalogue of the reports up to date.

    .venv/bin/python tools/make_catalogue.py

collects the messages of ``src/slipstream/report``, merges them into each ``slipstream.po`` below
``locale/`` (a new message has an empty translation, to be written by hand) and compiles it.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

REPORT = Path(__file__).parents[1] / "src" / "slipstream" / "report"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"say": None, "plural": (2, 3)}


def collect() -> Catalog:
    """Return every message of the reports, without translations."""
    template = Catalog(project="Slipstream", charset="utf-8")
    found = extract_from_dir(REPORT, [("**.py", "python")], keywords=KEYWORDS)
    for name, _, message, _, context in found:
        template.add(message, locations=[(name, 0)], context=context)
    return template


def read(path: Path) -> Catalog:
    """Read a catalogue of translations."""
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parts[-3])


def compiled(catalogue: Catalog) -> bytes:
    """Return the compiled form of a catalogue."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def main() -> int:
    """Rewrite all catalogues; the status is 1 while a message lacks its translation."""
    missing = 0
    for path in sorted(REPORT.glob("locale/*/LC_MESSAGES/slipstream.po")):
        catalogue = read(path)
        catalogue.update(collect(), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        for message in catalogue:
            # Messages are filled in with str.format: a sign of percent means itself.
            message.flags.discard("python-format")
        with path.open("wb") as stream:
            write_po(stream, catalogue, width=100, omit_header=False, include_lineno=False)
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        for message in catalogue:
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.id and not all(texts):
                sys.stderr.write(f"{path}: no translation: {message.id}\n")
                missing += 1
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
