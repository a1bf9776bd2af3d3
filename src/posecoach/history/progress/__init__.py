"""What changed over days, and whether it is more than measurement error."""
