"""Finished sessions, kept over days: the record, progress, safety answers, the plan of the day."""
