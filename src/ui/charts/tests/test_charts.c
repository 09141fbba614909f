/* Charts under numbers and words drawn at random: whatever comes, picture and table say the same, nothing leaves
 * the picture, and no words lie over others. */
#include "ui/charts/charts.h"

#include "base/limits.h"
#include "ui/charts/chart.tmpl.h"
#include "ui/charts/tests/checks.h"

#include <math.h>
#include <setjmp.h>
#include <cmocka.h>

enum { ROUNDS = 400 };

static struct arena arena;
static uint64_t seed;

static int arena_up(void **state)
{
    (void)state;
    arena_init(&arena, LIMIT_JOB_ARENA);
    return 0;
}

static int arena_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static size_t draw(size_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(seed >> 33) % n;
}

static const struct str LABELS[] = {STR_INIT("A"), STR_INIT("Leah Morgan"), STR_INIT("Not known"),
    STR_INIT(
        "Referred by the district nursing team of the neighbouring primary care network on a Friday afternoon"),
    STR_INIT("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"),
    STR_INIT("আমিনা রহমান, কর্মী ও স্বেচ্ছাসেবক সমন্বয়কারী"),
    STR_INIT("فريق التمريض المنزلي في الحي الشمالي من المدينة"), STR_INIT("צוות"), STR_INIT("李小龍"),
    STR_INIT("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"), STR_INIT("e\314\201quipe")};

static struct str label(void)
{
    return LABELS[draw(COUNT_OF(LABELS))];
}

/* Mostly small, sometimes nothing, sometimes as large as may be. */
static double positive(void)
{
    switch (draw(8)) {
    case 0: return 0;
    case 1: return 1;
    case 2: return (double)draw(1000000);
    case 3: return CHART_LARGEST / 8 * (double)draw(8);
    default: return (double)draw(100);
    }
}

static struct chart_value any_value(void)
{
    double v = positive();
    return (struct chart_value){.v = draw(4) ? v : -v, .missing = draw(12) == 0};
}

static struct chart_words words(void)
{
    return (struct chart_words){.id = STR("c"),
        .title = STR("What they say"),
        .about = STR("What they are"),
        .of = STR("Who"),
        .number = STR("People"),
        .decimals = draw(3) ? 0 : (int)draw(3)};
}

/* ---- what must hold ---- */

static void chart_holds(const struct chart *c, bool all)
{
    for (size_t i = 0; i < c->pictures.n; i++) {
        picture_holds(&c->pictures.items[i]);
        numbers_agree(c, &c->pictures.items[i], all);
    }
    for (size_t i = 0; i < c->lines.n; i++) {
        assert_int_equal(c->lines.items[i].cells.n, c->columns.n);
        for (size_t k = 0; k < c->columns.n; k++) assert_true(c->lines.items[i].cells.items[k].text.n);
    }
    struct html h = html_new(&arena, STR("token"));
    chart(&h, c);
    assert_false(h.out.overflow);
    struct str page = buf_str(&h.out);
    assert_false(str_has(page, STR("style=")) || str_has(page, STR("<style")) || str_has(page, STR("nan")));
    arena_reset(&arena);
}

/* ---- each kind, at random ---- */

static struct chart_rows random_rows(size_t most)
{
    struct chart_rows rows = {ARENA_ARRAY(&arena, struct chart_row, most), 1 + draw(most)};
    for (size_t i = 0; i < rows.n; i++) rows.items[i] = (struct chart_row){label(), any_value()};
    return rows;
}

static void test_bars(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        const struct chart_bars c = {words(), random_rows(CHART_ROWS_MOST)};
        struct chart ret;
        assert_int_equal(chart_bars(&arena, &c, &ret), ERR_NONE);
        chart_holds(&ret, true);
    }
}

static void test_funnel(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct chart_funnel c = {words(), random_rows(8)};
        double most = positive();
        for (size_t i = 0; i < c.rows.n; i++) {
            c.rows.items[i].value = (struct chart_value){.v = most};
            most = floor(most * (double)draw(5) / 4);
        }
        struct chart ret;
        assert_int_equal(chart_funnel(&arena, &c, &ret), ERR_NONE);
        chart_holds(&ret, false);
    }
}

