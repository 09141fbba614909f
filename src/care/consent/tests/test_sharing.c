/* May it leave? Every combination of what can be known, against rules that are written down a second time; and who
 * may decide for somebody. */
#include "base/tests/check.h"
#include "care/consent/consent_entry.h"

static const struct date TODAY = {20783}; /* 26 November 2026 */
static const struct date PAST = {20780}, FUTURE = {20900};

/* ---- the verdict ---- */

static const struct {
    const char *what;
    struct sharing_facts facts;
    enum sharing_verdict verdict;
} VERDICTS[] = {
    {"nobody asked: somebody may not be told", {CONSENT_PARTY, 1, {20783}, false, 0, 0, {INT32_MIN}, false, false},
        SHARING_NOT_ASKED},
    {"nobody asked: they may be rung", {CONSENT_CHANNEL, 0, {20783}, false, 0, 0, {INT32_MIN}, false, false},
        SHARING_NOT_REFUSED},
    {"nobody asked: no story", {CONSENT_STORY, 0, {20783}, false, 0, 0, {INT32_MIN}, false, false},
        SHARING_NOT_ASKED},
    {"agreed to these kinds", {CONSENT_PARTY, 3, {20783}, false, CONSENT_GIVEN, 7, {INT32_MIN}, false, false},
        SHARING_AGREED},
    {"one kind too many", {CONSENT_PARTY, 9, {20783}, false, CONSENT_GIVEN, 1, {INT32_MIN}, false, false},
        SHARING_OTHER_KINDS},
    {"no kind is none of those agreed",
        {CONSENT_PARTY, 0, {20783}, false, CONSENT_GIVEN, 1, {INT32_MIN}, false, false}, SHARING_OTHER_KINDS},
    {"the last day still counts", {CONSENT_PARTY, 1, {20783}, false, CONSENT_GIVEN, 1, {20783}, false, false},
        SHARING_AGREED},
    {"the day after doesn't", {CONSENT_PARTY, 1, {20783}, false, CONSENT_GIVEN, 1, {20782}, false, false},
        SHARING_ENDED},
    {"refused", {CONSENT_PARTY, 1, {20783}, false, CONSENT_REFUSED, 1, {INT32_MIN}, false, false},
        SHARING_REFUSED},
    {"withdrawn", {CONSENT_CHANNEL, 0, {20783}, false, CONSENT_WITHDRAWN, 0, {INT32_MIN}, false, false},
        SHARING_WITHDRAWN},
    {"a duty in law counts against a refusal",
        {CONSENT_PARTY, 1, {20783}, false, CONSENT_REFUSED, 0, {INT32_MIN}, false, true}, SHARING_BASIS},
    {"agreement ends with a death", {CONSENT_PARTY, 1, {20783}, true, CONSENT_GIVEN, 1, {INT32_MIN}, false, false},
        SHARING_DIED},
    {"a court order doesn't", {CONSENT_PARTY, 1, {20783}, true, 0, 0, {INT32_MIN}, false, true}, SHARING_BASIS},
    {"nobody rings the dead", {CONSENT_CHANNEL, 0, {20783}, true, 0, 0, {INT32_MIN}, false, true}, SHARING_DIED},
    {"the record stays", {CONSENT_RECORD, 0, {20783}, true, 0, 0, {INT32_MIN}, false, false}, SHARING_NOT_REFUSED},
    {"decided for somebody who decides themselves by now",
        {CONSENT_PARTY, 1, {20783}, false, CONSENT_GIVEN, 1, {INT32_MIN}, true, false}, SHARING_ASK_AGAIN},
};

static void a_verdict_follows_from_the_facts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(VERDICTS); i++)
        if (sharing_decide(&VERDICTS[i].facts) != VERDICTS[i].verdict) fail_msg("%s", VERDICTS[i].what);
}

