"""From landmarks to named angles and lengths. Pure: no files, no clock, no memory."""
