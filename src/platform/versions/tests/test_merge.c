/* Merging: what doesn't overlap is put together, what does is shown, and no word is ever left out. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/random.h"
#include "platform/versions/merge.h"
#include "platform/versions/merge_lines.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;
static struct random_seeded chance;

/* ---- lines ---- */

static const struct {
    const char *base, *theirs, *mine, *merged;
    bool clean;
} TEXTS[] = {
    {"", "", "", "", true},
    {"a", "a", "b", "b", true},
    {"a", "b", "a", "b", true},
    {"a", "b", "b", "b", true},
    {"a", "b", "c", "b\nc", false},
    {"a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC", true},
    {"a\nb", "A\nb", "a\nB", "A\nB", true}, /* neighbours */
    {"a\nb", "a\nb\nc", "A\nb", "A\nb\nc", true},
    {"a", "a\nb", "A", "A\nb", true}, /* one changed the paragraph, the other wrote one after it */
    {"a", "b\na", "A", "b\nA", true},
    {"a", "a\nb", "a\nc", "a\nb\nc", false}, /* both wrote at the end */
    {"a", "a\nb", "a\nb", "a\nb", true},
    {"a", "A\nx", "a\nb", "A\nx\na\nb", false}, /* where x and b belong can't be known */
    {"a\nb\nc", "a\nc", "a\nb\nC", "a\nC", true},
    {"a\nb\nc", "a\nc", "a\nB\nc", "a\nB\nc", false},
    {"a\nb\nc", "c", "a\nB\nc", "a\nB\nc", false}, /* both of theirs stands: nothing where a and b were */
    {"a\n\nb", "A\n\nb", "a\n\nB", "A\n\nB", true},
    {"a\nb\nc\nd\ne", "a\nX\nc\nd\ne\nf", "a\nb\nc\nY\ne", "a\nX\nc\nY\ne\nf", true},
    {"a\nb", "", "a\nb", "", true},
    {"", "x", "y", "x\ny", false},
};

static struct str text(const char *s)
{
    return *s ? str_from_cstr(s) : STR_NONE;
}

static void paragraphs_of_both_are_put_together(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        struct merged_lines m =
            merge_lines(&arena, text(TEXTS[i].base), text(TEXTS[i].theirs), text(TEXTS[i].mine));
        if (!str_eq(m.text, str_from_cstr(TEXTS[i].merged)) || m.clean != TEXTS[i].clean)
            fail_msg("row %zu: \"%.*s\", %d", i, STR_ARG(m.text), m.clean);
    }
}

/* Some lines changed, dropped or put in, each new one unlike any other. */
static struct str edited(struct str base, char who, int *words)
{
    struct buf out = buf_new(&arena, 64, 8192);
    bool first = true;
    for (struct str rest = base; rest.p;) {
        struct str line = str_cut(&rest, '\n');
        uint32_t what = random_below(&chance, 8);
        if (what == 0) continue;
        if (what == 1 || what == 2) line = str_printf(&arena, "%c%d", who, (*words)++);
        if (what == 3) line = str_printf(&arena, "%.*s\n%c%d", STR_ARG(line), who, (*words)++);
        if (!first) buf_byte(&out, '\n');
        first = false;
        buf_add(&out, line);
    }
    return buf_str(&out);
}

static bool has_line(struct str whole, struct str wanted)
{
    for (struct str rest = whole; rest.p;)
        if (str_eq(str_cut(&rest, '\n'), wanted)) return true;
    return false;
}

/* What a side wrote must be in the result; what both left must be, too. */
static void check_nothing_lost(struct str base, struct str side, struct str other, struct str merged)
{
    for (struct str rest = side; rest.p;) {
        struct str line = str_cut(&rest, '\n');
        bool kept_by_all = has_line(base, line) && has_line(other, line);
        if ((!has_line(base, line) || kept_by_all) && !has_line(merged, line))
            fail_msg("\"%.*s\" is lost from \"%.*s\"", STR_ARG(line), STR_ARG(merged));
    }
}

static void no_line_that_somebody_wrote_is_lost(void **state)
{
    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct arena_mark mark = arena_mark(&arena);
        int words = 0;
        struct str base = edited(STR("1\n2\n3\n4\n5\n6"), 'b', &words);
        if (!base.n) base = STR("1");
        struct str theirs = edited(base, 't', &words), mine = edited(base, 'm', &words);
        struct merged_lines m = merge_lines(&arena, base, theirs, mine),
                            turned = merge_lines(&arena, base, mine, theirs);
        check_nothing_lost(base, theirs, mine, m.text);
        check_nothing_lost(base, mine, theirs, m.text);
        assert_int_equal(m.clean, turned.clean);
        if (m.clean) assert_true(str_eq(m.text, turned.text));
        arena_rewind(&arena, mark);
    }
}

