#include "platform/backup/backup.h"
#include "platform/backup/backup.sql.h"
#include "platform/db/store_copy.h"
#include "platform/db/tests/store_support.h"

#include <sys/stat.h>

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    fixture_new(&f);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_free(&f);
    return 0;
}

/* ---- the sealed file ---- */

static const struct crypto_key signer = {{7}};

static struct str content_of(size_t n)
{
    char *text = ARENA_ARRAY(&f.arena, char, n + 1);
    for (size_t i = 0; i < n; i++) text[i] = (char)(i * 31 + i / 251);
    return (struct str){text, n};
}

static void write_sealed(const char *name, const struct crypto_box *box, struct str content)
{
    struct sealed_writer w;
    FILE *out = fopen(fixture_file(&f, name), "w");
    assert_non_null(out);
    sealed_begin(&w, &f.arena, out, STR("{\"a\":1}"), &box->open_to);
    sealed_write(&w, content.p, content.n);
    assert_int_equal(sealed_end(&w, &signer), ERR_NONE);
    fclose(out);
}

static enum sealed_fault read_sealed(const char *name, const struct crypto_box *box, struct str should)
{
    struct sealed_reader r;
    struct crypto_public_key by = crypto_public(&signer);
    int64_t chunk;
    size_t at = 0;
    FILE *in = fopen(fixture_file(&f, name), "r");
    assert_non_null(in);
    enum sealed_fault fault = sealed_open(&r, &f.arena, in);
    if (!fault) fault = sealed_prove(&r, box, &by, &chunk);
    for (struct str piece = STR("x"); !fault && piece.n;) {
        fault = sealed_next(&r, &piece);
        assert_true(!fault && piece.n <= should.n - at && memcmp(piece.p, should.p + at, piece.n) == 0);
        at += piece.n;
    }
    if (!fault) assert_int_equal(at, should.n);
    fclose(in);
    return fault;
}

static void what_was_sealed_comes_out_again(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, SEALED_CHUNK - 1, SEALED_CHUNK, SEALED_CHUNK + 1, 5 * SEALED_CHUNK + 77};
    struct crypto_box box = crypto_box_new();
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct str content = content_of(sizes[i]);
        write_sealed("sealed", &box, content);
        assert_int_equal(read_sealed("sealed", &box, content), SEALED_FAULT_NONE);
    }
}

static void another_key_opens_nothing(void **state)
{
    (void)state;
    struct crypto_box box = crypto_box_new(), other = crypto_box_new();
    write_sealed("sealed", &box, content_of(1000));
    assert_int_equal(read_sealed("sealed", &other, content_of(1000)), SEALED_FAULT_KEY);
}

/* Every bit of a small file: nothing passes. */
static void every_flipped_bit_is_noticed(void **state)
{
    (void)state;
    struct crypto_box box = crypto_box_new();
    struct stat about;
    write_sealed("sealed", &box, content_of(100));
    assert_int_equal(stat(fixture_file(&f, "sealed"), &about), 0);
    FILE *file = fopen(fixture_file(&f, "sealed"), "r+");
    for (long bit = 0; bit < (long)about.st_size * 8; bit++) {
        struct arena_mark mark = arena_mark(&f.arena);
        for (int turn = 0; turn < 2; turn++) {
            fseek(file, bit / 8, SEEK_SET);
            int c = getc(file);
            fseek(file, bit / 8, SEEK_SET);
            putc(c ^ (1 << bit % 8), file);
            fflush(file);
            if (turn == 0) assert_int_not_equal(read_sealed("sealed", &box, STR("")), SEALED_FAULT_NONE);
        }
        arena_rewind(&f.arena, mark);
    }
    fclose(file);
    assert_int_equal(read_sealed("sealed", &box, content_of(100)), SEALED_FAULT_NONE);
}

static void a_file_cut_off_anywhere_is_refused(void **state)
{
    (void)state;
    struct crypto_box box = crypto_box_new();
    struct stat about;
    write_sealed("sealed", &box, content_of(300));
    assert_int_equal(stat(fixture_file(&f, "sealed"), &about), 0);
    for (off_t n = about.st_size - 1; n >= 0; n--) {
        struct arena_mark mark = arena_mark(&f.arena);
        assert_int_equal(truncate(fixture_file(&f, "sealed"), n), 0);
        enum sealed_fault fault = read_sealed("sealed", &box, STR(""));
        assert_true(fault == SEALED_FAULT_SHORT || (n < 15 && fault == SEALED_FAULT_OTHER));
        arena_rewind(&f.arena, mark);
    }
}

/* ---- keys, facts, manifest ---- */

static void a_private_key_comes_back_as_it_was_and_replaces_nothing(void **state)
{
    (void)state;
    struct backup_private key = {.installation = uuid_new(&test_clock), .box = crypto_box_new()}, back;
    key.signer = crypto_public(&signer);
    const char *path = fixture_file(&f, "private");
    assert_int_equal(backup_private_write(path, &key), ERR_NONE);
    assert_int_equal(backup_private_read(path, &back), ERR_NONE);
    assert_memory_equal(&key, &back, sizeof key);
    assert_int_equal(backup_private_write(path, &key), ERR_EXISTS);
    assert_int_equal(backup_private_read(fixture_file(&f, "audit.key"), &back), ERR_DAMAGED);
    assert_int_equal(backup_private_read(fixture_file(&f, "nothing"), &back), ERR_NOT_FOUND);
}

