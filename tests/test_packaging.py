"""What is built and installed: the wheel alone gives a working `arsip`, and declares what it imports."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from archive import __version__
from tests import venvs

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
#: Declared for another one that needs it through an extra.
FOR_OTHERS = {"lxml-html-clean"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[^\w.-]", requirement)[0]) for requirement in requirements}


def imported() -> set[str]:
    """The distributions that archive/ and crawler/ import from, but for those of the standard library."""
    modules = set()
    for path in [*ROOT.glob("archive/**/*.py"), *ROOT.glob("crawler/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.split(".")[0])
    modules -= {*sys.stdlib_module_names, "archive", "crawler", "backports", "compression"}
    providers = metadata.packages_distributions()
    return {normal(providers.get(module, [module])[0]) for module in modules} | {"backports-zstd"}


def test_what_is_imported_is_declared_and_nothing_else() -> None:
    extra = declared(PROJECT["optional-dependencies"]["cluster"])
    assert imported() - extra == declared(PROJECT["dependencies"]) - FOR_OTHERS


def test_the_citation_names_this_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in citation


def test_scrapy_is_held_below_the_next_one() -> None:
    (scrapy,) = [one for one in PROJECT["dependencies"] if one.startswith("scrapy")]
    assert re.search(r"<2\.\d+$", scrapy), "crawler/wire.py uses private names"


@pytest.fixture(scope="session")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive, and the wheel that was built from it."""
    programs = venvs.programs(request.config.cache, "build", "hatchling")
    folder = tmp_path_factory.mktemp("dist")
    command = [programs / "python", "-m", "build", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


def test_the_wheel_holds_the_program_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"archive", "crawler", f"arsip-{__version__}.dist-info"}
    assert {"archive/py.typed", "crawler/py.typed"} <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_gives_a_working_arsip(built: Path, request: pytest.FixtureRequest) -> None:
    (wheel,) = built.glob("*.whl")
    programs = venvs.programs(
        request.config.cache,
        "--constraint",
        str(ROOT / "constraints.txt"),
        *PROJECT["dependencies"],
    )
    install = [programs / "pip", "install", "--quiet", "--no-deps", "--force-reinstall", wheel]
    subprocess.run(install, check=True, capture_output=True, timeout=300)
    page = "<html><head><title>404</title></head><body>No such page</body></html>"
    said = subprocess.run(
        [programs / "arsip", "extract", "-"],
        input=page,
        capture_output=True,
        text=True,
        check=False,
        cwd=built,
        timeout=60,
    )
    assert said.stderr == ""
    assert "not_an_item" in said.stdout
    version = subprocess.run(
        [programs / "arsip", "--version"], capture_output=True, text=True, check=True, cwd=built
    )
    assert version.stdout == f"arsip, version {__version__}\n"
    crawl = subprocess.run(
        [programs / "arsip", "crawl", "latest", "--base-url", "http://127.0.0.1:9/"],
        capture_output=True,
        text=True,
        check=False,
        cwd=built,
        timeout=120,
    )
    assert crawl.returncode == 6, crawl.stderr  # the network is down
