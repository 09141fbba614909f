/* Command lines taken apart, and settings from flags, variables and cairn.conf. */
#include "app/settings.h"
#include "base/limits.h"

#include <setjmp.h>
#include <cmocka.h>
#include <unistd.h>

static struct arena arena;
static char directory[] = "/tmp/cairn-settings-XXXXXX";
static const char *const SWITCHES[] = {"dry-run", NULL};

static void check_text(struct str found, const char *expected)
{
    if (!str_eq(found, str_from_cstr(expected))) fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(found), expected);
}

#define PARSE(...) parse((char *[]){"cairn", __VA_ARGS__, NULL})

static struct arguments parse(char **words)
{
    struct arguments args;
    struct str why;
    int n = 0;
    while (words[n]) n++;
    assert_int_equal(arguments_parse(&arena, n, words, SWITCHES, &args, &why), ERR_NONE);
    return args;
}

static void a_command_line_is_taken_apart(void **state)
{
    (void)state;
    struct arguments args =
        PARSE("import", "fhir", "--data", "/srv/x", "--dry-run", "a.json", "--source=GP=1", "-");
    check_text(args.command, "import");
    assert_int_equal(args.rest.n, 3);
    check_text(args.rest.items[0], "fhir");
    check_text(args.rest.items[1], "a.json");
    check_text(args.rest.items[2], "-");
    check_text(arguments_flag(&args, "data"), "/srv/x");
    check_text(arguments_flag(&args, "source"), "GP=1");
    assert_true(arguments_switch(&args, "dry-run"));
    assert_false(arguments_switch(&args, "force"));
    assert_null(arguments_flag(&args, "listen").p);
}

static void the_last_of_two_equal_flags_counts(void **state)
{
    (void)state;
    struct arguments args = PARSE("serve", "--data", "a", "--data", "b", "--listen=");
    check_text(arguments_flag(&args, "data"), "b");
    assert_non_null(arguments_flag(&args, "listen").p); /* given, and empty */
    assert_int_equal(arguments_unknown(&args).n, 0);
}

static void a_flag_that_nobody_asked_for_is_named(void **state)
{
    (void)state;
    struct arguments args = PARSE("serve", "--data", "a", "--dta", "b");
    (void)arguments_flag(&args, "data");
    check_text(arguments_unknown(&args), "dta");
}

static void a_flag_without_its_value_is_refused(void **state)
{
    (void)state;
    struct arguments args = {.flag_count = 77};
    struct str why;
    char *words[] = {"cairn", "serve", "--data"};
    assert_int_equal(arguments_parse(&arena, 3, words, SWITCHES, &args, &why), ERR_INVALID);
    check_text(why, "--data needs a value");
    assert_int_equal(args.flag_count, 77);
}

static void write_conf(const char *text, size_t n)
{
    FILE *out = fopen(str_cstr(&arena, str_printf(&arena, "%s/cairn.conf", directory)), "wb");
    assert_non_null(out);
    fwrite(text, 1, n, out);
    fclose(out);
}

static struct settings read_settings(const char *conf, struct arguments args)
{
    struct settings s;
    struct str why;
    write_conf(conf, strlen(conf));
    assert_int_equal(settings_read(&arena, &args, directory, &s, &why), ERR_NONE);
    return s;
}

static void a_flag_comes_before_a_variable_and_that_before_the_file(void **state)
{
    (void)state;
    const char *conf = "# ours\n\n  listen = 127.0.0.1:1  \nthreads=2\r\n"
                       "log_level = debug\npublic_url = http://a/?b=c";
    setenv("CAIRN_LISTEN", "127.0.0.1:2", 1);
    setenv("CAIRN_THREADS", "3", 1);
    struct settings s = read_settings(conf, PARSE("serve", "--listen", "127.0.0.1:3"));
    unsetenv("CAIRN_LISTEN");
    unsetenv("CAIRN_THREADS");
    check_text(s.listen, "127.0.0.1:3");
    check_text(s.threads, "3");
    check_text(s.log_level, "debug");
    check_text(s.public_url, "http://a/?b=c");
    check_text(s.tls_cert, "");
    s = read_settings(conf, PARSE("serve", "--public-url", ""));
    check_text(s.listen, "127.0.0.1:1");
    check_text(s.threads, "2");
    check_text(s.public_url, "");
}

