/* From what is typed into the search box to the person who was meant. */
#include "base/arena.h"
#include "base/limits.h"
#include "nhs/person_rank.h"

#include <setjmp.h>
#include <cmocka.h>

static int with_arena(void **state)
{
    static struct arena a;
    arena_init(&a, 64 * 1024 * 1024);
    *state = &a;
    return 0;
}

static int drop_arena(void **state)
{
    arena_release(*state);
    return 0;
}

/* A query in one line: "nhs=... fault=2 date=... year=... post=... part tel=... word ... word* long short left" */
static struct str summary(struct arena *a, const struct person_query *q)
{
    struct str parts[24];
    size_t n = 0;
    if (nhs_number_is_set(q->nhs_number)) parts[n++] = str_printf(a, "nhs=%lld", (long long)q->nhs_number.v);
    if (q->nhs_number_fault) parts[n++] = str_printf(a, "fault=%d", (int)q->nhs_number_fault);
    for (size_t i = 0; i < q->n_dates; i++) parts[n++] = date_iso(a, q->dates[i]);
    if (q->year) parts[n++] = str_printf(a, "year=%d", q->year);
    if (q->postcode.n)
        parts[n++] =
            str_printf(a, "%s=%.*s", q->postcode_is_part ? "part" : "post", STR_ARG(postcode_str(&q->postcode)));
    for (size_t i = 0; i < q->n_telephones; i++) parts[n++] = str_printf(a, "tel=%.*s", STR_ARG(q->telephones[i]));
    for (size_t i = 0; i < q->n_words; i++) {
        bool prefix = q->last_is_prefix && i + 1 == q->n_words;
        parts[n++] = str_printf(a, "%.*s%s", STR_ARG(q->words[i]), prefix ? "*" : "");
    }
    if (q->too_long) parts[n++] = STR("LONG");
    if (q->year_too_short) parts[n++] = STR("SHORT");
    if (q->left_out) parts[n++] = STR("LEFT");
    return str_join(a, parts, n, STR(" "));
}

/* Several cases a line, as long as they fit: the formatter would give each a line of its own. */
// clang-format off
static const struct {
    const char *typed, *understood;
} understood_as[] = {
    {"", ""}, {"   ", ""}, {"smith", "smith*"}, {"smith ", "smith"}, {"Amina RAHMAN", "amina rahman*"},
    {"RAHMAN, Amina (Mrs)", "rahman amina"}, {"Mrs Amina Rahman", "amina rahman*"}, {"dr", "dr*"},
    {"991 200 3888", "nhs=9912003888"}, {"991-200-3888", "nhs=9912003888"}, {"9912003888", "nhs=9912003888"},
    {"9 9 1 2 0 0 3 8 8 8", "nhs=9912003888"}, {"NHS: 991\u00A0200\u00A03888", "nhs=9912003888"},
    {"NHS 9912003888 rahman", "nhs=9912003888 rahman*"},
    {"991 200 3888 04 03 1943", "nhs=9912003888 1943-03-04"},
    {"04 03 1943 991 200 3888", "nhs=9912003888 1943-03-04"},
    {"9991234567", "fault=8 tel=09991234567"}, {"999 123 4567", "fault=8 tel=09991234567"},
    {"991200388", "fault=5"}, {"9.99001E+09", "fault=3"},
    {"smith 4/3/1943", "1943-03-04 smith"}, {"4/3/1943 smith", "1943-03-04 smith*"},
    {"rahman amina 04 03 1943", "1943-03-04 rahman amina"}, {"smith,4/3/1943", "1943-03-04 smith"},
    {"dob: 04.03.1943", "1943-03-04"}, {"4 March 1943", "1943-03-04"}, {"4th Mar 1943 ann", "1943-03-04 ann*"},
    {"1943-03-04", "1943-03-04"}, {"4\u20133\u20131943", "1943-03-04"}, {"04031943", "1943-03-04"},
    {"31/2/1943", "LEFT"}, {"4/3/43", "SHORT"}, {"smith 1943", "year=1943 smith"},
    {"LS8 4QT", "post=LS8 4QT"}, {"ls84qt smith", "post=LS8 4QT smith*"}, {"ls8", "part=LS8 "},
    {"smith LS8 4", "part=LS8 4 smith"}, {"0113 496 0187", "tel=01134960187"},
    {"+44 (0)113 496 0187", "tel=01134960187"}, {"rahman 07700 900 451", "tel=07700900451 rahman"},
    {"07700900451 07700 900452", "tel=07700900451 tel=07700900452"}, {"7700900451", "fault=8 tel=07700900451"},
    {"0113496", "tel=0113496"}, {"+48 22 123 45 67", "tel=+48221234567"},
    {"07700 900451 4/3/1943 smith", "1943-03-04 tel=07700900451 smith*"},
    {"O'Connor", "oconnor*"}, {"o connor", "o connor*"}, {"smith-jones", "smith jones*"},
    {"🙂", "LEFT"}, {"\xFF\xFE", "LONG"}, {"43", "LEFT"},
    {"\"><script>alert(1)</script>", "script alert 1 script*"},
    {"'; DROP TABLE person;--", "drop table person LEFT"}, {"../../etc/passwd", "etc passwd*"},
    {"a b c d e f g h i j", "a b c d e f g h LEFT"}, {"王小明", "王小明*"}, {"- ' ,", "LEFT"},
};
// clang-format on

