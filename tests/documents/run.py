"""Types the commands of a document, and says of each what came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.documents.blocks import ROOT, Block, Step, steps
from tests.documents.compare import matches
from tests.documents.shell import Shell

#: What needs a package index: run on a clean clone only, with all that stands in the same block.
_INSTALLS = re.compile(r"(?:^|[\s/])(?:pip|pipx) |-m venv ", re.MULTILINE)
_SERVER = re.compile(r"# until Ctrl-C$")
#: Long ones that are not run here, each with what shows that it is run elsewhere.
_ELSEWHERE = {
    "make check": "make check",
    "make quick": "make test",
    "make test": "make test",
    "make test-lowest": "make test-lowest",
    "make test-newest": "make test-newest",
    "make test-documents": "make test-documents",
}
#: What nothing runs, with the reason.
_NOWHERE = {"make benchmark": "takes half an hour"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A command of a document, and what came of it."""

    step: Step
    printed: str
    code: int

    @property
    def trouble(self) -> str | None:
        """What differs from the document; None = nothing."""
        where = f"line {self.step.line}: $ {self.step.command}"
        if self.code != self.step.code:
            return f"{where}\nended with {self.code}, not {self.step.code}:\n{self.printed}"
        if self.step.output is not None and not matches(self.step.output, self.printed):
            return f"{where}\nprinted:\n{self.printed}\n--- not, as is shown:\n{self.step.output}"
        return None


def typed(blocks: Iterable[Block], shell: Shell, *, installs: bool) -> Iterator[Typed]:
    """Every command of these blocks, run in this shell. `installs`: those too that install
    something."""
    for block in blocks:
        found = steps(block)
        if not installs and any(_INSTALLS.search(step.command) for step in found):
            continue
        for step in found:
            if not is_run_elsewhere(step.command):
                yield _typed(step, shell)


def _typed(step: Step, shell: Shell) -> Typed:
    run = shell.serve if _SERVER.search(step.command) else shell.run
    try:
        printed, code = run(step.command)
    except TimeoutError as error:
        return Typed(step, str(error), -1)
    return Typed(step, printed, code)


def is_run_elsewhere(command: str) -> bool:
    """True when another part of continuous integration runs a command. AssertionError: it does
    not."""
    bare = command.partition("#")[0].strip()
    if bare in _NOWHERE:
        return True
    if bare not in _ELSEWHERE:
        return False
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(rf"^{_ELSEWHERE[bare]}$", run, re.MULTILINE), f".ci/run does not run {bare!r}"
    return True
