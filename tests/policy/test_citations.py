from slipstream.evidence import load_facts
from slipstream.evidence.fact_check import check
from slipstream.policy.citations import cited_facts, mentions


def test_every_file_that_cites_a_fact_is_looked_through() -> None:
    texts = mentions()
    assert {
        "claims/data/article.yaml",
        "countries/data/KR.yaml",
        "evidence/data/upstream/facts.csv",
        "policy/data/article.yaml",
        "registry/data/parameters.yaml",
    } <= set(texts)
    everything = "\n".join(texts.values())
    assert [name for name in cited_facts() if name not in everything] == []


def test_a_mention_that_leads_nowhere_is_found_in_its_file() -> None:
    texts = {
        name: text.replace("KR.talent.home", "KR.talent.gone") for name, text in mentions().items()
    }
    found = {each.where for each in check(load_facts(), texts=texts) if each.rule == "dead-anchor"}
    assert "countries/data/KR.yaml" in found