static void very_long_texts_are_merged_in_bounded_work(void **state)
{
    (void)state;
    struct buf base = buf_new(&arena, 64, 1 << 20), theirs = buf_new(&arena, 64, 1 << 20);
    for (int i = 0; i < 4000; i++) {
        buf_printf(&base, "%d\n", i);
        buf_printf(&theirs, "%d\n", i % 2 ? i : -i);
    }
    struct str mine = str_printf(&arena, "%.*slast", STR_ARG(buf_str(&base)));
    struct merged_lines m = merge_lines(&arena, buf_str(&base), buf_str(&theirs), mine);
    assert_true(m.clean);
    assert_true(str_ends(m.text, STR("-3998\n3999\nlast")));
}

/* ---- states ---- */

enum { ADDRESS = 1 };
static const struct merge_rule RULES[] = {{STR_INIT("name"), 0, false}, {STR_INIT("note"), 0, true},
    {STR_INIT("line"), ADDRESS, false}, {STR_INIT("postcode"), ADDRESS, false}, {STR_INIT("told"), 0, false}};

#define NOTHING "{}"
static const struct {
    const char *what, *base, *theirs, *mine, *merged;
    int conflicts;
} STATES[] = {
    {"nothing changed", "{'name':'a'}", "{'name':'a'}", "{'name':'a'}", "{'name':'a'}", 0},
    {"two fields", "{'name':'a'}", "{'name':'b'}", "{'name':'a','told':true}", "{'name':'b','told':true}", 0},
    {"both cleared and set", "{'name':'a'}", NOTHING, "{'name':'a','told':true}", "{'told':true}", 0},
    {"the same words", "{'name':'a'}", "{'name':'b'}", "{'name':'b'}", "{'name':'b'}", 0},
    {"other words", "{'name':'a'}", "{'name':'b'}", "{'name':'c'}", "{'name':'b'}", 1},
    {"cleared against changed", "{'name':'a'}", NOTHING, "{'name':'c'}", NOTHING, 1},
    {"paragraphs", "{'note':'a\\nb'}", "{'note':'A\\nb'}", "{'note':'a\\nB'}", "{'note':'A\\nB'}", 0},
    {"one paragraph", "{'note':'a'}", "{'note':'b'}", "{'note':'c'}", "{'note':'b'}", 1},
    {"a note removed by one", "{'note':'a'}", NOTHING, "{'note':'a\\nb'}", NOTHING, 1},
    {"parts of an address", "{'line':'1 A','postcode':'p'}", "{'line':'1 A','postcode':'q'}",
        "{'line':'2 B','postcode':'p'}", "{'line':'1 A','postcode':'q'}", 2},
    {"an address by one side", "{'line':'1 A','postcode':'p'}", "{'line':'1 A','postcode':'p','name':'x'}",
        "{'line':'2 B','postcode':'q'}", "{'name':'x','line':'2 B','postcode':'q'}", 0},
    {"the same address", "{'line':'1 A','postcode':'p'}", "{'line':'2 B','postcode':'q'}",
        "{'line':'2 B','postcode':'q'}", "{'line':'2 B','postcode':'q'}", 0},
    {"what isn't listed stays theirs", "{'practice':'p'}", "{'practice':'q'}", "{'practice':'p','name':'x'}",
        "{'practice':'q','name':'x'}", 0},
};

static struct str json(const char *with_apostrophes)
{
    char *text = arena_alloc(&arena, strlen(with_apostrophes), 1);
    for (size_t i = 0; with_apostrophes[i]; i++) text[i] = with_apostrophes[i] == '\'' ? '"' : with_apostrophes[i];
    return (struct str){text, strlen(with_apostrophes)};
}

static void fields_that_only_one_changed_are_taken_from_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(STATES); i++) {
        struct merge m;
        assert_int_equal(merge_read(&arena, RULES, COUNT_OF(RULES), json(STATES[i].base), json(STATES[i].theirs),
                             json(STATES[i].mine), &m),
            ERR_NONE);
        merge_decide(&arena, &m);
        struct str merged = merge_state(&arena, &m);
        if (!str_eq(merged, json(STATES[i].merged)) || (int)merge_conflicts(&m) != STATES[i].conflicts)
            fail_msg("%s: %.*s, %zu conflicts", STATES[i].what, STR_ARG(merged), merge_conflicts(&m));
    }
}

static void a_state_that_is_no_object_is_damage(void **state)
{
    (void)state;
    struct merge m;
    struct str good = STR("{}");
    for (size_t i = 0; i < 3; i++) {
        const struct str bad[] = {STR("[]"), STR("{"), STR("")};
        assert_int_equal(merge_read(&arena, RULES, 1, bad[i], good, good, &m), ERR_DAMAGED);
        assert_int_equal(merge_read(&arena, RULES, 1, good, bad[i], good, &m), ERR_DAMAGED);
        assert_int_equal(merge_read(&arena, RULES, 1, good, good, bad[i], &m), ERR_DAMAGED);
    }
}

int main(void)
{
    arena_init(&arena, LIMIT_JOB_ARENA);
    random_seed(&chance, 20261125);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs_of_both_are_put_together),
        cmocka_unit_test(no_line_that_somebody_wrote_is_lost),
        cmocka_unit_test(very_long_texts_are_merged_in_bounded_work),
        cmocka_unit_test(fields_that_only_one_changed_are_taken_from_them),
        cmocka_unit_test(a_state_that_is_no_object_is_damage),
    };
    return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
