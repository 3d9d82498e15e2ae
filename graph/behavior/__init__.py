"""What do their prompts and hours have in common? Prompt families, accounts in step, profiles of conduct."""
