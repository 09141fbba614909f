-- Appointments and conversations with clinicians that somebody is helped with: booked, prepared, followed up. Each of
-- the three is a document of its own (docs/adr/0036) under the appointment's key. Owner: care/appointments.
CREATE TABLE appointment_part (
    part_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL CHECK (length(key) = 16), -- the appointment's, made with the form: sent twice, it is one
    person_id INTEGER NOT NULL REFERENCES person,
    part TEXT NOT NULL CHECK (part IN ('booking', 'preparing', 'follow_up')),
    version INTEGER NOT NULL CHECK (version > 0),
    words TEXT NOT NULL, -- one JSON object: its fields are those of care/appointments' tables
    helper_id INTEGER NOT NULL REFERENCES account, -- who wrote it first; of a booking: who helps with it
    on_day INTEGER, -- of a booking: its day, and the day it was moved from last
    moved_from INTEGER,
    task_id INTEGER REFERENCES task, -- of a booking: the reminder
    outcome TEXT CHECK (outcome IN ('attended', 'not_attended', 'cancelled')), -- of a follow-up
    changed_at INTEGER NOT NULL, -- instant
    UNIQUE (person_id, part, key),
    CHECK ((part = 'booking') = (on_day IS NOT NULL)),
    CHECK ((part = 'follow_up') = (outcome IS NOT NULL))
) STRICT;
CREATE INDEX appointment_part_day ON appointment_part (on_day) WHERE on_day IS NOT NULL;
CREATE VIEW scoped_appointment_part AS SELECT x.* FROM appointment_part x
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = x.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));
