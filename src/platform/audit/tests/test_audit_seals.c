/* The audit on PostgreSQL: what is done to its rows, seals and people is found. Runs where there is a server. */
#include "platform/audit/audit_internal.h"
#include "platform/db/tests/store_support.h"

enum { ROWS = 20 };

/* As somebody with the disk in hand would: no checks, no rights asked. */
static const struct {
    const char *what;
    struct str sql;
    enum audit_fault fault;
    int64_t seq;
} tampering[] = {
    {"nothing", STR_INIT("SELECT 1"), AUDIT_FAULT_NONE, 0},
    {"an account edited", STR_INIT("UPDATE audit SET account_id = 99 WHERE seq = 7"), AUDIT_FAULT_CHANGED, 7},
    {"the last row edited", STR_INIT("UPDATE audit SET outcome = 2 WHERE seq = 20"), AUDIT_FAULT_CHANGED, 20},
    {"a row's mac edited", STR_INIT("UPDATE audit SET mac = decode(repeat('00', 32), 'hex') WHERE seq = 7"),
        AUDIT_FAULT_CHANGED, 7},
    {"a row exchanged for a copy of another",
        STR_INIT("UPDATE audit a SET (at, account_id, object_id, people, mac) ="
                 "(SELECT b.at, b.account_id, b.object_id, b.people, b.mac FROM audit b WHERE b.seq = 8)"
                 " WHERE a.seq = 7"),
        AUDIT_FAULT_CHANGED, 7},
    {"a row deleted", STR_INIT("DELETE FROM audit WHERE seq = 7"), AUDIT_FAULT_MISSING, 7},
    {"a row and its seal deleted",
        STR_INIT("DELETE FROM audit WHERE seq = 7; DELETE FROM audit_seal WHERE seq = 7"), AUDIT_FAULT_MISSING, 7},
    {"a row and its seal deleted, the later seals moved up",
        STR_INIT("DELETE FROM audit WHERE seq = 7; DELETE FROM audit_seal WHERE seq = 7;"
                 "UPDATE audit_seal SET place = -place WHERE place > 7;"
                 "UPDATE audit_seal SET place = -place - 1 WHERE place < 0"),
        AUDIT_FAULT_MOVED, 8},
    {"two seals exchanged",
        STR_INIT(
            "UPDATE audit_seal SET place = -1 WHERE place = 7; UPDATE audit_seal SET place = 7 WHERE place = 8;"
            "UPDATE audit_seal SET place = 8 WHERE place = -1"),
        AUDIT_FAULT_MOVED, 8},
    {"a seal before the first",
        STR_INIT("INSERT INTO audit SELECT 999, at, account_id, session_id, role, pcn_id, practice_id, action, "
                 "route, address,"
                 "outcome, object_kind, object_id, object_version, reason, people, mac FROM audit WHERE seq = 6;"
                 "INSERT INTO audit_seal SELECT -5, 999, mac FROM audit_seal WHERE place = 6"),
        AUDIT_FAULT_INSERTED, -5},
    {"a row put in that nobody sealed",
        STR_INIT("INSERT INTO audit SELECT 999, at, account_id, session_id, role, pcn_id, practice_id, action, "
                 "route, address,"
                 "outcome, object_kind, object_id, object_version, reason, people, mac FROM audit WHERE seq = 6"),
        AUDIT_FAULT_CHANGED, 999},
    {"the end's seals cut off", STR_INIT("DELETE FROM audit_seal WHERE place > 15"), AUDIT_FAULT_SHORTENED, 20},
    {"the end cut off",
        STR_INIT("DELETE FROM audit_seal WHERE place > 15; DELETE FROM audit WHERE seq > 15;"
                 "DELETE FROM audit_person WHERE seq > 15"),
        AUDIT_FAULT_SHORTENED, 20},
    {"everything cut off", STR_INIT("DELETE FROM audit_seal; DELETE FROM audit; DELETE FROM audit_person"),
        AUDIT_FAULT_SHORTENED, 20},
    {"a row made the first of all, as if it had been moved",
        STR_INIT(
            "DELETE FROM audit_seal; DELETE FROM audit WHERE seq <> 7; DELETE FROM audit_person WHERE seq <> 7;"
            "INSERT INTO audit_seal SELECT 1, 7, mac FROM audit"),
        AUDIT_FAULT_MOVED, 7},
    {"a row's mac put in place of its seal",
        STR_INIT("UPDATE audit_seal s SET mac = (SELECT mac FROM audit a WHERE a.seq = s.seq) WHERE place = 7"),
        AUDIT_FAULT_MOVED, 7},
    {"a look at a person hidden", STR_INIT("DELETE FROM audit_person WHERE seq = 7"), AUDIT_FAULT_PEOPLE, 7},
    {"a look at a person ascribed", STR_INIT("INSERT INTO audit_person VALUES (999, 7)"), AUDIT_FAULT_PEOPLE, 7},
    {"a look at a person moved", STR_INIT("UPDATE audit_person SET person_id = 999 WHERE seq = 7"),
        AUDIT_FAULT_PEOPLE, 7},
};

