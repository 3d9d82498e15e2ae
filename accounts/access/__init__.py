"""Is the door open, and how wide? Five states, limits, treatments, and a gap-free sequence per account."""
