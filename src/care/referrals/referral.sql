-- Referrals. Only this file names referral, referral_step and referral_link.

-- @one referral_row(key uuid) -> (referral_id referral_id, key uuid, nonce uuid, version int, pcn_id pcn_id,
--   person_id person_id?, source text, referrer_id account_id?, referrer text, referrer_reach text?, reasons int,
--   words text?, wants text?, risks text?, urgency text, wished int, agreed text, about_name text?, about_born date?,
--   about_nhs_number text?, about_reach text?, state text, owner_id account_id?, owner_name text?,
--   received_at instant, changed_at instant, due_on date, given_names text?, family_name text?, born date?,
--   nhs_number nhs_number?, died_known bool, setting text?)
--   shows person_id
SELECT f.referral_id, f.key, f.nonce, f.version, f.pcn_id, f.person_id, f.source, f.referrer_id, f.referrer,
    f.referrer_reach, f.reasons, f.words, f.wants, f.risks, f.urgency, f.wished, f.agreed, f.about_name, f.about_born,
    f.about_nhs_number, f.about_reach, f.state, f.owner_id, a.name, f.received_at, f.changed_at, f.due_on,
    p.given_names, p.family_name, p.born, p.nhs_number, coalesce(p.died_known, 0), f.setting
FROM scoped_referral f LEFT JOIN account a ON a.account_id = f.owner_id
    LEFT JOIN scoped_person p ON p.person_id = f.person_id
WHERE f.key = :key;

-- @many referral_rows_at(pcn_id pcn_id, stage int, most int, skip int) -> (referral_id referral_id, key uuid,
--   nonce uuid, version int, pcn_id pcn_id, person_id person_id?, source text, referrer_id account_id?, referrer text,
--   referrer_reach text?, reasons int, words text?, wants text?, risks text?, urgency text, wished int, agreed text,
--   about_name text?, about_born date?, about_nhs_number text?, about_reach text?, state text,
--   owner_id account_id?, owner_name text?, received_at instant, changed_at instant, due_on date, given_names text?,
--   family_name text?, born date?, nhs_number nhs_number?, died_known bool, setting text?)
--   shows person_id
SELECT f.referral_id, f.key, f.nonce, f.version, f.pcn_id, f.person_id, f.source, f.referrer_id, f.referrer,
    f.referrer_reach, f.reasons, f.words, f.wants, f.risks, f.urgency, f.wished, f.agreed, f.about_name, f.about_born,
    f.about_nhs_number, f.about_reach, f.state, f.owner_id, a.name, f.received_at, f.changed_at, f.due_on,
    p.given_names, p.family_name, p.born, p.nhs_number, coalesce(p.died_known, 0), f.setting
FROM scoped_referral f LEFT JOIN account a ON a.account_id = f.owner_id
    LEFT JOIN scoped_person p ON p.person_id = f.person_id
WHERE f.pcn_id = :pcn_id AND f.stage = :stage
ORDER BY f.due_on, f.referral_id LIMIT :most OFFSET :skip;

-- @many referral_rows_sent(referrer_id account_id, pcn_id pcn_id, most int) -> (referral_id referral_id, key uuid,
--   nonce uuid, version int, pcn_id pcn_id, person_id person_id?, source text, referrer_id account_id?, referrer text,
--   referrer_reach text?, reasons int, words text?, wants text?, risks text?, urgency text, wished int, agreed text,
--   about_name text?, about_born date?, about_nhs_number text?, about_reach text?, state text,
--   owner_id account_id?, owner_name text?, received_at instant, changed_at instant, due_on date, given_names text?,
--   family_name text?, born date?, nhs_number nhs_number?, died_known bool, setting text?)
--   shows person_id
SELECT f.referral_id, f.key, f.nonce, f.version, f.pcn_id, f.person_id, f.source, f.referrer_id, f.referrer,
    f.referrer_reach, f.reasons, f.words, f.wants, f.risks, f.urgency, f.wished, f.agreed, f.about_name, f.about_born,
    f.about_nhs_number, f.about_reach, f.state, f.owner_id, a.name, f.received_at, f.changed_at, f.due_on,
    p.given_names, p.family_name, p.born, p.nhs_number, coalesce(p.died_known, 0), f.setting
