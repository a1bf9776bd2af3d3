"""Every rule and definition that a spec names stands in the docs."""

import re

from posecoach.stretches.load import specs_folder
from tests.test_wheel import ROOT


def test_every_source_that_a_spec_names_is_in_the_docs() -> None:
    documented = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    for path in specs_folder().glob("*.yaml"):
        named = set(re.findall(r"\b(?:R\d-\d+|D-[a-z]+)\b", path.read_text(encoding="utf-8")))
        assert named, path
        missing = {name for name in named if not re.search(rf"\b{name}\b", documented)}
        assert not missing, (path.name, missing)
