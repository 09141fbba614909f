/* An installation from before accounts belonged to networks, with accounts of every kind in it, is brought up to
 * date, on both engines: who had an account has it, whole, with all that hangs on it, in the network of their
 * first role. */
#include "platform/db/tests/store_support.h"

#include "base/log.h"

static struct fixture f;

/* PostgreSQL has no type of this name; with it one script does for both. */
static const struct str BLOB = STR_INIT("CREATE DOMAIN blob AS bytea;");

static const struct str OLDER = STR_INIT(
    "INSERT INTO pcn (pcn_id, key, name) VALUES (1, CAST('network-of-one--' AS BLOB), 'Harbour'),"
    " (2, CAST('network-of-two--' AS BLOB), 'Quayside');"
    "INSERT INTO account (account_id, key, version, email, name, state, password_hash, second_factor, totp_seed,"
    "  totp_last_step, created_at, signed_in_at) VALUES"
    " (3, CAST('account-active--' AS BLOB), 7, 'leah@example.org', 'Leah', 'active', '$argon2id$1', 1,"
    "  CAST('seed' AS BLOB), 59846400, 1000, 2000),"
    " (4, CAST('account-invited-' AS BLOB), 1, 'sam@example.org', 'Sam', 'invited', NULL, 1, NULL, 0, 1001, NULL),"
    " (6, CAST('account-left----' AS BLOB), 2, 'ann@example.org', 'Ann', 'disabled', '$argon2id$2', 1, NULL, 0, "
    "1002,"
    "  2002),"
    " (9, CAST('account-roleless' AS BLOB), 1, 'jo@example.org', 'Jo', 'active', '$argon2id$3', 0, NULL, 0, 1003,"
    "  NULL);"
    "INSERT INTO role_held (role_held_id, account_id, role, pcn_id, ended_at) VALUES (1, 3, 1, 2, NULL),"
    " (2, 4, 2, 1, NULL), (3, 6, 1, 2, 3000), (4, 3, 2, 1, NULL);"
    "INSERT INTO account_link (token_hash, account_id, expires_at)"
    " VALUES (CAST('link-of-sam-----link-of-sam-----' AS BLOB), 4, 9000);"
    "INSERT INTO recovery_code (account_id, code_hash) VALUES (3, CAST('code-of-leah----code-of-leah----' AS "
    "BLOB));"
    "INSERT INTO session (session_id, token_hash, form_secret, account_id, role_held_id, stage, started_at, "
    "seen_at)"
    " VALUES (1, CAST('token-of-leah---token-of-leah---' AS BLOB), CAST('form-of-leah----form-of-leah----' AS "
    "BLOB),"
    "  3, 1, 'whole', 10, 20);"
    "CREATE TABLE was AS SELECT * FROM account;");

#define COLUMNS \
    "account_id, key, version, email, name, state, password_hash, second_factor, totp_seed, totp_last_step," \
    " created_at, signed_in_at"

static size_t before_accounts_by_network(void)
{
    size_t n = 0;
    while (n < migrations_built_in.n && !str_has(migrations_built_in.items[n].name, STR("accounts_by_network")))
        n++;
    assert_true(n < migrations_built_in.n);
    return n;
}

static struct migration_list first(size_t n)
{
    struct migration_list list = migrations_built_in;
    list.n = n;
    return list;
}

static int bring_up_to_date(void **state)
{
    (void)state;
    struct migration_list older = first(before_accounts_by_network()), newer = first(older.n + 1);
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

static enum err add_account(const char *email, int network)
{
    static int id = 20;
    struct str why,
        sql = str_printf(&f.arena,
            "INSERT INTO account (account_id, key, email, name, state, created_at, pcn_id)"
            " VALUES (%d, CAST('account-number%2d' AS BLOB), '%s', 'New', 'invited', 0, %d)",
            id, id, email, network);
    struct db *db;
    int line;
    id++;
    if (f.database.n) return postgres_script(&f.arena, postgres_address(&f.arena, "cairn_admin", f.name), sql);
    assert_int_equal(db_open(fixture_file(&f, "cairn.db"), DB_WRITER, &db), ERR_NONE);
    enum err err = db_run_script(db, &f.arena, sql, &line, &why);
    db_close(db);
    return err;
}

static void every_account_is_what_it_was(void **state)
{
    (void)state;
    holds("(SELECT count(*) FROM account) = 4");
    holds("NOT EXISTS (SELECT " COLUMNS " FROM was EXCEPT SELECT " COLUMNS " FROM account)");
}

static void what_hangs_on_an_account_still_does(void **state)
{
    (void)state;
    holds("(SELECT count(*) FROM session s JOIN account a ON a.account_id = s.account_id"
          " JOIN role_held h ON h.role_held_id = s.role_held_id WHERE a.email = 'leah@example.org') = 1");
    holds("(SELECT count(*) FROM recovery_code c JOIN account a ON a.account_id = c.account_id"
          " WHERE a.email = 'leah@example.org') = 1");
    holds("(SELECT count(*) FROM account_link l JOIN account a ON a.account_id = l.account_id"
          " WHERE a.email = 'sam@example.org') = 1");
    holds("(SELECT count(*) FROM role_held h JOIN account a ON a.account_id = h.account_id) = 4");
}

static void each_is_in_the_network_of_its_first_role(void **state)
{
    (void)state;
    holds("(SELECT pcn_id FROM account WHERE account_id = 3) = 2"); /* has one in the first network too, given
                                                                       later */
    holds("(SELECT pcn_id FROM account WHERE account_id = 4) = 1");
    holds("(SELECT pcn_id FROM account WHERE account_id = 6) = 2"); /* it has ended */
    holds("(SELECT pcn_id FROM account WHERE account_id = 9) = 1"); /* never had one */
}

static void an_address_is_free_in_the_other_network_and_taken_in_its_own(void **state)
{
    (void)state;
    assert_int_not_equal(add_account("leah@example.org", 2), ERR_NONE);
    assert_int_equal(add_account("leah@example.org", 1), ERR_NONE);
    assert_int_not_equal(add_account("leah@example.org", 1), ERR_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_account_is_what_it_was),
        cmocka_unit_test(what_hangs_on_an_account_still_does),
        cmocka_unit_test(each_is_in_the_network_of_its_first_role),
        cmocka_unit_test(an_address_is_free_in_the_other_network_and_taken_in_its_own),
    };
    return cmocka_run_group_tests_name("migrate-accounts", tests, bring_up_to_date, tear_down);
}
