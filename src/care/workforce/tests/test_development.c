/* What is due of an appraisal, of peers and of a portfolio, and how far somebody is in a competency. */
#include "base/tests/check.h"
#include "care/workforce/development.h"

static struct arena a;
static struct staff_facts s;
static struct supervision talks[2];
static struct portfolio_entry entries[8];
static struct competency_rating ratings[4];
static struct date goals[2];

enum { TODAY = 20783 }; /* 26 November 2026 */
static const struct date today = {TODAY};

static struct portfolio_entry *add(enum portfolio_kind kind, enum competency competency, int ago)
{
    struct portfolio_entry *e = &entries[s.portfolio.n++];
    *e = (struct portfolio_entry){.kind = kind,
        .competency = competency,
        .done_on = {TODAY - ago},
        .answered_at = INSTANT_NONE,
        .struck_at = INSTANT_NONE,
        .own = true};
    return e;
}

static void talked(enum talk_kind kind, int ago)
{
    talks[s.sessions.n++] =
        (struct supervision){.kind = kind, .held_on = {TODAY - ago}, .minutes = 60, .struck_at = INSTANT_NONE};
}

/* Two years in post, with evidence in each area, peers a week ago, an appraisal in spring and a goal. */
static int complete(void **state)
{
    (void)state;
    arena_reset(&a);
    s = (struct staff_facts){.active = true, .start_on = {TODAY - 730}};
    s.sessions.items = talks;
    s.portfolio.items = entries;
    s.ratings.items = ratings;
    s.goals.items = goals;
    goals[s.goals.n++].v = TODAY + 30;
    talked(TALK_APPRAISAL, 200);
    add(PORTFOLIO_PEER_MEETING, COMPETENCY_NONE, 7);
    add(PORTFOLIO_EXAMPLE, COMPETENCY_PLAN, 20);
    add(PORTFOLIO_REFLECTION, COMPETENCY_NEEDS, 30);
    add(PORTFOLIO_FEEDBACK, COMPETENCY_TEAMWORK, 40);
    add(PORTFOLIO_OBSERVED, COMPETENCY_LEARNING, 50)->own = false;
    add(PORTFOLIO_READING, COMPETENCY_RECORDS, 60);
    return 0;
}

static struct development ask(void)
{
    return development_of(&a, &s, today);
}

static void who_has_everything_has_nothing_to_do(void **state)
{
    (void)state;
    struct development d = ask();
    assert_true(d.gaps.n == 0 && !d.overdue && d.appraisal_due.v == TODAY + 165);
    assert_true(d.waits == 3 && d.oldest == &entries[3]); /* what was observed, and reading, wait for nobody */
}

/* ---- S8 ---- */

static const struct {
    const char *what;
    int in_post, appraised, talked; /* days ago; 0: never */
    enum readiness_weight weight;   /* 0: nothing is said */
    bool overdue;
} APPRAISALS[] = {
    {"a year ago", 900, 365, 0, 0, false},
    {"a day longer", 900, 366, 0, READINESS_WARNS, true},
    {"none, and a year in post", 365, 0, 0, READINESS_ADVISES, false},
    {"none, and longer", 366, 0, 0, READINESS_WARNS, true},
    {"a conversation is no appraisal", 366, 0, 20, READINESS_WARNS, true},
    {"half a year in post without one", 183, 0, 0, READINESS_ADVISES, false},
    {"half a year in post with one", 183, 0, 20, 0, false},
    {"not yet half a year", 182, 0, 0, 0, false},
};

static void an_appraisal_is_held_each_year(void **state)
{
    for (size_t i = 0; i < COUNT_OF(APPRAISALS); i++) {
        complete(state);
        s.start_on.v = TODAY - APPRAISALS[i].in_post;
        s.sessions.n = 0;
        talked(TALK_CLINICAL, 1); /* counts for neither */
        if (APPRAISALS[i].appraised) talked(TALK_APPRAISAL, APPRAISALS[i].appraised);
        if (APPRAISALS[i].talked) talked(TALK_DEVELOPMENT, APPRAISALS[i].talked);
        struct development d = ask();
        bool right =
            APPRAISALS[i].weight ? d.gaps.n == 1 && d.gaps.items[0].weight == APPRAISALS[i].weight : !d.gaps.n;
        check_case(right && d.overdue == APPRAISALS[i].overdue, str_from_cstr(APPRAISALS[i].what));
    }
}

static void one_that_was_struck_through_was_none(void **state)
{
    (void)state;
    talks[0].struck_at = (struct instant){5};
    assert_true(ask().overdue);
    check_text(appraisal_tag(&a, &(struct development){.overdue = true, .appraisal_due = {TODAY - 1}}, today).text,
        "Overdue 1 day");
}

