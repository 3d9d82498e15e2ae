"""Which planted words came back? Invented sentences, given to one account or pool alone and looked for on arrival."""