static void without_a_file_the_defaults_hold(void **state)
{
    (void)state;
    struct arguments args = PARSE("serve");
    struct settings s;
    struct str why;
    assert_int_equal(settings_read(&arena, &args, NULL, &s, &why), ERR_NONE);
    check_text(s.listen, "127.0.0.1:8080");
    assert_int_equal(settings_read(&arena, &args, "/nowhere/at/all", &s, &why), ERR_NONE);
    check_text(s.log_level, "info");
}

static void a_wrong_line_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *conf, *why;
    } CASES[] = {
        {"listen = a\n\n# c\nlisen = b\n", "cairn.conf line 4: \"lisen\" is not a setting"},
        {"threads\n", "cairn.conf line 1: \"threads\" is not a setting"},
        {"= 4\n", "cairn.conf line 1: \"\" is not a setting"},
        {"Listen = a", "cairn.conf line 1: \"Listen\" is not a setting"},
        {"threads = 2\n[server]\n", "cairn.conf line 2: \"[server]\" is not a setting"},
        {"listen = \xff\n", "cairn.conf: not readable as text"},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct arguments args = PARSE("serve");
        struct settings s;
        struct str why = STR_NONE;
        write_conf(CASES[i].conf, strlen(CASES[i].conf));
        assert_int_equal(settings_read(&arena, &args, directory, &s, &why), ERR_INVALID);
        check_text(why, CASES[i].why);
    }
}

static void a_file_without_end_is_refused(void **state)
{
    (void)state;
    static char much[70 * 1024];
    memset(much, '#', sizeof much);
    write_conf(much, sizeof much);
    struct arguments args = PARSE("serve");
    struct settings s;
    struct str why;
    assert_int_equal(settings_read(&arena, &args, directory, &s, &why), ERR_INVALID);
}

static void the_example_is_a_file_that_changes_nothing(void **state)
{
    (void)state;
    struct str example = settings_example(&arena);
    struct settings s = read_settings(str_cstr(&arena, example), PARSE("serve"));
    check_text(s.listen, "127.0.0.1:8080");
    check_text(s.threads, "4");
#define CHECK_NAMED(name, value, unit, help) assert_true(str_has(example, STR("\n#" #name " = " value "\n")));
    SETTING_LIST(CHECK_NAMED)
}

static void a_setting_that_is_forgotten_leaves_every_other_line_as_it_was(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
    } cases[] = {
        {"# database = no\nlisten = 127.0.0.1:9\ndatabase = postgres://a@b/c?x=y\nthreads = 2\n",
            "# database = no\nlisten = 127.0.0.1:9\nthreads = 2\n"},
        {"  database=x", ""},
        {"database_x = 1\nlog_level = warn", "database_x = 1\nlog_level = warn\n"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[200] = "";
        write_conf(cases[i].before, strlen(cases[i].before));
        assert_int_equal(settings_forget(&arena, directory, "database"), ERR_NONE);
        FILE *f = fopen(str_cstr(&arena, str_printf(&arena, "%s/cairn.conf", directory)), "re");
        assert_non_null(f);
        size_t n = fread(text, 1, sizeof text - 1, f);
        fclose(f);
        check_text((struct str){text, n}, cases[i].after);
    }
}

int main(void)
{
    arena_init(&arena, LIMIT_JOB_ARENA);
    if (!mkdtemp(directory)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_line_is_taken_apart),
        cmocka_unit_test(the_last_of_two_equal_flags_counts),
        cmocka_unit_test(a_flag_that_nobody_asked_for_is_named),
        cmocka_unit_test(a_flag_without_its_value_is_refused),
        cmocka_unit_test(a_flag_comes_before_a_variable_and_that_before_the_file),
        cmocka_unit_test(without_a_file_the_defaults_hold),
        cmocka_unit_test(a_wrong_line_is_named),
        cmocka_unit_test(a_file_without_end_is_refused),
        cmocka_unit_test(a_setting_that_is_forgotten_leaves_every_other_line_as_it_was),
        cmocka_unit_test(the_example_is_a_file_that_changes_nothing),
    };
    int failed = cmocka_run_group_tests_name("settings", tests, NULL, NULL);
    unlink(str_cstr(&arena, str_printf(&arena, "%s/cairn.conf", directory)));
    rmdir(directory);
    return failed;
}
