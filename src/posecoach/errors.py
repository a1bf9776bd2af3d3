"""The errors that a person is meant to read."""


class PosecoachError(Exception):
    """Something could not be done; the message is one line that says what is wrong and how to mend it."""


class UsageError(PosecoachError):
    """The request itself was wrong (an unknown stretch, an option out of range)."""
