from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from liverguide.library.clinic import Clinic, load_clinic
from liverguide.library.errors import ContentError
from liverguide.paths import CLINIC


def with_origins(folder: Path, origins: list[str]) -> Clinic:
    file = folder / "clinic.yml"
    data = yaml.safe_load(CLINIC.read_text(encoding="utf-8"))
    data["website"] = {"origins": origins}
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    return load_clinic(file)


@pytest.mark.parametrize(
    "origins", [[], ["https://www.clinic.example"], ["http://localhost:8080", "https://a-b.example"]]
)
def test_sites_of_the_clinic(tmp_path: Path, origins: list[str]) -> None:
    assert list(with_origins(tmp_path, origins).website.origins) == origins


@pytest.mark.parametrize(
    "origin",
    [
        "*", "https://*.clinic.example", "https://clinic.example/", "https://clinic.example/chat", "clinic.example",
        "https://Clinic.example", "https://", "ftp://clinic.example", "null", "https://a b.example",
        "https://clinic.example:port", "https://me@clinic.example", "https://clinic.example\n",
    ],
)  # fmt: skip
def test_what_is_no_site_is_told_with_its_cure(tmp_path: Path, origin: str) -> None:
    with pytest.raises(ContentError, match=r"https://www\.clinic\.example"):
        with_origins(tmp_path, [origin])
