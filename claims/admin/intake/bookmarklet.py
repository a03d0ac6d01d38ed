"""A bookmark that opens the first page with the address, the title and the marked words of the page it is used on."""

from django.http import HttpRequest
from django.urls import reverse

# Longer addresses are cut off by some proxies; a whole article is pasted or fetched.
_MOST_MARKED = 1_500


def bookmarklet(request: HttpRequest) -> str:
    """The bookmark's address. Our own policy keeps it from running here; it is dragged to the bookmarks."""
    begin = request.build_absolute_uri(reverse("admin:claims_intake_add"))
    return (
        "javascript:(()=>{const q=new URLSearchParams({url:location.href,title:document.title,"
        f"text:String(getSelection()).slice(0,{_MOST_MARKED}),lang:document.documentElement.lang.slice(0,35)}});"
        f"window.open('{begin}?'+q)}})()"
    )
