"""What the watch found, in words, for the desk's templates."""

from django import template

from claims.workflow import draining

register = template.Library()
register.filter("finding_words", draining.finding_words)
