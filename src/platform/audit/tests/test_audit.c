#include "platform/audit/audit_internal.h"
#include "platform/db/tests/store_support.h"

/* ---- the pure parts ---- */

static struct arena memory;
static struct crypto_key key;

static int start(void **state)
{
    (void)state;
    crypto_start();
    arena_init(&memory, LIMIT_REQUEST_ARENA);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_release(&memory);
    return 0;
}

static struct audit_row some_row(void)
{
    return (struct audit_row){.seq = 1,
        .at = 2,
        .account = 3,
        .session = 4,
        .role = 5,
        .pcn = 7,
        .practice = 6,
        .outcome = 1,
        .object_id = 8,
        .object_version = 9,
        .action = STR("a"),
        .route = STR("b"),
        .address = STR("c"),
        .object_kind = STR("d"),
        .reason = STR("e"),
        .people = STR("12345678")};
}

static bool seals_differ(const struct audit_row *a, const struct audit_row *b)
{
    struct crypto_hash before = {{0}};
    struct crypto_hash x = audit_seal(&memory, &key, &before, a), y = audit_seal(&memory, &key, &before, b);
    return !crypto_same(&x, &y, sizeof x);
}

static void the_seal_covers_every_column(void **state)
{
    (void)state;
    const struct audit_row row = some_row();
    for (size_t i = 0; i < 10; i++) {
        struct audit_row changed = row;
        (&changed.seq)[i] += 1;
        assert_true(seals_differ(&row, &changed));
    }
    for (size_t i = 0; i < 6; i++) {
        struct audit_row changed = row;
        (&changed.action)[i] = STR("z");
        assert_true(seals_differ(&row, &changed));
    }
    assert_int_equal(sizeof row, 10 * sizeof(int64_t) + 6 * sizeof(struct str));
    assert_false(seals_differ(&row, &row));
}

static void text_moved_from_one_column_to_the_next_changes_the_seal(void **state)
{
    (void)state;
    struct audit_row a = some_row(), b = some_row();
    a.action = STR("person"), a.route = STR("view");
    b.action = STR("personv"), b.route = STR("iew");
    assert_true(seals_differ(&a, &b));
}

static void the_seal_depends_on_the_row_before(void **state)
{
    (void)state;
    struct audit_row row = some_row();
    struct crypto_hash before = {{0}}, other = {{1}};
    struct crypto_hash x = audit_seal(&memory, &key, &before, &row), y = audit_seal(&memory, &key, &other, &row);
    assert_false(crypto_same(&x, &y, sizeof x));
}

static void people_are_packed_once_each_in_order(void **state)
{
    (void)state;
    struct person_id people[] = {{300}, {2}, {300}, {1}};
    struct str packed = audit_people_pack(&memory, people, 4);
    assert_int_equal(audit_people_count(packed), 3);
    assert_int_equal(audit_people_at(packed, 0), 1);
    assert_int_equal(audit_people_at(packed, 2), 300);
    assert_true(audit_people_has(packed, 2));
    assert_false(audit_people_has(packed, 3));
    assert_null(audit_people_pack(&memory, people, 0).p);
}

static void a_head_line_is_accepted_only_as_it_was_signed(void **state)
{
    (void)state;
    struct audit_head head = {.seq = 42, .mac = {{7}}}, read;
    struct crypto_public_key by = crypto_public(&key);
    struct str line = audit_head_line(&memory, &key, &head);
    assert_int_equal(audit_head_read(line, &by, &read), ERR_NONE);
    assert_int_equal(read.seq, 42);
    assert_memory_equal(&read.mac, &head.mac, sizeof head.mac);
    for (size_t i = 0; i < line.n; i++) {
        char *bad = (char *)(uintptr_t)str_dup(&memory, line).p;
        bad[i] = bad[i] == '0' ? '1' : '0';
        assert_int_equal(audit_head_read((struct str){bad, line.n}, &by, &read), ERR_DAMAGED);
        assert_int_equal(audit_head_read(str_slice(line, 0, i), &by, &read), ERR_DAMAGED);
    }
    struct crypto_key other = {{1}};
    by = crypto_public(&other);
    assert_int_equal(audit_head_read(line, &by, &read), ERR_DAMAGED);
}

/* ---- tampering: twenty rows, one of these done to them, the first wrong row found ---- */

enum { ROWS = 20 };

