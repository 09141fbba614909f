#include "platform/db/tests/store_support.h"
#include "platform/jobs/jobs.h"

static struct fixture f;
static _Atomic int runs, failures;

static enum err tidy(struct ctx *c, void *arg)
{
    (void)arg;
    runs++;
    assert_true(c->actor->scope.everybody);
    assert_int_equal(c->actor->account.v, 0);
    return ERR_NONE;
}

static enum err always_fail(struct ctx *c, void *arg)
{
    (void)c, (void)arg;
    failures++;
    return ERR_INVALID;
}

static void wait_for(_Atomic int *count, int at_least)
{
    for (int i = 0; i < 1000 && *count < at_least; i++) usleep(10000);
    assert_true(*count >= at_least);
}

static void jobs_run_every_so_often_and_a_failure_stops_none(void **state)
{
    (void)state;
    static const struct periodic_job table[] = {{"test.tidy", 1, true, tidy}, {"test.fail", 1, false, always_fail},
        {"test.seldom", 3600, true, always_fail}};
    fixture_new(&f);
    fixture_open(&f);
    struct jobs *jobs = jobs_start(f.store, &test_clock, NULL, table, COUNT_OF(table));
    wait_for(&runs, 4);
    wait_for(&failures, 4);
    int64_t began = clock_monotonic_us();
    jobs_stop(jobs);
    assert_true(clock_monotonic_us() - began < 1000000);
    assert_true(store_figures(f.store).audit_rows >= 2);
    assert_int_equal(fixture_verify(&f, STR_NONE).fault, AUDIT_FAULT_NONE);
    fixture_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(jobs_run_every_so_often_and_a_failure_stops_none)};
    return cmocka_run_group_tests_name("jobs", tests, NULL, NULL);
}