static void one_box_understands_whatever_is_typed(void **state)
{
    for (size_t i = 0; i < COUNT_OF(understood_as); i++) {
        struct person_query q = person_query_parse(*state, str_from_cstr(understood_as[i].typed));
        struct str got = summary(*state, &q);
        if (!str_eq(got, str_from_cstr(understood_as[i].understood)))
            fail_msg("%s: got \"%.*s\", wanted \"%s\"", understood_as[i].typed, STR_ARG(got),
                understood_as[i].understood);
        assert_int_equal(person_query_is_empty(&q),
            q.n_words + q.n_dates + q.n_telephones + q.postcode.n == 0 && !q.year &&
                !nhs_number_is_set(q.nhs_number));
    }
}

static void a_line_over_the_limit_is_not_read(void **state)
{
    char text[LIMIT_LINE + 1];
    for (size_t i = 0; i < sizeof text; i++) text[i] = i % 2 ? ' ' : 'a';
    struct person_query long_one = person_query_parse(*state, (struct str){text, LIMIT_LINE + 1});
    struct person_query longest = person_query_parse(*state, (struct str){text, LIMIT_LINE});
    assert_true(long_one.too_long && person_query_is_empty(&long_one));
    assert_false(longest.too_long);
    assert_int_equal(longest.n_words, PERSON_QUERY_WORDS);
    struct person_query nul = person_query_parse(*state, (struct str){"smi\0th", 6});
    assert_int_equal(nul.n_words, 2);
}

static const struct str telephones[] = {STR_INIT("0113 496 0187"), STR_INIT("+44 7700 900451"), STR_INIT("none")};
static const struct str former[] = {STR_INIT("Chowdhury")};

static struct person_facts amina(void)
{
    struct person_facts facts = {.given = STR("Amina Begum"),
        .family = STR("Rahman-O'Connor"),
        .known_as = STR("Mina"),
        .other_names = former,
        .n_other_names = COUNT_OF(former),
        .postcode = STR("ls84qt"),
        .telephones = telephones,
        .n_telephones = COUNT_OF(telephones)};
    assert_true(nhs_number_from_int(9912003888, &facts.nhs_number));
    assert_true(date_from_iso(STR("1943-03-04"), &facts.born));
    return facts;
}

