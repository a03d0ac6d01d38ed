"""The second layer: the kernel refuses what the guard would refuse. Tried in a network namespace of its own."""

import shutil
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sources.connecting.addresses import NOT_PUBLIC_V4, NOT_PUBLIC_V6

# Connects to two servers on the loopback address of the namespace, and says which of them answered.
_PROBE = """
import socket
for port in (8001, 8002):
    server = socket.create_server(("127.0.0.1", port))
    try:
        socket.create_connection(("127.0.0.1", port), 0.5).close()
        print(port, "open")
    except OSError:
        print(port, "closed")
"""


def rules(*arguments: str) -> str:
    told = StringIO()
    call_command("egress", "--user", "0", *arguments, stdout=told)
    return told.getvalue()


def test_every_range_of_the_table_is_in_the_rules() -> None:
    written = rules()
    assert all(network in written for network in (*NOT_PUBLIC_V4, *NOT_PUBLIC_V6))
    assert "ip6 daddr != 2000::/3 reject" in written


@pytest.mark.parametrize("pair", ["127.0.0.1", "db.example:5432", "127.0.0.1:x", "1.2.3.4:5; drop", ""])
def test_what_is_no_pair_is_refused(pair: str) -> None:
    with pytest.raises(CommandError):
        rules("--allow", pair)


@pytest.mark.parametrize("user", ["a; drop", "", "a b", "ü"])
def test_what_is_no_user_is_refused(user: str) -> None:
    with pytest.raises(CommandError):
        call_command("egress", "--user", user, stdout=StringIO())


def _in_a_namespace(script: str, given: str) -> subprocess.CompletedProcess[str]:
    command = ["unshare", "-rn", "sh", "-c", script]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)


_TOOLS = all(map(shutil.which, ("unshare", "nft", "ip")))


@pytest.mark.skipif(not _TOOLS, reason="needs unshare, nft and ip (apt-get install nftables iproute2)")
def test_kernel_refuses_what_is_not_public_and_not_named() -> None:
    if _in_a_namespace("ip link set lo up && nft add table inet t", "").returncode:
        pytest.skip("this kernel allows no network namespaces to us")
    script = f"ip link set lo up && nft -f - && {sys.executable} -c '{_PROBE}'"
    assert _in_a_namespace(script.replace("nft -f - && ", "cat && "), "").stdout == "8001 open\n8002 open\n"
    probed = _in_a_namespace(script, rules("--allow", "127.0.0.1:8002", "--allow", "[::1]:5432"))
    assert (probed.stdout, probed.stderr) == ("8001 closed\n8002 open\n", "")