static const struct {
    const char *what;
    struct str sql;
    enum audit_fault fault;
    int64_t seq;
} tampering[] = {
    {"nothing", STR_INIT(""), AUDIT_FAULT_NONE, 0},
    {"an account edited", STR_INIT("UPDATE audit SET account_id = 99 WHERE seq = 7"), AUDIT_FAULT_CHANGED, 7},
    {"a time edited", STR_INIT("UPDATE audit SET at = at + 1 WHERE seq = 1"), AUDIT_FAULT_CHANGED, 1},
    {"the last row edited", STR_INIT("UPDATE audit SET outcome = 2 WHERE seq = 20"), AUDIT_FAULT_CHANGED, 20},
    {"a seal edited", STR_INIT("UPDATE audit SET mac = zeroblob(32) WHERE seq = 7"), AUDIT_FAULT_CHANGED, 7},
    {"a row deleted", STR_INIT("DELETE FROM audit WHERE seq = 7"), AUDIT_FAULT_MISSING, 7},
    {"the first row deleted", STR_INIT("DELETE FROM audit WHERE seq = 1"), AUDIT_FAULT_MISSING, 1},
    {"a row deleted and the rest renumbered",
        STR_INIT("DELETE FROM audit WHERE seq = 7; UPDATE audit SET seq = -seq WHERE seq > 7;"
                 "UPDATE audit SET seq = -seq - 1 WHERE seq < 0"),
        AUDIT_FAULT_REMOVED, 7},
    {"a row put in and the rest renumbered",
        STR_INIT(
            "UPDATE audit SET seq = -seq WHERE seq >= 7; UPDATE audit SET seq = -seq + 1 WHERE seq < 0;"
            "INSERT INTO audit SELECT 7, at, 99, session_id, role, pcn_id, practice_id, action, route, address,"
            "outcome, object_kind, object_id, object_version, reason, people, mac FROM audit WHERE seq = 6"),
        AUDIT_FAULT_INSERTED, 7},
    {"a row put before the first",
        STR_INIT(
            "INSERT INTO audit SELECT -5, at, 99, session_id, role, pcn_id, practice_id, action, route, address,"
            "outcome, object_kind, object_id, object_version, reason, people, mac FROM audit WHERE seq = 6"),
        AUDIT_FAULT_INSERTED, -5},
    {"a row put after the last",
        STR_INIT(
            "INSERT INTO audit SELECT 21, at, 99, session_id, role, pcn_id, practice_id, action, route, address,"
            "outcome, object_kind, object_id, object_version, reason, people, mac FROM audit WHERE seq = 6"),
        AUDIT_FAULT_CHANGED, 21},
    {"two neighbours exchanged",
        STR_INIT("UPDATE audit SET seq = -1 WHERE seq = 7; UPDATE audit SET seq = 7 WHERE seq = 8;"
                 "UPDATE audit SET seq = 8 WHERE seq = -1"),
        AUDIT_FAULT_MOVED, 7},
    {"two rows exchanged",
        STR_INIT("UPDATE audit SET seq = -1 WHERE seq = 7; UPDATE audit SET seq = 7 WHERE seq = 11;"
                 "UPDATE audit SET seq = 11 WHERE seq = -1"),
        AUDIT_FAULT_MOVED, 7},
    {"the end cut off", STR_INIT("DELETE FROM audit WHERE seq > 15; DELETE FROM audit_person WHERE seq > 15"),
        AUDIT_FAULT_SHORTENED, 20},
    {"everything cut off", STR_INIT("DELETE FROM audit; DELETE FROM audit_person"), AUDIT_FAULT_SHORTENED, 20},
    {"a look at a person hidden", STR_INIT("DELETE FROM audit_person WHERE seq = 7"), AUDIT_FAULT_PEOPLE, 7},
    {"a look at a person ascribed", STR_INIT("INSERT INTO audit_person VALUES (999, 7)"), AUDIT_FAULT_PEOPLE, 7},
    {"a look at a person ascribed to a row to come", STR_INIT("INSERT INTO audit_person VALUES (999, 700)"),
        AUDIT_FAULT_PEOPLE, 700},
    {"a look at a person moved to another", STR_INIT("UPDATE audit_person SET person_id = 999 WHERE seq = 7"),
        AUDIT_FAULT_PEOPLE, 7},
};

static void make_chain(struct fixture *f)
{
    fixture_new(f);
    fixture_open(f);
    for (int64_t id = 1; id <= ROWS; id++)
        assert_int_equal(fixture_save(f, id, (struct person_id){id % 3 + 1}), ERR_NONE);
    fixture_close(f);
}

static void every_kind_of_tampering_is_found_at_its_first_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tampering); i++) {
        struct fixture f;
        make_chain(&f);
        fixture_script(&f, tampering[i].sql);
        struct audit_finding found = fixture_verify(&f, STR_NONE);
        if (found.fault != tampering[i].fault || found.seq != tampering[i].seq)
            fail_msg("%s: found at %lld: %.*s", tampering[i].what, (long long)found.seq,
                STR_ARG(audit_fault_text(found.fault)));
        fixture_free(&f);
    }
}

static struct str read_head(struct fixture *f)
{
    struct str line;
    assert_int_equal(audit_head_file(&f->arena, f->directory, &line), ERR_NONE);
    return line;
}