#define FACTS(program, sequence, made_at) \
    "{\"installation\":\"0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b\",\"schema\":1,\"audit_head\":\"a\",\"key\":\"b\"," \
    "\"program\":\"" program "\",\"sequence\":" sequence ",\"made_at\":" made_at "}"

static void a_manifest_comes_back_as_it_was(void **state)
{
    (void)state;
    struct db_table tables[] = {{STR("audit"), 12, {{1}}}, {STR("person"), 0, {{2}}}};
    struct backup_manifest m = {.facts = {uuid_new(&test_clock), 41, {1795392000000}, 8, STR("0.1.0"), STR("head"),
                                    STR("0123456789abcdef")},
        .tables = {tables, 2},
        .files = {{STR("cairn.db"), 4096, {{3}}}},
        .file_count = 1};
    struct backup_manifest back;
    assert_int_equal(backup_manifest_read(&f.arena, backup_manifest_json(&f.arena, &m), &back), ERR_NONE);
    assert_true(uuid_eq(back.facts.installation, m.facts.installation));
    assert_int_equal(back.facts.sequence, 41);
    assert_int_equal(back.tables.n, 2);
    assert_int_equal(back.tables.items[0].rows, 12);
    assert_memory_equal(&back.tables.items[1].hash, &tables[1].hash, sizeof tables[1].hash);
    assert_int_equal(back.file_count, 1);
    assert_int_equal(back.files[0].bytes, 4096);
    static const char *const bad[] = {"", "[]", "{}", "{\"installation\":\"x\"}", "{\"sequence\":1}",
        FACTS("\\u001b[2J", "1", "1"), FACTS("1", "-1", "1"), FACTS("1", "1", "-1"),
        FACTS("1", "1", "9223372036854775807")};
    assert_int_equal(backup_manifest_read(&f.arena, STR(FACTS("1", "1", "1")), &back), ERR_NONE);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(backup_manifest_read(&f.arena, str_from_cstr(bad[i]), &back), ERR_DAMAGED);
}

/* Hours ago; 0: never. */
static const struct late {
    bool key;
    int ended, good;
    bool last_failed;
    size_t lines;
    bool late;
    const char *word;
} LATE[] = {
    {false, 0, 0, false, 1, false, "No key"},
    {true, 0, 0, false, 2, true, "No backup has been finished"},
    {true, 1, 0, false, 1, true, "No restore has been proven"},
    {true, 1, 1, false, 0, false, NULL},
    {true, 36, 35 * 24, false, 0, false, NULL},
    {true, 37, 1, false, 1, true, "36 hours"},
    {true, 1, 36 * 24, false, 1, true, "35 days"},
    {true, 1, 1, true, 1, true, "failed"},
};

static void what_is_late_is_said(void **state)
{
    (void)state;
    const struct instant now = {1795392000000};
    for (size_t i = 0; i < COUNT_OF(LATE); i++) {
        const struct late *l = &LATE[i];
        const struct backup_state s = {.any = l->ended > 0,
            .ended_at = {now.v - l->ended * 3600000LL},
            .tried = l->good || l->last_failed,
            .proof_good = !l->last_failed,
            .ever_good = l->good > 0,
            .good_at = {now.v - l->good * 3600000LL}};
        struct backup_advice advice = backup_advise(&s, l->key, now);
        assert_int_equal(advice.n, l->lines);
        assert_int_equal(advice.late, l->late);
        if (advice.n) assert_true(str_has(advice.items[0], str_from_cstr(l->word)));
    }
}

/* ---- a copy while people write ---- */

enum { WRITERS = 3, MOST_WRITES = 4000 };
struct writer {
    pthread_t thread;
    int64_t number, written;
    bool *stop;
};

static enum err write_one(struct ctx *c, void *arg)
{
    const struct writer *w = arg;
    char *text = ARENA_ARRAY(c->arena, char, 2000);
    memset(text, 'x', 2000);
    return version_save(c, STR("thing"), w->number, w->written + 1, (struct str){text, 2000});
}

static void *write_on(void *arg)
{
    struct writer *w = arg;
    while (!__atomic_load_n(w->stop, __ATOMIC_RELAXED) && w->written < MOST_WRITES) {
        struct work work;
        work_init(&work);
        assert_int_equal(store_run(f.store, write_one, w, &work.c), ERR_NONE);
        __atomic_store_n(&w->written, w->written + 1, __ATOMIC_RELEASE);
        arena_release(&work.arena);
    }
    return NULL;
}