/* Said once more, in another way: what has to be true of whatever may leave. */
static bool may(const struct sharing_facts *f)
{
    bool asks = f->purpose != CONSENT_RECORD && f->purpose != CONSENT_CHANNEL;
    bool said_no = f->answer == CONSENT_REFUSED || f->answer == CONSENT_WITHDRAWN;
    bool ended = date_is_set(f->until) && f->until.v < f->today.v;
    bool yes = f->answer == CONSENT_GIVEN && !ended && !f->lost &&
        (f->purpose != CONSENT_PARTY || (f->kinds != 0 && (f->kinds & f->agreed) == f->kinds));
    if (f->purpose == CONSENT_CHANNEL && f->died) return false;
    if (f->has_basis) return true;
    if (f->purpose == CONSENT_RECORD) return !said_no;
    return !f->died && !said_no && (yes || !asks);
}

static const struct date UNTILS[] = {{INT32_MIN}, {20782}, {20783}, {20784}};
static const enum consent_answer ANSWERS[] = {0, CONSENT_GIVEN, CONSENT_REFUSED, CONSENT_WITHDRAWN};
static const unsigned KINDS[] = {0, 1, 3, 31};

static size_t try_all_of(enum consent_purpose purpose, unsigned flags)
{
    size_t tried = 0;
    for (size_t a = 0; a < COUNT_OF(ANSWERS); a++)
        for (size_t u = 0; u < COUNT_OF(UNTILS); u++)
            for (size_t k = 0; k < COUNT_OF(KINDS); k++)
                for (size_t g = 0; g < COUNT_OF(KINDS); g++) {
                    struct sharing_facts f = {purpose, KINDS[k], TODAY, flags & 1, ANSWERS[a], KINDS[g], UNTILS[u],
                        (flags & 2) != 0, (flags & 4) != 0};
                    bool leaves = sharing_decide(&f) < SHARING_ALLOWED_END;
                    if (leaves != may(&f)) fail_msg("purpose %d answer %d flags %u", purpose, f.answer, flags);
                    tried++;
                }
    return tried;
}

static void nothing_leaves_in_any_combination_that_does_not_allow_it(void **state)
{
    (void)state;
    size_t tried = 0;
    for (int purpose = CONSENT_RECORD; purpose <= CONSENT_SURVEY; purpose++)
        for (unsigned flags = 0; flags < 8; flags++) tried += try_all_of((enum consent_purpose)purpose, flags);
    assert_int_equal(tried, 6 * 8 * 4 * 4 * 4 * 4);
}

/* ---- which entry counts ---- */

static const struct consent_subject LEILA = {CONSENT_PARTY, 0, {7}},
                                    TEXT = {CONSENT_CHANNEL, CONSENT_BY_TEXT, {0}};
static const struct consent_whom AMINA = {
    .called = STR_INIT("Amina"), .born = {-9800}, .died = {INT32_MIN}, .today = {20783}};

static struct consent_entry decision(int64_t id, struct consent_subject subject, int answer, int day)
{
    return (struct consent_entry){.id = {id},
        .kind = CONSENT_ENTRY_DECISION,
        .subject = subject,
        .party = {subject.party, {{0}}, PARTY_CARER, STR("Leila Rahman"), STR("daughter")},
        .answer = answer,
        .kinds = subject.purpose == CONSENT_PARTY && answer == CONSENT_GIVEN ? 1 : 0,
        .decided_by = DECIDED_BY_PERSON,
        .how = CONSENT_HOW_SAID,
        .on = {day},
        .review_on = DATE_NONE,
        .until_on = DATE_NONE,
        .seen_on = DATE_NONE,
        .struck_at = INSTANT_NONE};
}

static struct consent_entry of_kind(
    int64_t id, enum consent_entry_kind kind, struct consent_subject subject, int answer)
{
    struct consent_entry e = decision(id, subject, answer, 20000);
    e.kind = kind;
    e.name = STR("Dr Patel");
    return e;
}

static void what_was_recorded_late_does_not_outdo_a_later_decision(void **state)
{
    (void)state;
    struct consent_entry items[] = {decision(1, TEXT, CONSENT_REFUSED, 20700),
        decision(2, TEXT, CONSENT_GIVEN, 20600), decision(3, LEILA, CONSENT_GIVEN, 20750)};
    const struct consent_list all = {items, COUNT_OF(items)};
    assert_int_equal(consent_current(&all, TEXT)->id.v, 1);
    items[1].on.v = 20700; /* on the same day the one recorded last counts */
    assert_int_equal(consent_current(&all, TEXT)->id.v, 2);
    items[1].struck_at = (struct instant){1};
    assert_int_equal(consent_current(&all, TEXT)->id.v, 1);
    items[0].struck_at = (struct instant){1};
    assert_null(consent_current(&all, TEXT));
}

