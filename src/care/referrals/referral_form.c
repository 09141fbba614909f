#include "care/referrals/referral_form.h"

#include "base/limits.h"
#include "nhs/nhs_number.h"

enum { WORDS_MOST = 2000 };

static bool is_outside(enum referral_form_kind kind)
{
    return kind == REFERRAL_FORM_PARTNER || kind == REFERRAL_FORM_SELF;
}

static bool names_somebody(enum referral_form_kind kind)
{
    return is_outside(kind) || kind == REFERRAL_FORM_STAFF;
}

struct referral_form referral_form_new(struct ctx *c, enum referral_form_kind kind)
{
    struct referral_form f = {.kind = kind,
        .referral = {.about_born = DATE_NONE, .urgency = kind == REFERRAL_FORM_SELF ? REFERRAL_ROUTINE : 0},
        .born = {.date = DATE_NONE}};
    f.nonce = uuid_text(c->arena, uuid_new(c->clock));
    f.problems.arena = c->arena;
    return f;
}

/* ---- reading ---- */

static int choice(const struct form *form, struct str name, const struct vocabulary *list, const char *missing,
    struct problems *p)
{
    int value = 0;
    if (!vocabulary_find(list, form_get(form, name), &value)) problems_add(p, name, str_from_cstr(missing));
    return value;
}

static void read_whom(struct referral_form *f, const struct form *form)
{
    struct referral *r = &f->referral;
    struct problems *p = &f->problems;
    bool self = f->kind == REFERRAL_FORM_SELF;
    r->about_name = field_text(form, STR("name"), STR("Name"), LIMIT_NAME, p);
    f->born = field_date(form, STR("born"), STR("Date of birth"), p);
    r->about_born = f->born.date;
    r->about_nhs_number = field_text(form, STR("nhs_number"), STR("NHS number"), 20, p);
    r->about_reach = field_text(form, STR("reach"), STR("How to reach them"), LIMIT_LINE, p);
    if (!r->about_name.n)
        problems_add(p, STR("name"), self ? STR("Enter your name") : STR("Enter the person’s name"));
    if (!date_is_set(r->about_born)) problems_add(p, STR("born"), STR("Enter a date of birth, such as 4 3 1943"));
    if (!r->about_reach.n) problems_add(p, STR("reach"), STR("Enter a telephone number or an address"));
    struct nhs_number number;
    if (r->about_nhs_number.n && nhs_number_parse(r->about_nhs_number, &number) != NHS_NUMBER_FAULT_NONE)
        problems_add(p, STR("nhs_number"), STR("Check the NHS number: it has 10 digits. Or leave it out"));
}

static void read_sender(struct referral_form *f, const struct form *form)
{
    struct referral *r = &f->referral;
    struct problems *p = &f->problems;
    if (f->kind == REFERRAL_FORM_SELF) {
        f->practice = form_get(form, STR("practice"));
        r->referrer = r->about_name;
        r->referrer_reach = r->about_reach;
        r->source = REFERRAL_FROM_SELF;
        return;
    }
    r->referrer = field_text(form, STR("referrer"), STR("Your name"), LIMIT_NAME, p);
    r->referrer_reach = field_text(form, STR("referrer_reach"), STR("Your telephone number"), LIMIT_LINE, p);
    f->code = form_get(form, STR("code"));
    if (!r->referrer.n) problems_add(p, STR("referrer"), STR("Enter your name"));
    if (!r->referrer_reach.n)
        problems_add(
            p, STR("referrer_reach"), STR("Enter a telephone number, so that we can tell you what happens"));
}

static void read_reasons(struct referral_form *f, const struct form *form)
{
    struct form_values values = form_all(f->problems.arena, form, STR("reasons"));
    for (size_t i = 0; i < values.n; i++) {
        int reason;
        if (vocabulary_find(&referral_reasons, values.items[i], &reason))
            f->referral.reasons |= REFERRAL_REASON_BIT(reason);
    }
    if (!f->referral.reasons) problems_add(&f->problems, STR("reasons"), STR("Choose at least one reason"));
    if (f->referral.reasons == REFERRAL_REASON_BIT(REFERRAL_FOR_OTHER) && !f->referral.words.n)
        problems_add(&f->problems, STR("words"), STR("Say what the reason is"));
}