static void an_appraisal_ends_with_a_plan(void **state)
{
    (void)state;
    goals[0].v = TODAY - 1;
    struct development d = ask();
    assert_true(d.goals == 1 && d.late == 1 && !d.gaps.n);
    s.goals.n = 0;
    check_text(ask().gaps.items[0].words, "Plan for the year: no goals in it");
    s.sessions.n = 0; /* without an appraisal, that is what is missing */
    d = ask();
    assert_true(d.gaps.n == 1 && d.overdue);
}

static void learning_of_a_year_is_added_up(void **state)
{
    (void)state;
    entries[0].minutes = 60;
    entries[1].minutes = 45;
    entries[2].minutes = 30;
    entries[1].done_on.v = TODAY - 365;
    entries[2].struck_at = (struct instant){5};
    assert_int_equal(ask().minutes, 60);
}

/* ---- S7 ---- */

static void peers_meet_every_four_weeks(void **state)
{
    (void)state;
    entries[0].done_on.v = TODAY - 28;
    assert_int_equal(ask().gaps.n, 0);
    entries[0].done_on.v = TODAY - 29;
    struct development d = ask();
    assert_true(d.gaps.n == 1 && d.gaps.items[0].weight == READINESS_ADVISES && d.gaps.items[0].adds);
    check_text(d.gaps.items[0].words, "Peer support: the last was on 28 October 2026");
    entries[0].kind = PORTFOLIO_SHADOWING; /* isn't with peers */
    check_text(ask().gaps.items[0].words, "Peer support: none is recorded yet");
}

/* ---- T10 and competencies ---- */

static void each_area_asks_for_a_first_piece(void **state)
{
    (void)state;
    entries[3].struck_at = (struct instant){5};
    struct development d = ask();
    assert_int_equal(d.gaps.n, 1);
    check_text(d.gaps.items[0].words, "Portfolio, communication: nothing yet");
    entries[4].kind = PORTFOLIO_EVENT; /* shows nothing */
    assert_int_equal(ask().gaps.n, 2);
}

static void rated(enum competency_level level, bool own)
{
    for (size_t i = s.ratings.n++; i > 0; i--) ratings[i] = ratings[i - 1];
    ratings[0] = (struct competency_rating){.competency = COMPETENCY_PLAN, .level = level, .own = own};
}

static void the_newest_view_of_each_counts(void **state)
{
    (void)state;
    rated(LEVEL_SIGNED_OFF, false);
    rated(LEVEL_SUPPORTED, false); /* taken back */
    rated(LEVEL_CONFIDENT, true);
    struct competency_standing plan = competency_standing_of(&s, COMPETENCY_PLAN);
    assert_true(
        plan.own == LEVEL_CONFIDENT && plan.theirs == LEVEL_SUPPORTED && plan.evidence == 1 && plan.waits == 1);
    struct development d = ask();
    assert_true(d.rated == 1 && d.signed_off == 0);
}

static void signing_off_asks_for_a_supervisor_and_for_evidence(void **state)
{
    (void)state;
    assert_true(competency_may_rate(&s, COMPETENCY_PLAN, LEVEL_SIGNED_OFF, false));
    assert_false(competency_may_rate(&s, COMPETENCY_PLAN, LEVEL_SIGNED_OFF, true));
    assert_false(competency_may_rate(&s, COMPETENCY_RECORDS, LEVEL_SIGNED_OFF, false));
    assert_true(competency_may_rate(&s, COMPETENCY_RECORDS, LEVEL_CONFIDENT, false));
    entries[1].struck_at = (struct instant){5};
    assert_false(competency_may_rate(&s, COMPETENCY_PLAN, LEVEL_SIGNED_OFF, false));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        SENTENCE("who has everything has nothing to do", who_has_everything_has_nothing_to_do),
        SENTENCE("an appraisal is held each year", an_appraisal_is_held_each_year),
        SENTENCE("one that was struck through was none", one_that_was_struck_through_was_none),
        SENTENCE("an appraisal ends with a plan", an_appraisal_ends_with_a_plan),
        SENTENCE("learning of a year is added up", learning_of_a_year_is_added_up),
        SENTENCE("peers meet every four weeks", peers_meet_every_four_weeks),
        SENTENCE("each area asks for a first piece", each_area_asks_for_a_first_piece),
        SENTENCE("the newest view of each counts", the_newest_view_of_each_counts),
        SENTENCE("signing off asks for evidence", signing_off_asks_for_a_supervisor_and_for_evidence),
    };
    struct CMUnitTest with_setup[COUNT_OF(tests)];
    for (size_t i = 0; i < COUNT_OF(tests); i++) {
        with_setup[i] = tests[i];
        with_setup[i].setup_func = complete;
    }
    arena_init(&a, 1024 * 1024);
    int failed = cmocka_run_group_tests(with_setup, NULL, NULL);
    arena_release(&a);
    return failed;
}
