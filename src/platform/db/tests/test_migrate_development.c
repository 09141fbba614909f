/* An installation from before portfolios, with staff, supervision and evidence among the training, is brought up
 * to date on both engines: nothing of it is lost, and evidence stands in the portfolio. */
#include "platform/db/tests/store_support.h"

#include "base/log.h"

static struct fixture f;

/* PostgreSQL has no type of this name; with it one script does for both. */
static const struct str BLOB = STR_INIT("CREATE DOMAIN blob AS bytea;");

static const struct str OLDER = STR_INIT(
    "INSERT INTO pcn (pcn_id, key, name) VALUES (1, CAST('network-of-one--' AS BLOB), 'Harbour');"
    "INSERT INTO account (account_id, key, email, name, state, created_at, pcn_id) VALUES"
    " (3, CAST('account-of-leah-' AS BLOB), 'leah@example.org', 'Leah', 'active', 1000, 1),"
    " (4, CAST('account-of-joan-' AS BLOB), 'joan@example.org', 'Joan', 'active', 1000, 1);"
    "INSERT INTO staff (staff_id, account_id, pcn_id) VALUES (7, 3, 1);"
    "INSERT INTO staff_link (staff_id, kind, account_id) VALUES (7, 'gp', 4), (7, 'clinical', 4);"
    "INSERT INTO supervision (supervision_id, key, version, staff_id, supervisor_id, kind, held_on, minutes, "
    "agenda,"
    "  agreed, recorded_at, struck_at, struck_why, nonce) VALUES"
    " (5, CAST('supervision-5---' AS BLOB), 2, 7, 4, 'clinical', 19000, 60, 'Whom to ask', 'Ask', 1000, 2000, "
    "'Twice',"
    "  CAST('nonce-5---------' AS BLOB));"
    "INSERT INTO supervision_action (supervision_action_id, key, supervision_id, owner_id, title, due)"
    " VALUES (6, CAST('action-6--------' AS BLOB), 5, 3, 'Ask the practice', 19010);"
    "INSERT INTO training (key, staff_id, course, done_on, evidence, recorded_by, recorded_at, confirmed_by,"
    "  confirmed_at, struck_at, struck_by, struck_why, nonce) VALUES"
    " (CAST('training-1------' AS BLOB), 7, 'planning', 19000, 'Certificate', 3, 1000, 4, 1001, NULL, NULL, NULL,"
    "  CAST('nonce-1---------' AS BLOB)),"
    " (CAST('training-2------' AS BLOB), 7, 'portfolio_care', 19001, 'The bus', 3, 1000, 4, 1002, NULL, NULL, "
    "NULL,"
    "  CAST('nonce-2---------' AS BLOB)),"
    " (CAST('training-3------' AS BLOB), 7, 'portfolio_learning', 19002, 'A book', 3, 1000, NULL, NULL, 1003, 3,"
    "  'Wrong', CAST('nonce-3---------' AS BLOB));"
    "CREATE TABLE was AS SELECT * FROM supervision;");

static size_t before_development(void)
{
    size_t n = 0;
    while (n < migrations_built_in.n && !str_eq(migrations_built_in.items[n].name, STR("development"))) n++;
    assert_true(n < migrations_built_in.n);
    return n;
}

static int bring_up_to_date(void **state)
{
    (void)state;
    struct migration_list older = migrations_built_in, newer = migrations_built_in;
    older.n = before_development();
    newer.n = older.n + 1;
    fixture_new(&f);
    log_set_level(LOG_ERROR);
    assert_int_equal(fixture_try_open(&f, &older), ERR_NONE);
    fixture_close(&f);
    if (f.database.n) fixture_script(&f, BLOB);
    fixture_script(&f, OLDER);
    if (f.database.n) fixture_script(&f, STR("ALTER TABLE was OWNER TO cairn_owner;"));
    assert_int_equal(fixture_try_open(&f, &newer), ERR_NONE);
    fixture_close(&f);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_free(&f);
    return 0;
}

/* Fails the script that it becomes unless the condition holds. */
static void holds(const char *condition)
{
    struct str sql = str_printf(&f.arena,
        "CREATE TEMPORARY TABLE must (hold INTEGER CHECK (hold = 1));"
        "INSERT INTO must SELECT CASE WHEN %s THEN 1 ELSE 0 END; DROP TABLE must;",
        condition);
    fixture_script(&f, sql);
}

static void supervision_and_what_was_agreed_are_what_they_were(void **state)
{
    (void)state;
    holds("(SELECT count(*) FROM supervision) = 1");
    holds("NOT EXISTS (SELECT * FROM was EXCEPT SELECT * FROM supervision)");
    holds("(SELECT count(*) FROM supervision_action x JOIN supervision v ON v.supervision_id = x.supervision_id) "
          "= 1");
    holds("(SELECT count(*) FROM staff_link WHERE staff_id = 7 AND account_id = 4) = 2");
}

static void an_appraisal_and_a_buddy_can_be_kept(void **state)
{
    (void)state;
    fixture_script(&f, STR("INSERT INTO staff_link (staff_id, kind, account_id) VALUES (7, 'buddy', 4);"));
    fixture_script(&f,
        STR("INSERT INTO supervision (key, staff_id, supervisor_id, kind, held_on, minutes, recorded_at, nonce) "
            "VALUES"
            " (CAST('supervision-8---' AS BLOB), 7, 4, 'appraisal', 19100, 90, 3000, CAST('nonce-8---------' AS "
            "BLOB));"));
    holds("(SELECT count(*) FROM supervision WHERE kind = 'appraisal') = 1");
}

static void evidence_among_the_training_is_in_the_portfolio(void **state)
{
    (void)state;
    holds("(SELECT count(*) FROM training) = 1");
    holds("(SELECT count(*) FROM portfolio_entry WHERE competency = 'needs' AND words = 'The bus' AND answered_by "
          "= 4"
          " AND answered_at = 1002 AND struck_at IS NULL AND done_on = 19001) = 1");
    holds("(SELECT count(*) FROM portfolio_entry WHERE competency = 'learning' AND answer IS NULL AND struck_at = "
          "1003"
          " AND struck_why = 'Wrong') = 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(supervision_and_what_was_agreed_are_what_they_were),
        cmocka_unit_test(an_appraisal_and_a_buddy_can_be_kept),
        cmocka_unit_test(evidence_among_the_training_is_in_the_portfolio),
    };
    return cmocka_run_group_tests_name("migrate-development", tests, bring_up_to_date, tear_down);
}