static void test_stack(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct chart_stack c = {.words = words()};
        size_t bands = 1 + draw(CHART_BANDS_MOST);
        for (size_t b = 0; b < bands; b++) c.bands[b] = label();
        c.rows.n = 1 + draw(CHART_ROWS_MOST);
        c.rows.items = ARENA_ARRAY(&arena, struct chart_stack_row, c.rows.n);
        for (size_t i = 0; i < c.rows.n; i++) {
            struct chart_stack_row *row = &c.rows.items[i];
            row->label = label();
            for (size_t b = 0; b < bands; b++) row->values[b] = floor(positive() / CHART_BANDS_MOST);
            row->capacity = draw(2) ? positive() : 0;
        }
        struct chart ret;
        assert_int_equal(chart_stack(&arena, &c, &ret), ERR_NONE);
        chart_holds(&ret, false);
    }
}

static void test_slope(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct chart_slope c = {.words = words(), .before = label(), .after = label()};
        bool missing = false;
        c.rows.n = 1 + draw(CHART_SLOPE_MOST);
        c.rows.items = ARENA_ARRAY(&arena, struct chart_slope_row, c.rows.n);
        for (size_t i = 0; i < c.rows.n; i++) {
            c.rows.items[i] = (struct chart_slope_row){label(), any_value(), any_value()};
            missing = missing || c.rows.items[i].before.missing || c.rows.items[i].after.missing;
        }
        struct chart ret;
        assert_int_equal(chart_slope(&arena, &c, &ret), ERR_NONE);
        chart_holds(&ret, !missing);
    }
}

static void test_dots(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS / 4; round++) {
        struct chart_dots c = {.words = words()};
        c.rows.n = 1 + draw(CHART_ROWS_MOST / 4);
        c.rows.items = ARENA_ARRAY(&arena, struct chart_dots_row, c.rows.n);
        for (size_t i = 0; i < c.rows.n; i++) {
            size_t n = i ? draw(CHART_DOTS_MOST) : 1;
            double *values = ARENA_ARRAY(&arena, double, n + 1);
            for (size_t k = 0; k < n; k++) values[k] = draw(4) ? (double)draw(30) : any_value().v;
            c.rows.items[i] = (struct chart_dots_row){label(), values, n};
        }
        struct chart ret;
        assert_int_equal(chart_dots(&arena, &c, &ret), ERR_NONE);
        chart_holds(&ret, false);
    }
}

static void test_strip(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct chart_strip c = {.words = words()};
        c.words.decimals = 0;
        bool small = draw(2);
        c.moments.n = 1 + draw(small ? 12 : CHART_STRIP_MOST);
        c.moments.items = ARENA_ARRAY(&arena, struct chart_moment, c.moments.n);
        for (size_t i = 0; i < c.moments.n; i++) {
            struct str short_label = draw(9) ? STR("Nov") : label();
            c.moments.items[i] =
                (struct chart_moment){short_label, STR("November"), small ? (double)draw(99) : positive()};
        }
        struct chart ret;
        assert_int_equal(chart_strip(&arena, &c, &ret), ERR_NONE);
        chart_holds(&ret, small);
    }
}

static void test_multiples(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct chart_multiples c = {.words = words()};
        size_t periods = 1 + draw(CHART_PERIODS_MOST);
        for (size_t k = 0; k < periods; k++) c.periods[k] = label();
        c.panels.n = 1 + draw(CHART_PANELS_MOST);
        c.panels.items = ARENA_ARRAY(&arena, struct chart_panel, c.panels.n);
        for (size_t i = 0; i < c.panels.n; i++) {
            c.panels.items[i].label = label();
            for (size_t k = 0; k < periods; k++)
                c.panels.items[i].values[k] = (struct chart_value){.v = positive(), .missing = !draw(9)};
        }
        struct chart ret;
        assert_int_equal(chart_multiples(&arena, &c, &ret), ERR_NONE);
        chart_holds(&ret, true);
    }
}

static void test_ecomap(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct chart_ecomap c = {.words = words(), .person = label(), .detail = label()};
        c.around.n = 1 + draw(CHART_TIES_MOST);
        c.around.items = ARENA_ARRAY(&arena, struct chart_around, c.around.n);
        for (size_t i = 0; i < c.around.n; i++)
            c.around.items[i] = (struct chart_around){.name = label(),
                .what = label(),
                .group = draw(4) ? LABELS[draw(4)] : STR_NONE,
                .tie = (enum chart_tie)draw(TIES),
                .side = (enum chart_side)draw(2)};
        struct chart ret;
        assert_int_equal(chart_ecomap(&arena, &c, &ret), ERR_NONE);
        assert_int_equal(ret.pictures.n, 2);
        chart_holds(&ret, true);
    }
}

