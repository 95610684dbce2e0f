"""The community digital teams' work.

A team is a unit of the ground floor and its roster is dated memberships there; this floor adds
the founding decision, the hamlets covered, the courses assigned, and the leader's board.
"""
