-- Fills a stopped Synapse (SQLite) with 20,000 users and 10,000 rooms, as far as the lists of the admin API look.
-- The temporary table `bench (server, now_ms)` has one row: the server name and the time that counts as now.
-- Everything follows from the row number by multiplying with large primes, so that every run measures the same data.

CREATE TEMP TABLE first_names (at INTEGER PRIMARY KEY, word TEXT);
INSERT INTO first_names (word) VALUES
  ('Amara'), ('Bjørn'), ('Chidi'), ('Daria'), ('Emeka'), ('Freya'), ('Gustavo'), ('Hanneke'), ('Ishaan'), ('Juliette'),
  ('Kwabena'), ('Lucía'), ('Maximilian'), ('Noor'), ('Oluwaseun'), ('Priya'), ('Quentin'), ('Rósa'), ('Søren'),
  ('Tomasz'), ('Ulla'), ('Valentina'), ('Wen'), ('Ximena'), ('Yusuf'), ('Zoë'), ('Владимир'), ('美咲'), ('محمد');

CREATE TEMP TABLE last_names (at INTEGER PRIMARY KEY, word TEXT);
INSERT INTO last_names (word) VALUES
  ('Adeyemi'), ('Baumgartner'), ('Castellanos'), ('de Vries'), ('Eriksson'), ('Fitzgerald'), ('García Márquez'), ('Ho'),
  ('Iwasaki'), ('Jørgensen'), ('Kowalczyk'), ('Li'), ('Mbeki'), ('Nakamura'), ('O''Sullivan'), ('Papadopoulos'),
  ('Quispe'), ('Raghunathan'), ('Schneider'), ('Thorvaldsen'), ('Ünal'), ('van der Berg'), ('Wójcik');

CREATE TEMP TABLE subjects (at INTEGER PRIMARY KEY, word TEXT);
INSERT INTO subjects (word) VALUES
  ('Announcements'), ('Backend'), ('Ceramics'), ('Design review'), ('Electronics lab'), ('Front desk'), ('Gardening'),
  ('Help and support'), ('Infrastructure on call'), ('Job board'), ('Kitchen'), ('Laser cutter'), ('Marketing'),
  ('New members'), ('Off topic'), ('Printing 🖨️'), ('Quality'), ('Release planning'), ('Security'), ('Travel'),
  ('Übersetzungen'), ('Volunteers'), ('Wood workshop'), ('Zürich office');

-- `n` counts from 1; `a` to `d` are numbers below 2^32 that look random.
CREATE TEMP TABLE numbers AS
WITH RECURSIVE counter (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < 20000)
SELECT n,
  n * 2654435761 % 4294967296 AS a,
  n * 2246822519 % 4294967296 AS b,
  n * 3266489917 % 4294967296 AS c,
  n * 668265263 % 4294967296 AS d
FROM counter;

CREATE TEMP TABLE people AS
SELECT numbers.*, first.word AS first_name, last.word AS last_name,
  CASE n % 5
    WHEN 0 THEN printf('%s%d', lower(substr(last.word, 1, 3)), n)
    WHEN 1 THEN printf('m.%s.%05d', substr('abcdefghijklmnopqrstuvwxyz', 1 + a % 26, 1), n)
    ELSE printf('user-%05d.%04x', n, b % 65536)
  END AS raw_localpart
FROM numbers
JOIN first_names AS first ON first.at = 1 + a / 7 % 29
JOIN last_names AS last ON last.at = 1 + b / 7 % 23;

