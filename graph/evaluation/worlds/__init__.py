"""Who lives in a simulated world, what do they do, and how is it written down?

A world is a sequence of units (a household, a campus, a firm, a ring); a preset says which and how many. Everything
follows from the preset, the seed and the end, so the same call writes the same bytes.
"""
