"""Examples are read as Rasa reads them, and what is wrong in a file is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.importers.importer import TrainingDataImporter

from liverguide.library.errors import ContentError
from liverguide.rasa_training.example_files import read_examples
from liverguide.rasa_training.importer import ProjectImporter


def test_all_is_read_as_rasa_reads_it(project: Path) -> None:
    paths = [str(project / name) for name in ("config.yml", "domain.yml", "data")]
    theirs = TrainingDataImporter.load_from_config(paths[0], paths[1], [paths[2]])
    ours = ProjectImporter(project / "domain.yml", project / "config.yml", project / "data")
    assert [each.data for each in ours.get_nlu_data().training_examples] == [
        each.data for each in theirs.get_nlu_data().training_examples
    ]
    assert ours.get_domain().as_dict() == theirs.get_domain().as_dict()
    assert ours.get_stories().fingerprint() == theirs.get_stories().fingerprint()
    assert ours.get_config() == theirs.get_config()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('version: "3.1"\nnlu:\n  - intent: greet\n    examples: |\n      hello\n', "'hello' is no example"),
        ('version: "3.1"\nnlu:\n  - intent: greet\n    examples: |\n      -\n', "is no example"),
        ('version: "3.1"\nnlu:\n  - intent: greet\n    examples: |\n      - hi [Bob](name)\n', "marks an entity"),
        ('version: "3.1"\nnlu:\n  - intent: greet\n    exmples: |\n      - hello\n', "examples: field required"),
        ('version: "3.1"\nnlu:\n  - intent: greet\n    examples: [hello]\n', "str type expected"),
        ('version: "2.0"\nnlu: []\n', "version"),
        ('version: "3.1"\nnlu:\n  - intent: greet\n   examples: |\n', "is not valid YAML"),
        ('version: "3.1"\nnlu: []\nnlu: []\n', "nlu stands twice"),
        ("", "expected dict"),
    ],
)
def test_what_is_wrong_is_told_with_its_file(project: Path, text: str, told: str) -> None:
    (project / "data" / "nlu" / "b.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        read_examples(project / "data" / "nlu")
    assert told in str(error.value)
    assert "b.yml" in str(error.value)


def test_a_missing_folder_is_told(project: Path) -> None:
    with pytest.raises(ContentError, match="holds no training examples"):
        read_examples(project / "data" / "elsewhere")


def test_an_intent_with_a_stroke_is_refused(project: Path) -> None:
    """For Rasa it would be a retrieval intent, whose answers stand in its own files."""
    file = project / "data" / "nlu" / "b.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("greet", "chat/greet"), encoding="utf-8")
    with pytest.raises(ContentError, match="has a stroke in its name"):
        ProjectImporter(project / "domain.yml", project / "config.yml", project / "data").get_nlu_data()
