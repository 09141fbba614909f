#include "platform/db/tests/store_support.h"

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    fixture_new(&f);
    fixture_open(&f);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_free(&f);
    return 0;
}

/* ---- groups ---- */

enum { CLIENTS = 64, JOBS_EACH = 20 };

static void *client(void *number)
{
    int64_t first = 1 + *(int64_t *)number * JOBS_EACH;
    for (int64_t id = first; id < first + JOBS_EACH; id++)
        assert_int_equal(fixture_save(&f, id, (struct person_id){id % 7 + 1}), ERR_NONE);
    return NULL;
}

static void many_clients_share_commits(void **state)
{
    (void)state;
    pthread_t threads[CLIENTS];
    int64_t numbers[CLIENTS];
    for (int i = 0; i < CLIENTS; i++) {
        numbers[i] = i;
        assert_int_equal(pthread_create(threads + i, NULL, client, numbers + i), 0);
    }
    for (int i = 0; i < CLIENTS; i++) pthread_join(threads[i], NULL);
    struct store_figures figures = store_figures(f.store);
    assert_int_equal(figures.jobs, CLIENTS * JOBS_EACH);
    assert_int_equal(figures.audit_rows, CLIENTS * JOBS_EACH);
    if (!postgres_folder()) assert_true(figures.commits < figures.jobs / 4);
    for (int64_t id = 1; id <= CLIENTS * JOBS_EACH; id++) assert_true(fixture_has_version(&f, id, 1));
    assert_int_equal(fixture_verify(&f, STR_NONE).rows, CLIENTS * JOBS_EACH);
}

/* Holds the writer until told, so that what is queued meanwhile goes into one group. */
static pthread_mutex_t hold = PTHREAD_MUTEX_INITIALIZER;

static enum err wait_for_hold(struct ctx *c, void *arg)
{
    (void)c, (void)arg;
    pthread_mutex_lock(&hold);
    pthread_mutex_unlock(&hold);
    return ERR_NONE;
}

static enum err save_and_refuse(struct ctx *c, void *arg)
{
    enum err err = save_version(c, arg);
    return err ? err : ERR_REFUSED;
}

static int order[8], order_n;
static bool visible[8];
static pthread_mutex_t order_mutex = PTHREAD_MUTEX_INITIALIZER;

static void note_order(struct store_job *job)
{
    int number = (int)(intptr_t)job->owner;
    pthread_mutex_lock(&order_mutex);
    visible[order_n] = fixture_has_version(&f, number, 1);
    order[order_n++] = number;
    pthread_mutex_unlock(&order_mutex);
}

static int orders(void)
{
    pthread_mutex_lock(&order_mutex);
    int n = order_n;
    pthread_mutex_unlock(&order_mutex);
    return n;
}

static void run_held(struct work *works, int n)
{
    order_n = 0;
    pthread_mutex_lock(&hold);
    for (int i = 0; i < n; i++) store_submit(f.store, &works[i].job);
    pthread_mutex_unlock(&hold);
    while (orders() < n) usleep(1000);
}

static void prepare_four(struct work works[4], int64_t ids[4])
{
    enum err (*const actions[])(struct ctx *, void *) = {
        wait_for_hold, save_version, save_and_refuse, save_version};
    for (int i = 0; i < 4; i++) {
        ids[i] = i;
        work_init(works + i);
        works[i].job.action = actions[i];
        works[i].job.arg = ids + i;
        works[i].job.done = note_order;
        works[i].job.owner = (void *)(intptr_t)i;
    }
}

static void a_refused_action_leaves_its_neighbours_intact(void **state)
{
    (void)state;
    struct work works[4];
    int64_t ids[4];
    prepare_four(works, ids);
    run_held(works, 4);
    assert_int_equal(works[1].job.result, ERR_NONE);
    assert_int_equal(works[2].job.result, ERR_REFUSED);
    assert_true(works[2].job.audited);
    assert_int_equal(works[2].entry.outcome, AUDIT_REFUSED);
    assert_int_equal(works[2].entry.object_id, 2);
    assert_int_equal(works[3].job.result, ERR_NONE);
    assert_true(fixture_has_version(&f, 1, 1));
    assert_false(fixture_has_version(&f, 2, 1));
    assert_true(fixture_has_version(&f, 3, 1));
    assert_int_equal(fixture_verify(&f, STR_NONE).rows, 4); /* the refused one left its row too */
    for (int i = 0; i < 4; i++) arena_release(&works[i].arena);
}

static void answers_come_in_order_and_after_the_commit(void **state)
{
    (void)state;
    struct work works[4];
    int64_t ids[4];
    prepare_four(works, ids);
    works[2].job.action = save_version;
    run_held(works, 4);
    for (int i = 0; i < 4; i++) assert_int_equal(order[i], i);
    for (int i = 1; i < 4; i++) assert_true(visible[i]);
    for (int i = 0; i < 4; i++) arena_release(&works[i].arena);
}

