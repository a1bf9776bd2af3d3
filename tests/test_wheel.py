"""The wheel is what a user gets: it must carry the specs, the samples and the report's template."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_wheel_carries_the_data_and_nothing_of_the_workshop(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    specs = {f"posecoach/stretch_specs/{path.name}" for path in (ROOT / "stretch_specs").glob("*.yaml")}
    samples = {f"posecoach/sample_videos/{path.name}" for path in (ROOT / "sample_videos").iterdir()}
    assert specs
    assert samples
    assert names >= specs | samples
    assert names >= {"posecoach/report/report.html.j2", "posecoach/py.typed"}
    assert {name.split("/")[0] for name in names} == {"posecoach", "posecoach-0.1.0.dist-info"}
