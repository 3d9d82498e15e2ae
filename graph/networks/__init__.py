"""Who belongs together? Cells held by hard ties, programmes held by conduct, lineages that survive recomputation."""
