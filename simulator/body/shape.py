"""The bare shape of a person, from the parametric body model ``anny``: MakeHuman's mesh, rig and helpers.

Everything is in metres, standing with the arms held off the body, facing −y, left at +x, z up.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from simulator.body.person import Ancestry, Person
from simulator.skeleton import Floats, Skeleton

BODY_VERTICES = 13380
"""The first so many vertices are the body; what is behind them is helper geometry."""
GROUPS = ("body", "helper-l-eye", "helper-r-eye", "helper-tights")
MASKS = ("lips", "ears", "eyelids", "face", "fingernails", "toenails", "inside-mouth")
SHAPED_BY = {"sex", "age_years", "height_m", "mass_kg", "muscle", "ancestry", "local"}
DENSITY_KG_M3 = 985.0
"""Of a living body with air in its lungs; close to water's."""
WEIGHTS = (-0.5, 3.0)
"""The model's own scale of weight is 0 to 1, and ends at a body mass index of about 26."""
ANCESTRIES: tuple[Ancestry, ...] = get_args(Ancestry)
YOUNG = 2 / 3
"""Where a young adult of 25 is on the model's scale of age; 1 is an old one of 90."""


_FORMAT = 1
"""Rises with every change of what is kept, so that nothing old is taken for it."""


@dataclass(frozen=True)
class Shape:
    """vertices: (19158, 3), MakeHuman's own numbering, with its helper geometry (eyes, tights …) behind the
    body's 13380. faces: a group of GROUPS → (f, 4) quads. bone_indices, bone_weights: (19158, 12).
    masks: a painted area of MASKS → (13380,), 0 to 1. template: (19158, 3), the same vertices of nobody in
    particular, for telling regions that are the same on everybody."""

    skeleton: Skeleton
    vertices: Floats
    faces: dict[str, NDArray[np.int64]]
    bone_indices: NDArray[np.int64]
    bone_weights: Floats
    masks: dict[str, Floats]
    template: Floats


def shape_of(person: Person, cache: Path) -> Shape:
    """The shape of one person, as tall and as heavy as promised. Kept in ``cache``: the body model takes some
    seconds to load. Raises ValueError for a mass that no such person has."""
    wanted = f"{_FORMAT} {version('anny')} {person.model_dump_json(include=SHAPED_BY)}"
    file = cache / f"shape-{hashlib.sha256(wanted.encode()).hexdigest()[:16]}.npz"
    if not file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        arrays = _from_anny(person)
        unfinished = file.with_suffix(".part.npz")
        np.savez(unfinished, allow_pickle=False, **arrays)
        unfinished.replace(file)
    with np.load(file) as kept:
        return Shape(
            Skeleton(tuple(kept["names"].tolist()), kept["parents"], kept["heads"]),
            kept["vertices"],
            {group: kept[f"faces {group}"] for group in GROUPS},
            kept["bone_indices"],
            kept["bone_weights"],
            {mask: kept[f"mask {mask}"] for mask in MASKS},
            kept["template"],
        )


def mass_kg(vertices: Floats, faces: NDArray[np.int64]) -> float:
    """What a closed surface of (f, 4) quads weighs, full of a living body: the sum of its tetrahedra."""
    first, second, third, fourth = np.moveaxis(vertices[faces], 1, 0)
    spanned = np.cross(second, third) + np.cross(third, fourth)
    return DENSITY_KG_M3 * float(np.einsum("fi,fi->", first, spanned)) / 6


def _from_anny(person: Person) -> dict[str, NDArray[Any]]:
    model, mesh = _model(), _mesh()
    template = model(phenotype_kwargs={}, local_changes_kwargs={})
    rest = _as_tall(person, _weight_for(person))
    return {
        "names": np.array(model.bone_labels),
        "parents": np.array(model.bone_parents, np.int64),
        "heads": rest.heads,
        "vertices": rest.vertices,
        "template": template["rest_vertices"][0].double().numpy(),
        "bone_indices": model.vertex_bone_indices.numpy().astype(np.int64),
        "bone_weights": model.vertex_bone_weights.double().numpy(),
        **mesh,
    }


