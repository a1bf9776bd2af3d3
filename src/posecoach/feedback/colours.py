"""Colours, RGB: Okabe and Ito's palette, which people with any kind of colour blindness can tell apart."""

from __future__ import annotations

Colour = tuple[int, int, int]

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
ORANGE: Colour = (230, 159, 0)
SKY_BLUE: Colour = (86, 180, 233)
GREEN: Colour = (0, 158, 115)
YELLOW: Colour = (240, 228, 66)
BLUE: Colour = (0, 114, 178)
VERMILLION: Colour = (213, 94, 0)

# Greys beside the palette, for what should stand back.
INK: Colour = (18, 20, 24)
GREY: Colour = (84, 90, 98)
PALE: Colour = (188, 194, 202)
MIST: Colour = (232, 235, 239)


def css(colour: Colour) -> str:
    """The colour as a style sheet writes it: ``#0072b2``."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
