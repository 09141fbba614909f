/* One referral: what is asked, what is known, whom it suggests, what can be done next, and every step so far. */
#include "care/consent/consent.h"
#include "care/reference/reference.h"
#include "care/referrals/pages/referral.tmpl.h"
#include "care/referrals/referral.sql.h"
#include "care/referrals/referral_pages.h"
#include "platform/audit/audit.h"

enum { FACTS_MOST = 10, SUGGESTED = 3, OPTIONS_MOST = 60 };

struct showing {
    struct referral f;
    struct person person;
    struct consent_known known;
    struct holidays holidays;
    struct referral_colleagues colleagues;
    struct referral_events steps;
    struct referral_list earlier;
    const struct form *sent;
    const struct problems *problems;
};

static enum err load(struct ctx *c, const struct request *r, struct showing *k)
{
    enum err err = referral_by_key(c, request_id(r, 0), &k->f);
    if (!err && k->f.person.v) err = person_get(c, k->f.person, &k->person);
    if (!err && k->f.person.v) err = consent_known(c, &k->person, &k->known);
    if (!err) err = reference_holidays(c, &k->holidays);
    if (!err) err = referral_colleagues(c, k->f.person, referral_setting(&k->f), &k->colleagues);
    if (!err) err = referral_history(c, k->f.id, &k->steps);
    return err ? err : referrals_about(c, k->f.person, &k->earlier);
}

static void fact(struct fact_list *list, const char *label, struct str value)
{
    MUST(list->items.n < FACTS_MOST);
    if (value.n) list->items.items[list->items.n++] = (struct fact){.label = str_from_cstr(label), .value = value};
}

static void add_facts(struct ctx *c, const struct showing *k, struct referral_view *v)
{
    struct arena *a = c->arena;
    const struct referral *f = &k->f;
    v->asked.items.items = ARENA_ARRAY(a, struct fact, FACTS_MOST);
    v->way.items.items = ARENA_ARRAY(a, struct fact, FACTS_MOST);
    fact(&v->asked, "Reasons", referral_reason_words(a, f->reasons));
    fact(&v->asked, "How soon", vocabulary_label(&referral_urgencies, (int)f->urgency));
    fact(&v->asked, "Who should help", f->wished ? staff_role_label(f->wished) : STR("Not sure"));
    fact(&v->asked, "Setting", f->setting ? vocabulary_label(&work_settings, (int)f->setting) : STR_NONE);
    fact(&v->asked, "To know first", f->risks);
    fact(&v->asked, "Agreed", vocabulary_label(&referral_agreeds, (int)f->agreed));
    fact(&v->way, "From",
        str_join(a, (const struct str[]){f->referrer, vocabulary_label(&referral_sources, (int)f->source)}, 2,
            STR(", ")));
    fact(&v->way, "To tell them", f->referrer_reach);
    fact(&v->way, "With", f->owner.v ? f->owner_name : referral_is_open(f->state) ? STR("The inbox") : STR_NONE);
    fact(&v->way, "Reference", referral_reference(a, f->key));
    fact(&v->way, "Came",
        str_printf(a, "%.*s, %.*s", STR_ARG(instant_long(a, f->received_at)),
            STR_ARG(referral_age(a, k->holidays, instant_date(f->received_at), clock_today(c->clock)))));
    if (referral_stage_of(f->state) <= REFERRAL_STAGE_WAITING)
        fact(&v->way, "To be decided by", date_with_weekday(a, f->due));
    if (f->person.v) return;
    fact(&v->way, "Name as written", f->about_name);
    fact(&v->way, "Born", date_is_set(f->about_born) ? date_long(a, f->about_born) : STR_NONE);
    fact(&v->way, "NHS number as written", f->about_nhs_number);
    fact(&v->way, "To reach them", f->about_reach);
}

static void add_steps(struct ctx *c, const struct showing *k, struct referral_view *v)
{
    v->steps.items =
        (struct timeline_events){ARENA_ARRAY(c->arena, struct timeline_event, k->steps.n), k->steps.n};
    for (size_t i = 0; i < k->steps.n; i++) {
        const struct referral_event *e = &k->steps.items[i];
        struct str why = e->reason ?
            str_printf(c->arena, "%.*s.", STR_ARG(vocabulary_label(&referral_declines, (int)e->reason))) :
            STR_NONE;
        struct str offered = e->offered.n ?
            str_printf(c->arena, "%s: %.*s.", e->reason ? "Offered instead" : "To", STR_ARG(e->offered)) :
            STR_NONE;
        v->steps.items.items[i] = (struct timeline_event){.when = instant_long(c->arena, e->at),
            .title = vocabulary_label(&referral_steps, (int)e->step),
            .by = e->by_name,
            .note = str_join(c->arena, (const struct str[]){why, offered, e->words}, 3, STR(" "))};
    }
}

