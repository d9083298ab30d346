"""What a newcomer is told of country packs holds."""

import re
from pathlib import Path

import yaml

from slipstream.countries.pack import Pack
from slipstream.evidence.fact_schema import FactFile
from slipstream.registry.load import registry

PAGE = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
FACTS, PACK = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_parameters_that_every_pack_gives_are_listed() -> None:
    passage = PAGE[PAGE.index("have no common prior") :].partition("\n\n")[0]
    rows = registry().parameters.values()
    required = [row.name for row in rows if row.scope == "country" and row.prior is None]
    assert sorted(set(re.findall(r"`([a-z_0-9]+)`", passage))) == sorted(required)


def test_the_examples_can_be_read() -> None:
    facts = FactFile.model_validate(yaml.safe_load(FACTS))
    pack = Pack.model_validate(
        {"country": "BR", "name": {"en": "Brazil", "ko": "브라질"}, **yaml.safe_load(PACK)}
    )
    assert pack.cited == {fact.id for fact in facts.facts}
    assert set(pack.parameters) <= set(registry().parameters)
    assert set(pack.levers) <= set(registry().levers)
