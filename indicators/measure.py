"""One definition, one unit, one day: a number and the rows behind it."""
