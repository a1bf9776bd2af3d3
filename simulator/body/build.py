"""A person of ``people.yaml`` → a body: shape, clothes, hair, and where the landmarks are."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np

from simulator.body.colour import linear_rgb
from simulator.body.footwear import footwear, inside_footwear
from simulator.body.garments import garment
from simulator.body.hair import hair_of
from simulator.body.marks import marks_of
from simulator.body.mesh import Mesh, as_part, compact, subdivided
from simulator.body.model import Body, Material, Part
from simulator.body.paint import EYE_WHITE, SKIN_TONES, eye_colours, skin_colours
from simulator.body.person import Cloth, Person
from simulator.body.regions import bottom_off_m, inside_bottom, inside_top, top_off_m
from simulator.body.shape import BODY_VERTICES, Shape, shape_of


def build(person: Person, cache: Path) -> Body:
    """The body that a person has. Shapes are kept in the folder ``cache``."""
    shape = shape_of(person, cache)
    seed = zlib.crc32(person.model_dump_json().encode())
    tights = subdivided(_piece(shape, "helper-tights"))
    top = inside_top(tights, shape.skeleton, person.top)
    bottom = inside_bottom(tights, shape.skeleton, person.bottom)
    top_off = top_off_m(tights, shape.skeleton, person.top, person.bottom)
    bottom_off = bottom_off_m(tights, shape.skeleton, person.bottom)
    parts = (
        _skin(person, shape, seed),
        _eyes(person, shape),
        *hair_of(person.hair, shape, seed),
        garment("bottom", person.bottom, tights, bottom, bottom_off, seed),
        garment("top", person.top, tights, top, top_off, seed + 1),
        *footwear(person.feet, tights, shape.skeleton),
    )
    return Body(shape.skeleton, parts, marks_of(shape))


def _piece(shape: Shape, *groups: str) -> Mesh:
    faces = np.concatenate([shape.faces[group] for group in groups])
    whole = Mesh(shape.vertices, faces, shape.bone_indices, shape.bone_weights)
    return compact(whole, np.ones(len(faces), bool))[0]


def _skin(person: Person, shape: Shape, seed: int) -> Part:
    """All of the body's vertices, so that landmarks stay what they are, but no faces under clothes."""
    own = slice(0, BODY_VERTICES)
    body = Mesh(shape.vertices[own], shape.faces["body"], shape.bone_indices[own], shape.bone_weights[own])
    colours = skin_colours(person, shape, seed)
    covered = (
        (inside_top(body, shape.skeleton, person.top) > _margin_m(person.top))
        | (inside_bottom(body, shape.skeleton, person.bottom) > _margin_m(person.bottom))
        | (inside_footwear(person.feet, body.vertices, shape.skeleton) > 0.01)
    )
    bare = replace(body, faces=body.faces[~covered[body.faces].all(axis=1)])
    return as_part("skin", Material("skin", linear_rgb(SKIN_TONES[person.skin - 1]), 0.55), bare, colours)


def _margin_m(cloth: Cloth) -> float:
    """How far skin goes on under a garment: one can look into a loose one."""
    return 0.02 + 2 * cloth.loose_m


def _eyes(person: Person, shape: Shape) -> Part:
    eyes = _piece(shape, "helper-l-eye", "helper-r-eye")
    template = _piece(replace(shape, vertices=shape.template), "helper-l-eye", "helper-r-eye")
    colours = eye_colours(template.vertices, person.hair)
    return as_part("eyes", Material("eye", EYE_WHITE, 0.2), eyes, colours)
