"""What a person sees and hears; nothing is decided here."""
