-- People's identity and details. Only this file names person and person_term.

-- @one person_id_by_key(key uuid) -> (person_id person_id)
--   shows nobody because the dispatcher notes the person itself
SELECT p.person_id FROM scoped_person p WHERE p.key = :key
    AND NOT EXISTS (SELECT 1 FROM scoped_person_withdrawn w WHERE w.person_id = p.person_id);

-- @one person_key_known(key uuid, pcn_id pcn_id) -> (known int)
--   unscoped because the audit must know "not theirs" from "not there", in one network
SELECT count(*) FROM person WHERE key = :key AND pcn_id = :pcn_id;

-- @one person_row(person_id person_id) -> (person_id person_id, key uuid, version int, practice_id practice_id,
--   practice_name text, nhs_number nhs_number?, nhs_number_status text, title text?, given_names text?,
--   family_name text?, preferred_name text?, born date?, gender text, pronouns text?, address_1 text?,
--   address_2 text?, address_3 text?, address_4 text?, postcode text?, lsoa text?, protected_address bool,
--   home_phone text?,
--   mobile_phone text?, email text?, preferred_contact text?, contact_times text?, no_letters bool,
--   language text?, interpreter bool,
--   written_format text?, communication_note text?, adjustments text?, ethnicity text?, named_gp text?,
--   died_known bool, died date?,
--   restricted bool, source text, changed_at instant)
--   shows person_id
SELECT p.person_id, p.key, p.version, p.practice_id, r.name, p.nhs_number, p.nhs_number_status, p.title,
    p.given_names, p.family_name, p.preferred_name, p.born, p.gender, p.pronouns, p.address_1, p.address_2,
    p.address_3, p.address_4, p.postcode, p.lsoa, p.protected_address, p.home_phone, p.mobile_phone, p.email,
    p.preferred_contact, p.contact_times, p.no_letters, p.language, p.interpreter, p.written_format,
    p.communication_note, p.adjustments,
    p.ethnicity, p.named_gp, p.died_known, p.died, p.restricted, p.source, p.changed_at
FROM scoped_person p JOIN practice r ON r.practice_id = p.practice_id
WHERE p.person_id = :person_id;

-- @insert person_insert(key uuid, practice_id practice_id, nhs_number nhs_number?, nhs_number_status text,
--   title text?, given_names text?, family_name text?, preferred_name text?, born date?, gender text,
--   pronouns text?,
--   address_1 text?, address_2 text?, address_3 text?, address_4 text?, postcode text?, lsoa text?,
--   protected_address bool,
--   home_phone text?, mobile_phone text?, email text?, preferred_contact text?, contact_times text?,
--   no_letters bool, language text?,
--   interpreter bool, written_format text?, communication_note text?, adjustments text?, ethnicity text?,
--   named_gp text?,
--   died_known bool, died date?, source text, changed_at instant)
INSERT INTO person (key, practice_id, pcn_id, nhs_number, nhs_number_status, title, given_names, family_name,
    preferred_name, born, gender, pronouns, address_1, address_2, address_3, address_4, postcode, lsoa,
    protected_address,
    home_phone, mobile_phone, email, preferred_contact, contact_times, no_letters, language, interpreter,
    written_format,
    communication_note, adjustments, ethnicity, named_gp, died_known, died, source, changed_at)
VALUES (:key, :practice_id, (SELECT pcn_id FROM practice WHERE practice_id = :practice_id), :nhs_number,
    :nhs_number_status, :title, :given_names, :family_name, :preferred_name, :born, :gender, :pronouns, :address_1,
    :address_2, :address_3, :address_4, :postcode, :lsoa, :protected_address, :home_phone, :mobile_phone, :email,
    :preferred_contact, :contact_times, :no_letters, :language, :interpreter, :written_format,
    :communication_note, :adjustments, :ethnicity,
    :named_gp, :died_known, :died, :source, :changed_at);

