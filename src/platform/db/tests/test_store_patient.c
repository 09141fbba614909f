/* Work that nobody waits for: it shares commits, and yet doesn't keep anybody waiting. */
#include "platform/db/tests/store_support.h"

static struct fixture f;
static struct work works[4];
static int64_t ids[4];
static int done_n;
static pthread_mutex_t done_mutex = PTHREAD_MUTEX_INITIALIZER;

static void note_done(struct store_job *job)
{
    (void)job;
    pthread_mutex_lock(&done_mutex);
    done_n++;
    pthread_mutex_unlock(&done_mutex);
}

static int done(void)
{
    pthread_mutex_lock(&done_mutex);
    int n = done_n;
    pthread_mutex_unlock(&done_mutex);
    return n;
}

static int set_up(void **state)
{
    (void)state;
    fixture_new(&f);
    fixture_open(&f);
    done_n = 0;
    for (int i = 0; i < 4; i++) {
        ids[i] = i + 1;
        work_init(&works[i]);
        works[i].job.action = save_version;
        works[i].job.arg = &ids[i];
        works[i].job.done = note_done;
        works[i].job.patient = true;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_free(&f);
    for (int i = 0; i < 4; i++) arena_release(&works[i].arena);
    return 0;
}

static void submit_and_look(int i, int done_wanted)
{
    store_submit(f.store, &works[i].job);
    usleep(20000);
    assert_int_equal(done(), done_wanted);
}

static void patient_jobs_share_a_commit_until_it_is_said_that_somebody_waits(void **state)
{
    (void)state;
    submit_and_look(0, 0);
    submit_and_look(1, 0);
    store_hurry(f.store);
    while (done() < 2) usleep(1000);
    assert_int_equal(store_figures(f.store).commits, 1);
}

static void somebody_who_waits_is_answered_and_the_patient_ones_with_them(void **state)
{
    (void)state;
    submit_and_look(0, 0);
    submit_and_look(1, 0);
    assert_int_equal(fixture_save(&f, 9, (struct person_id){9}), ERR_NONE);
    assert_int_equal(done(), 2);
    assert_int_equal(store_figures(f.store).commits, 1);
}

static void without_a_word_they_are_committed_all_the_same(void **state)
{
    (void)state;
    submit_and_look(0, 0);
    while (done() < 1) usleep(1000);
    assert_int_equal(store_figures(f.store).commits, 1);
}

static void closing_the_store_does_not_wait_for_more(void **state)
{
    (void)state;
    submit_and_look(0, 0);
    fixture_close(&f);
    assert_int_equal(done(), 1);
    fixture_open(&f);
    assert_true(fixture_has_version(&f, ids[0], 1));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(patient_jobs_share_a_commit_until_it_is_said_that_somebody_waits),
        TEST(somebody_who_waits_is_answered_and_the_patient_ones_with_them),
        TEST(without_a_word_they_are_committed_all_the_same),
        TEST(closing_the_store_does_not_wait_for_more),
    };
    return cmocka_run_group_tests_name("store-patient", tests, NULL, NULL);
}