-- Only what Matrix allows in a localpart.
ALTER TABLE people ADD COLUMN localpart TEXT;
UPDATE people SET localpart = replace(replace(replace(raw_localpart, ' ', '_'), '''', '='), 'Ü', 'u');
UPDATE people SET localpart = replace(replace(replace(localpart, 'ü', 'u'), 'ó', 'o'), 'ø', 'o');

INSERT INTO users (name, password_hash, creation_ts, admin, is_guest, user_type, deactivated, shadow_banned, approved, locked, suspended)
SELECT printf('@%s:%s', localpart, server), NULL, now_ms / 1000 - a % 94608000,
  n % 2500 = 0, n % 400 = 7, CASE WHEN n % 300 = 5 THEN 'bot' WHEN n % 900 = 8 THEN 'support' END,
  n % 37 = 0, n % 700 = 3, 1, n % 150 = 11, n % 500 = 13
FROM people, bench;

INSERT INTO profiles (user_id, displayname, avatar_url, full_user_id)
SELECT localpart,
  CASE
    WHEN n % 29 = 0 THEN NULL
    WHEN n % 501 = 0 THEN printf('%s %s — %s', first_name, last_name, 'out of office until further notice, please write to the front desk instead')
    WHEN n % 11 = 0 THEN first_name
    ELSE first_name || ' ' || last_name
  END,
  CASE WHEN n % 3 = 0 THEN printf('mxc://%s/%08x%08x%08x', server, a, b, c) END,
  printf('@%s:%s', localpart, server)
FROM people, bench;

-- One device each, every third user two; one user in seven was never seen.
INSERT INTO devices (user_id, device_id, display_name, last_seen, ip, user_agent, hidden)
SELECT printf('@%s:%s', localpart, server), printf('%08X%02X', b, device.at), 'Element Desktop on Linux',
  now_ms - c * 15 * device.at % 63072000000, '192.0.2.1', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', 0
FROM people, bench, (SELECT 1 AS at UNION SELECT 2) AS device
WHERE n % 7 <> 0 AND (device.at = 1 OR n % 3 = 0);

CREATE TEMP TABLE places AS
SELECT numbers.*, server,
  CASE WHEN n % 5 < 3 THEN printf('!%08x%08x%08x%08x%08x%03x', a, b, c, d, a, n % 4096)
       ELSE printf('!%08x%08xx%d:%s', a, b, n, server) END AS room_id,
  CASE WHEN n % 5 < 3 THEN '12' WHEN n % 5 = 3 THEN '10' ELSE substr('6911', 1 + n % 3, 1) END AS version,
  CASE WHEN n % 9 <> 0 THEN printf('%s %s', word,
    CASE n % 4 WHEN 0 THEN printf('%d', 2010 + n % 17) WHEN 1 THEN printf('— team %d', n) WHEN 2 THEN printf('(%04x)', b % 65536) ELSE printf('no. %d', n) END)
  END AS name,
  CASE WHEN n % 5 < 2 THEN printf('#%s-%d:%s', lower(replace(replace(replace(word, ' ', '-'), '-🖨️', ''), 'Ü', 'ue')), n, server) END AS alias,
  -- Few large rooms and many small ones.
  CASE WHEN n % 500 = 1 THEN 2000 + a % 15000 WHEN n % 25 = 1 THEN 100 + a % 900 WHEN n % 3 = 0 THEN 2 ELSE a % 60 END AS members
FROM numbers, bench
JOIN subjects ON subjects.at = 1 + c / 7 % 24
WHERE n <= 10000;

INSERT INTO rooms (room_id, is_public, creator, room_version, has_auth_chain_index)
SELECT room_id, places.n % 4 = 0, printf('@%s:%s', localpart, server), version, 1
FROM places JOIN people ON people.n = 1 + places.d % 20000;

INSERT INTO room_stats_state (room_id, name, canonical_alias, join_rules, history_visibility, encryption, guest_access, is_federatable, topic, room_type)
SELECT room_id, name, alias,
  CASE WHEN n % 4 = 0 THEN 'public' WHEN n % 31 = 0 THEN 'knock' ELSE 'invite' END,
  CASE WHEN n % 40 = 0 THEN 'world_readable' WHEN n % 6 = 0 THEN 'joined' ELSE 'shared' END,
  CASE WHEN n % 2 = 0 THEN 'm.megolm.v1.aes-sha2' END,
  CASE WHEN n % 3 <> 0 THEN 'can_join' END,
  n % 12 <> 0, 'What this room is about, in one sentence that is neither short nor long.',
  CASE WHEN n % 60 = 0 THEN 'm.space' END
FROM places;

INSERT INTO room_stats_current (room_id, current_state_events, joined_members, invited_members, left_members, banned_members, local_users_in_room, completed_delta_stream_id, knocked_members)
SELECT room_id, 6 + members + d % 40 + (n % 777 = 0) * (b % 20000), members, b % 3, c % 20, 0, members - members * (d % 50) / 100, 0, 0
FROM places;

INSERT INTO room_aliases (room_alias, room_id, creator) SELECT alias, room_id, NULL FROM places WHERE alias IS NOT NULL;
INSERT INTO room_alias_servers (room_alias, server) SELECT alias, server FROM places WHERE alias IS NOT NULL;

ANALYZE;
