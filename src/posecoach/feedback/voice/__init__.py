"""The coach's voice: speech and short tones, through one output."""
