"""Makes the file that the encoder runs from the weights as they are installed, once.

The installed file stores int8 weights but multiplies in float32. onnxruntime's own dynamic
quantization makes the products int8 too, which is three times as fast, and the middle layers are
made readable, for they hold what the last one has given up to meaning: who does what, and how it
is said. What both cost and bring is in docs/understanding.md.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tightrope.understanding.encoder_files import FILES, WEIGHTS, EncoderFilesError, encoder_file

LAYERS = (4, 5, 6)
"""The transformer layers that are read, of six; the last is the model's own answer."""

_FOLDER = Path(__file__).resolve().parents[2] / ".rasa" / "encoder"


def weights_key() -> str:
    """Changes whenever the vectors may: with the weights, the tools and this file."""
    import onnxruntime

    content = repr((sorted(FILES.items()), onnxruntime.__version__)).encode()
    return hashlib.sha256(content + Path(__file__).read_bytes()).hexdigest()[:16]


def prepared_weights(folder: Path = _FOLDER) -> Path:
    """The ONNX file to run; made within seconds where it is not there yet.

    Raises:
        EncoderFilesError: The installed weights are not the expected ones, or the folder cannot
            be written; says what to do.
    """
    path = folder / f"{weights_key()}.onnx"
    if path.is_file():
        return path
    source = encoder_file(WEIGHTS)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder) as scratch:
            # Renamed when whole, so that nobody ever reads half a file.
            _prepare(source, Path(scratch)).replace(path)
    except OSError as fault:
        raise EncoderFilesError(
            f"The encoder's weights could not be written to {folder}: {fault.strerror}. "
            "Make room there, or allow writing, and try again."
        ) from fault
    return path


def _prepare(source: Path, scratch: Path) -> Path:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    plain = scratch / "plain.onnx"
    _fold_constants(source, plain)
    model = onnx.load(str(plain))
    _answer_with_layers(model)
    onnx.save(model, str(plain))
    result = scratch / "int8.onnx"
    quantize_dynamic(
        plain,
        result,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        # Seven bits: on processors without VNNI, sums of eight-bit products would overflow.
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
    return result


def _fold_constants(source: Path, target: Path) -> None:
    """Writes the graph with its stored weights turned back into plain matrices."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(target)
    onnxruntime.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])


def _answer_with_layers(model: Any) -> None:
    """Makes the graph answer with the tokens' states after each of LAYERS."""
    from onnx import TensorProto, helper

    graph = model.graph
    norms = [node.output[0] for node in graph.node if node.op_type == "LayerNormalization"]
    del graph.output[:]
    for layer in LAYERS:
        # One norm after the embeddings, then two in each layer, the second at its end.
        graph.output.append(
            helper.make_tensor_value_info(norms[2 * layer], TensorProto.FLOAT, None)
        )
