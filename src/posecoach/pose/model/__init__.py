"""The file with the pose networks: found in the cache, or fetched once and kept there."""
