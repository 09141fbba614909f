/* Each rule by itself: somebody who has everything loses one thing, and the day before and after each end. */
#include "base/tests/check.h"
#include "care/workforce/workforce_facts.h"

static struct arena a;
static struct staff_facts s;
static struct training done[64];

enum { TODAY = 20783 }; /* 26 November 2026 */

static struct training *add(enum course course, enum work_setting setting, int done_on)
{
    MUST(s.training.n < COUNT_OF(done));
    struct training *t = &done[s.training.n++];
    *t = (struct training){.course = course,
        .setting = setting,
        .done_on = {done_on},
        .expires_on = DATE_NONE,
        .confirmed_at = {1},
        .struck_at = INSTANT_NONE};
    return t;
}

/* A care co-ordinator who has everything, for general practice and care homes. */
static int complete(void **state)
{
    (void)state;
    arena_reset(&a);
    s = (struct staff_facts){.active = true, .roles = {STAFF_ROLE_CARE_COORDINATOR}, .role_count = 1};
    s.start_on = (struct date){TODAY - 400};
    s.settings = WORK_SETTING_BIT(WORK_SETTING_GENERAL) | WORK_SETTING_BIT(WORK_SETTING_CARE_HOMES);
    s.training.items = done;
    for (enum course course = COURSE_COORDINATOR; course < COURSE_COUNT; course++)
        if (!course_has_setting(course) && course != COURSE_LINK_WORKER && course != COURSE_HEALTH_COACH)
            add(course, WORK_SETTING_NONE, TODAY - 30);
    add(COURSE_SETTING_INDUCTION, WORK_SETTING_CARE_HOMES, TODAY - 30);
    for (enum staff_link_kind kind = STAFF_LINK_FIRST_CONTACT; kind < STAFF_LINK_COUNT; kind++)
        s.links[kind] = (struct staff_link){.account = {9}, .name = STR("Helen Cartwright"), .active = true};
    return 0;
}

static struct readiness ask(enum staff_role role, enum work_setting setting, int day)
{
    struct readiness r;
    readiness_work_out(&a, &s, role, setting, (struct date){day}, &r);
    return r;
}

static struct readiness coordinator(enum work_setting setting)
{
    return ask(STAFF_ROLE_CARE_COORDINATOR, setting, TODAY);
}

static const struct readiness_gap *gap(const struct readiness *r, const char *rule)
{
    for (size_t i = 0; i < r->gaps.n; i++)
        if (str_eq(r->gaps.items[i].rule, str_from_cstr(rule))) return &r->gaps.items[i];
    return NULL;
}

static struct training *of(enum course course)
{
    for (size_t i = 0; i < s.training.n; i++)
        if (done[i].course == course) return &done[i];
    fail_msg("no such course");
    return NULL;
}

static void strike(enum course course)
{
    of(course)->struck_at = (struct instant){2};
}

static void who_has_everything_is_ready_for_good(void **state)
{
    (void)state;
    struct readiness r = coordinator(WORK_SETTING_CARE_HOMES);
    assert_true(r.ready && !r.overridden && !date_is_set(r.until));
    assert_int_equal(r.gaps.n, 0);
    check_text(readiness_words(&a, &r), "Ready");
}

/* ---- T1 to T7 and T9: one course is missing ---- */

static const struct {
    const char *rule;
    enum course course;
    enum work_setting setting;
    enum readiness_weight weight; /* 0: nothing is missing */
} MISSING[] = {
    {"T1", COURSE_COORDINATOR, WORK_SETTING_GENERAL, READINESS_BLOCKS},
    {"T2", COURSE_PLANNING, WORK_SETTING_GENERAL, READINESS_BLOCKS},
    {"T3", COURSE_SHARED_DECISIONS, WORK_SETTING_GENERAL, READINESS_BLOCKS},
    {"T4", COURSE_INDUCTION, WORK_SETTING_GENERAL, READINESS_BLOCKS},
    {"T4", COURSE_INDUCTION, WORK_SETTING_CARE_HOMES, READINESS_BLOCKS},
    {"T4", COURSE_SETTING_INDUCTION, WORK_SETTING_CARE_HOMES, READINESS_BLOCKS},
    {"T4", COURSE_SETTING_INDUCTION, WORK_SETTING_GENERAL, 0}, /* general practice has the induction itself */
    {"T5", COURSE_ADULTS_3, WORK_SETTING_GENERAL, READINESS_WARNS},
    {"T5", COURSE_CHILDREN_3, WORK_SETTING_GENERAL, READINESS_WARNS},
    {"T5", COURSE_ADULTS_1, WORK_SETTING_GENERAL, 0}, /* level 3 covers it */
    {"T5", COURSE_CHILDREN_2, WORK_SETTING_GENERAL, 0},
    {"T6", COURSE_GOVERNANCE, WORK_SETTING_GENERAL, READINESS_WARNS},
    {"T6", COURSE_CONFIDENTIALITY, WORK_SETTING_GENERAL, READINESS_WARNS},
    {"T6", COURSE_CONSENT, WORK_SETTING_GENERAL, READINESS_WARNS},
    {"T6", COURSE_RECORDS, WORK_SETTING_GENERAL, READINESS_WARNS},
    {"T7", COURSE_CARE_CERTIFICATE, WORK_SETTING_GENERAL, 0}, /* not new to care */
};

