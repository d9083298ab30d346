"""Random and hostile addresses: never a blank page, an exception, or a script that runs.

Two thousand states are tried altogether: most of them against the reader of addresses
(``web/tests/state``) and the API (``tests/service``), and here as many as a browser opens in
reasonable time.
"""

from random import Random
from urllib.parse import quote

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

COUNT = 110
GOOD = {
    "c": ("KR", "US", "FR", "JP", "IN"),
    "p": ("today", "article", "today,article", "open-base"),
    "l": ("public_budget:3e10", "teams:3,public_budget:1e9", "compute_share:0.5"),
    "s": ("open_weights_closure:1:2027-01:24:0.8", "open_weights_closure:0.5"),
    "by": ("2026", "2030", "2036"),
    "w": ("0", "7", "120"),
    "seed": ("1",),
    "chart": ("lag", "money", "joined", "sovereignty"),
    "vs": ("today", "article"),
    "lang": ("en", "ko"),
    "cur": ("USD", "KRW"),
}
HOSTILE = (
    "",
    "NaN",
    "-Infinity",
    "1e308",
    "-0",
    "0x10",
    "9007199254740993",
    "__proto__",
    "constructor:1",
    "toString",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{7*7}}",
    "$t(nav.skip)",
    "'; DROP TABLE facts; --",
    "../../../etc/passwd",
    "%00",
    "%ff%fe",
    "%",
    "\u202e\u0000\ufffd",
    "대한민국",
    "😀" * 50,
    "a" * 3000,
    "teams:" * 300,
    ",".join(["teams:3"] * 200),
    ":::::",
    ",,,,",
    "public_budget:3e10:4:5",
    "open_weights_closure:::::",
    "open_weights_closure:1:9999-99..0000-00:1e99:1e99",
)
PATHS = (
    "/evidence/__proto__",
    "/evidence/<script>alert(1)<script>",
    "/evidence/%00",
    "/evidence/" + "a" * 2000,
    "/evidence?parameter=<img src=x onerror=alert(1)>",
    "/evidence?parameter=__proto__",
    "/about#<img src=x onerror=alert(1)>",
    "/about#%",
    "/track-record?origin=never",
    "/embed?chart=<script>&l=teams:NaN",
    "/embed?c=XX&by=0",
    "/..%2f..%2fetc%2fpasswd",
)


def query(random: Random) -> str:
    """A query of parts that are good, hostile, doubled, cut or unknown."""
    parts = ["n=100"]
    for _ in range(random.randint(1, 6)):
        name = random.choice((*GOOD, "x", "__proto__"))
        good = random.random() < 0.4 and name in GOOD
        value = random.choice(GOOD[name]) if good else random.choice(HOSTILE)
        if random.random() < 0.2:
            cut = random.randint(0, len(value))
            value = value[:cut] + chr(random.randint(1, 0xD7FF)) + value[cut:]
        parts.append(f"{name}={value if value.startswith('%') else quote(value, safe=':,')}")
    return "/?" + "&".join(parts)


def test_no_address_breaks_the_page(visitor: Visitor) -> None:
    random = Random(5)
    for path in [*PATHS, *(query(random) for _ in range(COUNT))]:
        visitor.go(path)
        heading = visitor.page.locator("h1")
        expect(heading, f"blank page at {path[:200]}").to_be_visible()
        assert heading.inner_text().strip(), f"empty heading at {path[:200]}"
        if path in PATHS:
            # The browser notes what was not found; a state of the simulator is never refused.
            visitor.forgive(r"status of 4(04|22)")
        else:
            expect(visitor.part("sentence"), f"no answer at {path[:200]}").to_be_visible()
        assert not visitor.complaints, f"{path[:200]}\n{visitor.complaints}"
