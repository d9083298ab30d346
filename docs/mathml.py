"""Equations as MathML, which browsers draw by themselves: no script, no other host."""

from typing import TYPE_CHECKING

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.application import Sphinx
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)
latex = LatexToMathML(fancy_error=False, annotation=True)


def setup(app: Sphinx) -> "ExtensionMetadata":
    """Offer Sphinx the renderer; the setting ``html_math_renderer`` chooses it."""
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def inline(translator: "HTML5Translator", node: nodes.math) -> None:
    """Write an equation within a sentence."""
    translator.body.append(_converted(node, displaystyle=False))
    raise nodes.SkipNode


def block(translator: "HTML5Translator", node: nodes.math_block) -> None:
    """Write an equation of its own; a narrow screen scrolls it."""
    start = translator.starttag(node, "div", "", CLASS="equation", tabindex="0")
    translator.body.append(start + _converted(node, displaystyle=True) + "</div>\n")
    raise nodes.SkipNode


def _converted(node: nodes.Element, *, displaystyle: bool) -> str:
    try:
        return latex.convert_with_local_state(node.astext().strip(), displaystyle=displaystyle)
    except LatexError as error:
        logger.warning("equation: %s", str(error).strip(), location=node)
        return ""
