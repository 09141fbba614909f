/* The people of an invented network: believable, well-formed, the same again. */
#include "base/limits.h"
#include "base/utf8.h"
#include "care/demo/demo_draw.h"
#include "care/demo/demo_people.h"
#include "care/demo/demo_plan.h"
#include "nhs/postcode.h"
#include "nhs/telephone.h"

#include <setjmp.h>
#include <cmocka.h>

enum { MANY = 12000 };
static const struct date TODAY = {20780}; /* 23 November 2026 */
static struct arena arena;
static struct demo_person people[MANY];
static size_t household_of[MANY], households;

static void draw_all(uint64_t seed)
{
    struct demo_people g;
    struct demo_person some[DEMO_HOUSEHOLD_MOST];
    size_t n = 0, got;
    demo_people_start(&g, seed, TODAY, MANY);
    for (households = 0; (got = demo_people_next(&g, &arena, some)); households++)
        for (size_t i = 0; i < got; i++, n++) {
            people[n] = some[i];
            household_of[n] = households;
        }
    assert_int_equal(n, MANY);
}

static int set_up(void **state)
{
    (void)state;
    clock_use_english_time();
    arena_init(&arena, LIMIT_JOB_ARENA);
    draw_all(1);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static double percent(size_t part, size_t whole)
{
    return 100.0 * (double)part / (double)whole;
}

static void check_between(double value, double lowest, double highest)
{
    if (value < lowest || value > highest) fail_msg("%.2f is not between %.2f and %.2f", value, lowest, highest);
}

static void ages_are_those_of_an_english_town(void **state)
{
    (void)state;
    size_t children = 0, old = 0, very_old = 0;
    for (size_t i = 0; i < MANY; i++) {
        int age = date_age(people[i].person.born, TODAY);
        assert_in_range(age, people[i].age - (people[i].age ? 1 : 0), people[i].age + 1);
        assert_in_range(age, 0, 106);
        children += age < 18;
        old += age >= 65;
        very_old += age >= 85;
    }
    check_between(percent(children, MANY), 18, 25);
    check_between(percent(old, MANY), 15, 21);
    check_between(percent(very_old, MANY), 1.2, 3.5);
    check_between((double)MANY / (double)households, 2.1, 2.6);
}

static void a_household_shares_its_address_and_practice(void **state)
{
    (void)state;
    for (size_t i = 1; i < MANY; i++) {
        if (household_of[i] != household_of[i - 1]) continue;
        assert_true(str_eq(people[i].person.address[0], people[i - 1].person.address[0]));
        assert_true(str_eq(people[i].person.postcode, people[i - 1].person.postcode));
        assert_int_equal(people[i].practice, people[i - 1].practice);
        assert_int_equal(people[i].person.protected_address, people[i - 1].person.protected_address);
    }
}

static void children_mostly_have_the_family_name_of_somebody_at_home(void **state)
{
    (void)state;
    size_t children = 0, same = 0;
    for (size_t i = 0; i < MANY; i++) {
        if (people[i].age >= 16 || people[i].story) continue;
        children++;
        for (size_t k = i; k-- > 0 && household_of[k] == household_of[i];)
            if (str_eq(people[k].person.family_name, people[i].person.family_name)) {
                same++;
                break;
            }
    }
    check_between(percent(same, children), 90, 100);
}

static void every_nhs_number_is_a_test_number_and_given_once(void **state)
{
    (void)state;
    static int64_t seen[MANY];
    size_t n = 0;
    for (size_t i = 0; i < MANY; i++) {
        struct nhs_number again;
        int64_t v = people[i].person.nhs_number.v;
        if (!v) continue;
        assert_true(nhs_number_from_int(v, &again));
        assert_in_range(v, 9990000000, 9999999999);
        seen[n++] = v;
    }
    check_between(percent(n, MANY), 99, 99.95);
    for (size_t gap = n; gap /= 2;) /* sorted, so that twins stand side by side */
        for (size_t i = gap; i < n; i++)
            for (size_t k = i; k >= gap && seen[k - gap] > seen[k]; k -= gap) {
                int64_t other = seen[k];
                seen[k] = seen[k - gap];
                seen[k - gap] = other;
            }
    for (size_t i = 1; i < n; i++) assert_true(seen[i] != seen[i - 1]);
}

static void there_are_about_nine_hundred_thousand_test_numbers(void **state)
{
    (void)state;
    uint32_t at = 0;
    int n = 0;
    struct nhs_number number;
    while (demo_number_next(&at, 7, &number)) n++;
    assert_int_equal(n, 909091);
    assert_false(demo_number_next(&at, 7, &number));
}

static void a_few_are_here_twice(void **state)
{
    (void)state;
    size_t twice = 0;
    for (size_t i = 1; i < MANY; i++)
        for (size_t k = i; k-- && household_of[k] == household_of[i];) {
            const struct person *one = &people[k].person, *other = &people[i].person;
            twice += one->mobile_phone.n && str_eq(one->mobile_phone, other->mobile_phone) &&
                one->born.v == other->born.v && !other->nhs_number.v;
        }
    assert_int_equal(twice, 6);
}

static void addresses_fit_the_record_and_stand_in_no_real_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        const struct person *p = &people[i].person;
        struct postcode code;
        assert_true(postcode_parse(p->postcode, &code));
        assert_true(str_eq(postcode_str(&code), p->postcode));
        assert_true(str_starts(p->postcode, STR("RE")));
        for (int line = 0; line < 4; line++) assert_true(utf8_length(p->address[line]) <= LIMIT_ADDRESS_LINE);
        assert_true(p->address[0].n > 0 && p->address[2].n > 0);
    }
}

