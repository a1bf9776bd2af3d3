"""The record itself: a database, what goes in, what comes out, and files to copy it with."""
