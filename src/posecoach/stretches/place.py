"""Where the camera stands, drawn from above (SVG): the body as it lies or stands, and the camera by it."""

from __future__ import annotations

import math

from posecoach.stretches.model import Position, Stretch

_PX_A_METRE = 110
_MARGIN_M = 0.45
_HALF_BODY_M = (1.0, 0.45)
"""Half of the room that a body takes: along the picture's width, and its height."""
_HALF_WORDS_M = 0.3
"""What the camera's words take to its right, beyond the margin."""
_FIELD_OF_VIEW_DEG = 60.0
_BODY, _NEAR, _CAMERA, _INK = "#b9c4cf", "#e8893a", "#1f5fa8", "#333c46"
"""The body, the limb that stretches and belongs on the camera's side, the camera, and words."""

Point = tuple[float, float]


def drawing(stretch: Stretch) -> str:
    """The picture, an SVG document. Along x lies the body from head to feet, or looks whoever is upright; the
    camera is below it."""
    camera = _camera(stretch)
    left, right = -_HALF_BODY_M[0] - _MARGIN_M, max(_HALF_BODY_M[0], camera[0] + _HALF_WORDS_M) + _MARGIN_M
    top, bottom = -_HALF_BODY_M[1] - _MARGIN_M, camera[1] + _MARGIN_M
    width, height = (round((b - a) * _PX_A_METRE) for a, b in ((left, right), (top, bottom)))
    view_box = f"{left:.2f} {top:.2f} {right - left:.2f} {bottom - top:.2f}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{view_box}" '
            'font-family="sans-serif" font-size="0.13" stroke-linecap="round" stroke-linejoin="round">',
            f"<title>{stretch.name}: where the camera stands, seen from above</title>",
            f'<rect x="{left:.2f}" y="{top:.2f}" width="100%" height="100%" fill="#ffffff"/>',
            *_line_of_sight(camera, stretch.camera.distance_m),
            *_body(stretch.position, stretch.sides == "each"),
            *_camera_and_height(camera, stretch.camera.height_m),
            "</svg>\n",
        ]
    )


def _camera(stretch: Stretch) -> Point:
    """Metres from the body's middle. The front of somebody on their side is where others have their side."""
    beside_deg = 90.0 if stretch.position == "side_lying" else 0.0
    turn = math.radians(stretch.camera.turn_deg - beside_deg)
    return stretch.camera.distance_m * math.sin(turn), stretch.camera.distance_m * math.cos(turn)


def _line_of_sight(camera: Point, distance_m: float) -> list[str]:
    x, y = camera
    middle = math.atan2(-y, -x)
    half = math.radians(_FIELD_OF_VIEW_DEG / 2)
    reach = 1.6 * distance_m
    ends = [(x + reach * math.cos(a), y + reach * math.sin(a)) for a in (middle - half, middle + half)]
    corners = " ".join(f"{px:.2f},{py:.2f}" for px, py in [camera, *ends])
    at_x, at_y = x * 0.62, y * 0.62
    return [
        f'<polygon points="{corners}" fill="{_CAMERA}" opacity="0.08"/>',
        f'<line x1="{x:.2f}" y1="{y:.2f}" x2="0" y2="0" stroke="{_CAMERA}" stroke-width="0.012" '
        'stroke-dasharray="0.06 0.05"/>',
        _words(at_x + 0.07, at_y + 0.04, f"{distance_m:g} m"),
    ]


def _camera_and_height(camera: Point, height_m: float) -> list[str]:
    x, y = camera
    turn_deg = math.degrees(math.atan2(-y, -x)) + 90.0
    return [
        f'<g transform="translate({x:.2f} {y:.2f}) rotate({turn_deg:.0f})" fill="{_CAMERA}">'
        '<rect x="-0.13" y="-0.08" width="0.26" height="0.17" rx="0.03"/>'
        '<path d="M -0.06 -0.08 L -0.09 -0.15 L 0.09 -0.15 L 0.06 -0.08 Z"/></g>',
        _words(x, y + 0.26, f"camera, {100 * height_m:.0f} cm high", "middle"),
    ]


def _body(position: Position, each: bool) -> list[str]:
    near = _NEAR if each else _BODY
    match position:
        case "supine" | "prone":
            return _lying(near)
        case "side_lying":
            return _over_a_ball(near)
        case "half_kneeling":
            legs = [*_limb(-0.5, 0.11, 0.0, 0.11, near), *_limb(0.0, -0.11, 0.5, -0.11)]
            return [*legs, *_upright(), *_ends("back", "front", 0.64)]
        case "standing":
            feet = [*_limb(-0.02, 0.12, 0.17, 0.13, near), *_limb(-0.02, -0.12, 0.17, -0.13)]
            return [*feet, *_upright(), *_ends("back", "front", 0.32)]


def _lying(near: str) -> list[str]:
    return [
        *_limb(-0.5, 0.27, 0.0, 0.32),
        *_limb(-0.5, -0.27, 0.0, -0.32),
        *_limb(0.05, -0.1, 0.88, -0.14),
        *_limb(0.05, 0.1, 0.88, 0.14, near),
        f'<rect x="-0.6" y="-0.22" width="0.72" height="0.44" rx="0.14" fill="{_BODY}"/>',
        f'<circle cx="-0.76" cy="0" r="0.12" fill="{_BODY}"/>',
        *_ends("head", "feet"),
    ]


def _over_a_ball(near: str) -> list[str]:
    return [
        '<circle cx="0.02" cy="0" r="0.33" fill="none" stroke="#8a949e" stroke-width="0.025"/>',
        *_limb(-0.5, 0.1, -0.35, 0.38),
        *_limb(0.1, 0.06, 0.85, 0.2),
        *_limb(0.1, -0.04, 0.88, -0.18, near),
        f'<rect x="-0.58" y="-0.13" width="0.72" height="0.26" rx="0.12" fill="{_BODY}"/>',
        f'<circle cx="-0.74" cy="0" r="0.12" fill="{_BODY}"/>',
        _words(0.42, -0.3, "ball"),
        *_ends("head", "feet"),
    ]


def _upright() -> list[str]:
    return [
        f'<ellipse cx="0" cy="0" rx="0.13" ry="0.25" fill="{_BODY}" stroke="#ffffff" stroke-width="0.015"/>',
        f'<path d="M 0.1 -0.05 L 0.19 0 L 0.1 0.05 Z" fill="{_INK}"/>',
        f'<circle cx="0.03" cy="0" r="0.11" fill="{_BODY}" stroke="{_INK}" stroke-width="0.012"/>',
    ]


def _limb(x1: float, y1: float, x2: float, y2: float, colour: str = _BODY) -> list[str]:
    return [
        f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{colour}" stroke-width="0.13"/>',
    ]


def _ends(left: str, right: str, edge_m: float = 0.96) -> list[str]:
    return [_words(-edge_m, 0.04, left, "end"), _words(edge_m, 0.04, right)]


def _words(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}" fill="{_INK}">{text}</text>'
