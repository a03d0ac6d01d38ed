"""What operators see of partners at the desk."""

from factcheck.partners.admin import keys, webhooks

__all__ = ["keys", "webhooks"]
