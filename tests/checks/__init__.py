"""Tests of the consistency checks."""
