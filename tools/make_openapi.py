"""Write the API's OpenAPI document, from which the front end's types are made.

Usage: python -m tools.make_openapi

``make api`` runs it and then makes ``web/src/api/types.ts``; nothing is served or fetched.
"""

import json
from pathlib import Path

from slipstream.service.app import create_app
from slipstream.service.settings import Settings

PATH = Path(__file__).parents[1] / "web" / "api-types" / "openapi.json"


def document() -> str:
    """Return the document of a server with the default settings."""
    # What an operator sets in the environment is left aside.
    settings = Settings.model_construct(warm=False)
    content = create_app(settings).openapi()
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the file."""
    PATH.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
