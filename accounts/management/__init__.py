"""What an operator does at the command line about the record."""
