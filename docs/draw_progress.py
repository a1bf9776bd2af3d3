"""Draws ``docs/progress.png``: the page of somebody who went from 35° to 72° in sixty days, in a browser.

python -m docs.draw_progress
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from posecoach.report.progress_page import progress_page
from tests.report.conftest import SWITCHES, browser_program
from tests.report.over_days import sixty_days

SIZE = {"width": 1000, "height": 780}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder, "progress.html")
        page_file.write_text(progress_page(sixty_days()), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=browser_program(), args=SWITCHES)
        page = browser.new_page(viewport=SIZE)
        page.goto(page_file.as_uri())
        page.screenshot(path=Path(__file__).with_name("progress.png"))
        browser.close()


if __name__ == "__main__":
    main()
