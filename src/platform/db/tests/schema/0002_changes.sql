-- A trigger reads the table it stands on: that is the schema's own business.
CREATE TABLE change (change_id INTEGER PRIMARY KEY, entity TEXT NOT NULL, entity_id INTEGER NOT NULL) STRICT;
CREATE TRIGGER person_changed AFTER UPDATE ON person BEGIN
    INSERT INTO change (entity, entity_id)
    SELECT 'person', person_id FROM person WHERE person_id = new.person_id;
END;
