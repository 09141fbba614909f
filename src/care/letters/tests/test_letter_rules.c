/* What stands against a letter, how large it is, and how its text falls into paragraphs and ideas: as tables. */
#include "base/tests/check.h"

#include "base/limits.h"
#include "care/letters/letter.sql.h"
#include "care/letters/letter_form.h"

static struct arena arena;

static void each_format_has_its_size_or_is_said_to_be_impossible(void **state)
{
    (void)state;
    static const struct {
        enum written_format format;
        int points;
        bool prints;
    } CASES[] = {{WRITTEN_FORMAT_STANDARD, 12, true}, {WRITTEN_FORMAT_LARGE_18, 18, true},
        {WRITTEN_FORMAT_LARGE_20, 20, true}, {WRITTEN_FORMAT_LARGE_24, 24, true},
        {WRITTEN_FORMAT_LARGE_28, 28, true}, {WRITTEN_FORMAT_EASY_READ, 16, true},
        {WRITTEN_FORMAT_BRAILLE, 12, false}, {WRITTEN_FORMAT_AUDIO, 12, false},
        {WRITTEN_FORMAT_ELECTRONIC, 12, false}, {WRITTEN_FORMAT_NONE, 12, false}};
    assert_int_equal(COUNT_OF(CASES), written_format_vocabulary.n + 1);
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct str what = written_format_label(CASES[i].format);
        check_case(letter_points(CASES[i].format) == CASES[i].points, what);
        check_case(letter_can_print(CASES[i].format) == CASES[i].prints, what);
        if (CASES[i].format && !CASES[i].prints)
            check_case(str_starts(letter_instead(CASES[i].format), STR("They need ")), what);
    }
}

#define HOME .address = {STR_INIT("1 High Street")}

static void what_stands_against_a_letter_stops_or_warns(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        struct person p;
        bool may_see;
        size_t stops, warns;
        const char *says;
    } CASES[] = {{"nothing", {HOME}, false, 0, 0, ""},
        {"a death", {HOME, .died_known = true}, true, 1, 0, "They have died"},
        {"protected, and not theirs to see", {HOME, .protected_address = true}, false, 1, 0, "not on their team"},
        {"protected, and theirs to see", {HOME, .protected_address = true}, true, 0, 1,
            "will not stand on the letter"},
        {"no letters", {HOME, .no_letters = true}, false, 0, 1, "asked not to be sent letters"},
        {"no address", {.postcode = STR_INIT("LS1 1AA")}, false, 0, 1, "No address is known"},
        {"Braille", {HOME, .written_format = WRITTEN_FORMAT_BRAILLE}, false, 0, 1, "Braille"},
        {"everything at once",
            {.no_letters = true, .protected_address = true, .written_format = WRITTEN_FORMAT_AUDIO}, true, 0, 3,
            "audio"},
        {"a death says all", {.no_letters = true, .died_known = true, .protected_address = true}, false, 2, 0,
            "died"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct letter_against a = letter_against(&CASES[i].p, CASES[i].may_see, STR_NONE);
        bool said = !CASES[i].says[0];
        for (size_t k = 0; k < a.n_stops; k++) said = said || str_has(a.stops[k], str_from_cstr(CASES[i].says));
        for (size_t k = 0; k < a.n_warns; k++) said = said || str_has(a.warns[k], str_from_cstr(CASES[i].says));
        check_case(
            a.n_stops == CASES[i].stops && a.n_warns == CASES[i].warns && said, str_from_cstr(CASES[i].what));
    }
}

static void a_protected_address_never_stands_on_a_letter(void **state)
{
    (void)state;
    const struct person known = {HOME}, hidden = {HOME, .protected_address = true}, none = {.address = {STR_NONE}};
    assert_true(letter_has_address(&known));
    assert_false(letter_has_address(&hidden));
    assert_false(letter_has_address(&none));
}

static void what_is_not_filled_in_is_found(void **state)
{
    (void)state;
    check_text(letter_unfilled(STR("We meet on [day and time] at [place].")), "[day and time]");
    check_text(letter_unfilled(STR("We meet on [day")), "[day");
    assert_null(letter_unfilled(STR("We meet on Monday (at 10).")).p);
}

/* Parts and their lines between bars: "P a|b" a paragraph, "L a|b" a list. */
static struct str parts_of(const char *body)
{
    struct buf b = buf_new(&arena, 256, 4096);
    struct letter_parts parts = letter_parts(&arena, str_from_cstr(body));
    for (size_t i = 0; i < parts.n; i++) {
        buf_add(&b, parts.items[i].list ? STR("L ") : STR("P "));
        for (size_t k = 0; k < parts.items[i].lines.n; k++)
            buf_printf(&b, "%s%.*s", k ? "|" : "", STR_ARG(parts.items[i].lines.items[k]));
        buf_byte(&b, '\n');
    }
    return buf_str(&b);
}

