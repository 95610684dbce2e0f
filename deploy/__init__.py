"""What sets a machine up and checks the tree; nothing of the site imports it."""
