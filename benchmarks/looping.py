"""Long test videos out of a short one, without encoding anything again."""

from __future__ import annotations

from pathlib import Path

import av


def looped(video: Path, length_s: float, target: Path) -> Path:
    """Write ``video`` over and over into ``target`` until it is at least ``length_s`` long."""
    with av.open(str(target), "w") as out:
        copy, offset, written_s = None, 0, 0.0
        while written_s < length_s:
            with av.open(str(video)) as container:
                stream = container.streams.video[0]
                copy = copy or out.add_stream_from_template(stream)
                base, first, end = stream.time_base, None, offset
                assert base is not None
                for packet in container.demux(stream):
                    if packet.dts is None or packet.pts is None:
                        continue
                    first = packet.pts if first is None else first
                    packet.pts += offset - first
                    packet.dts += offset - first
                    end = max(end, packet.pts + (packet.duration or 1))
                    packet.stream = copy
                    out.mux(packet)
                offset, written_s = end, float(end * base)
    return target
