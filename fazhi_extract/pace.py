"""How often a process that reads reports looks for garbage."""

GC_THRESHOLD = 100_000
"""Rules and reports are made of many objects without cycles: looking for cycles at the usual pace takes a tenth of the time."""
