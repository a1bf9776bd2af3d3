"""Finished sessions, kept over days: the record, progress, safety answers, the posture test, the plan."""
