"""Long work is done once, can be stopped, and survives a worker that dies."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone, translation

from people import jobs
from people.jobs import files, kinds, signs
from people.jobs.running import run_job
from people.jobs.sweeping import MAX_TRIES, sweep_jobs
from people.models import Job, Person
from people.refusal import Refusal
from people.registry.persons import add_person
from tests.cast import Cast

Run = Callable[[Job, Any], dict[str, Any]]
LATER = dt.timedelta(minutes=10)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that makes a kind known for one test."""
    monkeypatch.setattr(kinds, "_KINDS", {})

    def known(run: Run, *, writes: bool = False) -> None:
        jobs.register(jobs.Kind("test", "Test", run, lambda _job: "/vi/", writes))

    return known


def add_somebody(job: Job, progress: Any) -> dict[str, Any]:
    """Write a person, in two steps."""
    progress(0, 2)
    add_person(name="Ai Đó", source="roster", by=job.by)
    progress(2, 2)
    return {"added": 1}


def begun(cast: Cast, name: str = "tam") -> Job:
    """Return waiting work of somebody."""
    return jobs.start(kind="test", by=cast.users[name], params={"a": 1}, content=b"file")


def test_two_kinds_of_one_name_are_refused(work: Callable[..., None]) -> None:
    """Whoever comes second hears of it at start."""
    work(add_somebody)
    with pytest.raises(jobs.DuplicateKind):
        work(add_somebody)


def test_work_is_done_once_however_often_it_is_delivered(
    cast: Cast, work: Callable[..., None]
) -> None:
    """The second message finds nothing to do."""
    work(add_somebody, writes=True)
    job = begun(cast)
    assert run_job(str(job.pk))
    assert not run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.result, job.tries) == ("done", {"added": 1}, 1)
    assert Person.objects.filter(name="Ai Đó").count() == 1


def test_a_dead_workers_job_is_taken_up_again(cast: Cast, work: Callable[..., None]) -> None:
    """Not before it was silent for long; then by the next worker."""
    work(add_somebody, writes=True)
    job = begun(cast)
    Job.objects.filter(pk=job.pk).update(state="running", tries=1, alive_at=timezone.now())
    assert sweep_jobs() == 0
    sweep_jobs(timezone.now() + LATER)
    run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.tries) == ("done", 2)
    assert Person.objects.filter(name="Ai Đó").count() == 1


def test_what_kills_its_workers_is_given_up(cast: Cast, work: Callable[..., None]) -> None:
    """Three in vain are enough."""
    work(add_somebody)
    job = begun(cast)
    Job.objects.filter(pk=job.pk).update(
        state="running", tries=MAX_TRIES, alive_at=timezone.now() - LATER
    )
    sweep_jobs()
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.message


def test_a_worker_that_comes_back_too_late_undoes_what_it_wrote(
    cast: Cast, work: Callable[..., None]
) -> None:
    """Another one took the job up meanwhile; only that one may end it."""

    def slow(job: Job, progress: Any) -> dict[str, Any]:
        Job.objects.filter(pk=job.pk).update(tries=job.tries + 1)
        return add_somebody(job, progress)

    work(slow, writes=True)
    assert not run_job(str(begun(cast).pk))
    assert not Person.objects.filter(name="Ai Đó").exists()


def test_waiting_work_stops_at_once_and_running_work_at_its_next_step(
    cast: Cast, work: Callable[..., None]
) -> None:
    """Nothing of what was written stays."""

    def stopped_halfway(job: Job, progress: Any) -> dict[str, Any]:
        add_person(name="Ai Đó", source="roster", by=job.by)
        signs.ask_to_stop(job)
        progress(1, 1)
        return {}

    work(stopped_halfway, writes=True)
    waiting, running = begun(cast), begun(cast)
    jobs.cancel(job=waiting, by=cast.users["tam"])
    run_job(str(running.pk))
    for job in (waiting, running):
        job.refresh_from_db()
        assert job.state == "cancelled"
    assert not Person.objects.filter(name="Ai Đó").exists()
    with translation.override("en"), pytest.raises(Refusal, match="over"):
        jobs.cancel(job=running, by=cast.users["tam"])
    with pytest.raises(Refusal):
        jobs.cancel(job=running, by=cast.users["hoa"])


def test_a_refusal_is_told_and_a_fault_is_not_spelt_out(
    cast: Cast, work: Callable[..., None]
) -> None:
    """A rule's words are for people; a fault's are for the log."""

    def refuse(job: Job, progress: Any) -> dict[str, Any]:
        if job.params == {"a": 1}:
            raise Refusal("no", "Không được.")
        raise ValueError("secret")

    work(refuse)
    refused = begun(cast)
    broken = jobs.start(kind="test", by=cast.users["tam"])
    for job in (refused, broken):
        run_job(str(job.pk))
        job.refresh_from_db()
        assert job.state == "failed"
    assert refused.message == "Không được."
    assert broken.message
    assert "secret" not in broken.message


def test_files_are_private_and_go_after_thirty_days(cast: Cast, work: Callable[..., None]) -> None:
    """No address serves them."""
    work(add_somebody)
    job = begun(cast)
    assert files.content_of(job.input_key) == b"file"
    assert cast.client("tam").get(f"/media/{job.input_key}", follow=True).status_code == 404
    key = job.input_key
    sweep_jobs(timezone.now() + dt.timedelta(days=31))
    assert not default_storage.exists(key)
    job.refresh_from_db()
    assert job.input_key == ""


def test_the_page_polls_until_the_end_and_is_its_starters_alone(
    cast: Cast, work: Callable[..., None]
) -> None:
    """Officers of two communes don't see each other's work."""
    work(add_somebody)
    job = begun(cast)
    page, tam = f"/vi/viec/{job.pk}/", cast.client("tam")
    assert tam.get(page)["Refresh"]
    for other in ("hoa", "dung", "binh"):
        assert cast.client(other).get(page).status_code == 404
        assert cast.client(other).post(page + "huy/").status_code == 404
    tam.post(page + "huy/")
    assert "Refresh" not in tam.get(page)
    job.refresh_from_db()
    assert job.state == "cancelled"
