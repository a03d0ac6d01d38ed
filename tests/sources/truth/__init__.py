"""Invented news pages with a known truth: what was edited between two versions, and what a site answers when."""
