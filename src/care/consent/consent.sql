-- Consent. Only this file names consent and consent_party.

-- @many consent_rows(person_id person_id) -> (consent_id consent_id, key uuid, nonce uuid, version int,
--   person_id person_id, entry text, purpose text?, channel text?, consent_party_id consent_party_id?,
--   party_key uuid?, party_kind text?, party_name text?, party_relationship text?, answer text?, kinds int,
--   decided_by text?, how text?, name text?, as_role text?, happened_on date, words text?, help text?, why text?,
--   understands bool?, retains bool?, weighs bool?, communicates bool?, advocate text?, advocate_note text?,
--   seen_on date?, seen_by text?, review_on date?, until_on date?, rests_on consent_id?, assessment_id consent_id?,
--   account_id account_id, by_name text, role int, recorded_at instant, struck_at instant?, struck_by text?,
--   struck_why text?)
--   shows person_id
SELECT c.consent_id, c.key, c.nonce, c.version, c.person_id, c.entry, c.purpose, c.channel, c.consent_party_id,
    p.key, p.kind, p.name, p.relationship, c.answer, c.kinds, c.decided_by, c.how, c.name, c.as_role, c.happened_on,
    c.words, c.help, c.why, c.understands, c.retains, c.weighs, c.communicates, c.advocate, c.advocate_note,
    c.seen_on, c.seen_by, c.review_on, c.until_on, c.rests_on, c.assessment_id, c.account_id, a.name, c.role,
    c.recorded_at, c.struck_at, s.name, c.struck_why
FROM scoped_consent c JOIN account a ON a.account_id = c.account_id
    LEFT JOIN account s ON s.account_id = c.struck_by
    LEFT JOIN scoped_consent_party p ON p.consent_party_id = c.consent_party_id
WHERE c.person_id = :person_id ORDER BY c.consent_id;

-- @insert consent_insert(key uuid, person_id person_id, entry text, purpose text?, channel text?,
--   consent_party_id consent_party_id?, answer text?, kinds int, decided_by text?, how text?, name text?,
--   as_role text?, happened_on date, words text?, help text?, why text?, understands bool?, retains bool?,
--   weighs bool?, communicates bool?, advocate text?, advocate_note text?, seen_on date?, seen_by text?,
--   review_on date?, until_on date?, rests_on consent_id?, assessment_id consent_id?, account_id account_id,
--   role int, recorded_at instant, nonce uuid)
INSERT INTO consent (key, person_id, entry, purpose, channel, consent_party_id, answer, kinds, decided_by, how, name,
    as_role, happened_on, words, help, why, understands, retains, weighs, communicates, advocate, advocate_note,
    seen_on, seen_by, review_on, until_on, rests_on, assessment_id, account_id, role, recorded_at, nonce)
VALUES (:key, :person_id, :entry, :purpose, :channel, :consent_party_id, :answer, :kinds, :decided_by, :how, :name,
    :as_role, :happened_on, :words, :help, :why, :understands, :retains, :weighs, :communicates, :advocate,
    :advocate_note, :seen_on, :seen_by, :review_on, :until_on, :rests_on, :assessment_id, :account_id, :role,
    :recorded_at, :nonce);

-- @insert consent_party_insert(key uuid, person_id person_id, kind text, name text, relationship text?)
INSERT INTO consent_party (key, person_id, kind, name, relationship) VALUES (:key, :person_id, :kind, :name, :relationship);

-- @exactly consent_set_struck(consent_id consent_id, at instant, struck_by account_id, why text)
UPDATE consent SET version = version + 1, struck_at = :at, struck_by = :struck_by, struck_why = :why
WHERE consent_id IN (SELECT consent_id FROM scoped_consent WHERE consent_id = :consent_id) AND struck_at IS NULL;

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates). An entry may
-- only be about a party of the same person, so for a moment all of them are about a party that stands between.
-- @insert consent_bridge_insert(key uuid, person_id person_id)
INSERT INTO consent_party (key, person_id, kind, name) VALUES (:key, :person_id, 'organisation', 'Between two records');

-- @change consent_follow_rows(from_id person_id, to_id person_id, merge_id int, bridge consent_party_id)
UPDATE consent SET person_id = :to_id,
    consent_party_id = CASE WHEN consent_party_id IS NULL THEN NULL ELSE :bridge END
WHERE consent_id IN (SELECT consent_id FROM scoped_consent WHERE person_id = :from_id)
    AND consent_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'consent');

-- @change consent_party_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE consent_party SET person_id = :to_id
WHERE consent_party_id IN (SELECT consent_party_id FROM scoped_consent_party WHERE person_id = :from_id)
    AND consent_party_id IN (SELECT row_id FROM person_merge_row
        WHERE merge_id = :merge_id AND kind = 'consent_party');

-- @change consent_follow_parties(to_id person_id, merge_id int, bridge consent_party_id)
UPDATE consent SET consent_party_id = (SELECT m.was FROM person_merge_row m
    WHERE m.merge_id = :merge_id AND m.kind = 'consent' AND m.row_id = consent.consent_id)
WHERE consent_id IN (SELECT consent_id FROM scoped_consent WHERE person_id = :to_id)
    AND consent_party_id = :bridge;

-- @change consent_bridge_forget(bridge consent_party_id)
DELETE FROM consent_party
WHERE consent_party_id IN (SELECT consent_party_id FROM scoped_consent_party WHERE consent_party_id = :bridge);
