"""Questions in plain Chinese or English, answered through the saved questions: no model, nothing made up."""

from kg.ask.answer import Answer, Choice, ask
from kg.ask.labels import Labels, read_labels

__all__ = ["Answer", "Choice", "Labels", "ask", "read_labels"]