-- Nobody moves to another network: their practice is one of the network they are in. The plus keeps that condition from
-- choosing the index: everybody in the network would be looked at to save one.
-- @exactly person_update(person_id person_id, version int, practice_id practice_id, nhs_number nhs_number?,
--   nhs_number_status text, title text?, given_names text?, family_name text?, preferred_name text?, born date?,
--   gender text, pronouns text?, address_1 text?, address_2 text?, address_3 text?, address_4 text?,
--   postcode text?,
--   lsoa text?, protected_address bool, home_phone text?, mobile_phone text?, email text?,
--   preferred_contact text?,
--   contact_times text?, no_letters bool, language text?, interpreter bool, written_format text?,
--   communication_note text?, adjustments text?,
--   ethnicity text?, named_gp text?, died_known bool, died date?, changed_at instant)
--   leaves because a person may move to a practice whose people the author doesn't see
UPDATE person SET version = version + 1, practice_id = :practice_id, nhs_number = :nhs_number,
    nhs_number_status = :nhs_number_status, title = :title, given_names = :given_names, family_name = :family_name,
    preferred_name = :preferred_name, born = :born, gender = :gender, pronouns = :pronouns, address_1 = :address_1,
    address_2 = :address_2, address_3 = :address_3, address_4 = :address_4, postcode = :postcode, lsoa = :lsoa,
    protected_address = :protected_address, home_phone = :home_phone, mobile_phone = :mobile_phone, email = :email,
    preferred_contact = :preferred_contact, contact_times = :contact_times, no_letters = :no_letters,
    language = :language,
    interpreter = :interpreter, written_format = :written_format, communication_note = :communication_note,
    adjustments = :adjustments,
    ethnicity = :ethnicity, named_gp = :named_gp, died_known = :died_known, died = :died, changed_at = :changed_at
WHERE person_id IN (SELECT person_id FROM scoped_person WHERE person_id = :person_id) AND version = :version
    AND +pcn_id = (SELECT pcn_id FROM practice WHERE practice_id = :practice_id);

-- @exactly person_set_restricted(person_id person_id, version int, restricted bool, changed_at instant)
--   leaves because whoever restricts a record need not be on the team
UPDATE person SET restricted = :restricted, version = version + 1, changed_at = :changed_at
WHERE person_id IN (SELECT person_id FROM scoped_person WHERE person_id = :person_id) AND version = :version
    AND restricted <> :restricted;

-- @change person_term_forget(term text, person_id person_id)
DELETE FROM person_term WHERE term = :term
    AND person_id IN (SELECT person_id FROM scoped_person WHERE person_id = :person_id);

-- @change person_term_add(term text, person_id person_id, practice_id practice_id, restricted bool)
--   leaves because the terms go where the person goes
INSERT INTO person_term (term, person_id, practice_id, restricted)
VALUES (:term, :person_id, :practice_id, :restricted)
ON CONFLICT (term, person_id) DO NOTHING;

-- @one person_by_nhs_number(nhs_number nhs_number, pcn_id pcn_id) -> (person_id person_id)
--   unscoped because an import must know whose number it is before it may write there
SELECT person_id FROM person WHERE pcn_id = :pcn_id AND nhs_number = :nhs_number;

-- @one person_with_number_near(nhs_number nhs_number, practice_id practice_id) -> (person_id person_id)
--   unscoped because a number that is already somebody's in the network must be refused whoever they are
SELECT person_id FROM person
WHERE pcn_id = (SELECT pcn_id FROM practice WHERE practice_id = :practice_id) AND nhs_number = :nhs_number;

-- @many person_with_term(term text, most int) -> (person_id person_id)
--   shows nobody because a candidate is shown only when it is loaded as a result
SELECT person_id FROM scoped_person_term WHERE term = :term LIMIT :most;

-- @many person_with_prefix(first text, beyond text, most int) -> (person_id person_id)
--   shows nobody because a candidate is shown only when it is loaded as a result
SELECT person_id FROM scoped_person_term WHERE term >= :first AND term < :beyond LIMIT :most;

-- @many person_with_terms(term text, other text, scan int, most int) -> (person_id person_id)
--   shows nobody because a candidate is shown only when it is loaded as a result
SELECT a.person_id FROM (SELECT person_id FROM scoped_person_term WHERE term = :term LIMIT :scan) a
WHERE EXISTS (SELECT 1 FROM scoped_person_term b WHERE b.term = :other AND b.person_id = a.person_id) LIMIT :most;

-- @many person_with_prefix_and_term(first text, beyond text, other text, scan int, most int) -> (person_id person_id)
--   shows nobody because a candidate is shown only when it is loaded as a result
SELECT a.person_id
FROM (SELECT person_id FROM scoped_person_term WHERE term >= :first AND term < :beyond LIMIT :scan) a
WHERE EXISTS (SELECT 1 FROM scoped_person_term b WHERE b.term = :other AND b.person_id = a.person_id) LIMIT :most;

-- @one person_with_nhs_number(nhs_number nhs_number, pcn_id pcn_id) -> (person_id person_id)
--   shows nobody because a candidate is shown only when it is loaded as a result
SELECT person_id FROM scoped_person WHERE pcn_id = :pcn_id AND nhs_number = :nhs_number;

