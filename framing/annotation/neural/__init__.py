"""The tone toward a target by a small fine-tuned encoder: the extra `neural`.

`scorer` runs the model, `card` guards its files, `pieces` cuts sentences for it. `train` makes it in two
stages, from `examples`, `network`, `fitting` and `export`.
"""

from framing.annotation.neural.scorer import load_scorer

__all__ = ["load_scorer"]