static bool is_for_drama(struct str phone)
{
    struct str digits;
    if (!telephone_normalise(&arena, phone, &digits) || digits.n != 11) return false;
    return str_starts(digits, STR("01134960")) || str_starts(digits, STR("01632960")) ||
        str_starts(digits, STR("07700900"));
}

static void telephone_numbers_are_those_kept_for_drama(void **state)
{
    (void)state;
    size_t reachable = 0;
    for (size_t i = 0; i < MANY; i++) {
        const struct person *p = &people[i].person;
        if (p->home_phone.n) assert_true(is_for_drama(p->home_phone));
        if (p->mobile_phone.n) assert_true(is_for_drama(p->mobile_phone));
        if (p->email.n) assert_true(str_ends(p->email, STR(".example")));
        reachable += p->home_phone.n || p->mobile_phone.n;
    }
    check_between(percent(reachable, MANY), 90, 100);
}

static void names_fit_the_record_and_titles_the_age(void **state)
{
    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        const struct person *p = &people[i].person;
        assert_true(p->family_name.n > 0 && p->given_names.n > 0);
        assert_true(utf8_is_valid(p->family_name, NULL) && utf8_is_valid(p->given_names, NULL));
        assert_true(
            utf8_length(p->family_name) <= LIMIT_NAME_PART && utf8_length(p->given_names) <= LIMIT_NAME_PART);
        if (people[i].age < 18) assert_int_equal(p->title.n, 0);
    }
}

static void an_interpreter_is_for_a_language_other_than_english(void **state)
{
    (void)state;
    size_t interpreters = 0, formats = 0;
    for (size_t i = 0; i < MANY; i++) {
        const struct person *p = &people[i].person;
        int language;
        assert_true(vocabulary_find(&language_vocabulary, p->language, &language));
        if (p->interpreter) assert_false(str_eq(p->language, STR("en")));
        interpreters += p->interpreter;
        formats += p->written_format > WRITTEN_FORMAT_STANDARD && p->written_format != WRITTEN_FORMAT_ELECTRONIC;
    }
    check_between(percent(interpreters, MANY), 1, 6);
    check_between(percent(formats, MANY), 0.5, 4);
}

static void nobody_died_before_birth_or_after_today(void **state)
{
    (void)state;
    size_t died = 0, protected = 0;
    for (size_t i = 0; i < MANY; i++) {
        const struct person *p = &people[i].person;
        died += p->died_known;
        protected += p->protected_address;
        assert_true(p->born.v <= TODAY.v && people[i].known_since.v <= instant_from_local(TODAY, 0, 0).v);
        if (!date_is_set(p->died)) continue;
        assert_true(p->died_known && p->died.v >= p->born.v && p->died.v < TODAY.v);
    }
    check_between(percent(died, MANY), 0.3, 1.5);
    check_between(percent(protected, MANY), 0.1, 0.8);
}

