"""What must never be missed, and what is said where somebody may not be safe."""
