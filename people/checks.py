"""House rules that Django checks at every start."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, register

FLOORS = ("people", "courses", "certificates", "teams", "indicators", "learn")
LABELS = ("none", "identifying", "sensitive")


@register()
def models_say_what_a_row_is(app_configs: object, **_kwargs: object) -> list[Error]:
    """Refuse a model whose docstring doesn't say what one row is and how personal it is."""
    errors = []
    for floor in FLOORS:
        for model in apps.get_app_config(floor).get_models():
            doc = (model.__doc__ or "").strip()
            label = doc.rsplit("personal data:", 1)[-1].strip()
            if not doc.startswith("One row:") or label not in LABELS:
                errors.append(
                    Error(
                        f"{model.__name__}: the docstring must begin 'One row:' and end "
                        "'personal data: none | identifying | sensitive'",
                        id="people.E001",
                    )
                )
    return errors


@register()
def codes_go_to_their_holders(app_configs: object, **_kwargs: object) -> list[Error]:
    """Refuse a real site that would show one-time codes on a page instead of sending them."""
    outboxes = [settings.SMS_BACKEND, settings.EMAIL_BACKEND]
    is_shown = any(name.startswith("people.messages.") and "Outbox" in name for name in outboxes)
    is_production = str(settings.SETTINGS_MODULE).endswith(".production")
    if (is_shown and not settings.DEMO) or (is_production and (settings.DEMO or is_shown)):
        return [
            Error(
                "The outbox shows one-time codes: name a real gateway in SMS_BACKEND and a mail "
                "server, or leave production settings.",
                id="people.E002",
            )
        ]
    return []
