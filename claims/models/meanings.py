"""What statements mean, in the numbers of a model of sentences."""

from django.db import models

from claims.models.claims import Claim


class Meaning(models.Model):
    """What a statement means, as the model that the operator switched on tells it (claims.matching.meanings).

    A row is never changed: one that is new has a higher number, by which it is seen that there is something to read.
    """

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="+")
    model = models.CharField(max_length=100)
    vector = models.BinaryField()  # numbers of 32 bits

    def __str__(self) -> str:
        return f"{self.claim}: {self.model}"