static void read_needs(struct referral_form *f, const struct form *form)
{
    struct referral *r = &f->referral;
    struct problems *p = &f->problems;
    r->words = field_note(form, STR("words"), STR("What is going on"), WORDS_MOST, p);
    read_reasons(f, form);
    r->wants = field_note(form, STR("wants"), STR("What they want"), WORDS_MOST, p);
    r->risks = field_note(form, STR("risks"), STR("What to know"), WORDS_MOST, p);
    if (f->kind == REFERRAL_FORM_SELF) return; /* whoever reads it sees how soon */
    r->urgency = (enum referral_urgency)choice(
        form, STR("urgency"), &referral_urgencies, "Choose how soon somebody must decide", p);
    enum staff_role role = STAFF_ROLE_NONE;
    if (staff_role_from_code(form_get(form, STR("wished")), &role) && role <= STAFF_ROLE_HEALTH_COACH)
        r->wished = role;
}

struct referral_form referral_form_read(struct ctx *c, enum referral_form_kind kind, const struct form *form)
{
    struct referral_form f = referral_form_new(c, kind);
    struct problems *p = &f.problems;
    struct str nonce = form_get(form, STR("nonce"));
    if (uuid_from_text(nonce, &f.referral.nonce))
        f.nonce = nonce;
    else
        f.referral.nonce = uuid_new(c->clock);
    if (names_somebody(kind)) read_whom(&f, form);
    if (is_outside(kind)) read_sender(&f, form);
    if (kind == REFERRAL_FORM_RECORD || kind == REFERRAL_FORM_STAFF)
        f.referral.source =
            (enum referral_source)choice(form, STR("source"), &referral_sources, "Choose who asks for this", p);
    read_needs(&f, form);
    if (kind != REFERRAL_FORM_AMEND)
        f.referral.agreed = (enum referral_agreed)choice(form, STR("agreed"), &referral_agreeds,
            kind == REFERRAL_FORM_SELF ? "Say whether you agree" :
                                         "Ask the person first, and say whether they agreed",
            p);
    return f;
}

/* ---- drawing ---- */

static struct choice_list choices(struct arena *a, const struct vocabulary *list, unsigned chosen)
{
    struct choice_list out = {ARENA_ARRAY(a, struct choice, list->n), list->n};
    for (size_t i = 0; i < list->n; i++)
        out.items[i] = (struct choice){
            .value = list->terms[i].code, .label = list->terms[i].label, .checked = (chosen & 1u << i) != 0};
    return out;
}

static unsigned bit_of(int value)
{
    return value ? 1u << (value - 1) : 0;
}

static void view_whom(const struct referral_form *f, struct referral_form_view *v)
{
    const struct referral *r = &f->referral;
    bool self = f->kind == REFERRAL_FORM_SELF;
    v->name = (struct input){.name = STR("name"),
        .width = 20,
        .value = r->about_name,
        .label = self ? STR("Your name") : STR("Name of the person")};
    v->born = (struct date_input){.name = STR("born"),
        .legend = self ? STR("Your date of birth") : STR("Their date of birth"),
        .legend_size = SIZE_S,
        .day = f->born.day,
        .month = f->born.month,
        .year = f->born.year};
    v->nhs_number = (struct input){.name = STR("nhs_number"),
        .label = STR("NHS number"),
        .optional = true,
        .width = 10,
        .inputmode = STR("numeric"),
        .value = r->about_nhs_number,
        .code = true};
    v->reach = (struct input){.name = STR("reach"),
        .value = r->about_reach,
        .width = 30,
        .label = self ? STR("Your telephone number") : STR("Their telephone number or address"),
        .hint = self ? STR("Or an email or postal address, if you don’t want to be rung") : STR_NONE};
}

static void view_sender(struct arena *a, const struct referral_form *f, struct referral_form_view *v)
{
    const struct referral *r = &f->referral;
    v->referrer =
        (struct input){.name = STR("referrer"), .label = STR("Your name"), .value = r->referrer, .width = 20};
    v->referrer_reach = (struct input){.name = STR("referrer_reach"),
        .label = STR("Your telephone number"),
        .value = r->referrer_reach,
        .width = 30,
        .hint = STR("We tell you what becomes of it. Add your email address to be told at each step")};
    v->code = (struct input){.name = STR("code"),
        .label = STR("Your code"),
        .width = 10,
        .code = true,
        .hint = STR("8 digits, which were read out to you"),
        .inputmode = STR("numeric"),
        .autocomplete = STR("one-time-code")};
    v->source = (struct select_field){.name = STR("source"), .label = STR("Who asks for this")};
    v->source.items.items = ARENA_ARRAY(a, struct option, referral_sources.n + 1);
    v->source.items.items[v->source.items.n++] = (struct option){.text = STR("Choose"), .value = STR("")};
    for (size_t i = 0; i < referral_sources.n; i++)
        v->source.items.items[v->source.items.n++] = (struct option){.text = referral_sources.terms[i].label,
            .value = referral_sources.terms[i].code,
            .selected = (int)i + 1 == (int)r->source};
}

