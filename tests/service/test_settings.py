"""Every setting is one that the documentation tells of."""

import re
from pathlib import Path

import pytest

from slipstream.files import InputError
from slipstream.service.settings import Settings, read_settings

PAGE = (Path(__file__).parents[2] / "docs" / "serve.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `SLIPSTREAM_([A-Z_]+)` \| `([^`]*)` \| (.+) \|$", re.MULTILINE)


def test_the_page_tells_of_every_setting_and_of_no_other() -> None:
    told = {name.lower(): (default, text) for name, default, text in ROW.findall(PAGE)}
    assert list(told) == list(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        default, text = told[name]
        assert default == str(field.default).lower()
        assert text == field.description


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLIPSTREAM_MAX_DRAWS", "30000")
    monkeypatch.setenv("SLIPSTREAM_RATE", "5/minute")
    assert read_settings().max_draws == 30_000
    assert read_settings().rate == "5/minute"
    monkeypatch.setenv("SLIPSTREAM_RATE", "often")
    with pytest.raises(InputError, match="SLIPSTREAM_RATE: found 'often'; expected"):
        read_settings()
