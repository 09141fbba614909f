-- Accounts, sessions and what signing in needs. None of these tables holds people's data: staff only.

-- @one session_by_token(token_hash blob) -> (session_id session_id, stage text, started_at instant, seen_at instant,
--   account_id account_id, name text, email text, second_factor bool, has_seed bool, state text,
--   role_held_id role_held_id?, role int?, pcn_id pcn_id?, practice_id practice_id?, relations_version int?,
--   held_path text?, held_body text?, form_secret blob, roles int, pcn_name text?, shown_to uuid?)
SELECT s.session_id, s.stage, s.started_at, s.seen_at,
    a.account_id, a.name, a.email, a.second_factor, a.totp_seed IS NOT NULL, a.state,
    r.role_held_id, r.role, r.pcn_id, r.practice_id, r.relations_version, s.held_path, s.held_body,
    s.form_secret, (SELECT count(*) FROM role_held h WHERE h.account_id = a.account_id AND h.ended_at IS NULL),
    n.name, s.shown_to
FROM session s
JOIN account a ON a.account_id = s.account_id
LEFT JOIN role_held r ON r.role_held_id = s.role_held_id AND r.ended_at IS NULL AND r.account_id = s.account_id
LEFT JOIN pcn n ON n.pcn_id = r.pcn_id
WHERE s.token_hash = :token_hash AND s.stage <> 'ended';

-- @many practices_in_reach(pcn_id pcn_id, practice_id practice_id?) -> (practice_id practice_id)
SELECT practice_id FROM practice
WHERE pcn_id = :pcn_id AND (:practice_id IS NULL OR practice_id = :practice_id)
ORDER BY practice_id;

-- @insert session_add(token_hash blob, account_id account_id, role_held_id role_held_id?, stage text, at instant)
INSERT INTO session (token_hash, account_id, role_held_id, stage, started_at, seen_at, form_secret)
VALUES (:token_hash, :account_id, :role_held_id, :stage, :at, :at, :token_hash);

-- @change session_touch(session_id session_id, at instant)
UPDATE session SET seen_at = :at WHERE session_id = :session_id AND stage <> 'ended' AND seen_at < :at;

-- The second factor changes the form token as well; later steps don't, because forms are open in other tabs by then.
-- @exactly session_renew(session_id session_id, token_hash blob, role_held_id role_held_id?, at instant)
UPDATE session SET token_hash = :token_hash, stage = 'whole', seen_at = :at, wrong_tries = 0,
    form_secret = CASE WHEN stage = 'password' THEN :token_hash ELSE form_secret END,
    role_held_id = coalesce(:role_held_id, role_held_id)
WHERE session_id = :session_id AND stage <> 'ended';

-- @change session_wrong(session_id session_id, most int)
UPDATE session SET wrong_tries = wrong_tries + 1, stage = CASE WHEN wrong_tries + 1 >= :most THEN 'ended' ELSE stage END
WHERE session_id = :session_id AND stage <> 'ended';

-- @one session_open(session_id session_id) -> (open bool)
SELECT EXISTS (SELECT 1 FROM session WHERE session_id = :session_id AND stage <> 'ended');

-- The oldest of somebody's sessions, beyond so many.
-- @change session_end_beyond(account_id account_id, most int)
UPDATE session SET stage = 'ended', held_path = NULL, held_body = NULL
WHERE account_id = :account_id AND stage <> 'ended' AND session_id NOT IN (
    SELECT session_id FROM session WHERE account_id = :account_id AND stage <> 'ended'
    ORDER BY session_id DESC LIMIT :most);

-- @change session_end(session_id session_id)
UPDATE session SET stage = 'ended', held_path = NULL, held_body = NULL WHERE session_id = :session_id;

-- @change session_end_all_of(account_id account_id)
UPDATE session SET stage = 'ended', held_path = NULL, held_body = NULL
WHERE account_id = :account_id AND stage <> 'ended';

