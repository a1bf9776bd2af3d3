"""The posture and flexibility test: what was found, and which stretches may be worth trying."""
