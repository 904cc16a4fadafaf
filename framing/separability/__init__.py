"""Whether a classifier can tell the groups apart from their text, and by which words."""
