"""The folder tree is the architecture: a stage imports only from those before it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "posecoach"
SIMULATOR = ROOT / "simulator"
LAYERS = [
    "strict",
    "skeleton",
    "body",
    "posture",
    "motion",
    "truth",
    "scene",
    "scene_file",
    "film",
    "rendering",
    "__main__",
]
STAGES = [
    "errors",
    "video",
    "pose",
    "kinematics",
    "stretches",
    "coaching",
    "feedback",
    "history",
    "report",
    "live",
    "cli",
]
SEAM = {"analysis": "coaching"}
"""A module beside the stages, and the last stage that it may know."""


def stage_of(parts: tuple[str, ...]) -> str:
    name = parts[0].removesuffix(".py")
    return "cli" if name == "__init__" else SEAM.get(name, name)


def imported_stages(path: Path) -> set[str]:
    modules = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("posecoach."):
            modules.add(node.module.split(".")[1])
    return {SEAM.get(module, module) for module in modules}


def imported(path: Path) -> set[str]:
    """The full names of the modules that a file imports, or imports from."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    whole = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    return whole | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


@pytest.mark.parametrize("path", sorted(SIMULATOR.rglob("*.py")), ids=lambda p: str(p.relative_to(SIMULATOR)))
def test_the_simulators_layers_point_one_way_too(path: Path) -> None:
    name = path.relative_to(SIMULATOR).parts[0].removesuffix(".py")
    if name == "__init__":
        return
    known = LAYERS[: LAYERS.index(name) + 1]
    layers = {module.split(".")[1] for module in imported(path) if module.startswith("simulator.")}
    assert layers <= set(known)


def test_the_package_never_imports_the_simulator() -> None:
    users = [p for p in PACKAGE.rglob("*.py") if any("simulator" in module for module in imported(p))]
    assert users == []


@pytest.mark.parametrize(
    ("library", "users"), [("bpy", {"scene/studio.py", "scene/surfaces.py"}), ("anny", {"body/shape.py"})]
)
def test_what_is_heavy_is_used_at_one_edge(library: str, users: set[str]) -> None:
    found = {
        str(path.relative_to(SIMULATOR))
        for path in SIMULATOR.rglob("*.py")
        if any(module.split(".")[0] == library for module in imported(path))
    }
    assert found == users


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    own = STAGES.index(stage_of(path.relative_to(PACKAGE).parts))
    later = {stage for stage in imported_stages(path) if STAGES.index(stage) > own}
    assert not later


def test_mediapipe_runs_in_one_module_only() -> None:
    users = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "mediapipe.tasks.python" in path.read_text(encoding="utf-8") and path.parent.name != "cli"
    ]
    assert users == ["pose/mediapipe_engine.py"]


@pytest.mark.parametrize("stage", ["kinematics", "stretches", "coaching"])
def test_the_core_reads_no_clock_and_draws_nothing(stage: str) -> None:
    for path in (PACKAGE / stage).rglob("*.py"):
        names = {
            name.name.split(".")[0]
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import)
            for name in node.names
        }
        assert not names & {"time", "datetime", "cv2", "av", "mediapipe", "threading", "subprocess"}
