"""Pages of certificates: the holder's, the public check, revocation."""
