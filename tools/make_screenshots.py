"""Make the pictures of the simulator that the documentation and the README show.

Usage: python -m tools.make_screenshots [--out FOLDER]

Needs Chromium and the built pages (`make web`). Writes ``simulator-SIZE-LANGUAGE.png``.
"""

import argparse
import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from slipstream.files import writing_atomically
from slipstream.service.pages import built
from tools.browsing import CHROMIUM, FLAGS, Server

STATIC = Path(__file__).parents[1] / "docs" / "_static"
COLOURS = 128
"""Colours of a picture: enough for text, bands and lines at a quarter of the bytes."""
SIZES = {"desktop": (1280, 1000, 1.0), "phone": (390, 844, 2.0)}
LANGUAGES = "en", "ko"
STATES = {"desktop": "&l=public_budget:2e10&vs=today", "phone": ""}
"""What is shown: on a desktop a policy beside today's, on a phone the first sight."""
PATIENCE = 60_000
"""Longest wait for an answer, milliseconds."""


def main() -> int:
    """Start server and browser, and make all pictures."""
    parser = argparse.ArgumentParser(prog="python -m tools.make_screenshots")
    parser.add_argument("--out", type=Path, default=STATIC, metavar="FOLDER")
    folder = parser.parse_args().out
    if CHROMIUM is None or not built():
        print("Needs chromium (apt-get install chromium) and the pages (make web).")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with Server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        for size in SIZES:
            for language in LANGUAGES:
                picture = photograph(browser, server.url, size, language)
                path = folder / f"simulator-{size}-{language}.png"
                with writing_atomically(path) as part:
                    part.write_bytes(picture)
                print(f"{path}: {len(picture) / 1000:.0f} kB")
        browser.close()
    return 0


def photograph(browser: Browser, address: str, size: str, language: str) -> bytes:
    """Show the first screen of the simulator, with the full answer."""
    width, height, scale = SIZES[size]
    page = browser.new_page(
        viewport={"width": width, "height": height}, device_scale_factor=scale, locale=language
    )
    page.goto(f"{address}/?lang={language}{STATES[size]}")
    answer = page.locator('[data-testid="answer"][data-settled="true"]')
    expect(answer).to_be_attached(timeout=PATIENCE)
    if STATES[size]:
        expect(page.get_by_test_id("difference-sentence")).to_be_attached(timeout=PATIENCE)
    picture = page.screenshot()
    page.close()
    return smaller(picture)


def smaller(picture: bytes) -> bytes:
    """Give a picture a palette."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    out = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
