"""What stands in the addresses of classes and of assessing."""

import uuid
from collections.abc import Iterable

from django.utils import timezone

from teams import classes
from teams.classes.holding import NewClass
from teams.models import Observation
from tests.cast import Cast


def class_arguments(cast: Cast, table: Iterable[str]) -> dict[str, dict[str, object]]:
    """Return the arguments of the addresses of a class that Lan holds."""
    now = timezone.now()
    new = NewClass(uuid.uuid4(), cast.team.pk, "Cài VNeID", "Nhà văn hoá", now)
    held = {"session_id": classes.open_class(new=new, by=cast.users["lan"], at=now).pk}
    names = [name for name in table if name.startswith("class_") and "group" not in name]
    token = classes.class_token(held["session_id"], now)
    return {
        **dict.fromkeys(names, held),
        "class_join": {**held, "token": token},
    }


def assessing_arguments(cast: Cast) -> dict[str, dict[str, object]]:
    """Return the arguments of assessing Minh, whom Lan saw at one task."""
    lan, minh = cast.persons["lan"], cast.persons["minh"]
    row = Observation.objects.create(
        learner=minh,
        assessor=lan,
        unit=cast.trang_bom,
        task="vneid-muc-2",
        rubric_version=1,
        marks={},
        on=timezone.localdate(),
        by=cast.users["lan"],
    )
    person = {"person_id": minh.pk}
    return {
        "assess_person": person,
        "assess_task": {**person, "task": "vneid-muc-2"},
        "observation": {"observation_id": row.pk},
    }
