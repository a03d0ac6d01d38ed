"""The same ranges once more, as rules for the kernel: a second layer, should the first one fail."""

from ipaddress import ip_address

from sources.connecting.addresses import NOT_PUBLIC_V4, NOT_PUBLIC_V6, UNICAST_V6

_RULES = """\
table inet factcheck_egress {{
    set special4 {{
        type ipv4_addr; flags interval; auto-merge
        elements = {{ {v4} }}
    }}
    set special6 {{
        type ipv6_addr; flags interval; auto-merge
        elements = {{ {v6} }}
    }}
    chain output {{
        type filter hook output priority filter; policy accept;
        meta skuid != {user} accept
        ct state established,related accept
{allowed}        ip daddr @special4 reject
        ip6 daddr != {unicast} reject
        ip6 daddr @special6 reject
    }}
}}
"""


def nftables(user: str, allowed: list[str]) -> str:
    """Rules for nftables by which processes of `user` open connections to public unicast only, and to `allowed`.

    Each of `allowed` is an address and a port, as CONNECT_ALSO has them: database, broker, mail server, resolver.
    Raises ValueError for anything else.
    """
    lines = "".join(f"        {_allow(pair)}\n" for pair in allowed)
    v4, v6 = ", ".join(NOT_PUBLIC_V4), ", ".join(NOT_PUBLIC_V6)
    return _RULES.format(user=user, allowed=lines, v4=v4, v6=v6, unicast=UNICAST_V6)


def _allow(pair: str) -> str:
    written, _colon, port = pair.rpartition(":")
    address = ip_address(written.removeprefix("[").removesuffix("]"))
    family = "ip" if address.version == 4 else "ip6"
    return f"{family} daddr {address} meta l4proto {{ tcp, udp }} th dport {int(port)} accept"
