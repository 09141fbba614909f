-- What stands in a record now, found without reading what came before it: most of a record is measurements that newer
-- ones have followed and encounters long past. Owner: care/coded.
CREATE INDEX coded_record_standing ON coded_record (person_id, kind, happened_at)
    WHERE replaced_in IS NULL AND (kind = 1 OR kind > 4);
CREATE INDEX coded_record_measured ON coded_record (person_id, concept_id, happened_at)
    WHERE replaced_in IS NULL AND kind = 2 AND status <> 8 AND value IS NOT NULL;
-- The same rows as before: of a join SQLite asks whether the person is in scope once, of EXISTS for each row anew.
-- PostgreSQL's policy stays as it is.
-- [sqlite]
DROP VIEW scoped_coded_record;
CREATE VIEW scoped_coded_record AS SELECT r.* FROM person p JOIN coded_record r ON r.person_id = p.person_id
    WHERE in_scope(p.practice_id, p.person_id, p.restricted);
-- [end]