-- Where somebody is signed in now; since: when a session that is over by its age began at the latest.
-- @many sessions_of(account_id account_id, since instant) -> (session_id session_id, stage text, started_at instant,
--   seen_at instant, role int?, place_name text?)
SELECT s.session_id, s.stage, s.started_at, s.seen_at, r.role, coalesce(p.name, n.name)
FROM session s LEFT JOIN role_held r ON r.role_held_id = s.role_held_id
    LEFT JOIN pcn n ON n.pcn_id = r.pcn_id LEFT JOIN practice p ON p.practice_id = r.practice_id
WHERE s.account_id = :account_id AND s.stage <> 'ended' AND s.started_at >= :since
ORDER BY s.seen_at DESC, s.session_id DESC;

-- @change session_end_others(account_id account_id, session_id session_id)
UPDATE session SET stage = 'ended', held_path = NULL, held_body = NULL
WHERE account_id = :account_id AND stage <> 'ended' AND session_id <> :session_id;

-- Whoever loses the role they work in is signed out at once; sessions in their other roles go on.
-- @change session_end_all_as(account_id account_id, role_held_id role_held_id)
UPDATE session SET stage = 'ended', held_path = NULL, held_body = NULL
WHERE account_id = :account_id AND role_held_id = :role_held_id AND stage <> 'ended';

-- @exactly session_hold(session_id session_id, path text?, body text?)
UPDATE session SET held_path = :path, held_body = :body WHERE session_id = :session_id AND stage <> 'ended';

-- @exactly session_set_shown(session_id session_id, shown_to uuid?)
UPDATE session SET shown_to = :shown_to WHERE session_id = :session_id AND stage <> 'ended';

-- @change session_sweep(started_before instant, seen_before instant)
DELETE FROM session WHERE started_at < :started_before OR (stage = 'ended' AND seen_at < :seen_before);

-- One in each of the networks that have such an account.
-- @many accounts_by_email(email text, most int) -> (account_id account_id, password_hash text?, pcn_key uuid, pcn_name text)
SELECT a.account_id, a.password_hash, n.key, n.name
FROM account a JOIN pcn n ON n.pcn_id = a.pcn_id WHERE a.email = :email ORDER BY a.account_id LIMIT :most;

-- @one accounts_networks() -> (networks int)
SELECT count(*) FROM pcn;

-- @one account_by_id(account_id account_id) -> (account_id account_id, key uuid, version int, email text, name text,
--   state text, password_hash text?, second_factor bool, totp_seed blob?, totp_last_step int)
SELECT account_id, key, version, email, name, state, password_hash, second_factor, totp_seed, totp_last_step
FROM account WHERE account_id = :account_id;

-- @insert account_add(key uuid, email text, name text, state text, password_hash text?, second_factor bool,
--   totp_seed blob?, created_at instant, pcn_id pcn_id)
INSERT INTO account (key, email, name, state, password_hash, second_factor, totp_seed, created_at, pcn_id)
VALUES (:key, :email, :name, :state, :password_hash, :second_factor, :totp_seed, :created_at, :pcn_id);

-- @exactly account_set_password(account_id account_id, password_hash text)
UPDATE account SET password_hash = :password_hash, state = 'active', version = version + 1
WHERE account_id = :account_id AND state <> 'disabled';

-- @exactly account_set_seed(account_id account_id, totp_seed blob?, last_step int)
UPDATE account SET totp_seed = :totp_seed, totp_last_step = :last_step, version = version + 1
WHERE account_id = :account_id;

-- Until the one-time link is used nobody gets in: there is no password, and perhaps no second factor.
-- @exactly account_reset(account_id account_id, version int, forget_seed bool)
UPDATE account SET password_hash = NULL, state = 'invited', version = version + 1,
    totp_seed = CASE WHEN :forget_seed = 1 THEN NULL ELSE totp_seed END
WHERE account_id = :account_id AND version = :version AND state <> 'disabled';

-- @exactly account_moved_on(account_id account_id, version int)
UPDATE account SET version = version + 1 WHERE account_id = :account_id AND version = :version;

-- @exactly account_came(account_id account_id, at instant)
UPDATE account SET signed_in_at = :at WHERE account_id = :account_id;