FROM scoped_referral f LEFT JOIN account a ON a.account_id = f.owner_id
    LEFT JOIN scoped_person p ON p.person_id = f.person_id
WHERE f.referrer_id = :referrer_id AND f.pcn_id = :pcn_id
ORDER BY f.changed_at DESC, f.referral_id DESC LIMIT :most;

-- @many referral_rows_about(person_id person_id, most int) -> (referral_id referral_id, key uuid, nonce uuid,
--   version int, pcn_id pcn_id, person_id person_id?, source text, referrer_id account_id?, referrer text,
--   referrer_reach text?, reasons int, words text?, wants text?, risks text?, urgency text, wished int, agreed text,
--   about_name text?, about_born date?, about_nhs_number text?, about_reach text?, state text,
--   owner_id account_id?, owner_name text?, received_at instant, changed_at instant, due_on date, given_names text?,
--   family_name text?, born date?, nhs_number nhs_number?, died_known bool, setting text?)
--   shows person_id
SELECT f.referral_id, f.key, f.nonce, f.version, f.pcn_id, f.person_id, f.source, f.referrer_id, f.referrer,
    f.referrer_reach, f.reasons, f.words, f.wants, f.risks, f.urgency, f.wished, f.agreed, f.about_name, f.about_born,
    f.about_nhs_number, f.about_reach, f.state, f.owner_id, a.name, f.received_at, f.changed_at, f.due_on,
    p.given_names, p.family_name, p.born, p.nhs_number, coalesce(p.died_known, 0), f.setting
FROM scoped_referral f LEFT JOIN account a ON a.account_id = f.owner_id
    LEFT JOIN scoped_person p ON p.person_id = f.person_id
WHERE f.person_id = :person_id
ORDER BY f.received_at DESC, f.referral_id DESC LIMIT :most;

-- Counted up to :most, so that a full inbox costs what a usual one does.
-- @one referral_counts_of(pcn_id pcn_id, most int) -> (received int, asked int)
--   shows nobody because it only counts
SELECT (SELECT count(*) FROM (SELECT f.referral_id FROM scoped_referral f
        WHERE f.pcn_id = :pcn_id AND f.stage = 1 LIMIT :most) n),
    (SELECT count(*) FROM (SELECT f.referral_id FROM scoped_referral f
        WHERE f.pcn_id = :pcn_id AND f.stage = 2 LIMIT :most) w);

-- @one referral_calls_of(owner_id account_id, pcn_id pcn_id, today date, most int) -> (given int, late int, received int)
--   shows nobody because it only counts
SELECT (SELECT count(*) FROM scoped_referral f WHERE f.owner_id = :owner_id AND f.state = 'allocated'),
    (SELECT count(*) FROM (SELECT f.referral_id FROM scoped_referral f
        WHERE f.pcn_id = :pcn_id AND f.stage = 1 AND f.due_on < :today LIMIT :most) l),
    (SELECT count(*) FROM (SELECT f.referral_id FROM scoped_referral f
        WHERE f.pcn_id = :pcn_id AND f.stage = 1 LIMIT :most) n);

-- @one referral_number(nhs_number nhs_number, pcn_id pcn_id) -> (person_id person_id)
--   shows person_id
SELECT p.person_id FROM scoped_person p WHERE p.nhs_number = :nhs_number AND p.pcn_id = :pcn_id;

-- @one referral_nonce(nonce uuid) -> (key uuid)
--   unscoped because a form that was sent twice may be about somebody whom its sender can't see
SELECT key FROM referral WHERE nonce = :nonce;

-- @one referral_sender(key uuid) -> (referrer_id account_id?)
--   shows nobody because it only tells whether the actor sent it
SELECT referrer_id FROM scoped_referral WHERE key = :key;

-- How many of those that came from outside wait to be matched, so that nobody can fill the inbox.
-- @one referral_unmatched(pcn_id pcn_id) -> (referrals int)
--   unscoped because it counts, for somebody who sees nobody
SELECT count(*) FROM referral WHERE pcn_id = :pcn_id AND stage = 1 AND person_id IS NULL;

