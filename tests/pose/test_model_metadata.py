from __future__ import annotations

import numpy as np
from mediapipe.tasks.metadata import metadata_schema_py_generated as notes
from mediapipe.tasks.metadata import schema_py_generated as tflite

from posecoach.pose.model.metadata import with_normalisation


def test_says_how_to_scale_the_picture(network: bytes) -> None:
    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAs(with_normalisation(network, mean=1, std=255), 0))
    assert [entry.name for entry in model.metadata] == [b"min_runtime_version", b"TFLITE_METADATA"]
    packed = model.buffers[model.metadata[-1].buffer].data.tobytes()
    assert packed[4:8] == b"M001"
    note = notes.ModelMetadataT.InitFromObj(notes.ModelMetadata.GetRootAs(packed, 0))
    (tensor,) = note.subgraphMetadata[0].inputTensorMetadata
    assert tensor.content.contentProperties.colorSpace == notes.ColorSpaceType.RGB
    (step,) = tensor.processUnits
    assert (step.options.mean, step.options.std) == (1, 255)


def test_weights_are_kept_and_aligned(network: bytes) -> None:
    noted = with_normalisation(network, mean=0, std=1)
    before, after = tflite.Model.GetRootAs(network, 0), tflite.Model.GetRootAs(noted, 0)
    assert noted[4:8] == b"TFL3"
    for i in range(before.BuffersLength()):
        buffer = after.Buffers(i)
        np.testing.assert_array_equal(buffer.DataAsNumpy(), before.Buffers(i).DataAsNumpy())
        if buffer.DataLength():
            weights = buffer.DataAsNumpy().tobytes()
            starts = [at for at in range(0, len(noted), 16) if noted[at:].startswith(weights)]
            assert starts, f"buffer {i} starts at no multiple of 16"


def test_same_network_gives_same_bytes(network: bytes) -> None:
    assert with_normalisation(network, mean=0, std=1) == with_normalisation(network, mean=0, std=1)
