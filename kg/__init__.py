"""cadre-kg: a knowledge graph of Chinese official news in which every fact shows its source."""

__version__ = "0.1.0"
