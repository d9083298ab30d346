"""The pages on claims hold what they promise."""

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml

from docs.claims_page import page
from slipstream.claims.ledger_check import MOST_WORDS, check
from slipstream.claims.ledger_files import ARTICLE, read_ledger
from slipstream.claims.ledger_schema import Claim, Ledger
from slipstream.evidence import load_facts
from slipstream.report.claims_text import review_text

PAGE = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)[0]


def review(text: str) -> list[str]:
    ledger = Ledger.model_validate(yaml.safe_load(text))
    today, rates = dt.date(2026, 11, 25), load_facts().exchange_rates
    findings = check(ledger, load_facts(), today=today, exchange_rates=rates)
    return review_text(ledger, findings, "my.claims.yaml").splitlines()[:-1]


def test_every_claim_has_its_place_and_its_sources() -> None:
    ledger = read_ledger(ARTICLE)
    text = "\n".join(page(ledger))
    for claim in ledger.claims:
        assert text.count(f"(claim-{claim.id})=") == 1
    assert all(f"(<{source.url}>)" in text for source in ledger.sources.values())
    bearing = [claim for claim in ledger.claims if claim.effect is not None]
    assert text.count("- In the model: as stated, *") == len(bearing) >= 9


@pytest.mark.parametrize(
    ("old", "new"),
    [("verdict: unverifiable", "verdict:"), ("unit: USD/year", "unit: person"), ("", "")],
)
def test_findings_read_as_the_page_says(old: str, new: str) -> None:
    assert old in EXAMPLE
    assert review(EXAMPLE.replace(old, new, 1))[0] in PAGE.splitlines()


def test_the_example_has_no_error_and_every_key_is_told() -> None:
    assert all(line.startswith("disagreement: ") for line in review(EXAMPLE))
    assert set(re.findall(r"^\| `(\w+)`", PAGE, flags=re.MULTILINE)) >= {"note", "supported"}
    assert all(re.search(rf"^\|.*`{name}`.*\|", PAGE, re.MULTILINE) for name in Claim.model_fields)
    assert f"{MOST_WORDS} words at most" in PAGE
