"""Make the font of the charts: Latin, signs and the 2,350 syllables of KS X 1001.

    .venv/bin/python tools/make_font.py /usr/share/fonts/truetype/nanum/NanumGothic.ttf

reads NanumGothic (Debian's package ``fonts-nanum``) and writes the subset that the package
carries. The licence reserves the name, so that the subset has another; ``OFL.txt`` beside it says
so and holds the licence.
"""

# mypy: disable-error-code="import-untyped"

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Slipstream Sans KR"
FONT = (
    Path(__file__).parents[1] / "src" / "slipstream" / "report" / "fonts" / "SlipstreamSansKR.ttf"
)
SIGNS = "–—‘’“”…·±×≤≥→€£¥₩"


def characters() -> str:
    """Return what the charts may have to write."""
    syllables = (
        bytes((row, cell)).decode("euc_kr")
        for row in range(0xB0, 0xC9)
        for cell in range(0xA1, 0xFF)
    )
    ascii_and_latin = (chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100)))
    return "".join((*ascii_and_latin, *syllables, SIGNS))


def make(source: Path) -> None:
    """Subset a font and write it under the other name."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters())
    subsetter.subset(font)
    for record in (1, 3, 4, 6):
        name = FAMILY.replace(" ", "") if record in (3, 6) else FAMILY
        font["name"].setName(name, record, 3, 1, 0x409)
    font["name"].setName("SIL Open Font License, Version 1.1", 13, 3, 1, 0x409)
    font["name"].setName("https://openfontlicense.org", 14, 3, 1, 0x409)
    FONT.parent.mkdir(exist_ok=True)
    font.save(FONT)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
