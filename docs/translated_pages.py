"""Korean pages say which version of their English page they follow, and whether it has changed.

A page in ``ko/`` names that version in its front matter as ``follows``: the first digits of the Git
blob id of the English page. ``git diff ID HEAD:docs/PAGE.md`` shows what has changed since.
"""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

NOTE = jinja2.Template(
    '<p class="translation">영문판 <a href="{{ link }}">{{ name }}</a>의 {{ follows }} 판을 옮긴'
    " 글입니다.{% if changed %} <strong>그 뒤로 영문판이 바뀌었으므로, 다른 곳이 있으면"
    " 영문판을 따릅니다.</strong>{% endif %}</p>\n",
    autoescape=True,
)
"""Added to a Korean page, below it or, if the English page has changed, above it."""


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Add the note, and the language of the page."""
    app.connect("html-page-context", note)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def note(
    app: "Sphinx", page: str, _: str, context: dict[str, Any], __: "nodes.document | None"
) -> None:
    """Mark a Korean page as Korean and say what it follows."""
    given = app.env.metadata.get(page, {})
    if "follows" not in given:
        return
    name = page.removeprefix("ko/")
    changed = not blob(Path(app.srcdir) / f"{name}.md").startswith(str(given["follows"]))
    words = NOTE.render(
        link=context["pathto"](name),
        name=f"{name}.md",
        follows=given["follows"],
        changed=changed,
    )
    context["language"] = "ko"
    # A reader needs a warning before the text, and where it comes from after it.
    context["body"] = words + context["body"] if changed else context["body"] + words


def blob(path: Path) -> str:
    """Git's name of a file's content."""
    content = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
