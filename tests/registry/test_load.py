from pathlib import Path

import pytest

from slipstream.files import InputError
from slipstream.registry import load
from slipstream.registry.load import registry
from slipstream.registry.schema import Output

ROW = (
    "- name: {name}\n  group: lag\n  unit: ECI\n  source: capability\n  label: {{en: a, ko: 가}}\n"
)


def test_rows_keep_the_order_of_the_file() -> None:
    assert next(iter(registry().levers)) == "public_budget"
    assert next(iter(registry().parameters)) == "price_2025"


def test_an_unknown_lever_names_the_nearest() -> None:
    with pytest.raises(InputError, match=r"policy: levers\.team: .*did you mean 'teams'"):
        registry().lever("team", "policy", "levers")
    with pytest.raises(InputError, match=r"did you mean 'chip_tariff'"):
        registry().shock("chip_tarif", "policy", "shocks")
    assert registry().lever("teams", "policy", "levers").name == "teams"
    assert registry().shock("chip_tariff", "policy", "shocks").name == "chip_tariff"


def test_a_name_stands_only_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "DATA", tmp_path)
    (tmp_path / "rows.yaml").write_text(ROW.format(name="a") * 2, encoding="utf-8")
    with pytest.raises(InputError, match="the name twice"):
        load._rows("rows.yaml", Output)


def test_a_mistake_names_the_file_and_the_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "DATA", tmp_path)
    text = ROW.format(name="a") + ROW.format(name="b").replace("unit", "units")
    (tmp_path / "rows.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load._rows("rows.yaml", Output)
    assert caught.value.where == f"{tmp_path / 'rows.yaml'}: b"
    assert caught.value.field == "unit"
