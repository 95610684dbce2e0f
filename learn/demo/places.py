"""The demo's hamlets and teams, under the official communes."""

import datetime as dt
import random

from learn.demo.plan import MERGER, TEAMS, TEAMS_FOUNDED, Places
from people.dated import EARLIEST
from people.queries import province_unit, units_on
from people.units.bulk import NewUnit, add_units
from people.units.former import former_units


def build(rng: random.Random, anchor: dt.date) -> Places:
    """Add hamlets and teams under the official communes; return all ids, the departments' too."""
    province = province_unit()
    communes = {
        state.unit_id: state
        for state in units_on(anchor, kind="commune", under=province.pk).order_by("code")
    }
    # Before the merger a commune's hamlets and teams lay in the communes it was made of.
    former = {
        new_id: [old_id for old_id in old_ids if old_id != new_id]
        for new_id, old_ids in former_units(MERGER).items()
        if new_id in communes
    }
    states = units_on(anchor, kind="department", under=province.pk).order_by("code")
    departments = list(states.values_list("unit_id", flat=True))
    shares = _shares(rng, list(communes), TEAMS)
    teams: dict[int, list[int]] = {}
    hamlets: dict[int, int] = {}
    hamlet_rows, team_rows, homes = [], [], []
    for commune_id, count in shares.items():
        state = communes[commune_id]
        place = "Khu phố" if state.name.startswith("Phường") else "Ấp"
        short = state.name.split(" ", 1)[1]
        for number in range(1, count + 1):
            old_home = rng.choice(former.get(commune_id) or [commune_id])
            code = f"{state.code}-{number:02d}"
            founded = TEAMS_FOUNDED + dt.timedelta(days=rng.randrange(0, 400))
            hamlet_rows.append(
                _placed("hamlet", f"{place} {number}, {short}", f"H{code}", old_home, commune_id)
            )
            team_rows.append(
                _placed(
                    "community_team",
                    f"Tổ công nghệ số cộng đồng {place.lower()} {number}, {short}",
                    f"T{code}",
                    old_home,
                    commune_id,
                    since=founded,
                )
            )
            homes.append(commune_id)
    hamlet_ids, team_ids = add_units(hamlet_rows), add_units(team_rows)
    for commune_id, team_id, hamlet_id in zip(homes, team_ids, hamlet_ids, strict=True):
        teams.setdefault(commune_id, []).append(team_id)
        hamlets[team_id] = hamlet_id
    return Places(
        province=province.pk,
        communes=list(communes),
        departments=departments,
        former=former,
        teams=teams,
        hamlets=hamlets,
    )


def _placed(
    kind: str, name: str, code: str, old_home: int, new_home: int, since: dt.date = EARLIEST
) -> NewUnit:
    parents: list[tuple[int, dt.date, dt.date | None]] = [(new_home, MERGER, None)]
    if old_home == new_home:
        parents = [(new_home, since, None)]
    else:
        parents.insert(0, (old_home, since, MERGER))
    return NewUnit(kind=kind, name=name, code=code, parents=parents, is_synthetic=True)


def _shares(rng: random.Random, keys: list[int], total: int) -> dict[int, int]:
    """Share ``total`` out over ``keys`` unevenly, at least six each, exactly in sum."""
    weights = {key: rng.lognormvariate(0, 0.35) for key in keys}
    whole = sum(weights.values())
    spare = total - 6 * len(keys)
    shares = {key: 6 + int(spare * weight / whole) for key, weight in weights.items()}
    for key in rng.sample(keys, total - sum(shares.values())):
        shares[key] += 1
    return shares
