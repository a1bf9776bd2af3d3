"""A real window on a virtual screen, with keys pressed by xdotool."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

MISSING = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
needs_screen = pytest.mark.skipif(
    bool(MISSING), reason=f"needs {' and '.join(MISSING)}: apt install xvfb xdotool"
)

PATIENCE_S = 60

SHOWS = """
import numpy as np
from posecoach.feedback.window import Window

with Window("posecoach test") as window:
    shown = np.zeros((*reversed(window.size), 3), np.uint8)
    shown[:] = (213, 94, 0)
    print("open", *window.size, flush=True)
    while not window.closed:
        if window.size[::-1] != shown.shape[:2]:
            print("now", *window.size, flush=True)
            shown = np.zeros((*reversed(window.size), 3), np.uint8)
        window.show(shown)
        key = window.key()
        if key == "fullscreen":
            window.toggle_fullscreen()
        if key:
            print(getattr(key, "name", key), flush=True)
    window.show(shown)
print("closed", flush=True)
"""

CLOSES = """
import ctypes, sys

x11 = ctypes.CDLL("libX11.so.6")
x11.XOpenDisplay.restype = ctypes.c_void_p
display = ctypes.c_void_p(x11.XOpenDisplay(None))
window, protocols, delete = int(sys.argv[1]), *(
    x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
)


class Message(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("rest", ctypes.c_char * 96),
    ]


CLIENT_MESSAGE = 33
message = Message(CLIENT_MESSAGE, 0, 1, display, window, protocols, 32, (ctypes.c_long * 5)(delete, 0))
x11.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message))
x11.XFlush(display)
x11.XCloseDisplay(display)
"""
"""What a window manager does when somebody clicks on a window's cross."""


@pytest.fixture
def display() -> Iterator[str]:
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def environment(display: str | None) -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return known | ({"DISPLAY": display} if display else {})


@pytest.fixture
def window(display: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", SHOWS]
    shown = subprocess.Popen(command, env=environment(display), stdout=subprocess.PIPE, text=True)
    # Who waits for a line that never comes gets an empty one.
    given_up = threading.Timer(3 * PATIENCE_S, shown.kill)
    given_up.start()
    try:
        yield shown
    finally:
        given_up.cancel()
        shown.kill()
        shown.communicate()


def line(window: subprocess.Popen[str]) -> str:
    assert window.stdout
    return window.stdout.readline().strip()


def xdotool(display: str, *arguments: str) -> str:
    command = ["xdotool", *arguments]
    done = subprocess.run(
        command, env=environment(display), capture_output=True, text=True, timeout=PATIENCE_S, check=True
    )
    return done.stdout


def found(display: str) -> str:
    return xdotool(display, "search", "--sync", "--onlyvisible", "--name", "posecoach test").split()[0]


@needs_screen
def test_every_key_is_understood_and_no_other_is_taken_for_one(
    display: str, window: subprocess.Popen[str]
) -> None:
    assert line(window) == "open 1280 720"
    number = found(display)
    xdotool(display, "windowfocus", "--sync", number)
    # Codes of arrows, cut down to a byte, are those of letters.
    xdotool(display, "key", "--delay", "200", "Left", "Home", "x")
    actions = {"space": "PAUSE", "n": "NEXT", "p": "PAIN", "q": "QUIT", "Escape": "QUIT", "m": "mute"}
    ratings = {str(rating): f"PainRating(rating={rating})" for rating in (0, 9)}
    for key, meant in {**actions, "N": "NEXT", **ratings}.items():
        # One after the other: of two between two pictures the window tells the last.
        xdotool(display, "key", key)
        assert line(window) == meant


@needs_screen
def test_it_tells_that_the_person_closed_it_and_stays_closed(
    display: str, window: subprocess.Popen[str]
) -> None:
    line(window)
    command = [sys.executable, "-c", CLOSES, found(display)]
    subprocess.run(command, env=environment(display), timeout=PATIENCE_S, check=True)
    assert line(window) == "closed"
    assert window.wait(PATIENCE_S) == 0


@needs_screen
def test_what_is_drawn_follows_the_window_up_to_a_size(display: str, window: subprocess.Popen[str]) -> None:
    line(window)
    number = found(display)
    xdotool(display, "windowsize", "--sync", number, "800", "600")
    assert line(window) == "now 800 600"
    xdotool(display, "windowsize", "--sync", number, "1600", "900")
    assert line(window) == "now 1280 720"


def refused(display: str | None) -> str:
    command = [sys.executable, "-c", SHOWS]
    done = subprocess.run(
        command, env=environment(display), capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 1
    return done.stderr.splitlines()[-1]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
@pytest.mark.parametrize(("display", "why"), [(None, "there is no display"), (":987", "the display :987")])
def test_without_a_display_it_says_what_to_do(display: str | None, why: str) -> None:
    said = refused(display)
    assert "PosecoachError" in said
    assert why in said
    assert said.endswith("--no-window.")