static void a_basis_covers_its_days_and_kinds_alone(void **state)
{
    (void)state;
    struct consent_entry e = of_kind(1, CONSENT_ENTRY_BASIS, LEILA, CONSENT_SAFEGUARDING);
    const struct consent_list all = {&e, 1};
    e.kinds = 3;
    e.on = TODAY;
    e.until_on = FUTURE;
    assert_non_null(consent_basis(&all, LEILA, 1, TODAY));
    assert_non_null(consent_basis(&all, LEILA, 3, FUTURE));
    assert_null(consent_basis(&all, LEILA, 4, TODAY));
    assert_null(consent_basis(&all, LEILA, 0, TODAY));
    assert_null(consent_basis(&all, LEILA, 1, PAST));
    assert_null(consent_basis(&all, LEILA, 1, date_add_days(FUTURE, 1)));
    assert_null(consent_basis(&all, (struct consent_subject){CONSENT_PARTY, 0, {8}}, 1, TODAY));
    e.struck_at = (struct instant){1};
    assert_null(consent_basis(&all, LEILA, 1, TODAY));
}

/* ---- who may decide for somebody ---- */

enum { ASSESSED = 1, ATTORNEY, BEST_INTERESTS, LATER, EXISTING };

struct deciding {
    const char *what;
    int by, rests_on;                      /* enum consent_decided; an id of the table below */
    int assessed_answer;                   /* of LEILA, the day 20000; 0: nobody assessed */
    struct consent_subject assessed_about; /* purpose 0: LEILA as well */
    int power, seen, until;                /* of the attorney: answer; day seen, 0: never; 0: without end */
    int later_answer;                      /* an assessment since; 0: none */
    int born;                              /* day; 0: 83 years old */
    bool fine;
};
static const struct deciding DECIDING[] = {
    {"an adult", DECIDED_BY_PERSON, 0, 0, {0}, 0, 0, 0, 0, 0, true},
    {"an adult who lacks capacity for it", DECIDED_BY_PERSON, 0, CONSENT_LACKS, {0}, 0, 0, 0, 0, 0, false},
    {"an adult who lacks it for something else", DECIDED_BY_PERSON, 0, CONSENT_LACKS,
        {CONSENT_CHANNEL, CONSENT_BY_TEXT, {0}}, 0, 0, 0, 0, 0, true},
    {"an adult who has it again", DECIDED_BY_PERSON, 0, CONSENT_LACKS, {0}, 0, 0, 0, CONSENT_HAS, 0, true},
    {"an attorney, and they lack it", DECIDED_BY_ATTORNEY, ATTORNEY, CONSENT_LACKS, {0}, CONSENT_HEALTH, 19000, 0,
        0, 0, true},
    {"an attorney whom nobody chose", DECIDED_BY_ATTORNEY, 0, CONSENT_LACKS, {0}, CONSENT_HEALTH, 19000, 0, 0, 0,
        false},
    {"an attorney, and nobody assessed", DECIDED_BY_ATTORNEY, ATTORNEY, 0, {0}, CONSENT_HEALTH, 19000, 0, 0, 0,
        false},
    {"an attorney, and they have capacity", DECIDED_BY_ATTORNEY, ATTORNEY, CONSENT_HAS, {0}, CONSENT_HEALTH, 19000,
        0, 0, 0, false},
    {"an attorney, and it could return", DECIDED_BY_ATTORNEY, ATTORNEY, CONSENT_COULD_RETURN, {0}, CONSENT_HEALTH,
        19000, 0, 0, 0, false},
    {"an attorney, and another decision was assessed", DECIDED_BY_ATTORNEY, ATTORNEY, CONSENT_LACKS,
        {CONSENT_CHANNEL, CONSENT_BY_TEXT, {0}}, CONSENT_HEALTH, 19000, 0, 0, 0, false},
    {"an attorney, and they have capacity again", DECIDED_BY_ATTORNEY, ATTORNEY, CONSENT_LACKS, {0},
        CONSENT_HEALTH, 19000, 0, CONSENT_HAS, 0, false},
    {"an attorney for property", DECIDED_BY_ATTORNEY, ATTORNEY, CONSENT_LACKS, {0}, CONSENT_PROPERTY, 19000, 0, 0,
        0, false},
    {"an attorney whose document nobody saw", DECIDED_BY_ATTORNEY, ATTORNEY, CONSENT_LACKS, {0}, CONSENT_HEALTH, 0,
        0, 0, 0, false},
    {"an attorney whose power has ended", DECIDED_BY_ATTORNEY, ATTORNEY, CONSENT_LACKS, {0}, CONSENT_HEALTH, 19000,
        20001, 0, 0, false},
    {"an attorney called a deputy", DECIDED_BY_DEPUTY, ATTORNEY, CONSENT_LACKS, {0}, CONSENT_HEALTH, 19000, 0, 0,
        0, false},
    {"a best-interests decision", DECIDED_BY_BEST_INTERESTS, BEST_INTERESTS, CONSENT_LACKS, {0}, 0, 0, 0, 0, 0,
        true},
    {"a best-interests decision, and an attorney was chosen", DECIDED_BY_BEST_INTERESTS, ATTORNEY, CONSENT_LACKS,
        {0}, CONSENT_HEALTH, 19000, 0, 0, 0, false},
    {"a best-interests decision, and they have capacity again", DECIDED_BY_BEST_INTERESTS, BEST_INTERESTS,
        CONSENT_LACKS, {0}, 0, 0, 0, CONSENT_HAS, 0, false},
    {"a parent of a child of 15", DECIDED_BY_PARENT, 0, 0, {0}, 0, 0, 0, 0, 15000, true},
    {"a parent of somebody of 16", DECIDED_BY_PARENT, 0, 0, {0}, 0, 0, 0, 0, 14600, false},
};