static void a_page_that_was_read_leaves_its_row_without_an_action(void **state)
{
    (void)state;
    struct work w;
    struct audit_person_has_row has;
    struct db *db;
    work_init(&w);
    trace_saw(&w.trace, (struct person_id){7});
    trace_saw(&w.trace, (struct person_id){5});
    assert_int_equal(store_run(f.store, NULL, NULL, &w.c), ERR_NONE);
    assert_int_equal(w.entry.outcome, AUDIT_DONE);
    assert_int_equal(store_read_begin(f.store, &f.arena, &test_system.scope, NULL, &db), ERR_NONE);
    assert_int_equal(audit_person_has(db, (struct person_id){5}, 1, &has), ERR_NONE);
    store_read_end(f.store, db);
    assert_true(has.there);
    arena_release(&w.arena);
}

#ifdef CAIRN_DEV
static enum err count_runs(struct ctx *c, void *arg)
{
    int *runs = arg;
    int64_t id = 1;
    trace_saw(c->trace, (struct person_id){++*runs});
    return save_version(c, &id); /* would be ERR_EXISTS the second time, had the first not been undone */
}

static void development_builds_run_each_action_twice_and_count_it_once(void **state)
{
    (void)state;
    struct work w;
    int runs = 0;
    work_init(&w);
    assert_int_equal(store_run(f.store, count_runs, &runs, &w.c), ERR_NONE);
    assert_int_equal(runs, 2);
    assert_int_equal(w.trace.n, 1);
    assert_int_equal(w.trace.people[0].v, 2);
    arena_release(&w.arena);
}
#endif

/* ---- a full disk ---- */

static enum err fill(struct ctx *c, void *arg)
{
    struct str why, big = {arena_alloc(c->arena, 400000, 1), 400000};
    int line;
    (void)arg;
    enum err err = db_run_script(c->db, c->arena, STR("PRAGMA max_page_count = 1"), &line, &why);
    memset((char *)(uintptr_t)big.p, 'x', big.n);
    return err ? err : version_save(c, STR("test"), 2, 1, big);
}

static enum err make_room(struct ctx *c, void *arg)
{
    int line;
    struct str why;
    (void)arg;
    return db_run_script(c->db, c->arena, STR("PRAGMA max_page_count = 100000"), &line, &why);
}

static void when_the_disk_is_full_the_whole_group_fails_and_nothing_is_written(void **state)
{
    (void)state;
    struct work works[4];
    int64_t ids[4];
    assert_int_equal(fixture_save(&f, 9, (struct person_id){1}), ERR_NONE);
    prepare_four(works, ids);
    works[2].job.action = fill;
    run_held(works, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(works[i].job.result, ERR_FULL);
        assert_false(works[i].job.audited);
    }
    assert_false(fixture_has_version(&f, 1, 1));
    works[0].entry.outcome = AUDIT_NOT_SET;
    assert_int_equal(store_run(f.store, make_room, NULL, &works[0].c), ERR_NONE);
    assert_int_equal(fixture_save(&f, 10, (struct person_id){1}), ERR_NONE); /* as before, once there is room */
    assert_int_equal(fixture_verify(&f, STR_NONE).rows, 3);
    assert_int_equal(fixture_verify(&f, STR_NONE).fault, AUDIT_FAULT_NONE);
    for (int i = 0; i < 4; i++) arena_release(&works[i].arena);
}

/* ---- reading ---- */

static void a_snapshot_does_not_move(void **state)
{
    (void)state;
    struct db *db;
    struct version_row_row row;
    assert_int_equal(store_read_begin(f.store, &f.arena, &test_system.scope, NULL, &db), ERR_NONE);
    assert_int_equal(version_row(db, STR("test"), 1, 1, &row), ERR_NOT_FOUND);
    assert_int_equal(fixture_save(&f, 1, (struct person_id){0}), ERR_NONE);
    assert_int_equal(version_row(db, STR("test"), 1, 1, &row), ERR_NOT_FOUND);
    store_read_end(f.store, db);
    assert_true(fixture_has_version(&f, 1, 1));
}

static _Atomic bool reading;

static void *read_on_and_on(void *count)
{
    struct arena a;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    while (reading) {
        struct db *db;
        struct version_row_row row;
        arena_reset(&a);
        if (store_read_begin(f.store, &a, &test_system.scope, NULL, &db)) abort();
        for (int64_t i = 1; i < 20; i++)
            if (version_row(db, STR("test"), i, 1, &row)) break;
        usleep(2000); /* so that there is hardly a moment without a snapshot */
        store_read_end(f.store, db);
        ++*(int64_t *)count;
    }
    arena_release(&a);
    return NULL;
}

static enum err save_large(struct ctx *c, void *arg)
{
    const int64_t *id = arg;
    struct str state = {arena_alloc(c->arena, 64000, 1), 64000};
    memset((char *)(uintptr_t)state.p, '0' + (int)(*id % 10), state.n);
    return version_save(c, STR("test"), *id, 1, state);
}