-- @insert referral_insert(key uuid, nonce uuid, pcn_id pcn_id, person_id person_id?, source text,
--   referrer_id account_id?, referrer text, referrer_reach text?, reasons int, words text?, wants text?, risks text?,
--   urgency text, wished int, agreed text, about_name text?, about_born date?, about_nhs_number text?,
--   about_reach text?, at instant, due_on date)
--   leaves because somebody outside, who sees nobody, may send one
INSERT INTO referral (key, nonce, pcn_id, person_id, source, referrer_id, referrer, referrer_reach, reasons, words,
    wants, risks, urgency, wished, agreed, about_name, about_born, about_nhs_number, about_reach, state, stage,
    received_at, due_on, changed_at)
VALUES (:key, :nonce, :pcn_id, :person_id, :source, :referrer_id, :referrer, :referrer_reach, :reasons, :words,
    :wants, :risks, :urgency, :wished, :agreed, :about_name, :about_born, :about_nhs_number, :about_reach, 'received', 1,
    :at, :due_on, :at);

-- @exactly referral_set(referral_id referral_id, version int, person_id person_id?, reasons int, words text?,
--   wants text?, risks text?, urgency text, wished int, setting text?, state text, stage int, owner_id account_id?,
--   due_on date, at instant)
UPDATE referral SET version = version + 1, person_id = :person_id, reasons = :reasons, words = :words, wants = :wants,
    risks = :risks, urgency = :urgency, wished = :wished, setting = :setting, state = :state, stage = :stage,
    owner_id = :owner_id, due_on = :due_on, changed_at = :at
WHERE referral_id IN (SELECT referral_id FROM scoped_referral WHERE referral_id = :referral_id) AND version = :version;

-- @insert referral_step_insert(referral_id referral_id, number int, step text, reason text?, words text?,
--   offered text?, at instant, account_id account_id?, by_name text)
--   leaves because somebody outside, who sees nobody, may send one
INSERT INTO referral_step (referral_id, number, step, reason, words, offered, at, account_id, by_name)
VALUES (:referral_id, :number, :step, :reason, :words, :offered, :at, :account_id, :by_name);

-- @many referral_steps_of(referral_id referral_id, most int) -> (step text, reason text?, words text?, offered text?,
--   at instant, by_name text)
--   shows nobody because the referral was read before, which shows whom it is about
SELECT s.step, s.reason, s.words, s.offered, s.at, s.by_name FROM scoped_referral_step s
WHERE s.referral_id = :referral_id ORDER BY s.number DESC LIMIT :most;

-- @one referral_step_word(referral_step_id int) -> (step text)
--   shows nobody because the referral was read before, which shows whom it is about
SELECT step FROM scoped_referral_step WHERE referral_step_id = :referral_step_id;

-- @many referral_takers(pcn_id pcn_id) -> (role_held_id role_held_id, account_id account_id, key uuid, name text,
--   role int, practice_id practice_id?, place text, referrals int)
--   unscoped because it counts what a colleague has, of whomever
SELECT h.role_held_id, a.account_id, a.key, a.name, h.role, h.practice_id, coalesce(r.name, n.name),
    (SELECT count(*) FROM referral f WHERE f.owner_id = a.account_id AND f.pcn_id = :pcn_id)
FROM role_held h JOIN account a ON a.account_id = h.account_id JOIN pcn n ON n.pcn_id = h.pcn_id
    LEFT JOIN practice r ON r.practice_id = h.practice_id
WHERE h.pcn_id = :pcn_id AND h.ended_at IS NULL AND a.state <> 'disabled' AND h.role <= 3
ORDER BY a.name, h.role_held_id;

-- @many referral_supporters(person_id person_id) -> (account_id account_id, person_id person_id, name text, open bool)
--   shows person_id
SELECT l.account_id, l.person_id, a.name, l.ended_at IS NULL FROM scoped_relation l
    JOIN account a ON a.account_id = l.account_id
WHERE l.person_id = :person_id AND l.kind = 'caseload' ORDER BY l.relation_id;

