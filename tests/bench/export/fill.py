"""Fills the rooms of a stopped Synapse (SQLite) with messages, as `cargo xtask bench export` needs them.

Sending 200,000 events through the API takes hours. Here they are made by Synapse's own library, hashed and signed, and
written with the rows that Synapse itself would write for them, as far as reading a room needs them. What serves only
search, push and unread counts is left out. It runs on Synapse's own Python.

Its one argument is a file with JSON: `dir`, `server`, `members` (the user first), `events` (how many there shall be in all), and
`media` (the user's uploads, each of which is shown once).
"""

import json
import os
import random
import sqlite3
import sys
import time

from signedjson.key import read_signing_keys
from synapse.api.room_versions import KNOWN_ROOM_VERSIONS
from synapse.crypto.event_signing import add_hashes_and_signatures
from synapse.events import make_event_from_dict

WORDS = """the a room server we you they message tomorrow meeting coffee please thanks deploy broken fixed works again
late early train weather lunch review branch release question answer why because maybe never always Grüße naïve 日本 🦊 👍
https://example.org/issues/4711 yes no ok sure done testing homeserver federation""".split()

YEAR_MS = 365 * 24 * 3_600_000


class Room:
    """Where a room ends, and what its events refer to."""

    def __init__(self, database, room_id, version):
        self.room_id, self.version = room_id, KNOWN_ROOM_VERSIONS[version]
        (self.last, self.depth, self.group) = database.execute(
            """select event_id, depth, state_group from event_forward_extremities join events using (event_id, room_id)
               join event_to_state_groups using (event_id) where room_id = ?""",
            (room_id,),
        ).fetchone()
        state = database.execute("select type, state_key, event_id from current_state_events where room_id = ?", (room_id,))
        self.state = {(kind, key): event_id for kind, key, event_id in state}
        self.stream = 0

    def auth(self, sender):
        wanted = [("m.room.create", ""), ("m.room.power_levels", ""), ("m.room.member", sender)]
        return [self.state[key] for key in wanted]


def texts(dice):
    """A message as people write them: mostly short, now and then long."""
    count = min(200, 1 + int(dice.expovariate(1 / 12)))
    return " ".join(dice.choices(WORDS, k=count))


def content(dice, room, picture):
    """What the next event says, and of which type it is."""
    if picture is not None:
        info = {"size": picture["bytes"], "mimetype": picture["type"]}
        return "m.room.message", {"msgtype": "m.video", "body": picture["name"], "url": picture["mxc"], "info": info}
    kind = dice.random()
    if kind < 0.05:
        relation = {"rel_type": "m.annotation", "event_id": room.last, "key": dice.choice("👍🎉🦊")}
        return "m.reaction", {"m.relates_to": relation}
    body = texts(dice)
    said = {"msgtype": "m.text", "body": body, "m.mentions": {}}
    if kind < 0.15:
        said |= {"format": "org.matrix.custom.html", "formatted_body": f"<p>{body}</p>"}
    elif kind < 0.25:
        said["m.relates_to"] = {"m.in_reply_to": {"event_id": room.last}}
    return "m.room.message", said


def sequence(dice, rooms, count):
    """Whose turn it is: a few rooms are busy and many are not, and their events alternate, as on a real server."""
    weights = [1 / (number + 5) for number in range(len(rooms))]
    return dice.choices(rooms, weights, k=count)


def fill(task):
    dice = random.Random(4711)
    database = sqlite3.connect(os.path.join(task["dir"], "homeserver.db"))
    with open(os.path.join(task["dir"], "signing.key"), encoding="utf-8") as file:
        (key,) = read_signing_keys(file)
    known = database.execute("select room_id, room_version from rooms order by rowid").fetchall()
    rooms = [Room(database, room_id, version) for room_id, version in known]
    (there, stream) = database.execute("select count(*), max(stream_ordering) from events").fetchone()
    count = task["events"] - there
    if count < len(task["media"]):
        sys.exit(f"The rooms have {there} events already: --events must be larger by the files.")
    # Each upload is shown once, somewhere.
    shown = dict(zip(dice.sample(range(count), len(task["media"])), task["media"]))
    first_ms = int(time.time() * 1000) - YEAR_MS
    for number, room in enumerate(sequence(dice, rooms, count)):
        picture = shown.get(number)
        sender = task["members"][0] if picture else dice.choice(task["members"])
        kind, said = content(dice, room, picture)
        sent_ms = first_ms + YEAR_MS * number // count
        event = {
            "type": kind,
            "room_id": room.room_id,
            "sender": sender,
            "content": said,
            "depth": room.depth + 1,
            "origin_server_ts": sent_ms,
            "prev_events": [room.last],
            "auth_events": room.auth(sender),
        }
        add_hashes_and_signatures(room.version, event, task["server"], key)
        event["unsigned"] = {"age_ts": sent_ms}
        event_id = make_event_from_dict(event, room.version).event_id
        stream += 1
        write(database, room, event_id, event, stream)
        room.last, room.depth, room.stream = event_id, room.depth + 1, stream
    for room in rooms:
        finish(database, room)
    database.execute("update stream_positions set stream_id = ? where stream_name = 'events'", (stream,))
    database.execute("analyze")
    database.commit()
    database.close()


def write(database, room, event_id, event, stream):
    """The rows of one event; see `_store_event_txn` and its neighbours in Synapse's storage."""
    database.execute(
        """insert into events (stream_ordering, topological_ordering, event_id, type, room_id, processed, outlier, depth,
               origin_server_ts, received_ts, sender, contains_url, instance_name)
           values (?, ?, ?, ?, ?, 1, 0, ?, ?, ?, ?, ?, 'master')""",
        (stream, event["depth"], event_id, event["type"], room.room_id, event["depth"], event["origin_server_ts"],
         event["origin_server_ts"], event["sender"], "url" in event["content"]),
    )  # fmt: skip
    text = json.dumps(event, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    database.execute(
        "insert into event_json (event_id, room_id, internal_metadata, json, format_version) values (?, ?, '{}', ?, ?)",
        (event_id, room.room_id, text, room.version.event_format),
    )
    database.execute("insert into event_to_state_groups (event_id, state_group) values (?, ?)", (event_id, room.group))
    database.execute("insert into event_edges (event_id, prev_event_id, is_state) values (?, ?, 0)", (event_id, room.last))
    relation = event["content"].get("m.relates_to", {})
    if "rel_type" in relation:
        database.execute(
            "insert into event_relations (event_id, relates_to_id, relation_type, aggregation_key) values (?, ?, ?, ?)",
            (event_id, relation["event_id"], relation["rel_type"], relation["key"]),
        )


def finish(database, room):
    """What Synapse knows of a room's end."""
    if room.stream == 0:
        return
    database.execute("update event_forward_extremities set event_id = ? where room_id = ?", (room.last, room.room_id))
    database.execute(
        "insert into stream_ordering_to_exterm (stream_ordering, room_id, event_id) values (?, ?, ?)",
        (room.stream, room.room_id, room.last),
    )
    database.execute(
        "update sliding_sync_joined_rooms set event_stream_ordering = ?1, bump_stamp = ?1 where room_id = ?2",
        (room.stream, room.room_id),
    )


with open(sys.argv[1], encoding="utf-8") as file:
    fill(json.load(file))
