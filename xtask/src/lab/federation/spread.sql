-- Spreads what `script.rs` put into the temporary tables `remote_...` over Synapse's own. The same for SQLite and
-- PostgreSQL.

-- Events.

CREATE TEMPORARY TABLE ends AS
SELECT (SELECT max(stream_ordering) FROM events) AS stream_ordering,
       (SELECT max(id) FROM state_groups) AS state_group;

INSERT INTO events (stream_ordering, topological_ordering, event_id, type, room_id, processed, outlier, depth,
                    origin_server_ts, received_ts, sender, contains_url, instance_name, state_key)
SELECT ends.stream_ordering + nth, depth, event_id, type, room_id, TRUE, FALSE, depth,
       sent_at_ms, sent_at_ms, sender, FALSE, 'master', state_key
FROM remote_events, ends;

INSERT INTO event_json (event_id, room_id, internal_metadata, json, format_version)
SELECT event_id, room_id, '{}', json, 3 FROM remote_events;

-- With the room, as Synapse wrote it up to version 70 of its schema: /statistics/database/rooms fails where no edge has
-- one (element-hq/synapse#15821).
INSERT INTO event_edges (event_id, prev_event_id, room_id, is_state)
SELECT event_id, previous, room_id, FALSE FROM remote_events;

INSERT INTO event_auth (event_id, auth_id, room_id) SELECT event_id, auth_id, room_id FROM remote_auth;

-- State: nobody was in these rooms before from elsewhere, so nothing is replaced.

INSERT INTO state_events (event_id, room_id, type, state_key)
SELECT event_id, room_id, type, state_key FROM remote_events WHERE state_key IS NOT NULL;

INSERT INTO event_auth_chain_to_calculate (event_id, room_id, type, state_key)
SELECT event_id, room_id, type, state_key FROM remote_events WHERE state_key IS NOT NULL;

INSERT INTO room_memberships (event_id, user_id, sender, room_id, membership, event_stream_ordering)
SELECT event_id, state_key, sender, room_id, membership, ends.stream_ordering + nth
FROM remote_events, ends WHERE state_key IS NOT NULL;

INSERT INTO current_state_events (event_id, room_id, type, state_key, membership, event_stream_ordering)
SELECT event_id, room_id, type, state_key, membership, ends.stream_ordering + nth
FROM remote_events, ends WHERE state_key IS NOT NULL;

UPDATE room_stats_current
SET current_state_events =
        (SELECT count(*) FROM current_state_events AS c WHERE c.room_id = room_stats_current.room_id),
    joined_members = (SELECT count(*) FROM current_state_events AS c
                      WHERE c.room_id = room_stats_current.room_id AND c.membership = 'join'),
    invited_members = (SELECT count(*) FROM current_state_events AS c
                       WHERE c.room_id = room_stats_current.room_id AND c.membership = 'invite'),
    left_members = (SELECT count(*) FROM current_state_events AS c
                    WHERE c.room_id = room_stats_current.room_id AND c.membership = 'leave'),
    banned_members = (SELECT count(*) FROM current_state_events AS c
                      WHERE c.room_id = room_stats_current.room_id AND c.membership = 'ban')
WHERE room_id IN (SELECT room_id FROM remote_events);

-- One state group a room: that of the room's last event, and all remote members.

CREATE TEMPORARY TABLE remote_groups AS
SELECT ends.state_group + row_number() OVER (ORDER BY f.room_id) AS id, f.room_id, f.event_id,
       e.state_group AS previous
FROM event_forward_extremities AS f
JOIN event_to_state_groups AS e ON e.event_id = f.event_id
CROSS JOIN ends
WHERE f.room_id IN (SELECT room_id FROM remote_events);

INSERT INTO state_groups (id, room_id, event_id) SELECT id, room_id, event_id FROM remote_groups;

INSERT INTO state_group_edges (state_group, prev_state_group) SELECT id, previous FROM remote_groups;

INSERT INTO state_groups_state (state_group, room_id, type, state_key, event_id)
SELECT g.id, room_id, type, state_key, remote_events.event_id
FROM remote_events JOIN remote_groups AS g USING (room_id) WHERE state_key IS NOT NULL;

INSERT INTO event_to_state_groups (event_id, state_group)
SELECT remote_events.event_id, g.id FROM remote_events JOIN remote_groups AS g USING (room_id);

DELETE FROM event_forward_extremities WHERE room_id IN (SELECT room_id FROM remote_events);

INSERT INTO event_forward_extremities (event_id, room_id) SELECT event_id, room_id FROM remote_extremities;

UPDATE stream_positions SET stream_id = (SELECT max(stream_ordering) FROM events) WHERE stream_name = 'events';

-- Messages notify the local users in the room: /statistics/database/rooms fails where nobody has a notification, too.

INSERT INTO event_push_actions (room_id, event_id, user_id, actions, topological_ordering, stream_ordering, notif,
                                highlight, unread, thread_id)
SELECT r.room_id, r.event_id, l.user_id, '["notify"]', r.depth, ends.stream_ordering + r.nth, 1, 0, 1, 'main'
FROM remote_events AS r JOIN local_current_membership AS l ON l.room_id = r.room_id AND l.membership = 'join', ends
WHERE r.type = 'm.room.message';

-- Destinations.

INSERT INTO destinations (destination, retry_last_ts, retry_interval, failure_ts, last_successful_stream_ordering)
SELECT destination, retry_last_ts, retry_interval, failure_ts,
       CASE WHEN succeeded THEN ends.stream_ordering END
FROM remote_destinations, ends;

INSERT INTO destination_rooms (destination, room_id, stream_ordering)
SELECT r.destination, r.room_id, max(e.stream_ordering)
FROM remote_destination_rooms AS r JOIN events AS e ON e.room_id = r.room_id
GROUP BY r.destination, r.room_id;
