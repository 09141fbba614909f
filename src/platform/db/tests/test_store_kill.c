/* kill -9 while many clients write: what was acknowledged is there, nothing is half there, the chain is whole. */
#include "platform/db/tests/store_support.h"

#include "base/random.h"

#include <sys/resource.h>

enum { ROUNDS = 25, CLIENTS = 8 };

static struct fixture f;

struct client {
    pthread_t thread;
    int64_t first_id;
    int acknowledge;
};

static enum err save_two(struct ctx *c, void *arg)
{
    const int64_t *id = arg;
    enum err err = version_save(c, STR("test"), *id, 1, STR("{}"));
    return err ? err : version_save(c, STR("test"), *id, 2, STR("{}"));
}

static void *write_on_and_on(void *arg)
{
    struct client *me = arg;
    for (int64_t id = me->first_id;; id++) {
        struct work w;
        work_init(&w);
        trace_saw(&w.trace, (struct person_id){id % 100 + 1});
        if (store_run(f.store, save_two, &id, &w.c)) _exit(2);
        if (write(me->acknowledge, &id, sizeof id) != sizeof id) _exit(3);
        arena_release(&w.arena);
    }
}

NORETURN static void child(int round, int acknowledge)
{
    static struct client clients[CLIENTS];
    if (fixture_try_open(&f, NULL)) _exit(4);
    for (int i = 0; i < CLIENTS; i++) {
        clients[i].first_id = 1 + ((int64_t)round * CLIENTS + i) * 1000000;
        clients[i].acknowledge = acknowledge;
        if (pthread_create(&clients[i].thread, NULL, write_on_and_on, clients + i)) _exit(5);
    }
    for (;;) pause();
}

static int64_t check_acknowledged(int from)
{
    int64_t id, n = 0;
    for (; read(from, &id, sizeof id) == sizeof id; n++) {
        struct arena_mark mark = arena_mark(&f.arena);
        if (!fixture_has_version(&f, id, 1) || !fixture_has_version(&f, id, 2))
            fail_msg("lost %lld", (long long)id);
        arena_rewind(&f.arena, mark);
    }
    return n;
}

/* Each client's ids are dense, so what is there beyond the acknowledged is at most one per client. */
static void check_nothing_is_half_there(int round)
{
    for (int i = 0; i < CLIENTS; i++) {
        int64_t id = 1 + ((int64_t)round * CLIENTS + i) * 1000000;
        for (;; id++) {
            struct arena_mark mark = arena_mark(&f.arena);
            bool one = fixture_has_version(&f, id, 1), two = fixture_has_version(&f, id, 2);
            arena_rewind(&f.arena, mark);
            assert_int_equal(one, two);
            if (!one) break;
        }
    }
}

static int64_t one_round(int round, struct random_seeded *r)
{
    int pipes[2], status;
    assert_int_equal(pipe(pipes), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) child(round, pipes[1]);
    close(pipes[1]);
    usleep(40000 + random_below(r, 120000));
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    assert_true(WIFSIGNALED(status));
    fixture_open(&f);
    int64_t acknowledged = check_acknowledged(pipes[0]);
    check_nothing_is_half_there(round);
    struct audit_finding finding = fixture_verify(&f, STR_NONE);
    assert_int_equal(finding.fault, AUDIT_FAULT_NONE);
    assert_true(finding.rows >= acknowledged);
    fixture_close(&f);
    close(pipes[0]);
    return acknowledged;
}

static void nothing_acknowledged_is_lost_when_the_process_is_killed(void **state)
{
    (void)state;
    struct random_seeded r;
    int64_t acknowledged = 0;
    random_seed(&r, 25);
    fixture_new(&f);
    for (int round = 0; round < ROUNDS; round++) acknowledged += one_round(round, &r);
    assert_true(acknowledged > ROUNDS);
    print_message("%d kills, %lld acknowledged, 0 lost\n", ROUNDS, (long long)acknowledged);
    fixture_free(&f);
}

/* ---- a commit that can't be made durable ---- */

static int status_of(pid_t pid)
{
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* The system refuses to let the log grow: not a full disk, so nobody knows what was kept. */
NORETURN static void child_with_small_files(int acknowledge)
{
    const struct rlimit limit = {
        4 * 1024 * 1024, 4 * 1024 * 1024}; /* what the migrations leave takes one of them */
    sigaction(SIGXFSZ, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    if (fixture_try_open(&f, NULL) || setrlimit(RLIMIT_FSIZE, &limit)) _exit(4);
    struct client me = {.first_id = 1, .acknowledge = acknowledge};
    write_on_and_on(&me);
    _exit(6);
}

static void the_process_stops_when_a_commit_can_not_be_made_durable(void **state)
{
    (void)state;
    int pipes[2];
    fixture_new(&f);
    assert_int_equal(pipe(pipes), 0);
    pid_t pid = fork();
    if (pid == 0) child_with_small_files(pipes[1]);
    close(pipes[1]);
    assert_int_equal(status_of(pid), STORE_EXIT_STATUS);
    fixture_open(&f);
    assert_true(check_acknowledged(pipes[0]) > 5);
    assert_int_equal(fixture_verify(&f, STR_NONE).fault, AUDIT_FAULT_NONE);
    assert_int_equal(fixture_save(&f, 999, (struct person_id){1}), ERR_NONE);
    close(pipes[0]);
    fixture_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_acknowledged_is_lost_when_the_process_is_killed),
        cmocka_unit_test(the_process_stops_when_a_commit_can_not_be_made_durable),
    };
    return cmocka_run_group_tests_name("store killed", tests, NULL, NULL);
}