/* ---- what is refused, and how numbers read ---- */

static void test_refusals(void **state)
{
    (void)state;
    const double wrong[] = {NAN, INFINITY, -INFINITY, CHART_LARGEST * 1.01, -CHART_LARGEST * 1.01};
    struct chart ret;
    struct chart_row row = {.label = STR("One"), .value.v = 1};
    struct chart_bars bars = {words(), {&row, 1}};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        row.value.v = wrong[i];
        assert_int_equal(chart_bars(&arena, &bars, &ret), ERR_INVALID);
        const struct chart_dots_row dots = {.label = STR("One"), .values = &wrong[i], .n = 1};
        const struct chart_dots c = {words(), {(struct chart_dots_row *)&dots, 1}};
        assert_int_equal(chart_dots(&arena, &c, &ret), ERR_INVALID);
    }
    row.value.v = 1;
    bars.rows.n = 0;
    assert_int_equal(chart_bars(&arena, &bars, &ret), ERR_INVALID);
    bars.rows.n = 1;
    bars.words.title = STR_NONE;
    assert_int_equal(chart_bars(&arena, &bars, &ret), ERR_INVALID);
    struct chart_row rising[] = {{STR("Referred"), {.v = 3}}, {STR("Seen"), {.v = 4}}};
    const struct chart_funnel funnel = {words(), {rising, 2}};
    assert_int_equal(chart_funnel(&arena, &funnel, &ret), ERR_INVALID);
    struct chart_stack_row less_than_nobody = {.label = STR("One"), .values = {-1}};
    const struct chart_stack stack = {words(), {STR("Simple")}, {&less_than_nobody, 1}};
    assert_int_equal(chart_stack(&arena, &stack, &ret), ERR_INVALID);
}

static void test_numbers_read_well(void **state)
{
    (void)state;
    const struct {
        double v;
        int decimals;
        const char *reads;
    } cases[] = {{0, 0, "0"}, {-0.2, 0, "0"}, {7, 1, "7.0"}, {999, 0, "999"}, {1000, 0, "1,000"},
        {1234567.25, 1, "1,234,567.2"},
        {-12, 0,
            "\xE2\x88\x92"
            "12"},
        {CHART_LARGEST, 0, "999,999,999"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct chart_row row = {.label = STR("One"), .value.v = cases[i].v};
        struct chart_bars c = {words(), {&row, 1}};
        c.words.decimals = cases[i].decimals;
        struct chart ret;
        assert_int_equal(chart_bars(&arena, &c, &ret), ERR_NONE);
        struct str reads = ret.lines.items[0].cells.items[1].text;
        assert_true(str_eq(reads, str_from_cstr(cases[i].reads)));
    }
}

static void test_words_keep_their_marks(void **state)
{
    (void)state;
    const struct str name = STR("e\314\201e\314\201e\314\201e\314\201e\314\201e\314\201");
    struct str cut = words_fitting(&arena, name, LETTERS, false, 40);
    assert_true(words_width(cut, LETTERS, false) <= 40);
    assert_true(str_ends(cut, STR("\314\201…")));
    assert_true(str_eq(words_fitting(&arena, STR("Leah"), LETTERS, false, 100), STR("Leah")));
}

int main(void)
{
    seed = 20261124;
#define TEST(words, function) \
    { \
        words, function, NULL, NULL, NULL \
    }
    const struct CMUnitTest tests[] = {
        TEST("bars: picture and table agree, nothing leaves the picture, no words overlap", test_bars),
        TEST("funnel: likewise", test_funnel),
        TEST("stacked bars: likewise", test_stack),
        TEST("slope: likewise", test_slope),
        TEST("dots: likewise", test_dots),
        TEST("strip: likewise", test_strip),
        TEST("small multiples: likewise", test_multiples),
        TEST("ecomap: likewise, wide and tall", test_ecomap),
        TEST("what is no number, too large or out of order is refused", test_refusals),
        TEST("numbers read as people write them", test_numbers_read_well),
        TEST("words are never cut between a letter and its marks", test_words_keep_their_marks),
    };
    return cmocka_run_group_tests_name("ui-charts", tests, arena_up, arena_down);
}
