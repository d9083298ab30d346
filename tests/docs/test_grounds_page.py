"""The page on what the answer rests on keeps up with the grounds."""

from collections import Counter
from pathlib import Path

from slipstream.countries.pack import country_codes
from slipstream.ensemble.exogenous import NOW
from slipstream.policy.grounds import grounds

PAGE = (Path(__file__).parents[2] / "docs" / "grounds.md").read_text(encoding="utf-8")


def test_the_counts_on_the_page_are_those_of_today() -> None:
    counts = Counter(ground.kind for ground in grounds(NOW))
    share = {kind: f"{count / counts.total():.0%}" for kind, count in counts.items()}
    told = (
        f"Of the {counts.total()} numbers behind the answer for South Korea {counts['facts']} rest"
        f" on facts alone ({share['facts']}), {counts['both']} on facts and a judgement beside them"
        f" ({share['both']}), and {counts['assumption']} on an assumption alone"
        f" ({share['assumption']})."
    )
    assert PAGE.count(told) == 2


def test_the_page_tells_what_facts_alone_carry() -> None:
    assert PAGE.count("those on facts alone carry ") == 2
    assert PAGE.count("those on facts and a judgement ") == 2


def test_the_facts_on_the_page_stand_behind_a_number() -> None:
    cited = {name for ground in grounds(NOW) for name in ground.form.cited}
    listed = [
        part.partition("]")[0]
        for part in PAGE.split(" [")
        if part.partition(".")[0] in {"WORLD", *country_codes()}
    ]
    assert len(listed) >= 20
    assert set(listed) <= cited
