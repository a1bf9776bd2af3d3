"""How long it takes from the camera to the screen and to the voice, and whether that stays so for an hour."""
