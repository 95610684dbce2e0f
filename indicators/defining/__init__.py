"""Writing definitions: a draft is looked at, previewed on real numbers, and published as a version.

Nothing is ever edited: a changed meaning is a new version, a changed target another row.
"""

from indicators.defining.drafts import Draft, draft_of
from indicators.defining.effects import Moved, Preview, preview
from indicators.defining.problems import Problem
from indicators.defining.publishing import may_define, publish
from indicators.defining.targets import set_target
from indicators.defining.validating import validate

__all__ = [
    "Draft",
    "Moved",
    "Preview",
    "Problem",
    "draft_of",
    "may_define",
    "preview",
    "publish",
    "set_target",
    "validate",
]