static void one_course_is_missing(void **state)
{
    for (size_t i = 0; i < COUNT_OF(MISSING); i++) {
        complete(state);
        strike(MISSING[i].course);
        struct readiness r = coordinator(MISSING[i].setting);
        const struct readiness_gap *g = gap(&r, MISSING[i].rule);
        bool right = MISSING[i].weight ? r.gaps.n == 1 && g && g->weight == MISSING[i].weight : r.gaps.n == 0;
        check_case(right && r.ready == (MISSING[i].weight != READINESS_BLOCKS), str_from_cstr(MISSING[i].rule));
    }
}

static void what_is_missing_is_said_in_plain_words(void **state)
{
    (void)state;
    strike(COURSE_COORDINATOR);
    struct readiness r = coordinator(WORK_SETTING_GENERAL);
    check_text(r.gaps.items[0].words, "Two-day care co-ordinator course: not done");
    check_text(r.gaps.items[0].to_do, "Book a two-day course that the Personalised Care Institute accredits");
    check_text(readiness_words(&a, &r), "Not ready. Two-day care co-ordinator course: not done");
}

static void care_certificate_helps_who_is_new(void **state)
{
    (void)state;
    s.new_to_care = true;
    assert_int_equal(coordinator(WORK_SETTING_GENERAL).gaps.n, 0);
    strike(COURSE_CARE_CERTIFICATE);
    struct readiness r = coordinator(WORK_SETTING_GENERAL);
    assert_true(r.ready && gap(&r, "T7")->weight == READINESS_ADVISES);
}

static void specialists_need_training_for_their_people(void **state)
{
    (void)state;
    s.specialisms = WORK_SETTING_BIT(WORK_SETTING_CARE_HOMES);
    struct readiness r = coordinator(WORK_SETTING_CARE_HOMES);
    assert_true(r.ready && gap(&r, "T9")->weight == READINESS_WARNS);
    assert_null(gap(&(struct readiness){0}, "T9"));
    assert_int_equal(coordinator(WORK_SETTING_GENERAL).gaps.n, 0);
    add(COURSE_SETTING_TRAINING, WORK_SETTING_CANCER, TODAY); /* of another setting */
    assert_int_equal(coordinator(WORK_SETTING_CARE_HOMES).gaps.n, 1);
    add(COURSE_SETTING_TRAINING, WORK_SETTING_CARE_HOMES, TODAY);
    assert_int_equal(coordinator(WORK_SETTING_CARE_HOMES).gaps.n, 0);
}

static void an_induction_is_of_its_setting_alone(void **state)
{
    (void)state;
    struct readiness r = coordinator(WORK_SETTING_CANCER);
    assert_false(r.ready);
    check_text(r.gaps.items[0].words, "Induction in the setting: Cancer: not done");
}

/* ---- T8 ---- */

static void a_second_role_needs_both_sets(void **state)
{
    (void)state;
    s.roles[1] = STAFF_ROLE_LINK_WORKER;
    s.role_count = 2;
    add(COURSE_LINK_WORKER, WORK_SETTING_NONE, TODAY - 10);
    assert_true(ask(STAFF_ROLE_LINK_WORKER, WORK_SETTING_GENERAL, TODAY).ready);
    strike(COURSE_COORDINATOR); /* of the first role's set */
    struct readiness r = ask(STAFF_ROLE_LINK_WORKER, WORK_SETTING_GENERAL, TODAY);
    assert_true(!r.ready && r.gaps.n == 1 && gap(&r, "T8")->weight == READINESS_BLOCKS);
    complete(state); /* the first role doesn't need the second's */
    s.roles[1] = STAFF_ROLE_LINK_WORKER;
    s.role_count = 2;
    assert_true(coordinator(WORK_SETTING_GENERAL).ready);
    r = ask(STAFF_ROLE_LINK_WORKER, WORK_SETTING_GENERAL, TODAY);
    assert_true(!r.ready && gap(&r, "T1") && !gap(&r, "T8"));
}

static void another_kind_of_role_is_no_second_one(void **state)
{
    (void)state;
    s.roles[0] = STAFF_ROLE_SUPERVISOR;
    s.roles[1] = STAFF_ROLE_CARE_COORDINATOR;
    s.role_count = 2;
    assert_true(coordinator(WORK_SETTING_GENERAL).ready);
}

