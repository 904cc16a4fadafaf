"""Turns annotation tables into estimates with intervals. Never sees text."""
