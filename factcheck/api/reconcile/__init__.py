"""Reconciliation: finding which source or claim of ours a name or a sentence in somebody's table means.

The Reconciliation Service API 0.2 of the W3C's community group, as OpenRefine speaks it.
"""
