"""The pool of worker processes: a task that brings its process down, or never ends, costs itself alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.worker_process import StartError, WorkerError
from archive.workers import Workers
from tests.crawling import until

pytestmark = pytest.mark.slow

TIMEOUT_S = 20.0
METHODS = pytest.mark.parametrize("fork", [True, False], ids=["forked", "started"])


def behave(task: str) -> object:
    """A worker that does what its task says."""
    word, _, rest = task.partition(" ")
    if word == "die":
        os._exit(9)
    if word == "die-once" and not Path(rest).exists():
        Path(rest).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "hang":
        time.sleep(600)
    if word == "grow":
        return len(b"x" * int(rest))
    if word == "fault":
        raise KeyError(rest)
    if word == "secret":
        return lambda: None  # cannot be sent
    if word == "number":
        return os.getpid()
    if word == "interrupt":
        os.kill(os.getpid(), signal.SIGINT)
    return task.upper()


@dataclass(frozen=True)
class Some:
    """A batch."""

    tasks: Sequence[str]


def results(*tasks: str, count: int = 1, **options: object) -> list[object]:
    """What tasks come to, all asked for at once; errors as their words."""
    with Workers(behave, count, **{"timeout_s": TIMEOUT_S, **options}) as workers:  # type: ignore[arg-type]
        (found,) = workers.each([Some(tasks)])
        return [str(one) if isinstance(one, WorkerError) else one for one in found[1]]


@METHODS
def test_a_task_that_kills_its_process_costs_itself(fork: bool) -> None:
    found = results("satu", "die", "dua", "die", "tiga", fork=fork)
    died = "the worker process died"
    assert found == ["SATU", died, "DUA", died, "TIGA"]


@METHODS
def test_a_task_that_never_ends_costs_itself(fork: bool) -> None:
    assert results("satu", "hang", "dua", fork=fork, timeout_s=2) == [
        "SATU",
        "no end within 2 s",
        "DUA",
    ]


@METHODS
def test_a_task_that_wants_all_memory_costs_itself(fork: bool) -> None:
    if sys.platform != "linux":
        pytest.skip("memory is only limited on Linux")
    memory = 100_000_000
    found = results(f"grow {memory * 2}", f"grow {memory // 4}", fork=fork, memory_bytes=memory)
    assert found == ["MemoryError: ", memory // 4]


def test_a_process_that_is_ended_from_outside_costs_nothing(tmp_path: Path) -> None:
    task = f"die-once {tmp_path / 'done'}"
    assert results("satu", task, "dua") == ["SATU", task.upper(), "DUA"]


def test_faults_and_what_cannot_be_sent_are_named() -> None:
    fault, secret, good = results("fault x", "secret", "satu")
    assert fault == "KeyError: 'x'"
    assert "pickle" in str(secret)
    assert good == "SATU"


def cannot_start(*_: object) -> None:
    os._exit(3)


@METHODS
def test_where_no_process_can_be_started_no_task_is_blamed(
    fork: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.worker_process._serve", cannot_start)
    with pytest.raises(StartError, match="no process could be started: the worker process died"):
        results("satu", "dua", fork=fork)


def test_ctrl_c_is_left_to_the_one_that_asks() -> None:
    assert results("interrupt", "satu") == ["INTERRUPT", "SATU"]


@pytest.mark.parametrize("count", [1, 3])
def test_batches_come_in_order_and_few_are_read_ahead(count: int) -> None:
    begun = 0

    def batches() -> object:
        nonlocal begun
        for begun in range(1, 41):
            yield Some([f"{begun} {part}" for part in range(begun % 4)])

    done = 0
    with Workers(behave, count, timeout_s=TIMEOUT_S) as workers:
        for batch, found in workers.each(batches()):  # type: ignore[arg-type]
            done += 1
            assert found == [task.upper() for task in batch.tasks]
            assert begun - done <= 2 * count + 1
    assert done == 40


def test_a_process_more_is_started_only_for_more_than_a_few_tasks() -> None:
    with Workers(behave, 4, timeout_s=TIMEOUT_S, patience=64) as workers:
        for _, found in workers.each([Some(["number"] * 30), Some(["number"] * 30)]):
            assert len(set(found)) == 1
        assert len(workers.processes()) == 1
        few = [workers.submit("number") for _ in range(200)]
        assert len({future.result() for future in few}) > 1


def test_what_waits_when_the_pool_closes_is_told_so() -> None:
    workers = Workers(behave, 1, timeout_s=600)
    hanging = workers.submit("hang")
    while not workers.processes():
        time.sleep(0.01)
    time.sleep(0.2)
    waiting = workers.submit("satu")
    workers.close()
    for future in (hanging, waiting):
        with pytest.raises((WorkerError, CancelledError)):
            future.result(TIMEOUT_S)


@METHODS
def test_workers_end_with_their_parent_even_when_it_is_killed(fork: bool) -> None:
    program = f"""if True:
        import os
        from archive.workers import Workers
        from tests.test_workers import behave
        if __name__ == "__main__":
            workers = Workers(behave, 2, fork={fork})
            tasks = [workers.submit("number") for _ in range(8)]
            numbers = {{task.result() for task in tasks}}
            print(*numbers, flush=True)
            os.kill(os.getpid(), 9)
    """
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    numbers = done.stdout.split()
    assert numbers, done.stderr
    end = time.monotonic() + 10
    while any(Path(f"/proc/{number}").exists() for number in numbers):
        assert time.monotonic() < end, "a worker has outlived its parent"
        time.sleep(0.05)


def test_ctrl_c_while_modules_are_loaded_ends_in_silence(tmp_path: Path) -> None:
    """The process that starts the workers loads what they need, and Ctrl-C reaches it, too."""
    loading = tmp_path / "loading"
    (tmp_path / "slow_module.py").write_text(
        f"import pathlib, time\npathlib.Path({str(loading)!r}).touch()\ntime.sleep(60)\n"
    )
    program = """if True:
        import sys
        from archive.workers import Workers
        from tests.test_workers import behave
        if __name__ == "__main__":
            try:
                with Workers(behave, 1, preload=["slow_module"]) as workers:
                    workers.submit("satu").result()
            except KeyboardInterrupt:
                sys.exit(130)
    """
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path.cwd()}"},
    ) as running:
        until(loading.exists)
        os.killpg(running.pid, signal.SIGINT)
        assert running.wait(30) == 130
        os.killpg(running.pid, signal.SIGKILL)  # the one that still loads
        assert running.stderr is not None
        assert running.stderr.read() == ""
