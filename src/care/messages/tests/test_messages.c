/* What follows from what the mail server said: pure. */
#include "care/messages/message_own.h"

#include <setjmp.h>
#include <cmocka.h>

static void what_was_taken_is_sent_and_what_was_refused_is_over(void **state)
{
    const struct message m = {.tries = 1};
    (void)state;
    assert_int_equal(message_after(&m, MAIL_TAKEN).state, MESSAGE_IS_SENT);
    assert_int_equal(message_after(&m, MAIL_REFUSED).state, MESSAGE_IS_FAILED);
}

static void a_server_that_is_away_is_tried_again_for_about_a_day(void **state)
{
    struct message m = {.tries = 0};
    int64_t waited = 0, before = 0;
    (void)state;
    for (;;) {
        m.tries++;
        struct message_next next = message_after(&m, MAIL_LATER);
        assert_false(next.doubtful);
        if (next.state == MESSAGE_IS_FAILED) break;
        assert_int_equal(next.state, MESSAGE_IS_WAITING);
        assert_true(next.wait_s >= before);
        before = next.wait_s;
        waited += next.wait_s;
    }
    assert_int_equal(m.tries, MESSAGE_TRIES_MOST);
    assert_true(waited > 12 * 3600 && waited < 48 * 3600);
}

static void what_may_have_arrived_is_sent_once_more_and_says_so(void **state)
{
    struct message m = {.tries = 1};
    (void)state;
    struct message_next next = message_after(&m, MAIL_NOT_KNOWN);
    assert_int_equal(next.state, MESSAGE_IS_WAITING);
    assert_true(next.doubtful);
    m.doubtful = true, m.tries = 2;
    assert_int_equal(message_after(&m, MAIL_NOT_KNOWN).state, MESSAGE_IS_FAILED);
    assert_true(message_after(&m, MAIL_TAKEN).doubtful);
    assert_true(message_after(&m, MAIL_LATER).doubtful);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_taken_is_sent_and_what_was_refused_is_over),
        cmocka_unit_test(a_server_that_is_away_is_tried_again_for_about_a_day),
        cmocka_unit_test(what_may_have_arrived_is_sent_once_more_and_says_so),
    };
    return cmocka_run_group_tests_name("messages", tests, NULL, NULL);
}