static struct fixture f;

static void make_rows(void)
{
    fixture_new(&f);
    fixture_open(&f);
    for (int64_t id = 1; id <= ROWS; id++)
        assert_int_equal(fixture_save(&f, id, (struct person_id){id % 3 + 1}), ERR_NONE);
    fixture_close(&f);
}

/* One database, put back as it was after each: everything that is done lies in these three tables. */
static void put_back(bool keep)
{
    static const char *const tables[] = {"audit", "audit_person", "audit_seal"};
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        const char *t = tables[i];
        fixture_script(&f,
            keep ? str_printf(&f.arena, "CREATE TABLE kept_%s AS SELECT * FROM %s", t, t) :
                   str_printf(&f.arena, "DELETE FROM %s; INSERT INTO %s SELECT * FROM kept_%s", t, t, t));
    }
}

static void every_kind_of_tampering_is_found(void **state)
{
    (void)state;
    make_rows();
    put_back(true);
    for (size_t i = 0; i < COUNT_OF(tampering); i++) {
        fixture_script(&f, tampering[i].sql);
        struct audit_finding found = fixture_verify(&f, STR_NONE);
        if (found.fault != tampering[i].fault || found.seq != tampering[i].seq)
            fail_msg("%s: found at %lld: %.*s", tampering[i].what, (long long)found.seq,
                STR_ARG(audit_fault_text(found.fault)));
        put_back(false);
    }
    fixture_free(&f);
}

/* A server that was killed leaves rows without a seal: they are there, good, counted, and sealed at the next
 * start. */
static void rows_that_are_not_sealed_yet_are_counted_and_sealed_at_the_next_start(void **state)
{
    (void)state;
    make_rows();
    struct str head;
    assert_int_equal(audit_head_file(&f.arena, f.directory, &head), ERR_NONE);
    fixture_script(&f, STR("DELETE FROM audit_seal WHERE place > 15"));
    assert_int_equal(unlink(fixture_file(&f, "audit.head")), 0);
    struct audit_finding found = fixture_verify(&f, STR_NONE);
    assert_int_equal(found.fault, AUDIT_FAULT_NONE);
    assert_int_equal(found.rows, 15);
    assert_int_equal(found.unsealed, 5);
    assert_true(found.oldest_unsealed.v == test_clock.fixed.v);
    fixture_open(&f);
    fixture_close(&f);
    found = fixture_verify(&f, head); /* the same chain as before: the order of their numbers */
    assert_int_equal(found.fault, AUDIT_FAULT_NONE);
    assert_int_equal(found.rows, ROWS);
    assert_int_equal(found.unsealed, 0);
    fixture_free(&f);
}

static void a_row_is_sealed_within_a_second(void **state)
{
    (void)state;
    fixture_new(&f);
    fixture_open(&f);
    assert_int_equal(fixture_save(&f, 1, (struct person_id){1}), ERR_NONE);
    struct audit_finding found = {0};
    for (int i = 0; i < 100 && !found.rows; i++, usleep(10000))
        assert_int_equal(store_audit_verify(f.directory, f.database, &f.keys, STR_NONE, &found), ERR_NONE);
    assert_int_equal(found.rows, 1);
    fixture_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_tampering_is_found),
        cmocka_unit_test(rows_that_are_not_sealed_yet_are_counted_and_sealed_at_the_next_start),
        cmocka_unit_test(a_row_is_sealed_within_a_second),
    };
    return cmocka_run_group_tests_name("audit-seals", tests, NULL, NULL);
}
