"""Files and streams in, articles out: one module for each input format."""
