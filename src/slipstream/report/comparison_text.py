"""A comparison of policies as plain text that can be quoted."""

from slipstream.report.comparison_sentences import ComparisonSentences


def comparison_text(sentences: ComparisonSentences) -> str:
    """Lay the sentences out, a paragraph or an item to a line."""
    return "\n".join(
        (
            sentences.question,
            "",
            sentences.answer,
            "",
            *(f"- {sentence}" for sentence in sentences.outcomes),
            "",
            sentences.against,
            *(f"- {sentence}" for sentence in sentences.differences),
            "",
            f"{sentences.definition} {sentences.limits}",
            sentences.provenance,
        )
    )
