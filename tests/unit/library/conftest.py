from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.library.project_copy import ProjectCopy


@pytest.fixture
def project(tmp_path: Path) -> ProjectCopy:
    return ProjectCopy(tmp_path)
