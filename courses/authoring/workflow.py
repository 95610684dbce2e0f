"""Who may write, who reviews, who publishes: groups, their rights and the review workflow.

Trainers write and submit; a subject reviewer approves what is said, then a plain-language editor how
it is said, which publishes; reviewers release. Either stage may ask for changes instead, with a
comment. Membership of the groups is synced from dated roles by ``people.scope``.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)
from wagtail_localize.models import Translation

from courses.authoring.catalogues import catalogue_under
from courses.models import BankQuestion, Pool
from people.scope.wagtail_groups import LANGUAGE_EDITORS, PROVINCE, REVIEWERS, TRAINERS

# The stages of a review in their order: the task's name, and who does it.
STAGES = (
    ("Duyệt nội dung", REVIEWERS),
    ("Biên tập lời văn dễ hiểu", LANGUAGE_EDITORS),
)
_WRITE = ("add_page", "change_page")
_PUBLISH = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
_PAGES = {
    TRAINERS: _WRITE,
    REVIEWERS: _PUBLISH,
    LANGUAGE_EDITORS: ("change_page",),
    PROVINCE: _PUBLISH,
}
_QUESTIONS = {
    TRAINERS: ("add", "change", "view"),
    REVIEWERS: ("add", "change", "view", "delete", "publish", "lock", "unlock"),
    LANGUAGE_EDITORS: ("change", "view"),
    PROVINCE: ("view",),
}
_POOLS = {TRAINERS: ("add", "change", "view"), REVIEWERS: ("add", "change", "view", "delete")}
# Who may begin a translation; its pages are then theirs to change as any other.
_TRANSLATORS = (TRAINERS, REVIEWERS, LANGUAGE_EDITORS)
_PICTURES = ("add_image", "change_image", "choose_image")


def ensure(home: Page) -> Workflow:
    """Make the catalogue under ``home``, the groups' rights on it, and the review workflow.

    Idempotent: what is there stays as it is.
    """
    catalogue = catalogue_under(home)
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in _PAGES}
    admin = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for name, group in groups.items():
        wanted = [admin, *_of(BankQuestion, _QUESTIONS.get(name, ()))]
        wanted += _of(Translation, ("submit",) if name in _TRANSLATORS else ())
        group.permissions.add(*wanted, *_of(Pool, _POOLS.get(name, ())))
        _page_rights(group, catalogue, _PAGES[name])
        _picture_rights(group)
    return _workflow(groups, catalogue)


def _of(model: type, acts: Iterable[str]) -> list[Permission]:
    names = [f"{act}_{model._meta.model_name}" for act in acts]  # type: ignore[attr-defined]
    kind = ContentType.objects.get_for_model(model)
    return list(Permission.objects.filter(content_type=kind, codename__in=names))


def _page_rights(group: Group, catalogue: Page, codenames: Iterable[str]) -> None:
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=list(codenames)
    ):
        GroupPagePermission.objects.get_or_create(
            group=group, page=catalogue, permission=permission
        )


def _picture_rights(group: Group) -> None:
    root = Collection.get_first_root_node()
    kind = ContentType.objects.get_for_model(get_image_model())
    for permission in Permission.objects.filter(content_type=kind, codename__in=_PICTURES):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def _workflow(groups: dict[str, Group], catalogue: Page) -> Workflow:
    """Return the workflow for everything under the catalogue and for the bank's questions."""
    workflow, _made = Workflow.objects.get_or_create(name="Duyệt khoá học")
    for position, (name, group) in enumerate(STAGES):
        task, _made = GroupApprovalTask.objects.get_or_create(name=name)
        task.groups.add(groups[group])
        WorkflowTask.objects.get_or_create(
            workflow=workflow, task=task, defaults={"sort_order": position}
        )
    WorkflowPage.objects.get_or_create(page=catalogue, defaults={"workflow": workflow})
    WorkflowContentType.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(BankQuestion),
        defaults={"workflow": workflow},
    )
    return workflow