/* ---- whom it suggests ---- */

struct select_field referral_to_field(
    struct ctx *c, const struct referral_colleagues *all, const char *label, struct str chosen)
{
    size_t n = all->n < OPTIONS_MOST ? all->n : OPTIONS_MOST, left_out = 0;
    struct select_field field = {.name = STR("to"), .label = str_from_cstr(label)};
    field.items.items = ARENA_ARRAY(c->arena, struct option, n + 1);
    field.items.items[field.items.n++] = (struct option){.text = STR("Choose a colleague"), .value = STR("")};
    for (size_t i = 0; i < n; i++) {
        const struct referral_colleague *one = &all->items[i];
        if (one->not_ready.n && !str_eq(one->value, chosen)) {
            left_out++;
            continue;
        }
        field.items.items[field.items.n++] = (struct option){.value = one->value,
            .selected = str_eq(one->value, chosen),
            .text = str_printf(c->arena, "%.*s, %.*s, %lld %s", STR_ARG(one->name),
                STR_ARG(str_lower(c->arena, staff_role_label(one->role))),
                (long long)(one->counted ? one->open : one->referrals), one->counted ? "to do" : "referrals now")};
    }
    if (left_out)
        field.hint = str_printf(c->arena, "%zu %s not ready for referrals yet and can’t be chosen", left_out,
            left_out == 1 ? "colleague is" : "colleagues are");
    return field;
}

const struct referral_colleague *referral_to_chosen(const struct referral_colleagues *all, struct str value)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_eq(all->items[i].value, value)) return &all->items[i];
    return NULL;
}

static void add_suggestion(struct ctx *c, struct showing *k, struct referral_view *v)
{
    struct str why;
    enum staff_role role = referral_role(c->arena, k->f.reasons, k->f.wished, &why);
    referral_rank(&k->colleagues, role);
    v->suggests = referral_stage_of(k->f.state) <= REFERRAL_STAGE_WAITING;
    v->suggestion = str_printf(c->arena, "%.*s: %.*s", STR_ARG(staff_role_label(role)), STR_ARG(why));
    v->room = referral_rooms(c->arena, &k->colleagues);
    size_t n = k->colleagues.n < SUGGESTED ? k->colleagues.n : SUGGESTED;
    v->suggested = (struct lines){
        .items = {ARENA_ARRAY(c->arena, struct line, n), n}, .none = STR("Nobody here takes referrals yet.")};
    for (size_t i = 0; i < n; i++)
        v->suggested.items.items[i] = (struct line){.text = k->colleagues.items[i].name,
            .below = referral_colleague_why(c->arena, &k->colleagues.items[i])};
}

/* ---- what can be done next ---- */

static const struct {
    enum referral_step step;
    const char *summary, *button, *words;
} ACTS[] = {
    {REFERRAL_STEP_MATCHED, "Say whom it is about", "Match", NULL},
    {REFERRAL_STEP_ACCEPTED, "Take it myself", "Accept", "Anything for the referrer?"},
    {REFERRAL_STEP_ALLOCATED, "Give it to a colleague", "Give", "A word for them"},
    {REFERRAL_STEP_ASKED, "Ask for more information", "Ask", "What do you need to know?"},
    {REFERRAL_STEP_ANSWERED, "The information came", "Save", "What was the answer?"},
    {REFERRAL_STEP_REDIRECTED, "Send it on to another service", "Send on", "Why there?"},
    {REFERRAL_STEP_DECLINED, "Decline", "Decline", "Anything else the referrer should know?"},
    {REFERRAL_STEP_GIVEN_BACK, "Give it back to the inbox", "Give back", "Why?"},
    {REFERRAL_STEP_CLOSED, "Close it", "Close", "What came of it?"},
    {REFERRAL_STEP_TOLD, "Note that the referrer was told", "Save", "How, and what you said"},
};

static struct radios decline_reasons(struct arena *a, struct str chosen)
{
    struct radios field = {.name = STR("reason"), .legend = STR("Why"), .legend_size = SIZE_S, .small = true};
    field.items.items = ARENA_ARRAY(a, struct choice, referral_declines.n);
    for (size_t i = 0; i < referral_declines.n; i++)
        field.items.items[field.items.n++] = (struct choice){.value = referral_declines.terms[i].code,
            .label = referral_declines.terms[i].label,
            .checked = str_eq(chosen, referral_declines.terms[i].code)};
    return field;
}

