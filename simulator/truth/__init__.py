"""What is true of a rendered recording, and the file that says it."""
