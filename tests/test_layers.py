"""The folder tree is the architecture: a stage imports only from those before it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "posecoach"
STAGES = ["errors", "video", "pose", "kinematics", "stretches", "coaching", "feedback", "report", "cli"]
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