-- @many person_ids_after(after int, most int) -> (person_id person_id)
--   shows nobody because the check of the whole data says only which rows disagree
SELECT person_id FROM scoped_person WHERE person_id > :after ORDER BY person_id LIMIT :most;

-- @one person_term_of(term text, person_id person_id) -> (practice_id practice_id, restricted bool)
--   shows nobody because the check of the whole data says only which rows disagree
SELECT practice_id, restricted FROM scoped_person_term WHERE term = :term AND person_id = :person_id;

-- @change person_search_add(key uuid, account_id account_id, pcn_id pcn_id, typed text, at instant)
INSERT INTO person_search (key, account_id, pcn_id, typed, at) VALUES (:key, :account_id, :pcn_id, :typed, :at);

-- @one person_search_get(key uuid, account_id account_id, pcn_id pcn_id) -> (typed text)
SELECT typed FROM person_search WHERE key = :key AND account_id = :account_id AND pcn_id = :pcn_id;

-- @change person_search_sweep(before instant)
DELETE FROM person_search WHERE at < :before;

-- @many practice_choices(pcn_id pcn_id, practice_id practice_id?) -> (practice_id practice_id, key uuid,
--   name text)
SELECT practice_id, key, name FROM practice
WHERE pcn_id = :pcn_id AND (:practice_id IS NULL OR practice_id = :practice_id) ORDER BY name;

-- @one person_practice(practice_id practice_id) -> (name text)
SELECT name FROM practice WHERE practice_id = :practice_id;

-- ---- two records of one person ----

-- @one person_merged_row(person_id person_id) -> (into_id person_id)
--   unscoped because where a record went is asked before whether the actor may see who remains
--   shows nobody because it leads to somebody else, whom the caller reads in sight
SELECT into_id FROM person_merged WHERE person_id = :person_id;

-- @one person_merged_by_key(key uuid) -> (into_id person_id)
--   unscoped because an old address leads to who remains also where the old record is out of sight
--   shows nobody because it leads to somebody else, whom the caller reads in sight
SELECT m.into_id FROM person p JOIN person_merged m ON m.person_id = p.person_id WHERE p.key = :key;

-- @one person_in_sight(person_id person_id) -> (person_id person_id)
--   shows nobody because the dispatcher notes the person itself
SELECT person_id FROM scoped_person WHERE person_id = :person_id;

-- @change person_merged_insert(person_id person_id, into_id person_id, at instant)
INSERT INTO person_merged (person_id, into_id, at) VALUES (:person_id, :into_id, :at);

-- @change person_merged_delete(person_id person_id)
DELETE FROM person_merged
WHERE person_id IN (SELECT person_id FROM scoped_person_merged WHERE person_id = :person_id);

-- A number goes from one record to another in steps: no two may have it at once.
-- @exactly person_number_set(person_id person_id, nhs_number nhs_number?, nhs_number_status text)
UPDATE person SET nhs_number = :nhs_number, nhs_number_status = :nhs_number_status
WHERE person_id IN (SELECT person_id FROM scoped_person WHERE person_id = :person_id);

-- @change person_withdrawn_insert(person_id person_id, at instant)
INSERT INTO person_withdrawn (person_id, at) VALUES (:person_id, :at);

-- @one person_withdrawn_row(person_id person_id) -> (at instant)
--   shows nobody because it says only when they were taken back
SELECT at FROM scoped_person_withdrawn WHERE person_id = :person_id;

-- @many person_pairs_of(person_id person_id, most int) -> (other_id person_id)
--   shows nobody because whoever names one of them reads that person
SELECT CASE WHEN d.one_id = :person_id THEN d.other_id ELSE d.one_id END
FROM scoped_duplicate_pair d
WHERE (d.one_id = :person_id OR d.other_id = :person_id) AND d.decision IS NULL
    AND NOT EXISTS (SELECT 1 FROM scoped_person_merged m WHERE m.person_id IN (d.one_id, d.other_id))
    AND NOT EXISTS (SELECT 1 FROM scoped_person_withdrawn w WHERE w.person_id IN (d.one_id, d.other_id))
ORDER BY d.likeness DESC LIMIT :most;

-- @one person_joinings_of(person_id person_id) -> (joinings int)
--   shows nobody because it only counts
SELECT count(*) FROM scoped_person_merge WHERE kept_id = :person_id OR away_id = :person_id;
