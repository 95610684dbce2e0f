"""Pages of teams: the list and the leader's board."""
