"""The live screen: one picture of what a session is at this moment, to be read from three metres away."""
