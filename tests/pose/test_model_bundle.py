from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from posecoach.pose.model.bundle import DETECTOR, LANDMARKS, fault_of, write_bundle


def test_networks_can_be_read_in_place(tmp_path: Path, network: bytes) -> None:
    path = tmp_path / "some.task"
    write_bundle(path, network + b"odd", network)
    assert fault_of(path) is None
    content = path.read_bytes()
    with zipfile.ZipFile(path) as bundle:
        for member, expected in zip(bundle.infolist(), (network + b"odd", network), strict=True):
            name_bytes, extra_bytes = struct.unpack_from("<HH", content, member.header_offset + 26)
            start = member.header_offset + 30 + name_bytes + extra_bytes
            assert start % 16 == 0
            assert content[start : start + len(expected)] == expected


def test_same_networks_give_same_bytes(tmp_path: Path, network: bytes) -> None:
    write_bundle(tmp_path / "one.task", network, network)
    write_bundle(tmp_path / "two.task", network, network)
    assert (tmp_path / "one.task").read_bytes() == (tmp_path / "two.task").read_bytes()


@pytest.mark.parametrize(
    ("members", "compression", "fault"),
    [
        ({DETECTOR: b"\0\0\0\0TFL3"}, zipfile.ZIP_STORED, f"lacks {LANDMARKS}"),
        ({DETECTOR: b"\0\0\0\0TFL3", LANDMARKS: b"hello"}, zipfile.ZIP_STORED, "no TensorFlow Lite network"),
        ({DETECTOR: b"\0\0\0\0TFL3"}, zipfile.ZIP_DEFLATED, "compressed"),
    ],
)
def test_zip_that_is_no_model(
    tmp_path: Path, members: dict[str, bytes], compression: int, fault: str
) -> None:
    path = tmp_path / "some.task"
    with zipfile.ZipFile(path, "w", compression) as bundle:
        for name, content in members.items():
            bundle.writestr(name, content)
    assert fault in (fault_of(path) or "")


def test_file_that_is_no_zip(tmp_path: Path) -> None:
    (tmp_path / "text.task").write_text("<html>Not found</html>")
    assert "no pose model" in (fault_of(tmp_path / "text.task") or "")
    assert fault_of(tmp_path / "none.task") == "does not exist"
    assert "cannot be read" in (fault_of(tmp_path) or "")


def test_any_cut_is_noticed(tmp_path: Path, bundle: bytes) -> None:
    path = tmp_path / "cut.task"
    for length in range(len(bundle)):
        path.write_bytes(bundle[:length])
        assert fault_of(path), length


def test_any_flipped_byte_is_noticed_or_harmless(tmp_path: Path, bundle: bytes, network: bytes) -> None:
    path = tmp_path / "flipped.task"
    start = bundle.index(network)
    for place in range(len(bundle)):
        path.write_bytes(bundle[:place] + bytes([bundle[place] ^ 0xFF]) + bundle[place + 1 :])
        fault = fault_of(path)
        if start <= place < start + len(network):
            assert fault, place
