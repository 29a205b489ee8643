import base64
import dataclasses
import io
import json
import os
import zipfile

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from tagger.errors import ModelError
from tagger.model import list_models, load_model
from tagger.model.importing import check_import
from tagger.model.keeping import export_model, import_model
from tagger.model.network import encode_array
from tagger.model.personal import LARGEST_FILE
from tests.model.personal_models import head_for, statistics_for, write_base, write_personal
from tests.model.tiny_network import EMBEDDING, write_tiny_network


@pytest.fixture
def no_runtime(monkeypatch):
    """Fails the test when anything is opened by onnxruntime."""

    def opened(*arguments: object) -> None:
        raise AssertionError("onnxruntime was asked")

    monkeypatch.setattr("tagger.model.importing.Network", opened)


def spoil(path, change):
    """Write the model again with a change to its parsed form."""
    model = onnx.load(path)
    change(model)
    path.write_bytes(model.SerializeToString())


def set_metadata(**values):
    def change(model):
        known = {entry.key: entry.value for entry in model.metadata_props}
        for key, value in values.items():
            if value is None:
                del known[key]
            else:
                known[key] = value if isinstance(value, str) else json.dumps(value)
        helper.set_model_props(model, known)

    return change


def test_a_model_goes_round_by_export_and_import(person, base, theirs, tmp_path):
    info = import_model(person, theirs)
    assert info.name == "Parties"
    assert "Zouk" in info.genres
    assert load_model(person, "Parties").head.sha256 == head_for().sha256
    out = tmp_path / "given" / "away.onnx"
    export_model(person, "Parties", out)
    assert out.read_bytes() == theirs.read_bytes()
    assert import_model(person, out, "Again").name == "Again"
    assert [model.name for model in list_models(person)] == ["Tagger", "Again", "Parties"]


def test_a_model_of_three_hundred_genres_with_limits_for_each_is_taken_in(person, base, tmp_path):
    generator = np.random.default_rng(0)
    limits = generator.uniform(0.01, 1, (2, 300))
    head = dataclasses.replace(
        head_for(tuple(f"Genre {place}" for place in range(300))),
        unsure_below=tuple(limits[0].tolist()),
        also_above=tuple(limits[1].tolist()),
    )
    write_personal(base, tmp_path / "Many.onnx", head)
    import_model(person, tmp_path / "Many.onnx")
    assert load_model(person, "Many").head.sha256 == head.sha256


def test_a_model_on_a_network_of_its_own_is_taken_in(person, base, tmp_path):
    deep = write_base(tmp_path / "deep.onnx", seed=5)
    write_personal(deep, tmp_path / "Deep.onnx")
    import_model(person, tmp_path / "Deep.onnx")
    assert load_model(person, "Deep").network_key != load_model(person).network_key


def external(model):
    tensor = model.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="/etc/passwd")


def outside_without_words(model):
    model.graph.initializer[0].data_location = TensorProto.EXTERNAL


def branch(model):
    node = helper.make_node("If", ["logmel"], ["x"])
    for name in ("then_branch", "else_branch"):
        node.attribute.append(helper.make_attribute(name, helper.make_graph([], "", [], [])))
    model.graph.node.insert(0, node)


def loop(model):
    node = helper.make_node("Loop", ["logmel"], ["x"])
    node.attribute.append(helper.make_attribute("body", helper.make_graph([], "", [], [])))
    model.graph.node.insert(0, node)


def operator(name, domain=""):
    def change(model):
        model.graph.node.append(helper.make_node(name, ["logmel"], ["x"], domain=domain))

    return change


def function(model):
    model.functions.add(name="f", domain="d")


def training(model):
    model.training_info.add()


def another_step(model):
    model.graph.node.insert(1, helper.make_node("Relu", ["scaled"], ["again"]))


def other_setting(model):
    (conv,) = [node for node in model.graph.node if node.op_type == "Conv"]
    next(a for a in conv.attribute if a.name == "pads").ints[:] = [1 << 40] * 4


def huge_claim(model):
    model.graph.initializer[0].dims[:] = [1 << 40]


def negative_claim(model):
    model.graph.initializer[0].dims[:] = [-1]


def not_a_number(model):
    tensor = model.graph.initializer[0]
    values = np.full(tuple(tensor.dims), np.nan, dtype=np.float32)
    tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))


def other_weights(model):
    tensor = next(t for t in model.graph.initializer if t.name == "kernel")
    values = numpy_helper.to_array(tensor) * np.float32(2)
    tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))


