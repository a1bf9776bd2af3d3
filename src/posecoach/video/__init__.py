"""Pictures in and out: files become frames with their own times, frames become H.264 files."""