-- @exactly account_first_seed(account_id account_id, totp_seed blob)
UPDATE account SET totp_seed = :totp_seed WHERE account_id = :account_id AND totp_seed IS NULL;

-- @exactly account_use_step(account_id account_id, step int)
UPDATE account SET totp_last_step = :step WHERE account_id = :account_id AND totp_last_step < :step;

-- @exactly account_set_state(account_id account_id, version int, state text)
UPDATE account SET state = :state, version = version + 1 WHERE account_id = :account_id AND version = :version;

-- @exactly account_rename(account_id account_id, version int, name text, email text)
UPDATE account SET name = :name, email = :email, version = version + 1
WHERE account_id = :account_id AND version = :version;

-- place: the key of the practice, or of the network where the role is held in the whole of it.
-- @many roles_of(account_id account_id) -> (role_held_id role_held_id, role int, pcn_id pcn_id,
--   practice_id practice_id?, place uuid, place_name text)
SELECT r.role_held_id, r.role, r.pcn_id, r.practice_id, coalesce(p.key, n.key), coalesce(p.name, n.name)
FROM role_held r JOIN pcn n ON n.pcn_id = r.pcn_id LEFT JOIN practice p ON p.practice_id = r.practice_id
WHERE r.account_id = :account_id AND r.ended_at IS NULL
ORDER BY r.role, n.name, p.name;

-- @many roles_in_reach(pcn_id pcn_id, practice_id practice_id?) -> (account_id account_id, role int, place_name text)
SELECT r.account_id, r.role, coalesce(p.name, n.name)
FROM role_held r JOIN pcn n ON n.pcn_id = r.pcn_id LEFT JOIN practice p ON p.practice_id = r.practice_id
WHERE r.pcn_id = :pcn_id AND (:practice_id IS NULL OR r.practice_id = :practice_id) AND r.ended_at IS NULL
ORDER BY r.account_id, r.role;

-- How many of somebody's roles are held where this administrator has no say.
-- @one roles_beyond_reach(account_id account_id, pcn_id pcn_id, practice_id practice_id?) -> (total int)
SELECT count(*) FROM role_held
WHERE account_id = :account_id AND ended_at IS NULL
    AND NOT (pcn_id = :pcn_id AND (:practice_id IS NULL OR coalesce(practice_id, 0) = :practice_id));

-- Everybody who works or worked there, by name: after a place, or, going back, before it.
-- @many staff_in_reach(pcn_id pcn_id, practice_id practice_id?, back bool, name text, account_id int, most int)
--   -> (account_id account_id, key uuid, name text, email text, state text, signed_in_at instant?)
SELECT a.account_id, a.key, a.name, a.email, a.state, a.signed_in_at FROM account a
WHERE a.account_id IN (
    SELECT d.account_id FROM (SELECT a.account_id FROM account a
        WHERE :back = 0 AND (a.name, a.account_id) > (:name, :account_id) AND EXISTS (SELECT 1 FROM role_held r WHERE r.account_id = a.account_id AND r.pcn_id = :pcn_id
            AND (:practice_id IS NULL OR r.practice_id = :practice_id))
        ORDER BY a.name, a.account_id LIMIT :most) d
    UNION ALL
    SELECT u.account_id FROM (SELECT a.account_id FROM account a
        WHERE :back = 1 AND (a.name, a.account_id) < (:name, :account_id) AND EXISTS (SELECT 1 FROM role_held r WHERE r.account_id = a.account_id AND r.pcn_id = :pcn_id
            AND (:practice_id IS NULL OR r.practice_id = :practice_id))
        ORDER BY a.name DESC, a.account_id DESC LIMIT :most) u)
ORDER BY a.name, a.account_id;

-- @one staff_by_key(key uuid, pcn_id pcn_id, practice_id practice_id?) -> (account_id account_id, key uuid,
--   version int, name text, email text, state text, second_factor bool, has_seed bool, created_at instant,
--   signed_in_at instant?)
SELECT a.account_id, a.key, a.version, a.name, a.email, a.state, a.second_factor, a.totp_seed IS NOT NULL,
    a.created_at, a.signed_in_at
