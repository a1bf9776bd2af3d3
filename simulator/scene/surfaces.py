"""Finishes as Blender materials.

Every mesh carries its undeformed vertices as the attribute ``rest``, in metres: patterns stay where they are
on the cloth while the body moves.
"""

from __future__ import annotations

from typing import Any

import bpy

from simulator.scene.finish import Finish

REST = "rest"
COLOUR = "colour"
_SEAM = (0.04, 0.035, 0.03, 1.0)
_MATT = 0.9
"""From this roughness on a surface has no highlights, which makes it cheaper to draw."""


def material(finish: Finish, own_colours: bool = False) -> Any:
    """own_colours: the mesh carries its vertices' colours as the attribute ``colour``."""
    made = bpy.data.materials.new("finish")
    made.use_nodes = True
    tree = made.node_tree
    tree.nodes.clear()
    if finish.glow:
        # Lamps light the room; what glows is only seen, or it would speckle the picture.
        made.cycles.emission_sampling = "NONE"
        shader = _node(tree, "Emission", Color=(*finish.colours[0], 1), Strength=finish.glow)["Emission"]
    else:
        shader = _reflecting(tree, finish, own_colours)
    tree.links.new(shader, tree.nodes.new("ShaderNodeOutputMaterial").inputs["Surface"])
    return made


def _reflecting(tree: Any, finish: Finish, own_colours: bool) -> Any:
    place = _math(tree, "SCALE", _attribute(tree, REST), Scale=1 / finish.size_m)
    level, colour = _pattern(tree, finish, place)
    if own_colours:
        colour = _attribute(tree, COLOUR)
    relief = {}
    if finish.relief_m:
        relief["Normal"] = _node(tree, "Bump", Height=level, Distance=finish.relief_m)["Normal"]
    if finish.roughness >= _MATT:
        return _node(tree, "BsdfDiffuse", Color=colour, **relief)["BSDF"]
    inputs = {"Base Color": colour, "Roughness": finish.roughness, "Specular IOR Level": 0.3, **relief}
    return _node(tree, "BsdfPrincipled", **inputs)["BSDF"]


def _pattern(tree: Any, finish: Finish, place: Any) -> tuple[Any, Any]:
    """The pattern's level, 0 to 1, and the colour that it picks."""
    match finish.pattern:
        case "mottled":
            level = _noise(tree, place, detail=2)
        case "woven":
            level = _noise(tree, place, detail=6)
        case "heather":
            level = _noise(tree, place, detail=4, rough=0.9)
        case "painting":
            level = _noise(tree, place, detail=1)
        case "grain":
            level = _noise(tree, _math(tree, "MULTIPLY", place, Vector_001=(0.06, 1, 1)), detail=3)
        case "stripes":
            pairs = _math(tree, "FRACTION", _math(tree, "SCALE", place, Scale=0.5))
            level = _node(tree, "SeparateXYZ", Vector=pairs)["X"]
        case "books":
            number = _math(tree, "FLOOR", _math(tree, "MULTIPLY", place, Vector_001=(1, 0, 0)))
            level = _node(tree, "TexWhiteNoise", Vector=number)["Value"]
        case "planks":
            return _bricks(tree, finish, place, offset=0.37, width=8.0)
        case "tiles":
            return _bricks(tree, finish, place, offset=0.0, width=1.0)
    return level, _ramp(tree, finish, level)


def _noise(tree: Any, place: Any, detail: float, rough: float = 0.6) -> Any:
    noise = _node(tree, "TexNoise", Vector=place, Scale=1.0, Detail=detail, Roughness=rough)["Fac"]
    # Noise keeps near its middle; the palette is wanted whole.
    return _node(tree, "MapRange", Value=noise, From_Min=0.3, From_Max=0.7)["Result"]


def _bricks(tree: Any, finish: Finish, place: Any, offset: float, width: float) -> tuple[Any, Any]:
    bricks = tree.nodes.new("ShaderNodeTexBrick")
    bricks.offset = offset
    sizes = {
        "Scale": 1.0,
        "Brick Width": width,
        "Row Height": 1.0,
        "Mortar Size": 0.012,
        "Mortar Smooth": 0.1,
    }
    colours = {"Color1": (0, 0, 0, 1), "Color2": (1, 1, 1, 1), "Vector": place}
    outputs = _set(tree, bricks, sizes | colours)
    grain = _noise(tree, _math(tree, "MULTIPLY", place, Vector_001=(0.8, 12, 12)), detail=3)
    level = _mix(tree, 0.35, outputs["Color"], grain)
    return level, _mix(tree, outputs["Fac"], _ramp(tree, finish, level), _SEAM)


def _ramp(tree: Any, finish: Finish, level: Any) -> Any:
    ramp = tree.nodes.new("ShaderNodeValToRGB")
    hard = finish.pattern in ("stripes", "books", "painting")
    ramp.color_ramp.interpolation = "CONSTANT" if hard else "LINEAR"
    points = ramp.color_ramp.elements
    points.remove(points[1])
    for place, colour in enumerate(finish.colours):
        point = points.new(place / len(finish.colours) if hard else place / max(1, len(finish.colours) - 1))
        point.color = (*colour, 1)
    points.remove(points[0])
    return _set(tree, ramp, {"Fac": level})["Color"]


def _mix(tree: Any, factor: Any, first: Any, second: Any) -> Any:
    mix = tree.nodes.new("ShaderNodeMix")
    mix.data_type = "RGBA"
    return _set(tree, mix, {"Factor_Float": factor, "A_Color": first, "B_Color": second})["Result_Color"]


def _math(tree: Any, operation: str, vector: Any, **inputs: Any) -> Any:
    node = tree.nodes.new("ShaderNodeVectorMath")
    node.operation = operation
    return _set(tree, node, {"Vector": vector, **inputs})["Vector"]


def _attribute(tree: Any, name: str) -> Any:
    node = tree.nodes.new("ShaderNodeAttribute")
    node.attribute_name = name
    return node.outputs["Vector"]


def _node(tree: Any, kind: str, **inputs: Any) -> dict[str, Any]:
    return _set(tree, tree.nodes.new(f"ShaderNode{kind}"), inputs)


def _set(tree: Any, node: Any, inputs: dict[str, Any]) -> dict[str, Any]:
    """Inputs, by identifier, set to values or linked to other nodes' outputs; the node's outputs."""
    sockets = {socket.identifier.replace(" ", "_"): socket for socket in node.inputs}
    for name, value in inputs.items():
        socket = sockets[name.replace(" ", "_")]
        if isinstance(value, bpy.types.NodeSocket):
            tree.links.new(value, socket)
        else:
            socket.default_value = value
    return {socket.identifier: socket for socket in node.outputs}
