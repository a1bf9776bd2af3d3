"""The people who can be filmed, and the bodies they get."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from posecoach.pose.landmarks import Landmark
from simulator.body.build import build
from simulator.body.colour import linear_rgb
from simulator.body.hair_shapes import bun, curtain, pony_tail
from simulator.body.mesh import Mesh, cut, normals, strongest_bones, subdivided
from simulator.body.model import Body
from simulator.body.person import Person, load_person, people
from simulator.body.shape import mass_kg, shape_of
from simulator.truth.landmarks import JOINTS

CUBE = np.array([[x, y, z] for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)])
CUBE_FACES = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])


def hung(vertices: np.ndarray, faces: np.ndarray) -> Mesh:
    """A mesh of which the lower half hangs on bone 0 and the upper on bone 1."""
    upper = (vertices[:, 2] > 0).astype(int)[:, None]
    return Mesh(vertices, faces, upper, np.ones((len(vertices), 1)))


def test_there_are_many_and_they_differ() -> None:
    everybody = list(people().values())
    masses = [person.mass_kg / person.height_m**2 for person in everybody]
    assert len(everybody) >= 20
    assert {person.sex for person in everybody} == {"female", "male"}
    assert min(p.age_years for p in everybody) <= 25
    assert max(p.age_years for p in everybody) >= 75
    assert min(p.height_m for p in everybody) <= 1.55
    assert max(p.height_m for p in everybody) >= 1.9
    assert min(masses) < 18.5
    assert max(masses) > 40
    assert {p.skin for p in everybody} == set(range(1, 11))
    assert {p.feet.wear for p in everybody} == {"nothing", "socks", "shoes"}
    assert max(p.top.loose_m for p in everybody) >= 0.05
    assert len({p.hair.style for p in everybody}) >= 6


def test_nobody_of_that_name() -> None:
    with pytest.raises(ValueError, match=r"no person 'nobody'; the people are amara, "):
        load_person("nobody")


def test_a_person_with_a_slip_of_the_pen() -> None:
    written = load_person("maria").model_dump() | {"hieght_m": 1.7}
    with pytest.raises(ValidationError, match="hieght_m"):
        Person.model_validate(written)


def test_white_and_black_and_middle_grey() -> None:
    assert linear_rgb("#ffffff") == (1, 1, 1)
    assert linear_rgb("#000000") == (0, 0, 0)
    assert linear_rgb("#808080")[0] == pytest.approx(0.2159, abs=1e-3)


def test_normals_point_outwards() -> None:
    assert np.allclose(normals(CUBE, CUBE_FACES), CUBE / np.sqrt(3))


def test_a_finer_cube_is_rounder_closed_and_still_hangs_on_its_bones() -> None:
    finer = subdivided(hung(CUBE, CUBE_FACES))
    assert len(finer.vertices) == 8 + 12 + 6
    assert finer.faces.shape == (24, 4)
    # Catmull and Clark's corner of a cube: (F + 2R) / 3 with F = 1/3 and R = 2/3 of it.
    assert np.allclose(finer.vertices[:8], CUBE * 5 / 9)
    assert np.allclose(finer.bone_weights.sum(axis=1), 1)
    assert np.all(np.linalg.norm(normals(finer.vertices, finer.faces), axis=1) > 0.99)


def test_the_edge_of_a_finer_sheet_stays_where_it_is() -> None:
    sheet = np.array([[x, y, 0.0] for x in range(3) for y in range(3)])
    faces = np.array([[0, 3, 4, 1], [1, 4, 5, 2], [3, 6, 7, 4], [4, 7, 8, 5]])
    finer = subdivided(hung(sheet, faces)).vertices
    assert np.allclose(finer[:, 2], 0)
    assert np.allclose(finer[1:8:2], sheet[1:8:2])


def test_a_cut_ends_on_its_line() -> None:
    grid = np.array([[x, y, 0.0] for x in range(6) for y in range(6)]) / 5
    corner = np.array([6 * i + j for i in range(5) for j in range(5)])
    faces = np.stack([corner, corner + 6, corner + 7, corner + 1], axis=1)
    inside_m = 0.77 - grid[:, 0] - 0.2 * grid[:, 1]
    piece, used = cut(hung(grid, faces), inside_m)
    left = 0.77 - piece.vertices[:, 0] - 0.2 * piece.vertices[:, 1]
    assert left.min() > -1e-9
    assert np.isclose(left, 0).sum() >= 6
    assert len(used) == len(piece.vertices)


def test_the_strongest_bones_carry_it_all() -> None:
    weights = np.random.default_rng(1).dirichlet(np.ones(12), size=5)
    indices, kept = strongest_bones(np.tile(np.arange(12), (5, 1)), weights)
    assert kept.shape == (5, 8)
    assert np.allclose(kept.sum(axis=1), 1)
    assert np.array_equal(indices[:, 0], weights.argmax(axis=1))
    few, one = strongest_bones(np.full((2, 1), 7), np.ones((2, 1)))
    assert few[0].tolist() == [7, 0, 0, 0, 0, 0, 0, 0]
    assert one[0].tolist() == [1, 0, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("sheet", [bun(1), pony_tail(1), curtain(0.5, 1)], ids=["bun", "tail", "curtain"])
def test_hair_faces_outwards(sheet: tuple[np.ndarray, np.ndarray]) -> None:
    vertices, faces = sheet
    assert faces.max() == len(vertices) - 1
    away = vertices - vertices.mean(axis=0)
    assert np.mean(np.einsum("vi,vi->v", normals(vertices, faces), away) > 0) > 0.6


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("anny", reason="building a body needs the body model: pip install anny")
    return tmp_path_factory.mktemp("bodies")


@pytest.fixture(scope="module", params=["maria", "bruno", "james"])
def built(request: pytest.FixtureRequest, bodies: Path) -> tuple[Person, Body]:
    person = load_person(request.param)
    return person, build(person, bodies)


def test_a_body_is_as_tall_and_as_heavy_as_promised(built: tuple[Person, Body], bodies: Path) -> None:
    person, body = built
    skin = body.part("skin").vertices
    assert np.ptp(skin[:, 2]) == pytest.approx(person.height_m, abs=0.005)
    assert mass_kg(skin, shape_of(person, bodies).faces["body"]) == pytest.approx(person.mass_kg, abs=1)


def test_a_mass_that_nobody_has(bodies: Path) -> None:
    feather = load_person("lars").model_copy(update={"mass_kg": 36.0})
    with pytest.raises(ValueError, match=r"No such body of 1.94 m has 36.0 kg; give a mass_kg between "):
        build(feather, bodies)


def test_its_parts_are_whole(built: tuple[Person, Body]) -> None:
    _, body = built
    assert {"skin", "eyes", "hair", "top", "bottom"} <= {part.name for part in body.parts}
    for part in body.parts:
        count = len(part.vertices)
        assert part.faces.min() >= 0
        assert part.faces.max() < count
        assert np.isfinite(part.vertices).all()
        assert part.bone_indices.shape == part.bone_weights.shape == (count, 8)
        assert part.bone_indices.max() < len(body.skeleton.names)
        assert np.allclose(part.bone_weights.sum(axis=1), 1)
        assert part.colours is None or part.colours.shape == (count, 3)


def test_it_has_every_landmark_that_is_no_joint(built: tuple[Person, Body]) -> None:
    _, body = built
    joints = {f"{side}_{joint}" for side in ("LEFT", "RIGHT") for joint in JOINTS}
    assert set(body.marks) == {mark.name for mark in Landmark} - joints
    skin = body.part("skin").vertices
    place = {name: skin[list(vertices)].mean(axis=0) for name, vertices in body.marks.items()}
    for name, at in place.items():
        if name.startswith("LEFT_"):
            mirrored = place[name.replace("LEFT_", "RIGHT_")] * [-1, 1, 1]
            assert at == pytest.approx(mirrored, abs=0.004)
            assert at[0] > 0
    assert (
        place["NOSE"][1] < place["LEFT_EAR"][1] < body.skeleton.heads[body.skeleton.index["neck01"]][1] + 0.1
    )
    assert place["LEFT_FOOT_INDEX"][1] < place["LEFT_HEEL"][1] - 0.15


def test_the_same_person_is_the_same_body(built: tuple[Person, Body], bodies: Path) -> None:
    person, body = built
    for one, other in zip(body.parts, build(person, bodies).parts, strict=True):
        assert np.array_equal(one.vertices, other.vertices)