-- About whom somebody has referrals who can work again, and whom they don't see by them any more: relations ended when they
-- left. Of a restricted record that stays so: its team decides.
-- @many referral_coming_back(account_id account_id) -> (person_id person_id?, role_held_id role_held_id)
--   unscoped because whoever manages accounts sees nobody, and nothing of them leaves the action
SELECT f.person_id, min(h.role_held_id) FROM referral f JOIN person p ON p.person_id = f.person_id
    JOIN role_held h ON h.account_id = f.owner_id AND h.pcn_id = f.pcn_id AND h.role <= 3 AND h.ended_at IS NULL
WHERE f.owner_id = :account_id AND p.restricted = 0
    AND NOT EXISTS (SELECT 1 FROM relation l WHERE l.account_id = :account_id AND l.person_id = f.person_id
        AND l.kind = 'referral' AND l.ended_at IS NULL)
GROUP BY f.person_id ORDER BY f.person_id;

-- @many referral_opened_by(person_id person_id) -> (relation_id relation_id, person_id person_id)
--   shows person_id
SELECT l.relation_id, l.person_id FROM scoped_relation l
WHERE l.person_id = :person_id AND l.kind = 'referral' AND l.ended_at IS NULL
    AND l.account_id NOT IN (SELECT f.owner_id FROM scoped_referral f
        WHERE f.person_id = :person_id AND f.owner_id IS NOT NULL);

-- @change referral_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE referral SET person_id = :to_id
WHERE referral_id IN (SELECT referral_id FROM scoped_referral WHERE person_id = :from_id)
    AND referral_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'referral');

-- ---- links for partners ----

-- @insert referral_link_insert(key uuid, pcn_id pcn_id, source text, partner text, token_hash blob, code_hash blob,
--   made_by account_id, made_at instant, expires_at instant)
INSERT INTO referral_link (key, pcn_id, source, partner, token_hash, code_hash, made_by, made_at, expires_at)
VALUES (:key, :pcn_id, :source, :partner, :token_hash, :code_hash, :made_by, :made_at, :expires_at);

-- @many referral_links_of(pcn_id pcn_id, most int) -> (key uuid, partner text, source text, name text, made_at instant,
--   expires_at instant, used_at instant?, ended_at instant?, wrong_tries int)
SELECT l.key, l.partner, l.source, a.name, l.made_at, l.expires_at, l.used_at, l.ended_at, l.wrong_tries
FROM referral_link l JOIN account a ON a.account_id = l.made_by
WHERE l.pcn_id = :pcn_id ORDER BY l.made_at DESC, l.referral_link_id DESC LIMIT :most;

-- @one referral_link_there(key uuid, pcn_id pcn_id) -> (referral_link_id referral_link_id)
SELECT referral_link_id FROM referral_link WHERE key = :key AND pcn_id = :pcn_id;

-- One that still works.
-- @one referral_link_live(token_hash blob, now instant, tries int) -> (referral_link_id referral_link_id, pcn_id pcn_id,
--   source text, partner text, code_hash blob, network text)
SELECT l.referral_link_id, l.pcn_id, l.source, l.partner, l.code_hash, n.name FROM referral_link l
    JOIN pcn n ON n.pcn_id = l.pcn_id
WHERE l.token_hash = :token_hash AND l.expires_at > :now AND l.used_at IS NULL AND l.ended_at IS NULL
    AND l.wrong_tries < :tries;

-- @exactly referral_link_wrong(referral_link_id referral_link_id)
UPDATE referral_link SET wrong_tries = wrong_tries + 1, version = version + 1 WHERE referral_link_id = :referral_link_id;

-- @exactly referral_link_use(referral_link_id referral_link_id, now instant, tries int)
UPDATE referral_link SET used_at = :now, version = version + 1
WHERE referral_link_id = :referral_link_id AND used_at IS NULL AND ended_at IS NULL AND expires_at > :now
    AND wrong_tries < :tries;

-- @change referral_link_end(key uuid, pcn_id pcn_id, now instant)
UPDATE referral_link SET ended_at = :now, version = version + 1
WHERE key = :key AND pcn_id = :pcn_id AND used_at IS NULL AND ended_at IS NULL;
