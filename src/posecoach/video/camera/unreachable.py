"""Why a network camera cannot be had, and how to mend it, in one line that gives no password away."""

from __future__ import annotations

from urllib.parse import urlsplit

import av

from posecoach.video.camera.trouble import CameraError, Trouble


def shown(url: str) -> str:
    """The address without what may be secret: the name and password, and all after a question mark."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def why(url: str, error: av.error.FFmpegError, *, late: bool) -> CameraError:
    """late: whether the attempt took all the time that it was given, which libav does not always say."""
    name = shown(url)
    match error:
        case av.error.ConnectionRefusedError():
            trouble, wrong = Trouble.MISSING, "refuses the connection; start the camera there, check the port"
        case av.error.HTTPNotFoundError():
            trouble, wrong = Trouble.MISSING, "has nothing there (404); check the address after the port"
        case av.error.HTTPUnauthorizedError() | av.error.HTTPForbiddenError():
            trouble = Trouble.MISSING
            wrong = f"wants a password; write {urlsplit(url).scheme}://NAME:PASSWORD@… before the address"
        case av.error.ProtocolNotFoundError():
            trouble, wrong = Trouble.MISSING, "begins with a protocol unknown here; try http:// or rtsp://"
        case av.error.ExitError() | av.error.TimeoutError():
            trouble, wrong = Trouble.SILENT, "does not answer; check that it is on, and on this Wi-Fi"
        case _ if late:
            trouble, wrong = Trouble.SILENT, "does not answer; check that it is on, and on this Wi-Fi"
        case av.error.InvalidDataError():
            trouble, wrong = Trouble.GARBAGE, "answers, but not with a video; open it in a browser to see"
        case _:
            trouble = Trouble.MISSING
            wrong = f"cannot be reached or sends no video ({error.strerror}); check the address"
    return CameraError(trouble, f"{name} {wrong}.")