static void the_same_seed_gives_the_same_people_and_another_does_not(void **state)
{
    (void)state;
    struct demo_person *first = ARENA_ARRAY(&arena, struct demo_person, MANY);
    memcpy(first, people, sizeof people);
    draw_all(1);
    for (size_t i = 0; i < MANY; i++) {
        assert_true(str_eq(first[i].person.given_names, people[i].person.given_names));
        assert_true(str_eq(first[i].person.address[0], people[i].person.address[0]));
        assert_true(uuid_eq(first[i].person.key, people[i].person.key));
        assert_int_equal(first[i].person.nhs_number.v, people[i].person.nhs_number.v);
    }
    draw_all(2);
    size_t same = 0;
    for (size_t i = demo_story_count(); i < MANY; i++)
        same += str_eq(first[i].person.given_names, people[i].person.given_names);
    assert_true(same < MANY / 5);
}

static void shares_add_up_to_a_thousand(void **state)
{
    (void)state;
    int communities[DEMO_AGE_BANDS] = {0}, practices = 0;
    for (size_t i = 0; i < demo_community_count; i++)
        for (int band = 0; band < DEMO_AGE_BANDS; band++) communities[band] += demo_communities[i].share[band];
    for (size_t i = 0; i < DEMO_PRACTICES; i++) practices += demo_practices[i].share;
    for (int band = 0; band < DEMO_AGE_BANDS; band++) assert_in_range(communities[band], 995, 1005);
    assert_int_equal(practices, 1000);
}

static void every_note_reads_whole_for_whomever_it_is_about(void **state)
{
    (void)state;
    static const enum gender genders[] = {GENDER_FEMALE, GENDER_MALE, GENDER_OTHER};
    for (size_t g = 0; g < COUNT_OF(genders); g++)
        for (size_t t = 0; t < demo_topic_count; t++)
            for (size_t i = 0; i < demo_topics[t].steps.n; i++) {
                const struct demo_step *step = &demo_topics[t].steps.items[i];
                struct demo_client c = {.called = "Sam", .gender = genders[g]};
                struct demo_kin kin = {STR("Claire"), STR("daughter"), STR("Sunita Rao, clinical pharmacist")};
                const char *texts[] = {step->note, step->task, step->with_name};
                for (size_t k = 0; k < COUNT_OF(texts); k++) {
                    struct str filled = demo_fill(&arena, texts[k], &c, kin);
                    size_t at;
                    assert_false(str_find(filled, '{', &at) || str_find(filled, '}', &at));
                    if (k) assert_true(utf8_length(filled) <= LIMIT_LINE);
                }
            }
    struct demo_client sam = {.called = "Sam", .gender = GENDER_OTHER};
    struct str told = demo_fill(&arena, "{He} has {his} list; ring {him}.", &sam, (struct demo_kin){0});
    assert_string_equal(str_cstr(&arena, told), "Sam has Sam's list; ring Sam.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ages_are_those_of_an_english_town),
        cmocka_unit_test(a_household_shares_its_address_and_practice),
        cmocka_unit_test(children_mostly_have_the_family_name_of_somebody_at_home),
        cmocka_unit_test(every_nhs_number_is_a_test_number_and_given_once),
        cmocka_unit_test(there_are_about_nine_hundred_thousand_test_numbers),
        cmocka_unit_test(a_few_are_here_twice),
        cmocka_unit_test(addresses_fit_the_record_and_stand_in_no_real_place),
        cmocka_unit_test(telephone_numbers_are_those_kept_for_drama),
        cmocka_unit_test(names_fit_the_record_and_titles_the_age),
        cmocka_unit_test(an_interpreter_is_for_a_language_other_than_english),
        cmocka_unit_test(nobody_died_before_birth_or_after_today),
        cmocka_unit_test(the_same_seed_gives_the_same_people_and_another_does_not),
        cmocka_unit_test(shares_add_up_to_a_thousand),
        cmocka_unit_test(every_note_reads_whole_for_whomever_it_is_about),
    };
    return cmocka_run_group_tests_name("demo people", tests, set_up, tear_down);
}
