"""Pure arithmetic of indicators: what a number is, and how rows add up to it."""