static void may_decide(const struct deciding *d)
{
    struct arena a;
    arena_init(&a, 1024 * 1024);
    struct consent_subject about = d->assessed_about.purpose ? d->assessed_about : LEILA;
    struct consent_entry items[] = {of_kind(ASSESSED, CONSENT_ENTRY_CAPACITY, about, d->assessed_answer),
        of_kind(ATTORNEY, CONSENT_ENTRY_ATTORNEY, (struct consent_subject){0}, d->power),
        of_kind(BEST_INTERESTS, CONSENT_ENTRY_BEST_INTERESTS, LEILA, 0),
        of_kind(LATER, CONSENT_ENTRY_CAPACITY, LEILA, d->later_answer)};
    const struct consent_list all = {items, COUNT_OF(items)};
    if (!d->assessed_answer) items[0].struck_at = (struct instant){1};
    items[1].decided_by = DECIDED_BY_ATTORNEY;
    items[1].seen_on = d->seen ? (struct date){d->seen} : DATE_NONE;
    items[1].until_on = d->until ? (struct date){d->until} : DATE_NONE;
    items[3].on.v = 20100;
    if (!d->later_answer) items[3].struck_at = (struct instant){1};
    struct consent_entry e = decision(0, LEILA, CONSENT_GIVEN, 20500);
    e.decided_by = d->by;
    e.rests_on.v = d->rests_on;
    e.name = STR("Ruth Rahman");
    struct consent_whom whom = AMINA;
    if (d->born) whom.born.v = d->born;
    struct problems p = {.arena = &a};
    consent_check(&all, &whom, false, &e, &p);
    if (!p.n != d->fine) fail_msg("%s: %.*s", d->what, STR_ARG(p.n ? p.items[0].text : STR("no problem")));
    bool for_them = d->by == DECIDED_BY_ATTORNEY || d->by == DECIDED_BY_BEST_INTERESTS;
    if (d->fine && for_them) assert_int_equal(e.assessment.v, ASSESSED);
    arena_release(&a);
}

static void who_decides_for_somebody_has_to_be_allowed_to(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(DECIDING); i++) may_decide(&DECIDING[i]);
}

