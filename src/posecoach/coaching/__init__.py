"""From measures over time to holds, repetitions, faults and cues. Pure: same poses in, same events out."""
