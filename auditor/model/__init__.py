"""Frozen values with the names of DESIGN's nouns. Imports nothing of the rest."""
