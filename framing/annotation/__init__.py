"""Finds attributions, voices, terms and tone in one article."""
