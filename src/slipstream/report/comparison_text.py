"""A comparison of policies as plain text that can be quoted."""

from slipstream.report.comparison_sentences import ComparisonSentences


def comparison_text(story: ComparisonSentences) -> str:
    """Lay the sentences out, a paragraph or an item to a line."""
    return "\n".join(
        (
            story.question,
            "",
            story.answer,
            "",
            *(f"- {sentence}" for sentence in story.outcomes),
            "",
            story.against,
            *(f"- {sentence}" for sentence in story.differences),
            "",
            f"{story.definition} {story.limits}",
            story.provenance,
        )
    )