static void copy_file(struct fixture *f, const char *from, const char *to)
{
    FILE *in = fopen(fixture_file(f, from), "rb"), *out = fopen(fixture_file(f, to), "wb");
    assert_true(in && out);
    for (int c; (c = getc(in)) != EOF;) putc(c, out);
    fclose(in);
    fclose(out);
}

/* Everything in the directory is put back as it was, its own head too: only a line kept elsewhere can tell. */
static void an_older_copy_is_found_with_a_head_kept_elsewhere(void **state)
{
    (void)state;
    struct fixture f;
    make_chain(&f);
    copy_file(&f, "cairn.db", "old.db");
    struct str old_head = read_head(&f);
    fixture_open(&f);
    assert_int_equal(fixture_save(&f, 100, (struct person_id){1}), ERR_NONE);
    struct str kept = store_audit_head(f.store, &f.arena);
    fixture_close(&f);
    copy_file(&f, "old.db", "cairn.db");
    assert_int_equal(audit_head_save(f.directory, old_head), ERR_NONE);
    assert_int_equal(fixture_verify(&f, STR_NONE).fault, AUDIT_FAULT_NONE);
    struct audit_finding found = fixture_verify(&f, kept);
    assert_int_equal(found.fault, AUDIT_FAULT_SHORTENED);
    assert_int_equal(found.seq, ROWS + 1);
    assert_int_equal(fixture_verify(&f, old_head).fault, AUDIT_FAULT_NONE);
    fixture_free(&f);
}

/* Whoever has the key can write a consistent chain, but not one with the mac that was signed. */
static void a_chain_written_anew_with_the_key_is_found_with_the_head(void **state)
{
    (void)state;
    struct fixture f;
    make_chain(&f);
    struct str kept = read_head(&f);
    fixture_script(&f, STR("DELETE FROM audit WHERE seq > 10; DELETE FROM audit_person WHERE seq > 10"));
    fixture_open(&f);
    for (int64_t id = 101; id <= 115; id++)
        assert_int_equal(fixture_save(&f, id, (struct person_id){1}), ERR_NONE);
    fixture_close(&f);
    assert_int_equal(fixture_verify(&f, STR_NONE).fault, AUDIT_FAULT_NONE);
    struct audit_finding found = fixture_verify(&f, kept);
    assert_int_equal(found.fault, AUDIT_FAULT_REWRITTEN);
    assert_int_equal(found.seq, ROWS);
    fixture_free(&f);
}

static void a_head_that_nobody_signed_is_said_to_be_one(void **state)
{
    (void)state;
    struct fixture f;
    make_chain(&f);
    assert_int_equal(fixture_verify(&f, STR("cairn-audit 1 20 00 00 00")).fault, AUDIT_FAULT_HEAD);
    fixture_free(&f);
}

/* More than one page of rows, with the damage around a page's end. */
static void damage_is_found_wherever_a_page_of_rows_ends(void **state)
{
    (void)state;
    for (int64_t seq = 488; seq <= 504; seq += 4) {
        struct fixture f;
        fixture_new(&f);
        fixture_open(&f);
        for (int64_t id = 1; id <= 510; id++)
            assert_int_equal(fixture_save(&f, id, (struct person_id){1}), ERR_NONE);
        fixture_close(&f);
        assert_int_equal(fixture_verify(&f, STR_NONE).rows, 510);
        struct str at = str_printf(&f.arena,
            "UPDATE audit SET seq = -1 WHERE seq = %lld;"
            "UPDATE audit SET seq = seq - 1 WHERE seq = %lld;"
            "UPDATE audit SET seq = %lld WHERE seq = -1",
            (long long)seq, (long long)seq + 1, (long long)seq + 1);
        fixture_script(&f, at);
        struct audit_finding found = fixture_verify(&f, STR_NONE);
        assert_int_equal(found.fault, AUDIT_FAULT_MOVED);
        assert_int_equal(found.seq, seq);
        fixture_free(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_seal_covers_every_column),
        cmocka_unit_test(text_moved_from_one_column_to_the_next_changes_the_seal),
        cmocka_unit_test(the_seal_depends_on_the_row_before),
        cmocka_unit_test(people_are_packed_once_each_in_order),
        cmocka_unit_test(a_head_line_is_accepted_only_as_it_was_signed),
        cmocka_unit_test(every_kind_of_tampering_is_found_at_its_first_row),
        cmocka_unit_test(an_older_copy_is_found_with_a_head_kept_elsewhere),
        cmocka_unit_test(a_chain_written_anew_with_the_key_is_found_with_the_head),
        cmocka_unit_test(a_head_that_nobody_signed_is_said_to_be_one),
        cmocka_unit_test(damage_is_found_wherever_a_page_of_rows_ends),
    };
    return cmocka_run_group_tests_name("audit", tests, start, stop);
}
