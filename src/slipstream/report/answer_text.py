"""An answer as plain text that can be quoted."""

from slipstream.report.language import Language
from slipstream.report.story import Story


def answer_text(story: Story, tongue: Language) -> str:
    """Lay a story out, a paragraph or an item to a line."""
    return "\n".join(
        (
            story.question,
            "",
            f"{story.answer} {story.futures}",
            story.definition,
            "",
            f"{story.lag} {story.band}",
            story.largest_run,
            story.sovereignty,
            story.public_money,
            "",
            tongue.say("What moves the answer most"),
            *(f"- {sentence}" for sentence in story.drivers),
            "",
            tongue.say("What would have to be true"),
            *(f"- {sentence}" for sentence in story.conditions),
            "",
            f"{story.limits} {story.likelihood}",
            story.provenance,
        )
    )