static int64_t versions_in(const char *name, int64_t number)
{
    struct db *db;
    struct version_rows_list rows;
    const struct scope system = {.everybody = true};
    assert_int_equal(db_open(fixture_file(&f, name), DB_READER, &db), ERR_NONE);
    db_bind(db, &f.arena, &system, NULL);
    assert_int_equal(version_rows(db, STR("thing"), number, MOST_WRITES + 1, &rows), ERR_NONE);
    for (size_t i = 0; i < rows.n; i++) assert_int_equal(rows.items[i].version, (int64_t)(rows.n - i));
    db_unbind(db);
    db_close(db);
    return (int64_t)rows.n;
}

static void check_copy(const char *name)
{
    struct audit_finding finding;
    struct db *db;
    struct db_problem_list problems;
    const struct scope system = {.everybody = true};
    assert_int_equal(db_open(fixture_file(&f, name), DB_READER, &db), ERR_NONE);
    assert_int_equal(db_check(db, &f.arena, &problems), ERR_NONE);
    assert_int_equal(problems.n, 0);
    db_bind(db, &f.arena, &system, NULL);
    assert_int_equal(audit_verify(db, &f.keys, STR_NONE, &finding), ERR_NONE);
    assert_int_equal(finding.fault, AUDIT_FAULT_NONE);
    db_unbind(db);
    db_close(db);
}

static void count_written(struct writer *writers, int64_t *ret)
{
    for (int i = 0; i < WRITERS; i++) ret[i] = __atomic_load_n(&writers[i].written, __ATOMIC_ACQUIRE);
}

static void copy_while_they_write(int round)
{
    struct writer writers[WRITERS];
    int64_t before[WRITERS], after[WRITERS];
    struct store_copy_figures figures;
    bool stop = false;
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = (struct writer){.number = round * 10 + i, .stop = &stop};
        pthread_create(&writers[i].thread, NULL, write_on, &writers[i]);
    }
    usleep(100 * 1000);
    count_written(writers, before);
    assert_int_equal(store_copy(f.store, fixture_file(&f, "copy.db"), &figures), ERR_NONE);
    count_written(writers, after);
    __atomic_store_n(&stop, true, __ATOMIC_RELAXED);
    for (int i = 0; i < WRITERS; i++) pthread_join(writers[i].thread, NULL);
    assert_int_equal(figures.restarts, 0);
    for (int i = 0; i < WRITERS; i++) {
        int64_t there = versions_in("copy.db", writers[i].number);
        assert_true(there >= before[i] && there <= after[i] + 1);
    }
}

static void a_copy_under_load_is_a_prefix_of_what_was_acknowledged(void **state)
{
    (void)state;
    fixture_open(&f);
    for (int round = 0; round < 5; round++) {
        copy_while_they_write(round);
        check_copy("copy.db");
    }
}

static void tables_that_differ_in_one_value_have_another_hash(void **state)
{
    (void)state;
    static const char *const changes[] = {"UPDATE thing SET n = 2 WHERE id = 2", "UPDATE thing SET t = 'b' || 'a'",
        "DELETE FROM thing WHERE id = 3", "UPDATE thing SET id = 9 WHERE id = 3",
        "UPDATE thing SET n = NULL WHERE id = 1"};
    struct db *db;
    struct db_table_list first, again, changed;
    struct str why;
    int line;
    assert_int_equal(db_open(fixture_file(&f, "tables.db"), DB_WRITER, &db), ERR_NONE);
    db_bind(db, &f.arena, NULL, NULL);
    struct str make = STR("CREATE TABLE thing (id INTEGER PRIMARY KEY, n INTEGER, t TEXT) STRICT;"
                          "CREATE INDEX thing_n ON thing (n DESC, t, id);"
                          "INSERT INTO thing VALUES (1, 1, 'ab'), (2, 1, 'a'), (3, 5, 'ba');");
    assert_int_equal(db_run_script(db, &f.arena, make, &line, &why), ERR_NONE);
    assert_int_equal(db_tables(db, &f.arena, &first), ERR_NONE);
    assert_int_equal(db_tables(db, &f.arena, &again), ERR_NONE);
    assert_int_equal(first.n, 1);
    assert_int_equal(first.items[0].rows, 3);
    assert_memory_equal(&first.items[0].hash, &again.items[0].hash, sizeof first.items[0].hash);
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        struct str script = str_printf(&f.arena, "BEGIN; %s", changes[i]);
        assert_int_equal(db_run_script(db, &f.arena, script, &line, &why), ERR_NONE);
        assert_int_equal(db_tables(db, &f.arena, &changed), ERR_NONE);
        assert_memory_not_equal(&first.items[0].hash, &changed.items[0].hash, sizeof first.items[0].hash);
        assert_int_equal(db_run_command(db, DB_ROLLBACK), ERR_NONE);
    }
    db_unbind(db);
    db_close(db);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_sealed_comes_out_again),
        TEST(another_key_opens_nothing),
        TEST(every_flipped_bit_is_noticed),
        TEST(a_file_cut_off_anywhere_is_refused),
        TEST(a_private_key_comes_back_as_it_was_and_replaces_nothing),
        TEST(a_manifest_comes_back_as_it_was),
        TEST(what_is_late_is_said),
        TEST(a_copy_under_load_is_a_prefix_of_what_was_acknowledged),
        TEST(tables_that_differ_in_one_value_have_another_hash),
    };
    return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}