static void a_person_has_a_term_for_everything_they_can_be_found_by(void **state)
{
    static const char *const wanted[] = {"nrahman", "noconnor", "nconnor", "nrahmanoconnor", "namina", "nbegum",
        "naminabegum", "nmina", "nchowdhury", "pramn", "pcodr", "d1943-03-04", "cLS8 4QT", "t01134960187",
        "t07700900451"};
    struct person_facts facts = amina(), nobody = {.born = DATE_NONE};
    struct person_terms terms = person_finder_terms(*state, &facts);
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        bool found = false;
        for (size_t k = 0; k < terms.n; k++) found = found || str_eq(terms.items[k], str_from_cstr(wanted[i]));
        if (!found) fail_msg("no term %s", wanted[i]);
    }
    for (size_t i = 0; i < terms.n; i++)
        for (size_t k = 0; k < i; k++) assert_false(str_eq(terms.items[i], terms.items[k]));
    assert_int_equal(person_finder_terms(*state, &nobody).n, 0);
}

/* What the table would answer: the bits covered by lookups that meet a term. */
static uint32_t covered(const struct person_lookups *lookups, const struct person_terms *terms, bool last_resort)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < lookups->n; i++) {
        const struct person_lookup *l = &lookups->items[i];
        if (l->last_resort && !last_resort) continue;
        for (size_t k = 0; k < terms->n; k++)
            if (l->is_prefix ? str_starts(terms->items[k], l->term) : str_eq(terms->items[k], l->term))
                bits |= l->covers;
    }
    return bits;
}

static void what_people_type_finds_the_person_who_was_meant(void **state)
{
    static const struct {
        const char *typed;
        int found; /* 2 all of it, 1 a part, 0 nothing */
    } cases[] = {{"rahman", 2}, {"rah", 2}, {"rah ", 0}, {"Rehman amina", 2}, {"amina rahman 4/3/1943", 2},
        {"4/3/1943", 2}, {"3/4/1943", 2}, {"LS8 4QT", 2}, {"ls8", 2}, {"LS8 4", 2}, {"L8", 0},
        {"0113 496 0187", 2}, {"07700900451", 2}, {"077009", 2}, {"O Connor", 2}, {"oconnor", 2}, {"O'Conn", 2},
        {"Rahman O'Connor", 2}, {"rahmanoconnor", 2}, {"choudhury", 2}, {"mina", 2}, {"amina smith", 1},
        {"patel", 0}, {"smith 4/3/1943", 1}, {"Ámina", 2}, {"amina amina ", 2}, {"", 0}, {"5/3/1943", 0},
        {"AMINA BEGUM LS8 4QT", 2}, {"aminabegum", 2}};
    struct person_facts facts = amina();
    struct person_terms terms = person_finder_terms(*state, &facts);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct person_query q = person_query_parse(*state, str_from_cstr(cases[i].typed));
        struct person_lookups lookups = person_query_terms(*state, &q);
        uint32_t bits = covered(&lookups, &terms, false);
        int found = bits == 0 ? 0 : bits == lookups.all ? 2 : 1;
        if (found != cases[i].found) fail_msg("\"%s\" found %d", cases[i].typed, found);
    }
}

static bool match_query(
    struct arena *a, const struct person_query *q, const struct person_facts *facts, struct person_match *ret)
{
    struct person_sought sought = person_sought(a, q);
    return person_match(a, &sought, facts, ret);
}

static void slips_of_the_finger_are_found_as_a_last_resort(void **state)
{
    struct person_facts facts = amina();
    struct person_terms terms = person_finder_terms(*state, &facts);
    struct person_query q = person_query_parse(*state, STR("rahmap "));
    struct person_lookups lookups = person_query_terms(*state, &q);
    struct person_match match;
    assert_int_equal(covered(&lookups, &terms, false), 0);
    assert_int_equal(covered(&lookups, &terms, true), lookups.all);
    assert_true(match_query(*state, &q, &facts, &match));
    assert_string_equal(str_cstr(*state, match.why), "Name is spelled nearly the same");
}

