from factcheck.partners.models.keys import Key, Partner
from factcheck.partners.models.webhooks import Attempt, Delivery, Message, Secret, Subscription

__all__ = ["Attempt", "Delivery", "Key", "Message", "Partner", "Secret", "Subscription"]
