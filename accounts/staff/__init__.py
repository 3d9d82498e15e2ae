"""Who may act? People with one of six roles, machines with scoped keys, and one table of verbs."""
