"""Behaviour that a user would miss."""
