from factcheck.partners.models.keys import Key, Partner

__all__ = ["Key", "Partner"]
