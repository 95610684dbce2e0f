"""All checks, in the order in which faults are best mended."""

from collections.abc import Mapping

from learn.doctor import (
    build,
    channels,
    configuration,
    database,
    machine,
    messages,
    services,
    storage,
    web,
)
from learn.doctor.findings import Check

ROUNDS: Mapping[str, tuple[Check, ...]] = {
    "settings": (
        configuration.production_settings,
        configuration.keys,
        configuration.hosts,
        configuration.proxies,
        configuration.outbox,
        configuration.framework_checks,
        machine.settings_file,
    ),
    "database": (
        database.server,
        database.encoding,
        database.pool,
        database.migrations,
        database.triggers,
        database.content,
        database.counts,
        configuration.invented_people,
    ),
    "queue": (services.shared_cache, services.broker, services.worker, services.beat),
    "storage": (
        storage.files,
        storage.place,
        storage.public_address,
        storage.static_files,
    ),
    "messages": (
        messages.mail,
        messages.mail_sender,
        messages.short_messages,
        channels.zalo,
        channels.notices,
        channels.reports,
        channels.arriving,
    ),
    "build": (build.fonts, build.packages, build.catalogues, build.certificate),
    "machine": (machine.clock, machine.synchronised, machine.disk),
    "web": (web.site,),
}
