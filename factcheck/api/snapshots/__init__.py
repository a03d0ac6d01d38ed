"""Snapshots: the whole record in files, as of one index of the log. Whoever loads one and follows the changes after
that index has an exact copy.

They stand in a folder and in no table: a folder whose name is the index is a whole snapshot, and nothing else is one.
"""
