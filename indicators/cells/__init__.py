"""Stored counts that move with every change: a number on any day without counting persons.

The history is the truth. Triggers mark whose history changed; ``settle`` works out what each marked
person adds to which unit on which day and moves the cells by the difference. ``rebuild`` makes all
of it anew, ``check`` says where the two disagree.
"""

from indicators.cells.checking import Fault, check
from indicators.cells.reading import month_sums, uncounted, unit_sums
from indicators.cells.rebuilding import rebuild
from indicators.cells.settling import settle

__all__ = ["Fault", "check", "month_sums", "rebuild", "settle", "uncounted", "unit_sums"]
