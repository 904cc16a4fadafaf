"""The encoder that is trained: BERT's layers in the size of MiniLM-L6, and a head of three labels.

Devlin et al. (2019), arXiv 1810.04805; Wang et al. (2020), "MiniLM", arXiv 2002.10957. Six layers, 384
wide, 12 heads, 22.7 million parameters. All of it is one table of arrays, name to tensor, and functions
over it. Needs PyTorch, and only for training: scoring runs without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

WIDTH, N_LAYERS, N_HEADS = 384, 6, 12
EPSILON = 1e-12
LABELS = (-1, 0, 1)

Weights = dict[str, Any]


def start_weights(published: Mapping[str, Any], *, alike: Mapping[int, Sequence[int]]) -> Weights:
    """The published weights under our names, and a new head; the pieces in `alike` are given a meaning.

    A piece that no text ever held means nothing yet. Beginning as the mean of other pieces (*he*,
    *they* …) tells the layers above that someone stands there.
    """
    import torch

    weights = {ours: published[theirs].clone() for ours, theirs in published_names().items()}
    weights["head.weight"] = torch.empty(len(LABELS), 3 * WIDTH).normal_(std=0.02)
    weights["head.bias"] = torch.zeros(len(LABELS))
    for piece, others in alike.items():
        weights["word"][piece] = weights["word"][list(others)].mean(0)
    return weights


def logits_of(weights: Weights, pieces: Any, *, target: int, dropout: float = 0.0) -> Any:
    """Logits of shape (n, 3), in the order negative, neutral, positive.

    `pieces` are piece numbers of shape (n, length), padded with 0. What the head sees is the state of the
    target's piece, the mean of all states, and the first state.
    """
    import torch
    from torch.nn.functional import dropout as drop

    real = pieces != 0
    states = states_of(weights, pieces, target=target, dropout=dropout)
    parts = [_mean(states, pieces == target), _mean(states, real), states[:, 0]]
    return _linear(weights, "head", drop(torch.cat(parts, dim=-1), dropout))


def states_of(weights: Weights, pieces: Any, *, target: int, dropout: float = 0.0) -> Any:
    """The last layer's states, of shape (n, length, 384). The target stands in segment 1."""
    import torch
    from torch.nn.functional import dropout as drop
    from torch.nn.functional import embedding

    places = torch.arange(pieces.shape[1])
    states = embedding(pieces, weights["word"]) + embedding(places, weights["position"])
    states = states + embedding((pieces == target).long(), weights["segment"])
    states = drop(_norm(weights, "norm", states), dropout)
    mask = (pieces != 0)[:, None, None, :]
    for n in range(N_LAYERS):
        states = _layer(weights, f"layers.{n}", states, mask, dropout)
    return states


def _layer(weights: Weights, name: str, states: Any, mask: Any, dropout: float) -> Any:
    """Self-attention and a feed-forward step, each added to its input and normalised."""
    from torch.nn.functional import dropout as drop
    from torch.nn.functional import gelu, scaled_dot_product_attention

    heads = [
        _linear(weights, f"{name}.{part}", states).unflatten(-1, (N_HEADS, WIDTH // N_HEADS)).transpose(1, 2)
        for part in ("query", "key", "value")
    ]
    seen = scaled_dot_product_attention(*heads, attn_mask=mask, dropout_p=dropout)
    seen = _linear(weights, f"{name}.mix", seen.transpose(1, 2).flatten(2))
    states = _norm(weights, f"{name}.mix_norm", states + drop(seen, dropout))
    inner = _linear(weights, f"{name}.narrow", gelu(_linear(weights, f"{name}.widen", states)))
    return _norm(weights, f"{name}.narrow_norm", states + drop(inner, dropout))


def _linear(weights: Weights, name: str, states: Any) -> Any:
    from torch.nn.functional import linear

    return linear(states, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _norm(weights: Weights, name: str, states: Any) -> Any:
    from torch.nn.functional import layer_norm

    return layer_norm(states, (WIDTH,), weights[f"{name}.weight"], weights[f"{name}.bias"], EPSILON)


def _mean(states: Any, chosen: Any) -> Any:
    shares = chosen.unsqueeze(-1).to(states.dtype)
    return (states * shares).sum(1) / shares.sum(1).clamp(min=1)


def published_names() -> dict[str, str]:
    """Our name of each array, beside its name in the published file.

    >>> published_names()["layers.5.widen.bias"]
    'encoder.layer.5.intermediate.dense.bias'
    """
    names = {ours: f"embeddings.{theirs}_embeddings.weight" for ours, theirs in _TABLES.items()}
    for end in ("weight", "bias"):
        names[f"norm.{end}"] = f"embeddings.LayerNorm.{end}"
        for n in range(N_LAYERS):
            for ours, theirs in _PARTS.items():
                names[f"layers.{n}.{ours}.{end}"] = f"encoder.layer.{n}.{theirs}.{end}"
    return names


_TABLES = {"word": "word", "position": "position", "segment": "token_type"}
_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mix": "attention.output.dense",
    "mix_norm": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "narrow_norm": "output.LayerNorm",
}
