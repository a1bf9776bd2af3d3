"""What a pose model is: a zip that holds two networks, stored so that they can be read in place."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

DETECTOR = "pose_detector.tflite"
LANDMARKS = "pose_landmarks_detector.tflite"
ALIGNMENT = 16
"""Bytes; TensorFlow Lite reads tensors in place only where they start at a multiple of this."""

_IDENTIFIER = slice(4, 8)
_TFLITE = b"TFL3"
_LOCAL_HEADER_BYTES = 30
_PADDING_ID = 0xD935
"""The zip extra field that zipalign uses for padding."""


def fault_of(path: Path) -> str | None:
    """Why the file is no pose model, as the end of a sentence that starts with its name; None where it is
    one. Reads the whole file: a member whose checksum does not fit is a fault."""
    try:
        with zipfile.ZipFile(path) as bundle:
            return _fault_inside(bundle)
    except FileNotFoundError:
        return "does not exist"
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        # Every one of them is raised by zipfile for one kind of damage or another.
        return "is damaged, or no pose model at all"
    except OSError as error:
        return f"cannot be read ({error.strerror or error})"


def _fault_inside(bundle: zipfile.ZipFile) -> str | None:
    members = {member.filename: member for member in bundle.infolist()}
    for name in (DETECTOR, LANDMARKS):
        if name not in members:
            return f"is no pose model: it lacks {name}"
        if members[name].compress_type != zipfile.ZIP_STORED:
            return f"cannot be used: {name} in it is compressed, and MediaPipe reads it in place"
        if bundle.read(name)[_IDENTIFIER] != _TFLITE:
            return f"is no pose model: {name} in it is no TensorFlow Lite network"
    return None


def write_bundle(path: Path, detector: bytes, landmarks: bytes) -> None:
    """Write the two networks as a bundle; the same networks give the same bytes."""
    with path.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bundle:
        for name, network in ((DETECTOR, detector), (LANDMARKS, landmarks)):
            member = zipfile.ZipInfo(name)
            member.create_system = 3  # Unix, whatever this system is: the bundle must not depend on it.
            member.extra = _padding(file.tell() + _LOCAL_HEADER_BYTES + len(name))
            bundle.writestr(member, network)


def _padding(offset: int) -> bytes:
    """An extra field after which the data that would start at ``offset`` starts at a multiple of 16."""
    head = struct.calcsize("<HH")
    size = -(offset + head) % ALIGNMENT
    return struct.pack("<HH", _PADDING_ID, size) + bytes(size)