def other_head(model):
    tensor = next(t for t in model.graph.initializer if t.name == "head.weight")
    values = numpy_helper.to_array(tensor) * np.float32(2)
    tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))


def spare_weight(model):
    model.graph.initializer.append(numpy_helper.from_array(np.zeros(3, np.float32), "spare"))


def twin_weight(model):
    model.graph.initializer.append(model.graph.initializer[0])


def second_input(model):
    model.graph.input.append(helper.make_tensor_value_info("more", TensorProto.FLOAT, [1]))


def lost_output(model):
    del model.graph.output[2]


def other_shape(model):
    model.graph.input[0].type.tensor_type.shape.dim[2].dim_value = 64


def other_type(model):
    model.graph.input[0].type.tensor_type.elem_type = TensorProto.DOUBLE


def other_opset(model):
    model.opset_import[0].version = 13


def twice(model):
    model.metadata_props.add(key="version", value="9")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (external, "other files"),
        (outside_without_words, "other files"),
        (branch, "loop or a branch"),
        (loop, "loop or a branch"),
        (operator("Tile"), "operator “Tile”"),
        (operator("Relu", "com.example"), "operator “Relu”"),
        (function, "functions"),
        (training, "training"),
        (another_step, "not built as"),
        (other_setting, "not built as"),
        (huge_claim, "not as many"),
        (negative_claim, "not as many"),
        (not_a_number, "weights are damaged"),
        (other_weights, "passes its network off"),
        (other_head, "something else than its network"),
        (spare_weight, "not built as"),
        (twin_weight, "one name"),
        (second_input, "input"),
        (lost_output, "outputs"),
        (other_shape, "shapes"),
        (other_type, "shapes"),
        (other_opset, "other operators"),
        (twice, "twice"),
        (set_metadata(genres=None), "genres"),
        (set_metadata(genres=["Rock"] * 5), "“Rock” twice"),
        (set_metadata(genres=["A", "B", "C", "D", ""]), "without a name"),
        (set_metadata(genres=["A", "B", "C", "D", "\x1b[2J"]), "no name has"),
        (set_metadata(genres=["A", "B", "C", "D", "x" * 300]), "too long"),
        (set_metadata(genres=["A", "B", "C", "D", 5]), "without a name"),
        (set_metadata(genres=[str(n) for n in range(2001)]), "more than 2,000"),
        (set_metadata(genres=["A", "B"]), "shapes"),
        (set_metadata(genres="[" * 100_000), "damaged"),
        (set_metadata(genres="9" * 100_000), "damaged"),
        (set_metadata(frontend={"sample_rate": 1}), "listens to sound in another way"),
        (set_metadata(version=None), "version"),
        (set_metadata(version="1\x07"), "version"),
        (set_metadata(license="x" * 1000), "too long"),
        (set_metadata(network_sha256="0" * 64), "passes its network off"),
        (set_metadata(activity=None), "music and speech"),
        (set_metadata(activity={"kinds": []}), "music and speech"),
        (set_metadata(head={"weight": "!"}), "classifier is damaged"),
        (set_metadata(head="[" + "[]," * 1_000_000), "too long"),
        (set_metadata(provenance=None), "provenance"),
        (set_metadata(provenance=[]), "provenance"),
        (set_metadata(metrics="{"), "metrics"),
        (set_metadata(statistics=None), "statistics"),
        (set_metadata(statistics="é"), "statistics"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_before_anything_runs_it(
    person, theirs, no_runtime, change, why
):
    spoil(theirs, change)
    with pytest.raises(ModelError, match=why) as refused:
        import_model(person, theirs)
    assert theirs.name in refused.value.message
    assert not person.models.exists()


def test_limits_that_no_classifier_has_are_refused(person, theirs, no_runtime):
    head = head_for()
    values = {"weight": encode_array(head.weight), "bias": encode_array(head.bias)}
    for temperature in (0, -1, 10**400, float("nan")):
        spoil(theirs, set_metadata(head=values | {"temperature": temperature, "unsure_below": 0}))
        with pytest.raises(ModelError, match="classifier is damaged"):
            import_model(person, theirs)
    for also in ([0.5], [0.5] * 4 + [0], [0.5] * 4 + [1.5], [0.5] * 4 + [None], [[0.5] * 5], {}):
        plain = {"temperature": 1, "unsure_below": 0, "also_above": also}
        spoil(theirs, set_metadata(head=values | plain))
        with pytest.raises(ModelError, match="classifier is damaged"):
            import_model(person, theirs)


def zipped(**arrays: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in arrays.items():
            archive.writestr(f"{name}.npy", content)
    return stream.getvalue()


def npy(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def claiming(shape: str) -> bytes:
    return npy(np.zeros(3)).replace(b"(3,)", shape.encode())


@pytest.mark.parametrize(
    "statistics",
    [
        b"no archive",
        statistics_for()[:-30],
        statistics_for(size=EMBEDDING + 1),
        statistics_for(("Rock", "rock")),
        zipped(genres=npy(np.array(["Rock"]))),
        zipped(bomb=bytes(50_000_000)),
        zipped(scatter=claiming("(9999999999,)")),
        zipped(scatter=claiming("(-1,)")),
        zipped(genres=npy(np.array(["x"])).replace(b"x\0\0\0", b"\xff\xff\xff\x7f")),
        zipped(**{f"a{number}": npy(np.zeros(1)) for number in range(40)}),
    ],
    ids=lambda content: str(len(content)),
)
def test_statistics_that_are_none_are_refused_without_being_unpacked(
    person, theirs, no_runtime, statistics
):
    spoil(theirs, set_metadata(statistics=base64.b64encode(statistics).decode()))
    with pytest.raises(ModelError, match="statistics"):
        import_model(person, theirs)


def test_a_file_cut_off_anywhere_is_refused(base, theirs, no_runtime):
    whole = theirs.read_bytes()
    for length in range(0, len(whole), max(1, len(whole) // 60)):
        theirs.write_bytes(whole[:length])
        with pytest.raises(ModelError, match="not imported"):
            check_import(theirs, base)


def test_a_mutated_file_is_refused_with_a_sentence_or_says_what_it_said(base, theirs):
    whole = theirs.read_bytes()
    generator = np.random.default_rng(0)
    refused = 0
    for _ in range(400):
        spoilt = bytearray(whole)
        for place in generator.integers(0, len(whole), generator.integers(1, 4)):
            spoilt[place] = generator.integers(0, 256)
        theirs.write_bytes(spoilt)
        try:
            check_import(theirs, base)
        except ModelError as error:
            assert error.message.endswith(".")
            refused += 1
    assert refused > 200


def field(number: int, content: bytes) -> bytes:
    """A length-delimited field as Protocol Buffers write it."""
    length, parts = len(content), bytearray()
    while length >= 0x80:
        parts.append(length & 0x7F | 0x80)
        length >>= 7
    return bytes([number << 3 | 2, *parts, length]) + content


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (field(7, field(1, b"") * 500_000), "far more parts"),
        (field(7, field(1, field(5, b"") * 500_000)), "far more parts"),
        (field(7, field(13, field(2, b"\x22\0" * 500_000))), "do not have"),
        (field(7, b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), "cut off"),
        (b"\xff" * 100, "damaged"),
        (field(9, b""), "do not have"),
        (b"\x3b\x3c", "damaged"),
        (b"\x38\x01", "damaged"),
        (field(14, field(1, b"\xff\xfe")), "damaged"),
        (b"", "genres|version"),
    ],
    ids=lambda part: f"{len(part)}-{part[:4]!r}" if isinstance(part, bytes) else part,
)
def test_bytes_that_claim_what_no_model_holds_never_reach_a_parser_that_believes_them(
    base, tmp_path, no_runtime, data, why
):
    path = tmp_path / "hostile.onnx"
    path.write_bytes(data)
    with pytest.raises(ModelError, match=why):
        check_import(path, base)


def test_a_file_that_is_too_large_or_none_is_refused(base, tmp_path):
    large = tmp_path / "large.onnx"
    with large.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    with pytest.raises(ModelError, match="12 MB"):
        check_import(large, base)
    with pytest.raises(ModelError, match="no file"):
        check_import(tmp_path, base)
    with pytest.raises(ModelError, match="no longer there"):
        check_import(tmp_path / "gone.onnx", base)
    with pytest.raises(ModelError):
        check_import(tmp_path / "a\0b.onnx", base)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.onnx")
        with pytest.raises(ModelError, match="no file"):
            check_import(tmp_path / "pipe.onnx", base)


def test_a_foreign_network_of_the_right_shape_is_refused(person, base, tmp_path, no_runtime):
    """No head of one linear layer, no statistics: not what `write_model` writes."""
    path = write_tiny_network(tmp_path / "foreign.onnx")
    with pytest.raises(ModelError, match="name"):
        import_model(person, path)
