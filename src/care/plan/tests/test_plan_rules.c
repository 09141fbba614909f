/* Where a plan is, what keeps it from being agreed, what differs and who reads it, the words of a copy: pure, as
 * tables. */
#include "base/tests/check.h"

#include "base/limits.h"
#include "care/plan/plan.sql.h"
#include "care/plan/plan_card.h"
#include "care/plan/plan_compare.h"
#include "care/plan/plan_headings.h"
#include "care/plan/plan_prompts.h"

static struct arena arena;
static const struct date TODAY = {20780};

static struct plan_part section(enum plan_section which, const char *state)
{
    return (struct plan_part){
        .kind = PLAN_SECTION, .key = plan_section_key(which), .version = 1, .state = str_from_cstr(state)};
}

static struct plan_part part(enum plan_kind kind, uint8_t key, const char *state)
{
    return (struct plan_part){
        .kind = kind, .key = {{0x01, 0x93, [15] = key}}, .version = 1, .state = str_from_cstr(state)};
}

#define MADE \
    "{\"took_part\":\"Both\",\"centre\":\"She " \
    "chose\",\"talked\":\"Reading\",\"outcomes\":\"Agreed\",\"shared\":\"She has it\"}"
#define ABOUT STR("{\"most_important\":\"My letters\"}")

static void a_criterion_is_met_by_what_is_written_for_it_and_by_what_it_is_about(void **state)
{
    (void)state;
    static const struct {
        const char *made, *goal;
        struct str about;
        int met; /* a bit for each */
    } CASES[] = {
        {MADE, "{\"words\":\"Read\"}", STR_INIT("{\"most_important\":\"My letters\"}"), 15},
        {MADE, "{\"words\":\"Read\"}", STR_INIT("{}"), 13},
        {MADE, NULL, STR_INIT("{\"most_important\":\"My letters\"}"), 11},
        {"{\"centre\":\"She chose\",\"talked\":\"Reading\"}", "{\"words\":\"Read\"}",
            STR_INIT("{\"most_important\":\"My letters\"}"), 2},
        {"{}", NULL, STR_INIT("{}"), 0},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct plan_part parts[] = {
            section(PLAN_MADE, CASES[i].made), part(PLAN_GOAL, 1, CASES[i].goal ? CASES[i].goal : "{}")};
        const struct plan plan = {.about = CASES[i].about, .items = parts, .n = CASES[i].goal ? 2 : 1};
        struct plan_criterion criteria[PLAN_CRITERIA];
        int met = 0;
        plan_criteria(&arena, &plan, criteria);
        for (int k = 0; k < PLAN_CRITERIA; k++) met |= (criteria[k].evidence.n != 0) << k;
        check_case(met == CASES[i].met, str_from_cstr(CASES[i].made));
    }
}

static struct plan_event event(int64_t id, enum plan_event_kind kind, int64_t mark, int review_in)
{
    return (struct plan_event){.id = {id},
        .kind = kind,
        .mark = mark,
        .review_on = review_in ? date_add_days(TODAY, review_in) : DATE_NONE};
}

static void where_a_plan_is_follows_from_what_was_said_last(void **state)
{
    (void)state;
    struct plan_part one = part(PLAN_GOAL, 1, "{\"words\":\"Read\"}");
    const struct plan_events none = {NULL, 0};
    assert_int_equal(plan_state_of(&(struct plan){.n = 0}, &none, TODAY), PLAN_EMPTY);
    assert_int_equal(plan_state_of(&(struct plan){.items = &one, .n = 1, .mark = 1}, &none, TODAY), PLAN_DRAFT);
    const struct plan plan = {.items = &one, .n = 1, .mark = 5};
    struct plan_event agreed = event(1, PLAN_AGREED, 5, 9);
    assert_int_equal(plan_state_of(&plan, &(struct plan_events){&agreed, 1}, TODAY), PLAN_IS_AGREED);
    agreed.mark = 4;
    assert_int_equal(plan_state_of(&plan, &(struct plan_events){&agreed, 1}, TODAY), PLAN_TO_AGREE);
    agreed.review_on = TODAY;
    assert_int_equal(plan_state_of(&plan, &(struct plan_events){&agreed, 1}, TODAY), PLAN_REVIEW_DUE);
    struct plan_event reviewed[] = {event(2, PLAN_REVIEWED, 0, 9), agreed};
    assert_int_equal(plan_state_of(&plan, &(struct plan_events){reviewed, 2}, TODAY), PLAN_TO_AGREE);
    struct plan_event declined[] = {event(2, PLAN_DECLINED, 0, 0), agreed};
    assert_int_equal(plan_state_of(&plan, &(struct plan_events){declined, 2}, TODAY), PLAN_IS_DECLINED);
}