static struct select_field setting_field(
    struct arena *a, enum work_setting now, struct str chosen, struct str error, struct str id)
{
    struct select_field field = {.name = STR("setting"), .id = id, .label = STR("Setting"), .error = error};
    field.items.items = ARENA_ARRAY(a, struct option, work_settings.n);
    if (!chosen.n) chosen = vocabulary_code(&work_settings, (int)now);
    for (size_t i = 0; i < work_settings.n; i++)
        field.items.items[field.items.n++] = (struct option){.value = work_settings.terms[i].code,
            .text = work_settings.terms[i].label,
            .selected = str_eq(chosen, work_settings.terms[i].code)};
    return field;
}

static struct str typed(const struct showing *k, const struct referral_act *act, const char *field)
{
    bool mine = k->sent && str_eq(form_get(k->sent, STR("step")), act->step);
    return mine ? form_get(k->sent, str_from_cstr(field)) : STR_NONE;
}

/* The ids of fields differ between the folds: each begins with its step. */
static void fill_act(
    struct ctx *c, const struct showing *k, enum referral_step step, const char *words, struct referral_act *act)
{
    struct str id = act->step;
    const struct problems *p = act->open && k->problems ? k->problems : &(const struct problems){0};
#define ID(name) act->open ? STR(name) : str_printf(c->arena, "%.*s-" name, STR_ARG(id))
    if (words)
        act->words = (struct textarea){.name = STR("words"),
            .id = ID("words"),
            .label = str_from_cstr(words),
            .rows = 2,
            .value = typed(k, act, "words"),
            .error = problems_at(p, STR("words"))};
    if (step == REFERRAL_STEP_MATCHED)
        act->number = (struct input){.name = STR("number"),
            .id = ID("number"),
            .width = 10,
            .code = true,
            .label = STR("NHS number of their record"),
            .inputmode = STR("numeric"),
            .value = act->open ? typed(k, act, "number") : k->f.about_nhs_number,
            .error = problems_at(p, STR("number"))};
    if (step == REFERRAL_STEP_REDIRECTED || step == REFERRAL_STEP_DECLINED)
        act->offered = (struct input){.name = STR("offered"),
            .id = ID("offered"),
            .label = step == REFERRAL_STEP_DECLINED ? STR("What was offered instead") : STR("To which service"),
            .value = typed(k, act, "offered"),
            .error = problems_at(p, STR("offered"))};
    if (step == REFERRAL_STEP_DECLINED) {
        act->reason = decline_reasons(c->arena, typed(k, act, "reason"));
        act->reason.id = ID("reason");
        act->reason.error = problems_at(p, STR("reason"));
    }
    if (step == REFERRAL_STEP_ALLOCATED) {
        act->to = referral_to_field(c, &k->colleagues, "To whom: the best fit first", typed(k, act, "to"));
        act->to.id = ID("to");
        act->to.error = problems_at(p, STR("to"));
    }
    if (step == REFERRAL_STEP_ALLOCATED || step == REFERRAL_STEP_ACCEPTED)
        act->setting = setting_field(c->arena, referral_setting(&k->f), typed(k, act, "setting"),
            problems_at(p, STR("setting")), ID("setting"));
#undef ID
}

static void add_acts(struct ctx *c, const struct showing *k, struct referral_view *v)
{
    v->acts.items = ARENA_ARRAY(c->arena, struct referral_act, COUNT_OF(ACTS));
    if (!actor_may(c->actor, PERMISSION_TRIAGE)) return;
    for (size_t i = 0; i < COUNT_OF(ACTS); i++) {
        enum referral_step step = ACTS[i].step;
        bool given_to_another =
            step == REFERRAL_STEP_ACCEPTED && k->f.owner.v && k->f.owner.v != c->actor->account.v;
        if (!referral_may(k->f.state, step, k->f.person.v != 0) || given_to_another) continue;
        if (step == REFERRAL_STEP_TOLD && k->f.referrer_account.v) continue; /* they read this page */
        struct referral_act *act = &v->acts.items[v->acts.n++];
        struct str word = vocabulary_code(&referral_steps, (int)step);
        *act = (struct referral_act){.step = word,
            .summary = str_from_cstr(ACTS[i].summary),
            .button = str_from_cstr(ACTS[i].button),
            .open = k->sent && str_eq(form_get(k->sent, STR("step")), word),
            .action = url_with_id(c->arena, "/referrals/", k->f.key, "/step"),
            .version = v->version};
        fill_act(c, k, step, ACTS[i].words, act);
    }
}

