"""Vocabulary, units, findings and the catalogue: what every other room speaks in."""
