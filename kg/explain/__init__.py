"""A document in, how each of its sentences was read out: mentions, the masked text, the rules that fitted."""

from kg.explain.lines import Line, lines
from kg.explain.sentences import Explained, Outcome, explain

__all__ = ["Explained", "Line", "Outcome", "explain", "lines"]
