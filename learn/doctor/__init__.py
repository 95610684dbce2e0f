"""Is this installation as it should be? ``manage.py doctor`` asks every check and says what to do."""
