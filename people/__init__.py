"""The ground floor: persons, places, time and rights.

Owns who somebody is, which unit they belong to from when to when, what they may see, what they
agreed to, and the record of what was done by whom. It knows nothing of courses or certificates;
what upper floors must hear is announced in ``people.signals``.
"""