static void text_falls_into_paragraphs_and_lists(void **state)
{
    (void)state;
    static const struct {
        const char *body, *parts;
    } CASES[] = {{"One.\n\nTwo.", "P One.\nP Two.\n"}, {"One\nmore.", "P One|more.\n"},
        {"Bring\n- a pen\n- a list\n\nBye.", "P Bring\nL a pen|a list\nP Bye.\n"}, {"- a\nthen", "L a\nP then\n"},
        {"\n\n - a \n\n- b\n", "L a\nL b\n"}, {"-a", "P -a\n"}, {"", ""}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++)
        check_case(str_eq(parts_of(CASES[i].body), str_from_cstr(CASES[i].parts)), str_from_cstr(CASES[i].body));
}

static void a_letter_of_many_paragraphs_fits_into_a_request(void **state)
{
    (void)state;
    enum { PARAGRAPHS = 2000 };
    struct buf b = buf_new(&arena, 8192, 8192);
    for (int i = 0; i < PARAGRAPHS; i++) buf_add(&b, STR("a\n\n"));
    struct arena request;
    arena_init(&request, LIMIT_REQUEST_ARENA);
    assert_int_equal(letter_parts(&request, buf_str(&b)).n, PARAGRAPHS);
    assert_int_equal(letter_ideas(&request, buf_str(&b)).n, PARAGRAPHS);
    arena_release(&request);
}

static void easy_read_has_one_idea_to_a_line(void **state)
{
    (void)state;
    static const struct {
        const char *body, *ideas;
    } CASES[] = {{"My name is Leah. I work here.", "My name is Leah.|I work here.|"},
        {"Do you know Dr. Patel? She rings you.", "Do you know Dr. Patel?|She rings you.|"},
        {"It costs 3.50 pounds. 2 people come.", "It costs 3.50 pounds.|2 people come.|"},
        {"I can\n- listen. Always.\n- help", "I can|listen. Always.|help|"},
        {"Wait... then go.", "Wait... then go.|"}, {"", ""}, {"No end", "No end|"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct buf b = buf_new(&arena, 256, 4096);
        struct letter_lines ideas = letter_ideas(&arena, str_from_cstr(CASES[i].body));
        for (size_t k = 0; k < ideas.n; k++) buf_printf(&b, "%.*s|", STR_ARG(ideas.items[k]));
        check_case(str_eq(buf_str(&b), str_from_cstr(CASES[i].ideas)), str_from_cstr(CASES[i].body));
    }
}

static void each_catalogue_has_every_word_and_none_but_english_is_reviewed(void **state)
{
    (void)state;
    static const char *const WANTED[] = {"en", "pl", "ur", "bn", "ar", "ro", "pa"};
    for (size_t i = 0; i < COUNT_OF(WANTED); i++) {
        const struct letter_catalogue *words = letter_catalogue(str_from_cstr(WANTED[i]));
        int listed;
        assert_non_null(words);
        check_case(vocabulary_find(&language_vocabulary, words->language, &listed), words->language);
        check_case(words->reviewed == str_eq(words->language, STR("en")), words->language);
        check_case(
            words->right_to_left == (str_eq(words->language, STR("ur")) || str_eq(words->language, STR("ar"))),
            words->language);
        for (size_t w = 0; w < LETTER_WORDS; w++) check_case(words->words[w].n != 0, words->language);
    }
    assert_null(letter_catalogue_at(COUNT_OF(WANTED)));
    assert_null(letter_catalogue(STR("de")));
}

/* Whose record it is in is all that changes, when two records of one person are joined. */
static void no_statement_changes_a_letter(void **state)
{
    (void)state;
    size_t writes = 0;
    for (size_t i = 0; i < letter_statements.n; i++) {
        const struct db_statement *s = letter_statements.statements[i];
        struct str name = str_from_cstr(s->name);
        if (s->effect != DB_WRITES || str_eq(name, STR("letter_follow"))) continue;
        writes++;
        check_text(name, "letter_insert");
    }
    assert_int_equal(writes, 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_format_has_its_size_or_is_said_to_be_impossible),
        cmocka_unit_test(what_stands_against_a_letter_stops_or_warns),
        cmocka_unit_test(a_protected_address_never_stands_on_a_letter),
        cmocka_unit_test(what_is_not_filled_in_is_found),
        cmocka_unit_test(text_falls_into_paragraphs_and_lists),
        cmocka_unit_test(a_letter_of_many_paragraphs_fits_into_a_request),
        cmocka_unit_test(easy_read_has_one_idea_to_a_line),
        cmocka_unit_test(each_catalogue_has_every_word_and_none_but_english_is_reviewed),
        cmocka_unit_test(no_statement_changes_a_letter),
    };
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests_name("letters", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
