"""What is wrong in a course's files."""


class BadSource(Exception):
    """A course can't be loaded; ``faults`` each name the file, the block and what is wrong."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
