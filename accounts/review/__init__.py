"""What do people decide, and on what evidence? Cases, evidence, proposals, decisions, verdicts, notices, appeals."""
