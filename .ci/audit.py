"""Looks the packages of the lock files up among known vulnerabilities; says which could not be looked up."""

import json
import subprocess
import sys
from pathlib import Path


def main(locks: list[str]) -> None:
    command = [str(Path(sys.executable).with_name("pip-audit")), "--format=json", "--progress-spinner=off"]
    command += ["--disable-pip", "--require-hashes", *(part for lock in locks for part in ("-r", lock))]
    result = subprocess.run(command, capture_output=True, text=True)
    if not result.stdout.strip():
        reason = (result.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"Audit SKIPPED: the vulnerability service cannot be reached ({reason}).")
        return
    packages = json.loads(result.stdout)["dependencies"]
    report_unknown(packages)
    vulnerable = [package for package in packages if package.get("vulns")]
    for package in vulnerable:
        report(package)
    sys.exit(bool(vulnerable))


def report_unknown(packages: list[dict]) -> None:
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if unknown:
        print(f"Audit SKIPPED for {len(unknown)} of {len(packages)} packages: the service does not know them.")


def report(package: dict) -> None:
    for finding in package["vulns"]:
        fixed_in = ", ".join(finding["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {finding['id']}, fixed in {fixed_in}")


if __name__ == "__main__":
    main(sys.argv[1:])
