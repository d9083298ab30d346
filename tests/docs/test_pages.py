"""What the web pages show of the documentation is what the documentation says."""

import json
from typing import Any

import pytest

from tools import make_pages

MAKERS = {"model": make_pages.model, "track_record": make_pages.track_record}


@pytest.mark.parametrize("name", MAKERS)
def test_the_shipped_file_is_up_to_date(name: str) -> None:
    shipped = json.loads((make_pages.DATA / f"{name}.json").read_text(encoding="utf-8"))
    made = json.loads(json.dumps(MAKERS[name]()))
    assert shipped == made, "run `make pages`"


def blocks() -> list[dict[str, Any]]:
    return [block for section in make_pages.model()["sections"] for block in section["blocks"]]


def test_both_languages_show_the_same_equations() -> None:
    for block in blocks():
        assert block["html"]["en"].count('<math display="block"') == block["html"]["ko"].count(
            '<math display="block"'
        )


def test_both_languages_name_the_same_rows() -> None:
    for block in blocks():
        for row in block["rows"] if block["equations"] else ():
            assert f"parameter={row}" in block["html"]["ko"], block["equations"]


def test_no_style_that_the_security_policy_would_drop() -> None:
    assert all(" style=" not in html for block in blocks() for html in block["html"].values())