class _Rest(NamedTuple):
    vertices: Floats
    heads: Floats


def _weight_for(person: Person) -> float:
    """Where on the model's scale of weight, carried on beyond its ends, a body has the person's mass."""

    def too_much_kg(weight: float) -> float:
        body = _as_tall(person, weight).vertices
        return mass_kg(body, _mesh()["faces body"]) - person.mass_kg

    lightest, heaviest = WEIGHTS
    if too_much_kg(lightest) > 0 or too_much_kg(heaviest) < 0:
        light, heavy = (too_much_kg(weight) + person.mass_kg for weight in WEIGHTS)
        raise ValueError(
            f"No such body of {person.height_m} m has {person.mass_kg} kg; "
            f"give a mass_kg between {light:.0f} and {heavy:.0f}."
        )
    return float(brentq(too_much_kg, lightest, heaviest, xtol=0.002))


def _as_tall(person: Person, weight: float) -> _Rest:
    """The model's body, made exactly as tall as the person."""
    base_m = 1.355 if person.sex == "male" else 1.22
    phenotype: dict[str, float] = {
        "gender": float(person.sex == "female"),
        "age": YOUNG + (1 - YOUNG) * max(0, person.age_years - 25) / 65,
        "muscle": person.muscle,
        "weight": weight,
        "height": float(np.clip((person.height_m - base_m) / 1.09, 0, 1)),
        "proportions": 0.5,
        **{ancestry: person.ancestry.get(ancestry, 0.0) for ancestry in ANCESTRIES},
    }
    rest = _model()(phenotype_kwargs=phenotype, local_changes_kwargs=dict(person.local))
    vertices = rest["rest_vertices"][0].double().numpy()
    # rest_bone_heads, not bone_heads, which are in another frame.
    heads = rest["rest_bone_heads"][0].double().numpy()
    scale = person.height_m / np.ptp(vertices[:BODY_VERTICES, 2])
    return _Rest(vertices * scale, heads * scale)


@functools.cache
def _model() -> Any:
    import warp

    warp.config.quiet = True
    import anny
    from anny.models.model_data import TopologyConfig

    topology = TopologyConfig("makehuman", remove_unattached_vertices=False, triangulate_faces=False)
    return anny.Anny(
        topology=topology,
        rig="makehuman",
        local_changes="all",
        phenotypes="all",
        extrapolate_phenotypes=True,
    )


@functools.cache
def _mesh() -> dict[str, NDArray[Any]]:
    """What is the same for everybody: the faces of each group, and the painted areas at each vertex."""
    from anny.paths import get_anny_root_dir
    from anny.utils.obj_utils import load_obj_file
    from PIL import Image

    data = Path(get_anny_root_dir()) / "data" / "mpfb2"
    _, texture, groups = load_obj_file(str(data / "3dobjs" / "base.obj"))
    faces = {f"faces {group}": np.asarray(groups[group]["face_vertex_indices"], np.int64) for group in GROUPS}
    corners = np.asarray(groups["body"]["face_texture_coordinate_indices"], np.int64)
    uv = np.zeros((BODY_VERTICES, 2))
    uv[faces["faces body"]] = np.asarray(texture)[corners]
    masks = {}
    for mask in MASKS:
        with Image.open(data / "textures" / f"mpfb_{mask}.jpg") as picture:
            painted = np.asarray(picture.convert("L"), float) / 255
        height, width = painted.shape
        column = np.clip(np.rint(uv[:, 0] * width), 0, width - 1).astype(int)
        row = np.clip(np.rint((1 - uv[:, 1]) * height), 0, height - 1).astype(int)
        masks[f"mask {mask}"] = painted[row, column]
    return {**faces, **masks}
