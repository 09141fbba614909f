-- Indexes for the pages that everybody opens all day. Owners: care/contacts, care/caseload.

-- How many of somebody's last contacts were visits is read from the index alone, for all who work somewhere at once.
DROP INDEX contact_by;
CREATE INDEX contact_by ON contact (account_id, recorded_at, contact_id, struck_at, mode);
-- What colleagues recorded since somebody was here, of each person whom they have something to do for.
CREATE INDEX contact_news ON contact (person_id, recorded_at, account_id, struck_at);
-- How it stands with everybody's cases, on the supervisor's board, from the index alone.
DROP INDEX care_case_load;
CREATE INDEX care_case_load ON care_case (pcn_id, open, coordinator_id, state, weight, role, next_contact, review_on,
    first_contact_on, opened_on);
