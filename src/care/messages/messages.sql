-- Messages by mail. Only this file names message.

-- @insert message_insert(key uuid, pcn_id pcn_id, person_id person_id?, kind text, source_id int, source_key uuid,
--   to_address text, state text, queued_by account_id?, at instant, next_at instant?)
--   leaves because somebody outside, who sees nobody, may have sent the referral that it answers
INSERT INTO message (key, pcn_id, person_id, kind, source_id, source_key, to_address, state, queued_at, queued_by,
    next_at, changed_at)
VALUES (:key, :pcn_id, :person_id, :kind, :source_id, :source_key, :to_address, :state, :at, :queued_by, :next_at, :at)
ON CONFLICT DO NOTHING;

-- @one message_row(key uuid) -> (message_id message_id, key uuid, version int, pcn_id pcn_id, person_id person_id?,
--   kind text, source_id int, source_key uuid, to_address text, state text, doubtful bool, tries int, code int?,
--   said text?, queued_at instant, queued_by account_id?, by_name text?, next_at instant?, changed_at instant)
--   shows person_id
SELECT m.message_id, m.key, m.version, m.pcn_id, m.person_id, m.kind, m.source_id, m.source_key, m.to_address, m.state,
    m.doubtful, m.tries, m.code, m.said, m.queued_at, m.queued_by, a.name, m.next_at, m.changed_at
FROM scoped_message m LEFT JOIN account a ON a.account_id = m.queued_by
WHERE m.key = :key;

-- Those of one person's letters.
-- @many message_rows_about(person_id person_id, kind text) -> (key uuid, person_id person_id?, source_id int, state text,
--   doubtful bool, changed_at instant, to_address text)
--   shows person_id
SELECT key, person_id, source_id, state, doubtful, changed_at, to_address FROM scoped_message
WHERE person_id = :person_id AND kind = :kind;

-- What somebody has to look at, or waits, the newest first.
-- @many message_rows_open(pcn_id pcn_id, most int) -> (key uuid, person_id person_id?, kind text, source_id int,
--   source_key uuid, to_address text, state text, doubtful bool, tries int, said text?, queued_at instant, by_name text?,
--   next_at instant?, given_names text?, family_name text?)
--   shows person_id
SELECT m.key, m.person_id, m.kind, m.source_id, m.source_key, m.to_address, m.state, m.doubtful, m.tries, m.said,
    m.queued_at, a.name, m.next_at, p.given_names, p.family_name
FROM scoped_message m LEFT JOIN account a ON a.account_id = m.queued_by
    LEFT JOIN scoped_person p ON p.person_id = m.person_id
WHERE m.pcn_id = :pcn_id AND m.state IN ('left', 'waiting', 'sending', 'failed')
ORDER BY m.message_id DESC LIMIT :most;

-- What did not arrive, of one's own.
-- @one message_calls_of(account_id account_id, pcn_id pcn_id) -> (failed int)
--   shows nobody because it only counts
SELECT count(*) FROM scoped_message WHERE queued_by = :account_id AND pcn_id = :pcn_id AND state = 'failed';

-- The next that is due.
-- @one message_due(now instant) -> (key uuid, pcn_id pcn_id)
--   shows nobody because what is done with it notes whom it is about
SELECT key, pcn_id FROM scoped_message WHERE state = 'waiting' AND next_at <= :now ORDER BY next_at, message_id LIMIT 1;

-- What was under way when the server stopped.
-- @one message_broken_off() -> (key uuid, pcn_id pcn_id)
--   shows nobody because what is done with it notes whom it is about
SELECT key, pcn_id FROM scoped_message WHERE state = 'sending' ORDER BY message_id LIMIT 1;

-- @exactly message_set(message_id message_id, version int, state text, doubtful bool, tries int, code int?, said text?,
--   next_at instant?, at instant)
UPDATE message SET version = version + 1, state = :state, doubtful = :doubtful, tries = :tries, code = :code,
    said = :said, next_at = :next_at, changed_at = :at
WHERE message_id IN (SELECT message_id FROM scoped_message WHERE message_id = :message_id) AND version = :version;

-- For the administrator: how many, and since when. Nobody is named.
-- @many message_counts(pcn_id pcn_id, since instant) -> (state text, amount int, oldest instant)
--   unscoped because it counts, whomever they are about
SELECT state, count(*), min(queued_at) FROM message
WHERE pcn_id = :pcn_id AND (state IN ('left', 'waiting', 'sending', 'failed') OR changed_at >= :since)
GROUP BY state ORDER BY state;

-- The mail server's last answers that were no success, by their numbers.
-- @many message_codes(pcn_id pcn_id, since instant) -> (code int?, amount int, last instant)
--   unscoped because it counts, whomever they are about
SELECT code, count(*), max(changed_at) FROM message
WHERE pcn_id = :pcn_id AND state IN ('waiting', 'failed') AND tries > 0 AND changed_at >= :since
GROUP BY code ORDER BY max(changed_at) DESC;

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates).
-- @change message_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE message SET person_id = :to_id
WHERE message_id IN (SELECT message_id FROM scoped_message WHERE person_id = :from_id)
    AND message_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'message');