/* ---- ends ---- */

static const struct {
    const char *what;
    int expires_on; /* 0: by the course's rule */
    int done_on;
    enum course course;
    bool ready, ended;
} ENDS[] = {
    {"the last day still counts", TODAY, TODAY - 100, COURSE_PLANNING, true, false},
    {"the day after doesn't", TODAY - 1, TODAY - 100, COURSE_PLANNING, false, true},
    {"information governance counts for a year", 0, TODAY - 365, COURSE_GOVERNANCE, true, false},
    {"and not a day longer", 0, TODAY - 366, COURSE_GOVERNANCE, true, true},
    {"safeguarding counts for three years", 0, TODAY - 1096, COURSE_ADULTS_3, true, false},
    {"and not longer", 0, TODAY - 1097, COURSE_ADULTS_3, true, true},
    {"done today counts today", 0, TODAY, COURSE_PLANNING, true, false},
    {"done tomorrow doesn't", 0, TODAY + 1, COURSE_PLANNING, false, true},
};

static void each_end_has_its_day(void **state)
{
    for (size_t i = 0; i < COUNT_OF(ENDS); i++) {
        complete(state);
        struct training *t = of(ENDS[i].course);
        t->done_on.v = ENDS[i].done_on;
        if (ENDS[i].expires_on) t->expires_on.v = ENDS[i].expires_on;
        if (ENDS[i].course == COURSE_ADULTS_3) strike(COURSE_ADULTS_1), strike(COURSE_ADULTS_2);
        struct readiness r = coordinator(WORK_SETTING_GENERAL);
        check_case(r.ready == ENDS[i].ready && (r.gaps.n != 0) == ENDS[i].ended, str_from_cstr(ENDS[i].what));
    }
}

static void readiness_ends_with_what_ends_first(void **state)
{
    (void)state;
    of(COURSE_PLANNING)->expires_on.v = TODAY + 40;
    of(COURSE_INDUCTION)->expires_on.v = TODAY + 20;
    of(COURSE_GOVERNANCE)->expires_on.v = TODAY + 3; /* warns: doesn't end it */
    struct readiness r = coordinator(WORK_SETTING_GENERAL);
    assert_int_equal(r.until.v, TODAY + 20);
    check_text(readiness_words(&a, &r), "Ready until 16 December 2026");
    add(COURSE_INDUCTION, WORK_SETTING_NONE, TODAY - 1); /* done again, for good */
    assert_int_equal(coordinator(WORK_SETTING_GENERAL).until.v, TODAY + 40);
    assert_true(ask(STAFF_ROLE_CARE_COORDINATOR, WORK_SETTING_GENERAL, TODAY + 40).ready);
    assert_false(ask(STAFF_ROLE_CARE_COORDINATOR, WORK_SETTING_GENERAL, TODAY + 41).ready);
}

static void only_what_was_confirmed_counts(void **state)
{
    (void)state;
    of(COURSE_PLANNING)->confirmed_at = INSTANT_NONE;
    struct readiness r = coordinator(WORK_SETTING_GENERAL);
    assert_false(r.ready);
    check_text(r.gaps.items[0].words,
        "E-learning: personalised care and support planning: done on 27 October 2026, not confirmed yet");
}

/* ---- who is there for them ---- */

static const struct {
    const char *rule;
    enum staff_link_kind kind;
    enum readiness_weight weight;
} LINKS[] = {
    {"S3", STAFF_LINK_FIRST_CONTACT, READINESS_BLOCKS},
    {"S5", STAFF_LINK_CONCERNS, READINESS_BLOCKS},
    {"S4", STAFF_LINK_GP, READINESS_WARNS},
    {"S6", STAFF_LINK_DAY_TO_DAY, READINESS_WARNS},
    {"S6", STAFF_LINK_CLINICAL, READINESS_WARNS},
};

static void somebody_is_named_and_works_here(void **state)
{
    for (size_t i = 0; i < COUNT_OF(LINKS); i++)
        for (int gone = 0; gone < 2; gone++) {
            complete(state);
            s.links[LINKS[i].kind].active = false;
            if (!gone) s.links[LINKS[i].kind] = (struct staff_link){0};
            struct readiness r = coordinator(WORK_SETTING_GENERAL);
            bool right = r.gaps.n == 1 && gap(&r, LINKS[i].rule) && r.gaps.items[0].weight == LINKS[i].weight;
            check_case(right && r.ready == (LINKS[i].weight != READINESS_BLOCKS), str_from_cstr(LINKS[i].rule));
        }
}

/* ---- the post ---- */

