"""Readers' pages, under the prefix of a language."""

from django.urls import URLPattern, URLResolver, path, re_path

from factcheck.pages import about, claim, feeds, home, method, notices, searching, source, tips, topic
from sources.public_ids import PUBLIC_ID_PATTERN

app_name = "pages"
_ID = rf"(?P<public_id>{PUBLIC_ID_PATTERN})"
_WORDS = r"(?P<words>[-\w]+)"

urlpatterns: list[URLPattern | URLResolver] = [
    # What is read most stands first: addresses are tried in this order.
    re_path(rf"^claims/{_ID}/{_WORDS}/$", claim.claim, name="claim"),
    re_path(rf"^claims/{_ID}/$", claim.claim, name="claim_without_words"),
    re_path(rf"^topics/{_ID}/{_WORDS}/$", topic.topic, name="topic"),
    re_path(rf"^topics/{_ID}/$", topic.topic, name="topic_without_words"),
    re_path(rf"^sources/{_ID}/{_WORDS}/$", source.source, name="source"),
    re_path(rf"^sources/{_ID}/$", source.source, name="source_without_words"),
    path("", home.home, name="home"),
    path("corrections/", notices.notices, name="notices"),
    path("how-we-check/", method.method, name="method"),
    path("search/", searching.search, name="search"),
    path("tip/", tips.tip, name="tip"),
    re_path(r"^tip/(?P<receipt>\d{4}(?:-\d{4}){3})/$", tips.receipt, name="receipt"),
    path("about/<slug:what>/", about.about, name="about"),
    path("feeds/corrections/", feeds.notices_feed, name="notices_feed"),
    path("feeds/changes/", feeds.changes_feed, name="changes_feed"),
    re_path(rf"^feeds/topics/{_ID}/$", feeds.topic_feed, name="topic_feed"),
    re_path(rf"^feeds/claims/{_ID}/$", feeds.claim_feed, name="claim_feed"),
]
