/* Lists: what an address asks for, and which of the rows read are shown. */
#include "care/shell/worklist.h"

#include "base/limits.h"
#include "base/tests/check.h"

static struct arena arena;

static const struct worklist_choice AGES[] = {
    {STR_INIT("young"), STR_INIT("Under 18")}, {STR_INIT("old"), STR_INIT("80 and over")}};
static const struct worklist_column COLUMNS[] = {
    {.heading = STR_INIT("Name"), .order = "name", .turned = "turned"},
    {.heading = STR_INIT("Due"), .order = "due"}, {.heading = STR_INIT("Needs")}};
static const struct worklist_kind KIND = {.name = "test",
    .path = {STR_INIT("/list")},
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .order = "name"};

static struct worklist_filter filters[2];
static void reset(void)
{
    filters[0] =
        (struct worklist_filter){.name = STR("age"), .label = STR("Age"), .choices = AGES, .n = COUNT_OF(AGES)};
    filters[1] = filters[0];
    filters[1].name = STR("other");
    filters[1].label = STR("Other");
}

static bool reads(const char *query, struct worklist *ret)
{
    struct form form;
    reset();
    assert_int_equal(form_parse(&arena, str_from_cstr(query), &form, NULL), ERR_NONE);
    return worklist_read_form(&form, &KIND, filters, 2, ret);
}

static void test_only_words_of_its_tables_are_understood(void **state)
{
    (void)state;
    static const struct {
        const char *query;
        bool good;
        const char *address, *said;
    } CASES[] = {
        {"", true, "/list", ""},
        {"age=&other=&sort=", true, "/list", ""},
        {"age=old", true, "/list?age=old", "Age: 80 and over"},
        {"other=young&age=old", true, "/list?age=old&other=young", "Age: 80 and over. Other: Under 18"},
        {"sort=name", true, "/list", ""},
        {"sort=turned&age=young", true, "/list?age=young&sort=turned", "Age: Under 18"},
        {"sort=due", true, "/list?sort=due", ""},
        {"unknown=1", true, "/list", ""},
        {"age=middle", false, "", ""},
        {"age=OLD", false, "", ""},
        {"sort=needs", false, "", ""},
        {"sort=name;", false, "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct worklist w;
        struct str what = str_from_cstr(CASES[i].query);
        check_case(reads(CASES[i].query, &w) == CASES[i].good, what);
        if (!CASES[i].good) continue;
        check_case(str_eq(worklist_url(&arena, &w, KIND.path).text, str_from_cstr(CASES[i].address)), what);
        struct str said = worklist_said(&arena, &w);
        check_case(str_eq(said, str_from_cstr(CASES[i].said)), what);
        check_case(worklist_is_filtered(&w) == (said.n != 0), what);
    }
}

static void test_a_chip_leads_to_the_list_without_it_and_a_column_to_its_order(void **state)
{
    (void)state;
    struct worklist w;
    assert_true(reads("age=old&other=young&sort=due", &w));
    check_text(worklist_url_without(&arena, &w, 0).text, "/list?other=young&sort=due");
    check_text(worklist_url_without(&arena, &w, 1).text, "/list?age=old&sort=due");
    check_text(worklist_url_ordered(&arena, &w, "turned").text, "/list?age=old&other=young&sort=turned");
    check_text(worklist_url_ordered(&arena, &w, "name").text, "/list?age=old&other=young");
}

static void test_which_rows_are_shown_and_what_there_is_on_both_sides(void **state)
{
    (void)state;
    enum { MORE = WORKLIST_PAGE + 1 };
    static const struct {
        const char *what;
        bool begun, back;
        int64_t page; /* of the page that led here */
        size_t read, shown;
        bool before, after;
        int64_t number;
    } CASES[] = {
        {"nothing at all", false, false, 1, 0, 0, false, false, 1},
        {"the first and only page", false, false, 1, 20, 20, false, false, 1},
        {"a page to its last row", false, false, 1, WORKLIST_PAGE, WORKLIST_PAGE, false, false, 1},
        {"the first of more", false, false, 1, MORE, WORKLIST_PAGE, false, true, 1},
        {"the second of more", true, false, 1, MORE, WORKLIST_PAGE, true, true, 2},
        {"the last", true, false, 7, 3, 3, true, false, 8},
        {"beyond the last, where all have gone", true, false, 2, 0, 0, true, false, 3},
        {"back in the middle", true, true, 4, MORE, WORKLIST_PAGE, true, true, 3},
        {"back at the beginning", true, true, 2, WORKLIST_PAGE, WORKLIST_PAGE, false, true, 1},
        {"back at the beginning, where some have gone", true, true, 2, 7, 7, false, true, 1},
        {"back to what should be the beginning, where some came", true, true, 2, MORE, WORKLIST_PAGE, true, true,
            2},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct worklist w = {.begun = CASES[i].begun, .back = CASES[i].back, .page = CASES[i].page}, x = w;
        struct worklist_span s = worklist_span(&w, CASES[i].read), o = worklist_span_ordered(&x, CASES[i].read);
        struct str what = str_from_cstr(CASES[i].what);
        check_case(s.shown == CASES[i].shown && s.before == CASES[i].before && s.after == CASES[i].after, what);
        check_case(w.page == CASES[i].number && x.page == w.page && o.shown == s.shown, what);
        if (!s.shown) continue;
        /* Going back, rows come nearest first: what is shown last was read first, and the one too many is far. */
        check_case(worklist_at(&s, 0) == (s.turned ? s.shown - 1 : 0), what);
        check_case(worklist_at(&s, s.shown - 1) == (s.turned ? 0 : s.shown - 1), what);
        /* In the order of the page the one too many is before the first. */
        check_case(worklist_at(&o, 0) == (CASES[i].back && CASES[i].read == MORE ? 1u : 0u), what);
        check_case(worklist_at(&o, o.shown - 1) < CASES[i].read, what);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE("only words of its tables are understood", test_only_words_of_its_tables_are_understood),
        SENTENCE("a chip leads to the list without it, and a column to its order",
            test_a_chip_leads_to_the_list_without_it_and_a_column_to_its_order),
        SENTENCE("which rows are shown, and what there is on both sides",
            test_which_rows_are_shown_and_what_there_is_on_both_sides),
    };
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests_name("lists", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