static void nobody_is_ready_before_their_first_day(void **state)
{
    (void)state;
    s.start_on.v = TODAY + 1;
    struct readiness r = coordinator(WORK_SETTING_GENERAL);
    assert_false(r.ready);
    check_text(r.gaps.items[0].words, "They begin on 27 November 2026");
    assert_true(ask(STAFF_ROLE_CARE_COORDINATOR, WORK_SETTING_GENERAL, TODAY + 1).ready);
    complete(state);
    s.active = false;
    assert_false(coordinator(WORK_SETTING_GENERAL).ready);
    complete(state);
    s.roles[0] = STAFF_ROLE_CLINICIAN;
    assert_false(coordinator(WORK_SETTING_GENERAL).ready);
}

/* ---- overrides ---- */

static struct readiness_override override;

static void overridden(int from, int until)
{
    override = (struct readiness_override){.role = STAFF_ROLE_CARE_COORDINATOR,
        .setting = WORK_SETTING_GENERAL,
        .from_on = {from},
        .until_on = {until},
        .made_by_name = STR("Joanne Tully"),
        .reason = STR("covering for sickness"),
        .ended_at = INSTANT_NONE,
        .answered = true};
    s.overrides.items = &override;
    s.overrides.n = 1;
}

static void an_override_acts_from_its_first_day_to_its_last(void **state)
{
    (void)state;
    strike(COURSE_COORDINATOR);
    overridden(TODAY, TODAY + 28);
    static const int days[] = {TODAY - 1, TODAY, TODAY + 28, TODAY + 29};
    static const bool acts[] = {false, true, true, false};
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        struct readiness r = ask(STAFF_ROLE_CARE_COORDINATOR, WORK_SETTING_GENERAL, days[i]);
        assert_true(r.ready == acts[i] && r.overridden == acts[i] && r.gaps.n == 1);
    }
    struct readiness r = coordinator(WORK_SETTING_GENERAL);
    check_text(readiness_words(&a, &r),
        "Not ready by the rules. Joanne Tully answers for it until 24 December 2026: covering for sickness");
}

static void an_override_is_for_one_setting_and_ends_when_it_is_ended(void **state)
{
    (void)state;
    strike(COURSE_COORDINATOR);
    overridden(TODAY, TODAY + 7);
    assert_false(coordinator(WORK_SETTING_CARE_HOMES).ready);
    override.ended_at = (struct instant){5};
    assert_false(coordinator(WORK_SETTING_GENERAL).ready);
    overridden(TODAY, TODAY + 7);
    override.answered = false; /* whoever answered has left */
    assert_false(coordinator(WORK_SETTING_GENERAL).ready);
}

static void an_override_lets_in_nobody_who_does_not_work_here(void **state)
{
    (void)state;
    overridden(TODAY, TODAY + 7);
    s.active = false;
    assert_false(coordinator(WORK_SETTING_GENERAL).ready);
    complete(state);
    overridden(TODAY, TODAY + 7); /* not needed: it isn't what lets them */
    assert_true(coordinator(WORK_SETTING_GENERAL).ready && !coordinator(WORK_SETTING_GENERAL).overridden);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        SENTENCE("who has everything is ready for good", who_has_everything_is_ready_for_good),
        SENTENCE("each rule asks for its course, by its weight", one_course_is_missing),
        SENTENCE("what is missing is said in plain words", what_is_missing_is_said_in_plain_words),
        SENTENCE("the Care Certificate helps who is new", care_certificate_helps_who_is_new),
        SENTENCE("specialists need training for their people", specialists_need_training_for_their_people),
        SENTENCE("an induction is of its setting alone", an_induction_is_of_its_setting_alone),
        SENTENCE("a second role needs both sets", a_second_role_needs_both_sets),
        SENTENCE("a supervisor's role is no second one", another_kind_of_role_is_no_second_one),
        SENTENCE("each end has its day", each_end_has_its_day),
        SENTENCE("readiness ends with what ends first", readiness_ends_with_what_ends_first),
        SENTENCE("only what was confirmed counts", only_what_was_confirmed_counts),
        SENTENCE("somebody is named, and works here", somebody_is_named_and_works_here),
        SENTENCE("nobody is ready before their first day", nobody_is_ready_before_their_first_day),
        SENTENCE(
            "an override acts from its first day to its last", an_override_acts_from_its_first_day_to_its_last),
        SENTENCE("an override is for one setting", an_override_is_for_one_setting_and_ends_when_it_is_ended),
        SENTENCE("an override lets in nobody from elsewhere", an_override_lets_in_nobody_who_does_not_work_here),
    };
    struct CMUnitTest with_setup[COUNT_OF(tests)];
    for (size_t i = 0; i < COUNT_OF(tests); i++) {
        with_setup[i] = tests[i];
        with_setup[i].setup_func = complete;
    }
    arena_init(&a, 4 * 1024 * 1024);
    int failed = cmocka_run_group_tests(with_setup, NULL, NULL);
    arena_release(&a);
    return failed;
}
