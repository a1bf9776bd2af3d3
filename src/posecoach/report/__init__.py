"""Files from a finished analysis; nothing is computed here that the analysis does not know."""