static struct textarea area(const char *name, const char *label, const char *hint, struct str value)
{
    return (struct textarea){.name = str_from_cstr(name),
        .label = str_from_cstr(label),
        .hint = str_from_cstr(hint),
        .label_size = SIZE_S,
        .rows = 3,
        .optional = true,
        .value = value};
}

static void view_wished(struct arena *a, const struct referral *r, struct referral_form_view *v)
{
    v->wished = (struct radios){
        .name = STR("wished"), .legend = STR("Who should help?"), .legend_size = SIZE_S, .small = true};
    v->wished.items.items = ARENA_ARRAY(a, struct choice, STAFF_ROLE_HEALTH_COACH + 1);
    for (int role = STAFF_ROLE_CARE_COORDINATOR; role <= STAFF_ROLE_HEALTH_COACH; role++)
        v->wished.items.items[v->wished.items.n++] =
            (struct choice){.value = staff_role_code((enum staff_role)role),
                .label = staff_role_label((enum staff_role)role),
                .checked = (int)r->wished == role};
    v->wished.items.items[v->wished.items.n++] =
        (struct choice){.value = STR("unsure"), .label = STR("Not sure"), .checked = !r->wished};
}

static void view_needs(struct arena *a, const struct referral_form *f, struct referral_form_view *v)
{
    const struct referral *r = &f->referral;
    bool self = f->kind == REFERRAL_FORM_SELF;
    v->reasons = (struct checkboxes){.name = STR("reasons"),
        .legend = self ? STR("What would you like help with?") : STR("Why do they need support?"),
        .legend_size = SIZE_S,
        .small = true,
        .items = choices(a, &referral_reasons, r->reasons)};
    v->words = area(
        "words", self ? "Tell us more" : "What is going on?", "What happened, what helps, who is there", r->words);
    v->wants = area("wants", self ? "What would you like to change?" : "What do they want?",
        self ? "" : "In their own words", r->wants);
    v->risks = area("risks", "Anything to know before ringing or visiting?",
        "Such as a dog, stairs, somebody who must not hear of it", r->risks);
    v->urgency = (struct radios){.name = STR("urgency"),
        .legend = STR("How soon?"),
        .legend_size = SIZE_S,
        .hint = STR("In an emergency ring 999. For urgent medical help ring 111"),
        .small = true,
        .items = choices(a, &referral_urgencies, bit_of((int)r->urgency))};
    v->agreed = (struct radios){.name = STR("agreed"),
        .legend_size = SIZE_S,
        .small = true,
        .legend =
            self ? STR("May we keep what you wrote and get in touch with you?") : STR("Does the person agree?"),
        .items = choices(a, &referral_agreeds, bit_of((int)r->agreed))};
    if (self) {
        v->agreed.items.n = 1;
        v->agreed.items.items[0].label = STR("Yes");
    }
    view_wished(a, r, v);
}

static void view_problems(const struct referral_form *f, struct referral_form_view *v)
{
#define PROBLEM(field) v->field.error = problems_at(&f->problems, v->field.name)
    PROBLEM(name), PROBLEM(born), PROBLEM(nhs_number), PROBLEM(reach), PROBLEM(referrer), PROBLEM(referrer_reach);
    PROBLEM(code), PROBLEM(practice), PROBLEM(source), PROBLEM(reasons), PROBLEM(words), PROBLEM(wants);
    PROBLEM(risks), PROBLEM(urgency), PROBLEM(agreed);
#undef PROBLEM
    v->problems = problems_summary(&f->problems);
}

struct referral_form_view *referral_form_view(struct ctx *c, const struct referral_form *f)
{
    struct referral_form_view *v = ARENA_NEW(c->arena, struct referral_form_view);
    v->nonce = f->nonce;
    v->version = str_printf(c->arena, "%lld", (long long)f->referral.version);
    v->asks_whom = names_somebody(f->kind);
    v->asks_practice = f->kind == REFERRAL_FORM_SELF;
    v->asks_sender = v->asks_code = f->kind == REFERRAL_FORM_PARTNER;
    v->asks_source = f->kind == REFERRAL_FORM_RECORD || f->kind == REFERRAL_FORM_STAFF;
    v->asks_agreed = f->kind != REFERRAL_FORM_AMEND;
    v->asks_how = f->kind != REFERRAL_FORM_SELF;
    v->send = f->kind == REFERRAL_FORM_AMEND ? STR("Save the change") : STR("Send the referral");
    view_whom(f, v);
    view_sender(c->arena, f, v);
    view_needs(c->arena, f, v);
    view_problems(f, v);
    return v;
}