static bool names(const struct plan_changes *all, const char *word)
{
    for (size_t i = 0; i < all->n; i++) {
        if (str_has(all->items[i].heading, str_from_cstr(word))) return true;
        for (size_t f = 0; f < all->items[i].changes.fields.n; f++)
            if (str_has(all->items[i].changes.fields.items[f].after, str_from_cstr(word))) return true;
    }
    return false;
}

static void a_person_reads_of_what_changed_only_what_stands_on_their_copy(void **state)
{
    (void)state;
    struct plan_part parts[] = {section(PLAN_MADE, MADE), section(PLAN_BODY, "{\"noted\":\"Bruises\"}"),
        section(PLAN_TOLD, "{\"symptoms\":\"A hot leg\",\"ask\":\"a17\"}"),
        section(PLAN_CHANGE, "{\"signs\":\"Spots\"}"),
        part(PLAN_NEED, 1, "{\"words\":\"He drinks\",\"whose\":\"others\"}"),
        part(PLAN_NEED, 2, "{\"words\":\"Small print\",\"whose\":\"own\"}"),
        part(PLAN_GOAL, 3, "{\"words\":\"Read\"}")};
    const struct plan before = {.about = STR("{}")},
                      after = {.about = ABOUT, .items = parts, .n = COUNT_OF(parts)};
    struct plan_changes team = plan_compare(&arena, &before, STR("a"), &after, STR("b"), PLAN_FOR_TEAM);
    struct plan_changes person = plan_compare(&arena, &before, STR("a"), &after, STR("b"), PLAN_FOR_PERSON);
    static const char *const OTHERS[] = {"He drinks", "Bruises", "She chose", "A hot leg"};
    static const char *const OWN[] = {"Spots", "Small print", "Read", "My letters"};
    for (size_t i = 0; i < COUNT_OF(OTHERS); i++) {
        check_case(names(&team, OTHERS[i]), str_from_cstr(OTHERS[i]));
        check_case(!names(&person, OTHERS[i]), str_from_cstr(OTHERS[i]));
        check_case(names(&team, OWN[i]) && names(&person, OWN[i]), str_from_cstr(OWN[i]));
    }
    assert_false(names(&team, "a17"));
}

static void a_snapshot_gives_back_the_plan_that_it_was_made_of(void **state)
{
    (void)state;
    struct plan_part parts[] = {
        section(PLAN_MADE, MADE), part(PLAN_STEP, 4, "{\"what\":\"\\u0627\\n\\\"quoted\\\"\"}")};
    parts[1].goal = parts[0].key;
    parts[1].owner_name = STR("Leah Morgan");
    const struct plan plan = {
        .about = ABOUT, .support = STR("Sara\nTom"), .permissions = STR("Yes"), .items = parts, .n = 2};
    struct plan back;
    struct str kept = plan_snapshot(&arena, &plan);
    assert_int_equal(plan_from_snapshot(&arena, kept, &back), ERR_NONE);
    assert_int_equal(back.n, 2);
    assert_true(str_eq(back.about, plan.about) && str_eq(back.support, plan.support));
    assert_true(str_eq(back.items[1].state, parts[1].state) && uuid_eq(back.items[1].goal, parts[1].goal));
    check_text(back.items[1].owner_name, "Leah Morgan");
    assert_int_equal(plan_from_snapshot(&arena, str_slice(kept, 0, kept.n - 1), &back), ERR_DAMAGED);
}

static void each_catalogue_has_every_heading_and_none_but_english_is_reviewed(void **state)
{
    (void)state;
    static const char *const WANTED[] = {"en", "pl", "ur", "bn", "ar", "ro", "pa"};
    for (size_t i = 0; i < COUNT_OF(WANTED); i++) {
        const struct plan_catalogue *words = plan_catalogue(str_from_cstr(WANTED[i]));
        int listed;
        assert_non_null(words);
        check_case(vocabulary_find(&language_vocabulary, words->language, &listed), words->language);
        check_case(words->reviewed == str_eq(words->language, STR("en")), words->language);
        check_case(
            words->right_to_left == (!strcmp(WANTED[i], "ur") || !strcmp(WANTED[i], "ar")), words->language);
        for (int w = 0; w < PLAN_HEADINGS; w++) check_case(words->words[w].n > 0, words->language);
    }
    assert_null(plan_catalogue_at(COUNT_OF(WANTED)));
}