static void a_decision_made_for_somebody_is_lost_when_they_decide_themselves(void **state)
{
    (void)state;
    struct consent_entry items[] = {of_kind(ASSESSED, CONSENT_ENTRY_CAPACITY, LEILA, CONSENT_LACKS),
        of_kind(ATTORNEY, CONSENT_ENTRY_ATTORNEY, (struct consent_subject){0}, CONSENT_HEALTH),
        decision(3, LEILA, CONSENT_GIVEN, 20500), of_kind(4, CONSENT_ENTRY_CAPACITY, LEILA, CONSENT_HAS)};
    struct consent_list all = {items, 3};
    items[2].decided_by = DECIDED_BY_ATTORNEY;
    items[2].rests_on.v = ATTORNEY;
    items[3].on.v = 20600;
    assert_false(consent_is_lost(&all, &items[2], &AMINA));
    items[1].struck_at = (struct instant){1}; /* there never was such an attorney */
    assert_true(consent_is_lost(&all, &items[2], &AMINA));
    items[1].struck_at = INSTANT_NONE;
    all.n = 4;
    assert_true(consent_is_lost(&all, &items[2], &AMINA));
    struct consent_whom child = AMINA;
    items[2].decided_by = DECIDED_BY_PARENT;
    child.born.v = 20783 - 15 * 365;
    assert_false(consent_is_lost(&all, &items[2], &child));
    child.born.v = 20783 - 17 * 366;
    assert_true(consent_is_lost(&all, &items[2], &child));
}

static void only_an_agreement_can_be_withdrawn(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1024 * 1024);
    struct consent_entry refused = decision(1, TEXT, CONSENT_REFUSED, 20000);
    struct consent_list all = {&refused, 1};
    struct consent_entry e = decision(0, TEXT, CONSENT_WITHDRAWN, 20500);
    struct problems p = {.arena = &a};
    consent_check(&all, &AMINA, false, &e, &p);
    assert_true(problems_at(&p, STR("answer")).n > 0);
    refused.answer = CONSENT_GIVEN;
    p.n = 0;
    consent_check(&all, &AMINA, false, &e, &p);
    assert_int_equal(p.n, 0);
    arena_release(&a);
}

/* ---- words ---- */

static void the_answer_reads_as_people_say_it(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1024 * 1024);
    struct consent_entry e = decision(1, LEILA, CONSENT_GIVEN, 20516);
    e.review_on.v = 20975;
    check_text(consent_entry_words(&a, &e, &AMINA),
        "Amina agreed on 4 March 2026 that Leila Rahman (daughter) may be told about appointments. Review due on "
        "6 "
        "June 2027.");
    e.kinds = 1 | 8 | 16;
    check_text(
        consent_kinds_words(&a, e.kinds), "appointments, health conditions and medicines and how to reach them");
    e.answer = CONSENT_REFUSED;
    check_text(consent_entry_words(&a, &e, &AMINA),
        "Amina refused on 4 March 2026: Leila Rahman (daughter) may not be told anything. Review due on 6 June "
        "2027.");
    e = decision(1, TEXT, CONSENT_REFUSED, 20516);
    check_text(consent_entry_words(&a, &e, &AMINA), "Amina refused text messages on 4 March 2026.");
    e.answer = CONSENT_WITHDRAWN;
    check_text(
        consent_entry_words(&a, &e, &AMINA), "Amina withdrew their agreement to text messages on 4 March 2026.");
    check_text(consent_verdict_words(&a, SHARING_NOT_ASKED, NULL, LEILA, &e.party, &AMINA),
        "Nobody has asked Amina yet about telling Leila Rahman (daughter): ask, or record why it may be done "
        "without "
        "asking.");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verdict_follows_from_the_facts),
        cmocka_unit_test(nothing_leaves_in_any_combination_that_does_not_allow_it),
        cmocka_unit_test(what_was_recorded_late_does_not_outdo_a_later_decision),
        cmocka_unit_test(a_basis_covers_its_days_and_kinds_alone),
        cmocka_unit_test(who_decides_for_somebody_has_to_be_allowed_to),
        cmocka_unit_test(a_decision_made_for_somebody_is_lost_when_they_decide_themselves),
        cmocka_unit_test(only_an_agreement_can_be_withdrawn),
        cmocka_unit_test(the_answer_reads_as_people_say_it),
    };
    return cmocka_run_group_tests_name("consent: may it leave?", tests, NULL, NULL);
}
