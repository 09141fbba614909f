/* Invented referrals for a demonstration: one in every state, some late, some that came from outside. */
#include "care/referrals/referral.sql.h"
#include "care/referrals/referral_store.h"

enum { STEPS_MOST = 2 };

static const struct {
    enum referral_source source;
    unsigned reasons;
    enum referral_urgency urgency;
    int days_ago;
    const char *outside, *about; /* who sent it, where not the actor; whom it is about, where that isn't known */
    const char *words, *wants;
    enum referral_step steps[STEPS_MOST];
    const char *said;
    enum referral_decline reason;
    const char *offered;
} INVENTED[] = {
    {REFERRAL_FROM_GP, REFERRAL_REASON_BIT(REFERRAL_FOR_SEVERAL) | REFERRAL_REASON_BIT(REFERRAL_FOR_PLAN),
        REFERRAL_SOON, 1, "Dr Anil Patel", NULL,
        "Three clinics in two towns this month, and one was missed. Daughter helps.",
        "To go to one place, in the morning.", {0}, NULL, 0, NULL},
    {REFERRAL_FROM_HOSPITAL, REFERRAL_REASON_BIT(REFERRAL_FOR_HOSPITAL), REFERRAL_URGENT, 4,
        "Ward 7, St Brannock’s Hospital", NULL,
        "Home on Friday after a broken hip. Lives alone, stairs to the bed.", "To sleep in my own bed.", {0}, NULL,
        0, NULL},
    {REFERRAL_FROM_CARE_HOME, REFERRAL_REASON_BIT(REFERRAL_FOR_SERVICES), REFERRAL_ROUTINE, 2,
        "June Hart, Lime Lodge", "Walter Pym", "New with us, from another town. No hearing aid, no dentist.", NULL,
        {0}, NULL, 0, NULL},
    {REFERRAL_FROM_SELF, REFERRAL_REASON_BIT(REFERRAL_FOR_LONELY), REFERRAL_ROUTINE, 0, "Edie Lark", "Edie Lark",
        "Since my sister moved I hardly see anybody.", "Company on Sundays.", {0}, NULL, 0, NULL},
    {REFERRAL_FROM_NURSE, REFERRAL_REASON_BIT(REFERRAL_FOR_HABIT), REFERRAL_ROUTINE, 3, "Sister Maeve Doyle", NULL,
        "Wants to walk again after the winter.", "To get to the allotment and back.", {REFERRAL_STEP_ASKED},
        "Which days do they work? They did not answer twice.", 0, NULL},
    {REFERRAL_FROM_STAFF, REFERRAL_REASON_BIT(REFERRAL_FOR_MONEY), REFERRAL_SOON, 6, "Colin Webb, reception", NULL,
        "Came to the desk about a letter on rent, was upset.", NULL, {REFERRAL_STEP_ACCEPTED},
        "I ring tomorrow morning.", 0, NULL},
    {REFERRAL_FROM_MDT, REFERRAL_REASON_BIT(REFERRAL_FOR_CONFIDENCE), REFERRAL_ROUTINE, 9, NULL, NULL,
        "Agreed at the team meeting: breathless, and afraid to go out.", "To go to the shop alone.",
        {REFERRAL_STEP_REDIRECTED}, "They have a class for this on Tuesdays.", 0,
        "Breathe Easy group, Memorial Hall"},
    {REFERRAL_FROM_VCSE, REFERRAL_REASON_BIT(REFERRAL_FOR_CARER), REFERRAL_ROUTINE, 12,
        "Omar Said, Carers’ Corner", NULL, "Looks after his wife day and night, has not slept well for weeks.",
        NULL, {REFERRAL_STEP_DECLINED}, "They have met her twice already.", REFERRAL_DECLINE_DUPLICATE,
        "Stays with the link worker who knows them"},
    {REFERRAL_FROM_CLINICIAN, REFERRAL_REASON_BIT(REFERRAL_FOR_SERVICES), REFERRAL_SOON, 2,
        "Priya Nair, physiotherapist", NULL, "Waits for three clinics and has a date for none.",
        "To know who rings whom.", {REFERRAL_STEP_ALLOCATED}, "Their practice is yours, and they know you.", 0,
        NULL},
    {REFERRAL_FROM_GP, REFERRAL_REASON_BIT(REFERRAL_FOR_MONEY) | REFERRAL_REASON_BIT(REFERRAL_FOR_LONELY),
        REFERRAL_ROUTINE, 11, "Dr Ruth Amos", NULL, "Lost their job in the spring, and stays in since.", NULL,
        {REFERRAL_STEP_ALLOCATED, REFERRAL_STEP_GIVEN_BACK}, "Away for three weeks from Monday.", 0, NULL},
    {REFERRAL_FROM_STAFF, REFERRAL_REASON_BIT(REFERRAL_FOR_SERVICES), REFERRAL_ROUTINE, 5, NULL, NULL,
        "Asked at the desk about transport to the eye clinic.", NULL, {REFERRAL_STEP_WITHDRAWN},
        "A neighbour drives them now.", 0, NULL},
    {REFERRAL_FROM_PHARMACIST, REFERRAL_REASON_BIT(REFERRAL_FOR_SEVERAL), REFERRAL_ROUTINE, 40, "Sunita Rao", NULL,
        "Eleven medicines, collected at different times.", NULL, {REFERRAL_STEP_ACCEPTED, REFERRAL_STEP_CLOSED},
        "One collection a month now, in a tray.", 0, NULL},
};

