"""What did we observe? Signals in, committed before they are acknowledged, folded into sightings and counts."""
