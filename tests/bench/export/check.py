"""Checks an export against what Synapse's command and curl wrote: ZIP, shell's folder, folder with the media.

Prints JSON: `events`, `media`, `media_bytes` and `bytes` of the ZIP. Whatever differs ends it.
"""

import hashlib
import json
import os
import sys
import zipfile


def count(text):
    """How many objects follow one another."""
    (at, found, decoder) = (0, 0, json.JSONDecoder())
    while at < len(text):
        (_, at) = decoder.raw_decode(text, at)
        found += 1
    return found


def main(path, shell, media):
    archive = zipfile.ZipFile(path)
    broken = archive.testzip()
    if broken is not None:
        sys.exit(f"{broken} is broken in the ZIP.")
    manifest = json.loads(archive.read("manifest.json"))
    if manifest["skipped"]:
        sys.exit(f"Something was left out: {manifest['skipped'][:3]}")
    files = {entry.get("original") or entry["path"]: entry for entry in manifest["files"]}

    events = 0
    for room_id in sorted(os.listdir(os.path.join(shell, "rooms"))):
        name = f"rooms/{room_id}/events"
        with open(os.path.join(shell, name), encoding="utf-8") as file:
            theirs = count(file.read())
        ours = count(archive.read(files[name]["path"]).decode()) if name in files else 0
        if ours != theirs:
            sys.exit(f"{room_id} has {ours} events in the ZIP, and {theirs} by Synapse's command.")
        events += ours

    sums = {}
    for name in os.listdir(media):
        with open(os.path.join(media, name), "rb") as file:
            content = file.read()
        sums[hashlib.sha256(content).hexdigest()] = len(content)
    ours = {entry["sha256"] for path, entry in files.items() if path.startswith("media/")}
    if ours != set(sums):
        sys.exit(f"The ZIP has {len(ours)} different files, curl {len(sums)}; {len(set(sums) - ours)} are missing.")
    print(json.dumps({"events": events, "media": len(ours), "media_bytes": sum(sums.values()), "bytes": os.path.getsize(path)}))


main(*sys.argv[1:])
