"""What a surface looks like: a pattern of colours. ``finishes.yaml`` names those of rooms and props."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, TypeAdapter

from simulator.body.model import Material
from simulator.strict import Strict

Colour = tuple[float, float, float]
Pattern = Literal["mottled", "woven", "heather", "stripes", "planks", "tiles", "grain", "books", "painting"]


class Finish(Strict):
    """colours: linear RGB, 0 to 1; the pattern picks between them. size_m: of a stripe, a plank's breadth, a
    tile's side, a patch. relief_m: how deep the pattern is. glow: light sent out, 1 like lit white paper."""

    pattern: Pattern = "mottled"
    colours: Annotated[tuple[Colour, ...], Field(min_length=1, max_length=8)]
    size_m: Annotated[float, Field(gt=0)] = 0.3
    roughness: Annotated[float, Field(ge=0, le=1)] = 0.7
    relief_m: Annotated[float, Field(ge=0)] = 0.0
    glow: Annotated[float, Field(ge=0)] = 0.0


@functools.cache
def finishes() -> dict[str, Finish]:
    text = Path(__file__).with_name("finishes.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, Finish]).validate_python(yaml.safe_load(text))


def of_body(material: Material) -> Finish:
    """A body part's material as a finish. Skin varies like skin: redder in some places than in others."""
    red, green, blue = material.colour
    match material.surface:
        case "skin":
            flushed = (min(1.0, red * 1.08), green * 0.93, blue * 0.9)
            return Finish(colours=(flushed, material.colour), size_m=0.05, roughness=material.roughness)
        case "hair":
            return Finish(
                pattern="grain", colours=_shades(material.colour, 0.55, 1.3), size_m=0.012, relief_m=0.002
            )
        case "cloth":
            return _cloth(material)
        case _:
            return Finish(
                colours=_shades(material.colour, 0.9, 1.05), size_m=0.04, roughness=material.roughness
            )


def _cloth(material: Material) -> Finish:
    match material.pattern:
        case "stripes":
            return Finish(pattern="stripes", colours=_shades(material.colour, 1.0, 0.35), size_m=0.025)
        case "heather":
            return Finish(pattern="heather", colours=_shades(material.colour, 0.7, 1.25), size_m=0.006)
        case _:
            return Finish(
                pattern="woven", colours=_shades(material.colour, 0.9, 1.06), size_m=0.05, relief_m=0.004
            )


def _shades(colour: Colour, *factors: float) -> tuple[Colour, ...]:
    red, green, blue = colour
    return tuple((min(1.0, red * k), min(1.0, green * k), min(1.0, blue * k)) for k in factors)
