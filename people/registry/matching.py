"""Who on the roster is it that signs up? Phone and year of birth must both agree."""

from people.models import Person
from people.queries import persons
from people.text import fold


def rostered(*, phone: str, birth_year: int, name: str) -> Person | None:
    """Return the rostered person with this contact phone and year of birth.

    A household may share a phone and, rarely, a year of birth: then the name decides, compared
    without marks. Without exactly one match there is none; nobody is ever guessed.
    """
    if not phone:
        return None
    found = list(
        persons().filter(contact_phone=phone, birth_year=birth_year, source=Person.Source.ROSTER)
    )
    if len(found) > 1:
        found = [person for person in found if person.name_folded == fold(name)]
    return found[0] if len(found) == 1 else None
