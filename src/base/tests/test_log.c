#include "base/err.h"
#include "base/log.h"
#include "base/tests/check.h"

static struct arena arena;

/* Skips the text of a JSON string or number; false if it isn't one. */
static bool skip_value(struct str *s)
{
    size_t at;
    if (str_starts(*s, STR("\""))) {
        *s = str_skip(*s, 1);
        if (!str_find(*s, '"', &at)) return false;
        for (size_t i = 0; i < at; i++)
            if (s->p[i] < ' ' || s->p[i] > '~' || s->p[i] == '\\') return false;
        *s = str_skip(*s, at + 1);
        return true;
    }
    for (at = 0; at < s->n && memchr("-.0123456789", s->p[at], 13); at++) {
    }
    *s = str_skip(*s, at);
    return at > 0;
}

/* One flat object of texts and numbers on a line of its own, and nothing else: all that a log line may be. */
static bool is_log_line(struct str s)
{
    if (!str_starts(s, STR("{")) || !str_ends(s, STR("}\n"))) return false;
    s = str_slice(s, 1, s.n - 2);
    for (;;) {
        if (!str_starts(s, STR("\"")) || !skip_value(&s) || !str_starts(s, STR(":"))) return false;
        s = str_skip(s, 1);
        if (!skip_value(&s)) return false;
        if (s.n == 0) return true;
        if (!str_starts(s, STR(","))) return false;
        s = str_skip(s, 1);
    }
}

static struct str line_of(void (*run)(void))
{
    int status = 0;
    return child_says(&arena, run, &status);
}

static void say_ready(void)
{
    log_event(LOG_INFO, "server.ready", LOG_NUMBER("port", 8080), LOG_WORD("engine", "sqlite"),
        LOG_NUMBER("lowest", INT64_MIN));
}

static void an_event_is_one_line_of_json(void **state)
{
    (void)state;
    struct str line = line_of(say_ready);
    assert_true(is_log_line(line));
    assert_true(str_starts(line, STR("{\"at\":")));
    assert_true(str_ends(line,
        STR(",\"level\":\"info\",\"event\":\"server.ready\",\"port\":8080,\"engine\":\"sqlite\","
            "\"lowest\":-9223372036854775808}\n")));
}

static void say_hostile_words(void)
{
    log_event(LOG_ERROR, "x", LOG_WORD("a", "\"},\n{\"level\":\"info"),
        LOG_WORD("b", "\\\x1b[2J\x7f\xC3\xA9\xE2\x80\xAE"), LOG_WORD("c", ""), LOG_WORD("bad\"name\n", "w"));
}

static void hostile_words_cannot_break_the_line(void **state)
{
    (void)state;
    struct str line = line_of(say_hostile_words);
    assert_true(is_log_line(line));
    assert_true(str_has(line, STR("\"a\":\"?},?{?level?:?info\"")));
    assert_true(str_has(line, STR("\"c\":\"\"")));
}

static void say_far_too_much(void)
{
    static char word[5000];
    memset(word, 'w', sizeof word - 1);
    for (size_t n = 0; n < 1100; n++) {
        char name[1200];
        memset(name, 'n', n);
        name[n] = 0;
        log_write(LOG_ERROR, "x", (struct log_field[]){LOG_WORD(name, "v"), LOG_NUMBER(name, 1)}, 2);
        log_write(LOG_ERROR, name, (struct log_field[]){LOG_NUMBER("n", 1)}, 1);
        log_write(LOG_ERROR, "x",
            (struct log_field[]){LOG_WORD("w", word + sizeof word - 1 - n), LOG_NUMBER("n", 1)}, 2);
    }
    log_event(LOG_ERROR, "x", LOG_WORD("w", word), LOG_WORD("w", word), LOG_WORD("w", word), LOG_WORD("w", word));
}

static void too_much_is_cut_and_still_a_line(void **state)
{
    (void)state;
    int status = 0;
    struct str rest = child_says(&arena, say_far_too_much, &status);
    assert_int_equal(status, 0);
    while (rest.n) {
        const char *from = rest.p;
        struct str line = str_cut(&rest, '\n');
        if (!rest.p) break; /* the reader stopped in the middle of this one */
        line = (struct str){from, line.n + 1};
        assert_true(line.n <= 1024);
        check_case(is_log_line(line), line);
    }
}

static void say_quietly(void)
{
    log_event(LOG_DEBUG, "never.seen", LOG_NUMBER("n", 1));
    log_set_level(LOG_ERROR);
    log_event(LOG_WARN, "never.seen", LOG_NUMBER("n", 2));
    log_set_level(LOG_DEBUG);
    log_event(LOG_DEBUG, "seen", LOG_NUMBER("n", 3));
}

static void what_is_below_the_level_is_not_said(void **state)
{
    (void)state;
    struct str said = line_of(say_quietly);
    assert_false(str_has(said, STR("never.seen")));
    assert_true(is_log_line(said));
}

static void make_a_mistake(void)
{
    BUG("a \"quoted\" \\ thing,\n%s", "and \x1b more");
}

static void our_mistakes_are_said_as_a_line_too(void **state)
{
    (void)state;
    struct str line = line_of(make_a_mistake);
    assert_true(is_log_line(line));
    assert_true(str_has(line, STR("test_log.c:")));
    assert_true(str_has(line, STR("a ?quoted? ? thing,?and ? more")));
}

static void every_error_has_words(void **state)
{
    (void)state;
#define ERR_HAS_WORDS(name, text) assert_string_equal(err_text(ERR_##name), text);
    ERR_LIST(ERR_HAS_WORDS)
    assert_int_equal(ERR_NONE, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE("an event is one line of JSON", an_event_is_one_line_of_json),
        SENTENCE("hostile words cannot break the line", hostile_words_cannot_break_the_line),
        SENTENCE("too much is cut, and still a line", too_much_is_cut_and_still_a_line),
        SENTENCE("what is below the level is not said", what_is_below_the_level_is_not_said),
        SENTENCE("our mistakes are said as a line too", our_mistakes_are_said_as_a_line_too),
        SENTENCE("every error has words", every_error_has_words),
    };
    arena_init(&arena, 1 << 20);
    int failed = cmocka_run_group_tests_name("log", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