/* Of a step that can't be taken any more: its fold isn't there, and no word is lost all the same. */
static void add_kept(struct ctx *c, const struct showing *k, struct referral_view *v)
{
    static const char *const FIELDS[] = {"offered", "words"};
    v->kept.items.items = ARENA_ARRAY(c->arena, struct line, COUNT_OF(FIELDS));
    if (!k->sent) return;
    for (size_t i = 0; i < v->acts.n; i++)
        if (v->acts.items[i].open) return;
    for (size_t i = 0; i < COUNT_OF(FIELDS); i++) {
        struct str text = form_get(k->sent, str_from_cstr(FIELDS[i]));
        if (text.n) v->kept.items.items[v->kept.items.n++] = (struct line){.text = text};
    }
}

/* ---- what to know before deciding ---- */

static enum err add_first(struct ctx *c, const struct showing *k, struct referral_view *v)
{
    struct referral_supporters_list supporters = {0};
    struct know panel = {.items = {ARENA_ARRAY(c->arena, struct know_item, 12), 0}};
    enum err err = k->f.person.v ? referral_supporters(c->db, k->f.person, &supporters) : ERR_NONE;
    if (k->f.died) panel.items.items[panel.items.n++] = (struct know_item){.strong = STR("This person has died.")};
    if (!k->f.person.v)
        panel.items.items[panel.items.n++] = (struct know_item){.strong = STR("Not matched yet."),
            .text = STR("Find out who this is, and say so below, before anybody can have it.")};
    for (size_t i = 0; i < supporters.n && panel.items.n < 8; i++)
        if (supporters.items[i].open)
            panel.items.items[panel.items.n++] =
                (struct know_item){.strong = supporters.items[i].name, .text = STR("supports them already.")};
    if (!k->f.referrer_account.v && referral_is_open(k->f.state))
        panel.items.items[panel.items.n++] = (struct know_item){.strong = STR("The referrer does not use Cairn."),
            .text = STR("Tell them that it came and who has it. More only if the person agreed: see Consent.")};
    v->first = k->f.person.v ? consent_know_first(c->arena, &k->known, panel) : panel;
    v->first.heading = STR("Before you decide");
    return err;
}

static const struct shell_notice NOTICES[] = {{"asked", "The referrer is asked"}, {"answered", "Saved"},
    {"allocated", "Given. They find it on My day"}, {"accepted", "You have this referral now"},
    {"given_back", "It is in the inbox again"}, {"redirected", "Sent on"}, {"declined", "Declined"},
    {"closed", "Closed"}, {"matched", "Matched"}, {"told", "Saved"}, {"amended", "The change is saved"},
    {"unchanged", "Nothing was changed"}, {"withdrawn", "Withdrawn"}};

struct reply referral_page(
    struct ctx *c, const struct request *r, const struct form *sent, const struct problems *problems, int status)
{
    struct showing *k = ARENA_NEW(c->arena, struct showing);
    struct referral_view *v = ARENA_NEW(c->arena, struct referral_view);
    k->sent = sent;
    k->problems = problems;
    enum err err = load(c, r, k);
    if (!err) err = add_first(c, k, v);
    if (err) return shell_failure(c, err);
    bool mine = k->f.referrer_account.v == c->actor->account.v || actor_may(c->actor, PERMISSION_TRIAGE);
    v->version = str_printf(c->arena, "%lld", (long long)k->f.version);
    v->top.heading =
        k->f.person.v ? STR("Referral") : str_printf(c->arena, "Referral: %.*s", STR_ARG(k->f.about_name));
    v->state = referral_tag(k->f.state);
    v->words = k->f.words;
    v->wants = k->f.wants;
    v->may_amend = mine && referral_is_open(k->f.state);
    v->amend = url_with_id(c->arena, "/referrals/", k->f.key, "/amend");
    v->withdraw = url_with_id(c->arena, "/referrals/", k->f.key, "/withdraw");
    v->earlier = referral_lines(c, &k->earlier, k->f.key);
    if (problems) v->problems = problems_summary(problems);
    add_facts(c, k, v);
    add_suggestion(c, k, v);
    add_acts(c, k, v);
    add_kept(c, k, v);
    add_steps(c, k, v);
    struct page page = {.title = STR("Referral")};
    if (k->f.person.v) page = person_page(c, &k->person, STR("Referrals"), STR("Referral, person record"));
    page.has_problems = problems && problems->n;
    page.main = referral_one_slot(v);
    if (r->method == HTTP_GET) shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_REFERRALS, &page);
}

struct reply referral_get(struct ctx *c, const struct request *r)
{
    return referral_page(c, r, r->held ? &r->form : NULL, NULL, 200);
}