static void each_setting_has_questions_a_goal_and_what_to_do_or_who_decides(void **state)
{
    (void)state;
    for (size_t i = 0; i < plan_settings.n; i++) {
        int questions = 0, goals = 0, ahead = 0;
        for (size_t k = 0; k < plan_prompt_count; k++) {
            const struct plan_prompt *p = &plan_prompts[k];
            if ((size_t)p->setting != i + 1) continue;
            questions++;
            goals += p->goal;
            ahead += !p->goal && (p->section == PLAN_CHANGE || p->section == PLAN_OTHER);
        }
        check_case(questions >= 5 && questions <= 8 && goals == 1 && ahead >= 1, plan_settings.terms[i].label);
    }
}

static void a_card_says_three_things_and_no_word_of_it_can_be_changed(void **state)
{
    (void)state;
    const struct crypto_key ours = {{1, 2, 3}}, others = {{4}};
    const struct person person = {.given_names = STR("Amina"), .preferred_name = STR("Amina Apa")};
    struct plan_part parts[] = {
        section(PLAN_CHANGE, "{\"signs\":\"Spots\",\"call\":\"Sara, 07700 900 451\\nNHS 111\"}"),
        part(PLAN_GOAL, 3, "{\"words\":\"Read\"}")};
    const struct plan plan = {
        .about = STR("{\"most_important\":\"My letters\",\"communication\":\"Slowly\",\"also\":\"Secret\"}"),
        .items = parts,
        .n = 2};
    struct plan_card card = plan_card_of(&arena, &person, &plan, STR("Riverside"), TODAY);
    struct str text = plan_card_text(&arena, &card, &ours);
    assert_true(str_starts(text,
        STR("Amina Apa\nWhat matters to me: My letters\nHow to communicate with me: Slowly\n"
            "Who to call: Sara, 07700 900 451\nNHS 111\nRiverside, ")));
    static const char *const NEVER[] = {"Secret", "Spots", "Read"};
    for (size_t i = 0; i < COUNT_OF(NEVER); i++)
        check_case(!str_has(text, str_from_cstr(NEVER[i])), str_from_cstr(NEVER[i]));
    assert_true(plan_card_good(&arena, text, crypto_public(&ours)));
    assert_false(plan_card_good(&arena, text, crypto_public(&others)));
    for (size_t at = 0; at < text.n; at += 7) {
        struct str changed = str_dup(&arena, text);
        ((char *)changed.p)[at] ^= 1;
        check_case(!plan_card_good(&arena, changed, crypto_public(&ours)), changed);
    }
    assert_false(plan_card_good(&arena, str_slice(text, 0, 20), crypto_public(&ours)));
    parts[0] = section(PLAN_CHANGE,
        "{\"call\":\"Sara, 07700 900 451\\n" /* a line that doesn't fit is left out whole */
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 01632 960 001\"}");
    check_text(plan_card_of(&arena, &person, &plan, STR("Riverside"), TODAY).call, "Sara, 07700 900 451");
}

static void no_statement_changes_an_event_but_whose_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < plan_statements.n; i++) {
        const struct db_statement *s = plan_statements.statements[i];
        struct str name = str_from_cstr(s->name);
        if (s->effect != DB_WRITES || !str_starts(name, STR("plan_event"))) continue;
        check_case(str_eq(name, STR("plan_event_insert")) || str_eq(name, STR("plan_event_follow")), name);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_criterion_is_met_by_what_is_written_for_it_and_by_what_it_is_about),
        cmocka_unit_test(where_a_plan_is_follows_from_what_was_said_last),
        cmocka_unit_test(a_person_reads_of_what_changed_only_what_stands_on_their_copy),
        cmocka_unit_test(a_snapshot_gives_back_the_plan_that_it_was_made_of),
        cmocka_unit_test(each_catalogue_has_every_heading_and_none_but_english_is_reviewed),
        cmocka_unit_test(each_setting_has_questions_a_goal_and_what_to_do_or_who_decides),
        cmocka_unit_test(a_card_says_three_things_and_no_word_of_it_can_be_changed),
        cmocka_unit_test(no_statement_changes_an_event_but_whose_it_is),
    };
    crypto_start();
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests_name("plan", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
