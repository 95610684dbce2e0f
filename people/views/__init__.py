"""Pages of accounts: profile, outbox, who is learning, privacy."""
