"""The note inside a network that tells MediaPipe how to scale the picture for it."""

from __future__ import annotations

import flatbuffers
from mediapipe.tasks.metadata import metadata_schema_py_generated as notes
from mediapipe.tasks.metadata import schema_py_generated as tflite

from posecoach.pose.model.bundle import ALIGNMENT

_NAME = b"TFLITE_METADATA"


class _AlignedBuilder(flatbuffers.Builder):  # type: ignore[misc]
    """The schema asks that weights be aligned to 16 bytes; the generated packers align them to their type."""

    def StartVector(self, element_bytes: int, length: int, alignment: int) -> int:  # noqa: N802
        offset: int = super().StartVector(element_bytes, length, max(alignment, ALIGNMENT))
        return offset


def with_normalisation(network: bytes, *, mean: float, std: float) -> bytes:
    """The network with a note that its input is RGB, each value 0–255 taken as (value − mean) / std."""
    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAs(network, 0))
    model.metadata = [entry for entry in model.metadata or [] if entry.name != _NAME]
    entry = tflite.MetadataT()
    entry.name = _NAME
    entry.buffer = len(model.buffers)
    model.metadata.append(entry)
    buffer = tflite.BufferT()
    buffer.data = list(_note(mean, std))
    model.buffers.append(buffer)
    return _packed(model, b"TFL3")


def _note(mean: float, std: float) -> bytes:
    normalisation = notes.NormalizationOptionsT()
    normalisation.mean, normalisation.std = [mean], [std]
    step = notes.ProcessUnitT()
    step.optionsType = notes.ProcessUnitOptions.NormalizationOptions
    step.options = normalisation
    picture = notes.ImagePropertiesT()
    picture.colorSpace = notes.ColorSpaceType.RGB
    content = notes.ContentT()
    content.contentPropertiesType = notes.ContentProperties.ImageProperties
    content.contentProperties = picture
    tensor = notes.TensorMetadataT()
    tensor.name, tensor.content, tensor.processUnits = "image", content, [step]
    graph = notes.SubGraphMetadataT()
    graph.inputTensorMetadata = [tensor]
    note = notes.ModelMetadataT()
    note.subgraphMetadata = [graph]
    return _packed(note, b"M001")


def _packed(table: tflite.ModelT | notes.ModelMetadataT, identifier: bytes) -> bytes:
    builder = _AlignedBuilder(1024)
    builder.Finish(table.Pack(builder), identifier)
    return bytes(builder.Output())
