"""Data of the invented demo corpus; `framing.reading.demo` reads it."""
