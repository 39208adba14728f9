"""Documents say what the program says: the generated ones, and every command of the README."""

import re

import pytest

from docs import generate


@pytest.mark.parametrize("path", generate.documents(), ids=lambda path: path.name)
def test_a_generated_document_is_up_to_date(path):
    assert path.read_text(encoding="utf-8") == generate.documents()[path](), "run 'make docs'"


def test_the_readme_shows_five_queries_and_what_they_give():
    queries = re.findall(
        r"```console\n\$ sqlite-utils .*?```", (generate.ROOT / "README.md").read_text(), re.DOTALL
    )
    assert len(queries) == 5
    for query in queries:
        assert len(query.split("--table\n")[1].splitlines()) >= 3, query  # head, rule, a row


def test_links_between_documents_lead_somewhere():
    for document in [generate.ROOT / "README.md", *(generate.ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
