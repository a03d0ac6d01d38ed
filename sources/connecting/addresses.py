"""Which IP addresses are public unicast, by a table of our own.

The flags of Python's `ipaddress` differ between its patch releases and let several of these through. Ranges are those
of the IANA special-purpose registries (RFC 6890 and its updates) and what clouds answer to inside.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network

# What is not listed is public: IPv4 has no unallocated unicast space left.
NOT_PUBLIC_V4 = (
    "0.0.0.0/8",  # this network
    "10.0.0.0/8",
    "100.64.0.0/10",  # shared by carriers; Alibaba's metadata too
    "127.0.0.0/8",
    "168.63.129.16/32",  # Azure's host, from inside
    "169.254.0.0/16",  # link-local; metadata of most clouds
    "172.16.0.0/12",
    "192.0.0.0/24",  # protocol assignments; Oracle's metadata too
    "192.0.2.0/24",  # documentation
    "192.31.196.0/24",  # AS112
    "192.52.193.0/24",  # AMT relays
    "192.88.99.0/24",  # 6to4 relays
    "192.168.0.0/16",
    "192.175.48.0/24",  # AS112
    "198.18.0.0/15",  # benchmarks
    "198.51.100.0/24",  # documentation
    "203.0.113.0/24",  # documentation
    "224.0.0.0/4",  # multicast
    "240.0.0.0/4",  # reserved, broadcast
)
# The other way round for IPv6: only this is allocated as global unicast. Mapped, compatible, translated (NAT64)
# and local forms lie outside of it.
UNICAST_V6 = IPv6Network("2000::/3")
NOT_PUBLIC_V6 = (
    "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
    "2001:db8::/32",  # documentation
    "2002::/16",  # 6to4: an IPv4 address inside
    "2620:4f:8000::/48",  # AS112
    "3ffe::/16",  # 6bone, given back
    "3fff::/20",  # documentation
)
_NETWORKS: dict[int, tuple[IPNetwork, ...]] = {
    4: tuple(map(ip_network, NOT_PUBLIC_V4)),
    6: tuple(map(ip_network, NOT_PUBLIC_V6)),
}
# Interface identifiers of ISATAP (RFC 5214, section 6.1), with an IPv4 address in the last 32 bits.
_ISATAP = {0x00005EFE, 0x02005EFE}


def is_public(address: IPAddress) -> bool:
    """Whether `address` is public unicast."""
    if isinstance(address, IPv6Address) and (address not in UNICAST_V6 or _holds_isatap(address)):
        return False
    return not any(address in network for network in _NETWORKS[address.version])


def _holds_isatap(address: IPv6Address) -> bool:
    return int(address) >> 32 & 0xFFFFFFFF in _ISATAP