static void better_matches_come_first_and_say_why(void **state)
{
    /* From best to worst for the same person. */
    static const struct {
        const char *typed, *why;
    } cases[] = {{"991 200 3888 rahman", "Same NHS number, same name"}, {"991 200 3888", "Same NHS number"},
        {"amina rahman 4/3/1943", "Same name, same date of birth"},
        {"amin rahm 4/3/1943", "Part of the name, same date of birth"}, {"4/3/1943", "Same date of birth"},
        {"amina rahman ", "Same name"}, {"rahman ", "Same name"}, {"rahm", "Name starts the same"},
        {"mohd rahman 3/4/1943", "Part of the name, day and month of birth the other way round"},
        {"LS8 4QT", "Same postcode"}, {"smith 1943", "Same year of birth"}};
    struct person_facts facts = amina();
    int last = INT32_MAX;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct person_query q = person_query_parse(*state, str_from_cstr(cases[i].typed));
        struct person_match match;
        if (!match_query(*state, &q, &facts, &match)) fail_msg("%s fits nothing", cases[i].typed);
        if (!str_eq(match.why, str_from_cstr(cases[i].why)))
            fail_msg("%s: %.*s", cases[i].typed, STR_ARG(match.why));
        if (match.score > last) fail_msg("%s has %d, over %d", cases[i].typed, match.score, last);
        last = match.score;
    }
}

static void likeness_of_names_is_ranked(void **state)
{
    static const struct {
        const char *given, *family, *why;
    } people[] = {{"Elizabeth", "Rahman", "Same name"}, {"Elizabeth", "Rahmani", "Name starts the same"},
        {"Liz", "Rahman", "Another form of the name"}, {"Elizabeth", "Rehman", "Name sounds alike"},
        {"Elizabeth", "Rahmap", "Name is spelled nearly the same"}, {"Elizabeth", "Smith", "Part of the name"}};
    struct person_query q = person_query_parse(*state, STR("elizabeth rahman"));
    int last = INT32_MAX;
    for (size_t i = 0; i < COUNT_OF(people); i++) {
        struct person_facts facts = {
            .given = str_from_cstr(people[i].given), .family = str_from_cstr(people[i].family), .born = DATE_NONE};
        struct person_match match;
        assert_true(match_query(*state, &q, &facts, &match));
        assert_string_equal(str_cstr(*state, match.why), people[i].why);
        assert_true(match.score < last);
        last = match.score;
    }
    struct person_facts other = {.given = STR("Jan"), .family = STR("Nowak"), .born = DATE_NONE};
    struct person_match match = {.score = 7};
    assert_false(match_query(*state, &q, &other, &match));
    assert_int_equal(match.score, 7);
}

static void a_different_date_of_birth_weighs_against_the_same_name(void **state)
{
    struct person_query q = person_query_parse(*state, STR("amina rahman 5/3/1943"));
    struct person_query plain = person_query_parse(*state, STR("amina rahman "));
    struct person_facts facts = amina();
    struct person_match with_date, without;
    assert_true(match_query(*state, &q, &facts, &with_date) && match_query(*state, &plain, &facts, &without));
    assert_true(with_date.score < without.score);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_box_understands_whatever_is_typed),
        cmocka_unit_test(a_line_over_the_limit_is_not_read),
        cmocka_unit_test(a_person_has_a_term_for_everything_they_can_be_found_by),
        cmocka_unit_test(what_people_type_finds_the_person_who_was_meant),
        cmocka_unit_test(slips_of_the_finger_are_found_as_a_last_resort),
        cmocka_unit_test(better_matches_come_first_and_say_why),
        cmocka_unit_test(likeness_of_names_is_ranked),
        cmocka_unit_test(a_different_date_of_birth_weighs_against_the_same_name),
    };
    return cmocka_run_group_tests_name("finding people", tests, with_arena, drop_arena);
}
