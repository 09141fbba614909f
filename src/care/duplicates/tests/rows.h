/* Rows of every kind about a person, written past the slices: for test_joining.c alone. */
#ifndef CAIRN_DUPLICATES_TEST_ROWS_H
#define CAIRN_DUPLICATES_TEST_ROWS_H

#include "platform/db/tests/store_support.h"

/* Within an action, on the writer's thread, where a failed assertion of cmocka's would have nowhere to go. */
#define HOLDS(so) \
    do { \
        if (!(so)) { \
            print_error("line %d: %s\n", __LINE__, #so); \
            abort(); \
        } \
    } while (0)

enum { PARTY = 4, RELATION = 9, KINDS = 15 }; /* of INSERTS */

#define SCRIPT(key) \
    "INSERT INTO pcn (pcn_id, key, name) VALUES (1, " key ", 'Riverside'), (2, " key ", 'Twin');" \
    "INSERT INTO practice (practice_id, key, pcn_id, ods_code, name)" \
    " VALUES (1, " key ", 1, 'A99001', 'Elm'), (2, " key ", 2, 'A99002', 'Elm');" \
    "INSERT INTO account (account_id, key, email, name, state, created_at, pcn_id)" \
    " VALUES (1, " key ", 'anna@example.org', 'Anna', 'active', 0, 1);" \
    "INSERT INTO role_held (role_held_id, account_id, role, pcn_id) VALUES (1, 1, 1, 1);" \
    "INSERT INTO import (import_id, key, pcn_id, started_at, source, files, named)" \
    " VALUES (1, " key ", 1, 1, '', 1, 'x');" \
    "INSERT INTO coded_concept (concept_id, system, code, display) VALUES (1, '', '1', 'One');" \
    "INSERT INTO care_home (care_home_id, key, version, pcn_id, name, proxy, changed_at)" \
    " VALUES (1, " key ", 1, 1, 'Quay House', 'working', 0);"

/* ---- writing rows of every kind, about a person of either network ----
 * Parameters are written so that both engines read them: each for the first time in its order. */

#define WRITES(text, table) WRITES_AS("test_insert_" table, text, table)
#define WRITES_AS(called, text, table) \
    { \
        .name = called, .sql = text, .postgres = text, .kinds = "ibit", .place = __FILE__, .target = table, \
        .effect = DB_WRITES, .unscoped = true, .parameters = 4 \
    }
static const struct db_statement INSERTS[KINDS] = {
    WRITES("INSERT INTO contact (contact_id, key, person_id, note, account_id, role, happened_at, recorded_at, "
           "outcome, mode,"
           " with_whom, nonce) VALUES ($1, $2, $3, $4, 1, 1, $1, $1, 'spoke', 'telephone', 'person', $2)",
        "contact"),
    WRITES("INSERT INTO task (task_id, key, person_id, title, owner_id, kind, due, promised_on)"
           " VALUES ($1, $2, $3, $4, 1, 'promise', 20000, 20000)",
        "task"),
    WRITES("INSERT INTO circle_entry (entry_id, key, person_id, words, side, version, changed_at)"
           " VALUES ($1, $2, $3, $4, 'family', 1, 1)",
        "circle_entry"),
    WRITES("INSERT INTO letter (letter_id, key, person_id, body, account_id, role, written_at, about, format, "
           "language,"
           " addressee, called, phone, sender, sender_from, nonce)"
           " VALUES ($1, $2, $3, $4, 1, 1, 1, 'tried', '', '', '', '', '', '', '', $2)",
        "letter"),
    WRITES("INSERT INTO consent_party (consent_party_id, key, person_id, name, kind) VALUES ($1, $2, $3, $4, "
           "'carer')",
        "consent_party"),
    WRITES("INSERT INTO consent (consent_id, key, person_id, words, entry, purpose, answer, decided_by, how, "
           "happened_on,"
           " account_id, role, recorded_at, nonce)"
           " VALUES ($1, $2, $3, $4, 'decision', 'record', 'given', 'person', 'said', 20000, 1, 1, 1, $2)",
        "consent"),
    WRITES("INSERT INTO coded_record (coded_id, source_key, person_id, note, concept_id, kind, status, precision, "
           "content,"
           " import_id) VALUES ($1, $2, $3, $4, 1, 1, 1, 0, 1, 1)",
        "coded_record"),
    WRITES("INSERT INTO import_person (import_person_id, source_key, person_id, last_row) SELECT $1, $2, $3, $2 "
           "WHERE $4 <> ''",
        "import_person"),
    WRITES("INSERT INTO import_change (import_change_id, import_id, person_id, kind)"
           " SELECT $1, CASE WHEN $2 IS NULL THEN 0 ELSE 1 END, $3, 1 WHERE $4 <> ''",
        "import_change"),
    WRITES("INSERT INTO relation (relation_id, key, person_id, words, account_id, role_held_id, kind, since)"
           " VALUES ($1, $2, $3, $4, 1, 1, 'team', 1)",
        "relation"),
    WRITES("INSERT INTO draft (draft_id, key, person_id, body, account_id, pcn_id, form, began_at, saved_at)"
           " VALUES ($1, $2, $3, $4, 1, 1, 'contact', 1, 1)",
        "draft"),
    WRITES("INSERT INTO referral (referral_id, key, person_id, words, nonce, pcn_id, source, referrer, reasons, "
           "urgency,"
           " wished, agreed, state, stage, received_at, due_on, changed_at)"
           " VALUES ($1, $2, $3, $4, $2, 1, 'gp', 'Dr Patel', 1, 'soon', 0, 'yes', 'received', 1, 1, 20000, 1)",
        "referral"),
    WRITES(
        "INSERT INTO care_home_stay (care_home_stay_id, key, person_id, words, care_home_id, version, changed_at)"
        " VALUES ($1, $2, $3, $4, 1, 1, 1)",
        "care_home_stay"),
    WRITES("INSERT INTO care_case (care_case_id, key, person_id, pcn_id, role, coordinator_id, setting, weight, "
           "state,"
           " open, next_contact, review_on, opened_on, closed_on)"
           " SELECT $1, $2, $3, 1, 1, 1, 'general', 'light', 'closed', 0, 1, 1, 1, 1 WHERE $4 <> ''",
        "care_case"),
    /* Below nothing, for joining raises notices of its own, whose ids go on from the largest. */
    WRITES("INSERT INTO notice (raised_at, key, person_id, was, notice_id, kind)"
           " VALUES ($1, $2, $3, $4, 0 - $1, 'moved')",
        "notice"),
};
/* A decision about the party of the same number, and what is known of a resource's source. */
static const struct db_statement ABOUT_PARTY = WRITES_AS("test_insert_about_party",
    "INSERT INTO consent (consent_id, key, person_id, words, entry, purpose, answer, decided_by, how, happened_on,"
    " account_id, role, recorded_at, nonce, consent_party_id, kinds)"
    " VALUES ($1, $2, $3, $4, 'decision', 'party', 'given', 'person', 'said', 20000, 1, 1, 1, $2, $1 - 500000, 1)",
    "consent");
#define CHANGES_ONE(text, table) \
    { \
        .name = "test_change_" table, .sql = text, .postgres = text, .kinds = "ti", .place = __FILE__, \
        .target = table, .effect = DB_WRITES, .unscoped = true, .parameters = 2 \
    }
static const struct db_statement CHANGES[2] = {
    CHANGES_ONE("UPDATE contact SET note = $1 WHERE contact_id = $2", "contact"),
    CHANGES_ONE("UPDATE task SET title = $1, version = version + 1 WHERE task_id = $2", "task"),
};

static void run_row(struct ctx *c, const struct db_statement *s, int64_t id, int64_t person, struct str words)
{
    struct uuid key = {{0}};
    memcpy(key.bytes, &id, sizeof id);
    key.bytes[15] = 1;
    struct db_run run CLEANUP(db_end) = db_begin(c->db, s);
    db_bind_int(&run, 1, id);
    db_bind_uuid(&run, 2, &key);
    db_bind_int(&run, 3, person);
    db_bind_text(&run, 4, words);
    HOLDS((db_step(&run)) == (ERR_NONE));
}

static void mix(uint64_t *hash, const void *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) *hash = (*hash ^ ((const uint8_t *)bytes)[i]) * UINT64_C(0x100000001b3);
}

#endif
