"""What operators see of partners at the desk."""

from factcheck.partners.admin import keys

__all__ = ["keys"]
