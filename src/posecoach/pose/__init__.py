"""From a picture to 33 named landmarks, or to the honest statement that there are none."""