int referral_invented_count(void)
{
    return (int)COUNT_OF(INVENTED);
}

static struct instant days_before(struct ctx *c, int days)
{
    return instant_from_local(date_add_days(clock_today(c->clock), -days), 10, 5 + days);
}

static enum err send(struct ctx *c, int which, struct person_id person, const struct referral_keys *keys)
{
    struct str why_not;
    bool outside = INVENTED[which].outside != NULL;
    struct referral f = {.key = keys->referral,
        .nonce = keys->nonce,
        .pcn = c->actor->pcn,
        .source = INVENTED[which].source,
        .reasons = INVENTED[which].reasons,
        .words = str_from_cstr(INVENTED[which].words),
        .wants = str_from_cstr(INVENTED[which].wants),
        .urgency = INVENTED[which].urgency,
        .agreed = REFERRAL_AGREED_YES,
        .referrer = outside ? str_from_cstr(INVENTED[which].outside) : c->actor->name,
        .referrer_reach = outside ? STR("01632 960 412") : STR_NONE,
        .about_born = DATE_NONE,
        .about_name = str_from_cstr(INVENTED[which].about),
        .about_reach = INVENTED[which].about ? STR("01632 960 433") : STR_NONE};
    if (!outside) f.referrer_account = c->actor->account;
    if (!f.about_name.n) f.person = person;
    return referral_send(c, &f, &why_not);
}

static enum err take(struct ctx *c, int which, enum referral_step step, const struct referral_keys *keys)
{
    struct referral_move m = {.step = step,
        .relation = keys->relation,
        .case_key = keys->opened_case,
        .case_relation = keys->case_relation,
        .reason = step == REFERRAL_STEP_DECLINED ? INVENTED[which].reason : 0,
        .words = str_from_cstr(INVENTED[which].said),
        .offered = str_from_cstr(INVENTED[which].offered)};
    const struct referral_colleague self = {.account = c->actor->account,
        .role_held = c->actor->role_held,
        .name = c->actor->name,
        .role = (enum staff_role)c->actor->role};
    m.to = &self;
    if (step == REFERRAL_STEP_ALLOCATED) m.words = str_printf(c->arena, "To %.*s.", STR_ARG(self.name));
    enum err err = referral_by_key(c, keys->referral, &m.from);
    return err ? err : referral_move(c, &m);
}

bool referral_invented_is_known(int which)
{
    return !INVENTED[which].about;
}

enum err referral_invent(struct ctx *c, int which, struct person_id person, const struct referral_keys *keys)
{
    MUST(which >= 0 && which < referral_invented_count());
    struct clock then = clock_fixed(days_before(c, INVENTED[which].days_ago));
    struct ctx past = *c;
    past.clock = &then;
    enum err err = send(&past, which, person, keys);
    for (int i = 0; !err && i < STEPS_MOST && INVENTED[which].steps[i]; i++) {
        then = clock_fixed((struct instant){then.fixed.v + (i + 1) * INT64_C(7200000)});
        err = take(&past, which, INVENTED[which].steps[i], keys);
    }
    return err == ERR_REFUSED ? ERR_NONE : err; /* not ready at that time: it waits in the inbox */
}
