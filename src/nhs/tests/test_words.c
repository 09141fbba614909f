/* Codes of records in plain words: adjustments, relationships, ways into hospital and out of it. */
#include "nhs/adjustment.h"
#include "nhs/hospital.h"
#include "nhs/relationship.h"

#include <setjmp.h>
#include <cmocka.h>

static void adjustments_are_told_from_other_codes(void **state)
{
    (void)state;
    /* The first, the last and some between, so that a list out of order is noticed. */
    static const int64_t are[] = {225835008, 285055002, 315594003, 415803005, 719561001, 737350008,
        204331000000107, 795661000000104, 796161000000101, 936581000000101, 957331000000109, 1108111000000107,
        1325421000000100};
    static const int64_t are_not[] = {0, 160689007, 160734000, 38341003, 1325421000000101, 148481000000101};
    for (size_t i = 0; i < COUNT_OF(are); i++) {
        struct snomed_id id;
        assert_true(snomed_from_int(are[i], &id));
        assert_true(adjustment_is(id));
    }
    for (size_t i = 0; i < COUNT_OF(are_not); i++) assert_false(adjustment_is((struct snomed_id){are_not[i]}));
}

static void is_said(struct str got, const char *words)
{
    assert_int_equal(got.n, words ? strlen(words) : 0);
    if (words) assert_memory_equal(got.p, words, got.n);
}

static void relationships_have_words(void **state)
{
    (void)state;
    is_said(relationship_words(STR("DAU")), "Daughter");
    is_said(relationship_words(STR("Carer")), "Carer");
    is_said(relationship_words(STR("N")), "Next of kin");
    is_said(relationship_words(STR("dau")), NULL);
    is_said(relationship_words(STR("")), NULL);
}

static void only_what_stands_out_is_said_of_a_hospital_stay(void **state)
{
    (void)state;
    is_said(hospital_admission_words(STR("2A")), "Emergency admission");
    is_said(hospital_admission_words(STR("13")), "Planned admission");
    is_said(hospital_admission_words(STR("81")), NULL);
    is_said(hospital_discharge_words(STR("4")), "died in hospital");
    is_said(hospital_discharge_words(STR("6")), "left against advice");
    is_said(hospital_discharge_words(STR("1")), NULL);
    is_said(hospital_destination_words(STR("54")), "to a care home");
    is_said(hospital_destination_words(STR("19")), NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adjustments_are_told_from_other_codes),
        cmocka_unit_test(relationships_have_words),
        cmocka_unit_test(only_what_stands_out_is_said_of_a_hospital_stay),
    };
    return cmocka_run_group_tests_name("nhs-words", tests, NULL, NULL);
}
