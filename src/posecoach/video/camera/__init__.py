"""Live pictures: a camera, a stream, or a film played as one; what goes wrong is said, and survived."""