FROM account a
WHERE a.key = :key AND EXISTS (SELECT 1 FROM role_held r WHERE r.account_id = a.account_id AND r.pcn_id = :pcn_id
    AND (:practice_id IS NULL OR r.practice_id = :practice_id));

-- Where a role can be given: the network first (unless the giver's own role is held in one practice), then practices.
-- @many places_in_reach(pcn_id pcn_id, practice_id practice_id?) -> (place uuid, name text, practice_id practice_id?,
--   rank int)
SELECT key, name, NULL, 0 FROM pcn WHERE pcn_id = :pcn_id AND :practice_id IS NULL
UNION ALL
SELECT key, name, practice_id, 1 FROM practice
WHERE pcn_id = :pcn_id AND (:practice_id IS NULL OR practice_id = :practice_id)
ORDER BY 4, 2;

-- The words that a password of this account must not be made of: networks and practices where it holds a role.
-- @many names_around(account_id account_id) -> (name text)
SELECT n.name FROM role_held r JOIN pcn n ON n.pcn_id = r.pcn_id WHERE r.account_id = :account_id
UNION
SELECT p.name FROM role_held r JOIN practice p ON p.pcn_id = r.pcn_id WHERE r.account_id = :account_id;

-- @insert role_give(account_id account_id, role int, pcn_id pcn_id, practice_id practice_id?)
INSERT INTO role_held (account_id, role, pcn_id, practice_id) VALUES (:account_id, :role, :pcn_id, :practice_id);

-- @change role_end(role_held_id role_held_id, account_id account_id, at instant)
UPDATE role_held SET ended_at = :at
WHERE role_held_id = :role_held_id AND account_id = :account_id AND ended_at IS NULL;

-- @change link_add(token_hash blob, account_id account_id, expires_at instant)
INSERT INTO account_link (token_hash, account_id, expires_at) VALUES (:token_hash, :account_id, :expires_at);

-- @change link_cancel_all(account_id account_id, at instant)
UPDATE account_link SET used_at = :at WHERE account_id = :account_id AND used_at IS NULL;

-- @one link_by_token(token_hash blob, at instant) -> (account_id account_id, email text, name text, second_factor bool,
--   has_seed bool)
SELECT l.account_id, a.email, a.name, a.second_factor, a.totp_seed IS NOT NULL FROM account_link l JOIN account a ON a.account_id = l.account_id
WHERE l.token_hash = :token_hash AND l.used_at IS NULL AND l.expires_at > :at AND a.state <> 'disabled';

-- @exactly link_use(token_hash blob, at instant)
UPDATE account_link SET used_at = :at WHERE token_hash = :token_hash AND used_at IS NULL AND expires_at > :at;

-- @change recovery_forget(account_id account_id)
DELETE FROM recovery_code WHERE account_id = :account_id;

-- @change recovery_add(account_id account_id, code_hash blob)
INSERT INTO recovery_code (account_id, code_hash) VALUES (:account_id, :code_hash);

-- @exactly recovery_use(account_id account_id, code_hash blob, at instant)
UPDATE recovery_code SET used_at = :at
WHERE account_id = :account_id AND code_hash = :code_hash AND used_at IS NULL;

-- @one recovery_left(account_id account_id) -> (left_over int)
SELECT count(*) FROM recovery_code WHERE account_id = :account_id AND used_at IS NULL;

-- @insert failure_add(whom blob, at instant)
INSERT INTO sign_in_failure (whom, at) VALUES (:whom, :at);

-- @one failures_of(whom blob, since instant) -> (failures int, latest instant?)
SELECT count(*), max(at) FROM sign_in_failure WHERE whom = :whom AND at > :since;

-- @change failures_forgive(whom blob)
DELETE FROM sign_in_failure WHERE whom = :whom;

-- @change failures_sweep(before instant)
DELETE FROM sign_in_failure WHERE at < :before;
