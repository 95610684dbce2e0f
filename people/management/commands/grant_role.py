"""Give the first administrator of a new site their role; later ones are made on the site."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from people.accounts.phone import NotAPhone, normalised
from people.accounts.shared_phone import accounts_on
from people.dated import today
from people.models import Person, Unit, User
from people.models.roles import Role
from people.queries import person_of, province_unit, units_on
from people.refusal import Refusal
from people.registry import add_person, grant_role, link_account
from people.registry.entrusting import KINDS_OF_ROLE
from people.text import fold


class Command(BaseCommand):
    """Whoever can run it has the machine already, so it needs no second person."""

    help = "Give a role to the person who signed up with a phone: the first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the phone and the role; unit and name where they are needed."""
        parser.add_argument("--phone", required=True, help="the phone they signed up with")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--unit", default="", help="code of the unit; default: the province")
        parser.add_argument("--name", default="", help="which of several accounts on the phone")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Confirm the account's link and grant the role; a second time changes nothing."""
        user = self._account(options["phone"], options["name"])
        unit_id, where = self._unit(options["unit"], options["role"])
        person = person_of(user)
        if person is None:
            name = options["name"] or user.get_full_name()
            if not name:
                raise CommandError("The account has no name yet: say it with --name.")
            person = add_person(
                name=name, contact_phone=user.phone, source=Person.Source.SELF, by=None
            )
        if user.person_id != person.pk or user.link != User.Link.CONFIRMED:
            link_account(user=user, person=person, by=None, confirmed=True)
        try:
            grant_role(person=person, role=options["role"], unit=unit_id, since=today(), by=None)
        except Refusal as refusal:
            if refusal.code != "role_held":
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(f"{person.name} holds the role {options['role']} in {where} already.")
            return
        self.stdout.write(
            f"{person.name} holds the role {options['role']} in {where} from today. "
            "At the next sign-in the site asks to set up a second factor."
        )

    def _account(self, typed: str, name: str) -> User:
        try:
            phone = normalised(typed)
        except NotAPhone as error:
            raise CommandError(f"{typed} isn't a mobile number ({error.code}).") from error
        found = list(accounts_on(phone))
        if not found:
            raise CommandError(
                f"No account has proved the phone {typed}. "
                "Sign up on the site with it first, then run this again."
            )
        if len(found) > 1:
            named = [user for user in found if fold(user.get_full_name()) == fold(name)]
            if len(named) != 1:
                names = ", ".join(user.get_full_name() for user in found)
                raise CommandError(f"Several accounts share this phone: {names}. Use --name.")
            found = named
        return found[0]

    def _unit(self, code: str, role: str) -> tuple[int, str]:
        kinds = KINDS_OF_ROLE[role]
        states = units_on(today()).filter(kind__in=kinds)
        if code:
            states = states.filter(code=code)
        else:
            try:
                states = states.filter(unit=province_unit())
            except Unit.DoesNotExist as error:
                raise CommandError("The units aren't loaded yet.") from error
        state = states.first()
        if state is None:
            raise CommandError(
                f"The role {role} needs a unit of the kind {' or '.join(kinds)}: "
                "say its code with --unit."
            )
        return state.unit_id, state.name
