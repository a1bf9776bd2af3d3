"""The command line: a person's words into calls, errors into one line."""
