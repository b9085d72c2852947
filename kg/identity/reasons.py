"""One reason of a score: what agrees or contradicts, how much it weighs, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """A weight in bits with its name in weights.yaml and its wording.

    ``anchor``: it may carry a merge; ``hard``: if it weighs enough against, nothing outweighs it.
    """

    name: str
    weight: float
    zh: str
    en: str
    anchor: bool = False
    hard: bool = False