static void the_log_stays_small_while_readers_never_pause(void **state)
{
    (void)state;
    pthread_t threads[4];
    int64_t counts[4] = {0};
    reading = true;
    for (int i = 0; i < 4; i++) assert_int_equal(pthread_create(threads + i, NULL, read_on_and_on, counts + i), 0);
    for (int64_t id = 1; id <= 1000; id++) {
        struct work w;
        work_init(&w);
        assert_int_equal(store_run(f.store, save_large, &id, &w.c), ERR_NONE);
        arena_release(&w.arena);
    }
    reading = false;
    for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    struct store_figures figures = store_figures(f.store);
    assert_true(figures.checkpoints >= 3);
    assert_true(figures.wal_bytes_most < 2 * LIMIT_WAL_BYTES);
    assert_true(counts[0] > 100);
    print_message("log at most %lld bytes, gate shut at most %lld us\n", (long long)figures.wal_bytes_most,
        (long long)figures.longest_gate_us);
}

/* On a thread of its own, since it may itself have to wait for the gate with one write more than was needed. */
static void *write_until_the_log_is_full(void *unused)
{
    for (int64_t id = 1; store_figures(f.store).wal_bytes_most < LIMIT_WAL_BYTES; id++) {
        struct work w;
        work_init(&w);
        if (store_run(f.store, save_large, &id, &w.c)) abort();
        arena_release(&w.arena);
    }
    return unused;
}

static void *read_once(void *done)
{
    struct db *db;
    struct arena a;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    if (store_read_begin(f.store, &a, &test_system.scope, NULL, &db)) abort();
    *(_Atomic bool *)done = true;
    store_read_end(f.store, db);
    arena_release(&a);
    return NULL;
}

static void at_a_full_log_new_snapshots_wait_for_the_old_ones_to_end(void **state)
{
    (void)state;
    struct db *old;
    pthread_t writing, thread;
    static _Atomic bool done;
    done = false;
    assert_int_equal(store_read_begin(f.store, &f.arena, &test_system.scope, NULL, &old), ERR_NONE);
    assert_int_equal(pthread_create(&writing, NULL, write_until_the_log_is_full, NULL), 0);
    while (store_figures(f.store).wal_bytes_most < LIMIT_WAL_BYTES) usleep(1000);
    usleep(50000); /* by then the gate is shut */
    assert_int_equal(pthread_create(&thread, NULL, read_once, (void *)&done), 0);
    usleep(100000);
    assert_false(done);
    store_read_end(f.store, old);
    pthread_join(thread, NULL);
    pthread_join(writing, NULL);
    assert_true(done);
    for (int i = 0; i < 500 && !store_figures(f.store).checkpoints; i++) usleep(10000);
    assert_int_equal(store_figures(f.store).checkpoints, 1);
}

/* ---- the directory ---- */

static void a_directory_has_one_owner(void **state)
{
    (void)state;
    struct fixture other = f;
    assert_int_equal(fixture_try_open(&other, NULL), ERR_BUSY);
    fixture_close(&f);
    fixture_open(&f);
}

static void the_chain_goes_on_after_a_restart(void **state)
{
    (void)state;
    assert_int_equal(fixture_save(&f, 1, (struct person_id){3}), ERR_NONE);
    fixture_close(&f);
    assert_int_equal(access(fixture_file(&f, "audit.head"), F_OK), 0);
    fixture_open(&f);
    assert_int_equal(fixture_save(&f, 2, (struct person_id){3}), ERR_NONE);
    struct audit_finding finding = fixture_verify(&f, STR_NONE);
    assert_int_equal(finding.fault, AUDIT_FAULT_NONE);
    assert_int_equal(finding.rows, 2);
}

static void a_head_that_no_longer_fits_is_kept_as_evidence(void **state)
{
    (void)state;
    for (int64_t id = 1; id <= 3; id++) assert_int_equal(fixture_save(&f, id, (struct person_id){id}), ERR_NONE);
    fixture_close(&f);
    fixture_script(&f,
        STR("DELETE FROM audit WHERE seq = 3; DELETE FROM audit_person WHERE seq = 3;"
            "DELETE FROM audit_seal WHERE place = 3"));
    fixture_open(&f);
    fixture_close(&f);
    assert_int_equal(access(fixture_file(&f, "audit.head.disputed"), F_OK), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(many_clients_share_commits),
        TEST(a_refused_action_leaves_its_neighbours_intact),
        TEST(a_page_that_was_read_leaves_its_row_without_an_action),
#ifdef CAIRN_DEV
        TEST(development_builds_run_each_action_twice_and_count_it_once),
#endif
        TEST(a_snapshot_does_not_move),
        TEST(a_directory_has_one_owner),
        TEST(the_chain_goes_on_after_a_restart),
        TEST(a_head_that_no_longer_fits_is_kept_as_evidence),
        /* The last four are about the one writer and its file. */
        TEST(answers_come_in_order_and_after_the_commit),
        TEST(when_the_disk_is_full_the_whole_group_fails_and_nothing_is_written),
        TEST(the_log_stays_small_while_readers_never_pause),
        TEST(at_a_full_log_new_snapshots_wait_for_the_old_ones_to_end),
    };
    unsetenv("TMPDIR"); /* commits take the time that a disk takes, or there is nothing to share */
    size_t n = COUNT_OF(tests) - (postgres_folder() ? 4 : 0);
    return _cmocka_run_group_tests("store", tests, n, NULL, NULL);
}
