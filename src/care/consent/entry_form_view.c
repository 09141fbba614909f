/* An entry's form as it is drawn. */
#include "care/consent/entry_form.h"

#include "base/utf8.h"

enum { OPTION_SHOWN = 100 };

static struct str error_at(const struct entry_form *f, struct str name)
{
    return problems_at(&f->problems, name);
}

static const char *member(const struct entry_form *f, const struct entry_field *field)
{
    return (const char *)&f->entry + field->at;
}

static struct str text_of(const struct entry_form *f, const struct entry_field *field)
{
    struct str value;
    memcpy(&value, member(f, field), sizeof value);
    return value;
}

static struct input line(const struct entry_form *f, struct str name, struct str label, struct str value)
{
    return (struct input){.name = name,
        .label = label,
        .label_size = SIZE_S,
        .value = value,
        .width = 30,
        .autocomplete = STR("off"),
        .error = error_at(f, name)};
}

static struct textarea text(const struct entry_form *f, const struct entry_field *field)
{
    return (struct textarea){.name = field->name,
        .label = field->label,
        .label_size = SIZE_S,
        .optional = !field->missing.n,
        .rows = 2,
        .hint = field->hint,
        .value = text_of(f, field),
        .error = error_at(f, field->name)};
}

static struct date_input date(
    const struct entry_form *f, const struct entry_field *field, const struct field_date *d)
{
    return (struct date_input){.name = field->name,
        .legend = field->label,
        .legend_size = SIZE_S,
        .optional = !field->missing.n,
        .hint = field->hint,
        .day = d->day,
        .month = d->month,
        .year = d->year,
        .error = error_at(f, field->name)};
}

static struct radios choice(struct ctx *c, const struct entry_form *f, const struct entry_field *field)
{
    int chosen, first = field->first ? field->first : 1;
    int count = field->count ? field->count : (int)field->list->n;
    memcpy(&chosen, member(f, field), sizeof chosen);
    struct radios r = {.name = field->name,
        .legend = field->label,
        .legend_size = SIZE_S,
        .hint = field->hint,
        .small = true,
        .in_line = field->in_line,
        .error = error_at(f, field->name),
        .items = {ARENA_ARRAY(c->arena, struct choice, (size_t)count), (size_t)count}};
    for (int i = 0; i < count; i++) {
        const struct term *term = &field->list->terms[first - 1 + i];
        r.items.items[i] =
            (struct choice){.value = term->code, .label = term->label, .checked = chosen == first + i};
    }
    return r;
}

static struct checkboxes ticks(struct ctx *c, const struct entry_form *f, const struct entry_field *field)
{
    size_t n = field->list->n;
    struct checkboxes b = {.name = field->name,
        .legend = field->label,
        .legend_size = SIZE_S,
        .hint = field->hint,
        .small = true,
        .error = error_at(f, field->name),
        .items = {ARENA_ARRAY(c->arena, struct choice, n), n}};
    for (size_t i = 0; i < n; i++)
        b.items.items[i] = (struct choice){.name = entry_tick_name(c->arena, field, i),
            .value = STR("yes"),
            .label = field->list->terms[i].label,
            .checked = (f->entry.kinds & 1u << i) != 0};
    return b;
}

/* ---- what it is about ---- */

static void add_option(struct option_list *list, struct str value, struct str text, struct str chosen)
{
    list->items[list->n++] = (struct option){.value = value, .text = text, .selected = str_eq(value, chosen)};
}

static void add_party_options(
    struct arena *a, const struct consent_list *all, struct str chosen, struct option_list *list)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct consent_entry *e = &all->items[i];
        bool first = e->subject.party.v != 0;
        for (size_t k = 0; first && k < i; k++) first = all->items[k].subject.party.v != e->subject.party.v;
        if (!first) continue;
        struct str name = consent_party_words(a, &e->party);
        add_option(list, consent_about_value(a, e->subject, &e->party),
            str_printf(a, "Telling %.*s", STR_ARG(name)), chosen);
    }
}

/* A basis other than consent covers no story, evaluation or survey: they aren't offered. */
static struct option_list about_options(struct ctx *c, const struct entry_form *f, const struct consent_list *all)
{
    enum { OTHERS = 8 };
    bool basis = f->kind->kind == CONSENT_ENTRY_BASIS;
    struct arena *a = c->arena;
    struct option_list list = {ARENA_ARRAY(a, struct option, all->n + consent_channels.n + OTHERS), 0};
    add_option(&list, STR(""), STR("Choose"), f->about);
    for (size_t i = 0; i < consent_channels.n; i++) {
        struct consent_subject subject = {CONSENT_CHANNEL, (enum consent_channel)(i + 1), {0}};
        add_option(&list, consent_about_value(a, subject, NULL), consent_channels.terms[i].label, f->about);
    }
    add_party_options(a, all, f->about, &list);
    add_option(&list, STR("new"), STR("Telling somebody not listed yet"), f->about);
    for (int purpose = CONSENT_RECORD; purpose <= CONSENT_SURVEY; purpose++) {
        bool listed = purpose != CONSENT_PARTY && purpose != CONSENT_CHANNEL;
        if (!listed || (basis && purpose != CONSENT_RECORD)) continue;
        add_option(&list, vocabulary_code(&consent_purposes, purpose),
            vocabulary_label(&consent_purposes, purpose), f->about);
    }
    if (f->kind->kind == CONSENT_ENTRY_CAPACITY)
        add_option(&list, STR("other"), STR("Another decision"), f->about);
    return list;
}

static void about(struct ctx *c, const struct entry_form *f, const struct entry_field *field,
    const struct consent_list *all, struct entry_control_view *v)
{
    bool problem = error_at(f, STR("party_name")).n || error_at(f, STR("party_kind")).n;
    v->select = (struct select_field){.name = field->name,
        .label = field->label,
        .label_size = SIZE_S,
        .error = error_at(f, field->name),
        .items = about_options(c, f, all)};
    v->asks_who = true;
    v->who = (struct details){.summary = STR("Somebody not listed yet"),
        .open = entry_form_names_somebody(f) || f->party_name.n || problem};
    v->party_name = line(f, STR("party_name"), STR("Name"), f->party_name);
    v->party_relation = line(f, STR("party_relation"), STR("What they are to the person"), f->party_relation);
    v->party_relation.hint = STR("For example daughter, friend, housing association");
    v->party_relation.optional = true;
    static const struct entry_field KIND = {.control = CONTROL_CHOICE,
        .name = STR_INIT("party_kind"),
        .label = STR_INIT("They are"),
        .list = &consent_party_kinds,
        .at = offsetof(struct consent_entry, party.kind)};
    v->party_kind = choice(c, f, &KIND);
    for (size_t i = 0; i < v->party_kind.items.n; i++)
        v->party_kind.items.items[i].checked = f->party_kind == (int)i + 1;
}

/* ---- what a decision for somebody rests on ---- */

static bool may_rest_on(const struct entry_form *f, const struct consent_entry *e)
{
    if (!consent_stands(e)) return false;
    if (f->kind->kind == CONSENT_ENTRY_BEST_INTERESTS)
        return e->kind == CONSENT_ENTRY_CAPACITY && e->answer == CONSENT_LACKS;
    return e->kind == CONSENT_ENTRY_ATTORNEY || e->kind == CONSENT_ENTRY_BEST_INTERESTS;
}

static struct select_field rests(struct ctx *c, const struct entry_form *f, const struct entry_field *field,
    const struct consent_list *all, const struct consent_whom *whom)
{
    struct option_list list = {ARENA_ARRAY(c->arena, struct option, all->n + 1), 0};
    bool needed = field->missing.n != 0;
    add_option(&list, STR(""), needed ? STR("Choose") : STR("Nobody: they decided themselves"), f->rests_on);
    for (size_t i = 0; i < all->n; i++) {
        const struct consent_entry *e = &all->items[i];
        if (!may_rest_on(f, e)) continue;
        struct str words = e->kind == CONSENT_ENTRY_CAPACITY ?
            str_printf(c->arena, "%.*s: %.*s", STR_ARG(date_long(c->arena, e->on)),
                STR_ARG(consent_subject_words(c->arena, e->subject, &e->party, e->words))) :
            consent_entry_words(c->arena, e, whom);
        add_option(&list, uuid_text(c->arena, e->key), utf8_shorten(c->arena, words, OPTION_SHOWN), f->rests_on);
    }
    return (struct select_field){.name = field->name,
        .label = field->label,
        .label_size = SIZE_S,
        .optional = !needed,
        .hint = field->hint,
        .error = error_at(f, field->name),
        .items = list};
}

/* ---- the form ---- */

static struct entry_control_view control(struct ctx *c, const struct entry_form *f,
    const struct entry_field *field, const struct consent_list *all, const struct consent_whom *whom)
{
    struct entry_control_view v = {.control = field->control};
    switch (field->control) {
    case CONTROL_LINE:
        v.line = line(f, field->name, field->label, text_of(f, field));
        v.line.hint = field->hint;
        v.line.optional = !field->missing.n;
        break;
    case CONTROL_TEXT: v.text = text(f, field); break;
    case CONTROL_CHOICE: v.choice = choice(c, f, field); break;
    case CONTROL_TICKS: v.ticks = ticks(c, f, field); break;
    case CONTROL_ABOUT: about(c, f, field, all, &v); break;
    case CONTROL_RESTS: v.select = rests(c, f, field, all, whom); break;
    case CONTROL_DATE: break; /* by the caller, who counts them */
    }
    return v;
}

/* ---- folds ---- */

/* What a fold keeps from sight is what is usual; anything else, and what is wrong, is open. */
static bool is_unusual(const struct entry_form *f, const struct entry_field *field, const struct field_date *d)
{
    int chosen;
    if (error_at(f, field->name).n) return true;
    switch (field->control) {
    case CONTROL_DATE: return d->day.n || d->month.n || d->year.n;
    case CONTROL_TICKS: return f->entry.kinds || !f->about.n || f->entry.subject.purpose == CONSENT_PARTY;
    case CONTROL_RESTS: return f->rests_on.n != 0;
    case CONTROL_CHOICE: memcpy(&chosen, member(f, field), sizeof chosen); return chosen != DECIDED_BY_PERSON;
    case CONTROL_LINE:
    case CONTROL_TEXT: return text_of(f, field).n != 0;
    case CONTROL_ABOUT: break;
    }
    return true;
}

static struct entry_group_view *group_for(
    struct ctx *c, const struct entry_form *f, const struct entry_field *field, struct entry_form_view *v)
{
    struct entry_group_view *last = v->groups.n ? &v->groups.items[v->groups.n - 1] : NULL;
    if (last && str_eq(last->fold.summary, field->fold)) return last;
    last = &v->groups.items[v->groups.n++];
    last->fold.summary = field->fold;
    last->controls.items = ARENA_ARRAY(c->arena, struct entry_control_view, f->kind->n);
    return last;
}

struct entry_form_view *entry_form_view(struct ctx *c, const struct entry_form *f, const struct person *p,
    const struct consent_list *all, const struct consent_whom *whom)
{
    struct entry_form_view *v = ARENA_NEW(c->arena, struct entry_form_view);
    struct problems *problems = ARENA_NEW(c->arena, struct problems);
    *problems = f->problems;
    size_t dates = 0;
    v->problems = problems_summary(problems);
    v->heading = f->kind->title;
    v->hint = f->kind->hint;
    v->action = person_url(c->arena, p, f->kind->path);
    v->cancel = person_url(c->arena, p, "/consent");
    v->nonce = uuid_text(c->arena, f->nonce);
    v->seen = uuid_is_set(f->seen) ? uuid_text(c->arena, f->seen) : STR_NONE;
    v->groups.items = ARENA_ARRAY(c->arena, struct entry_group_view, f->kind->n);
    for (size_t i = 0; i < f->kind->n; i++) {
        const struct entry_field *field = &f->kind->fields[i];
        struct entry_group_view *group = group_for(c, f, field, v);
        struct entry_control_view *one = &group->controls.items[group->controls.n++];
        const struct field_date *typed = field->control == CONTROL_DATE ? &f->dates[dates++] : NULL;
        *one = control(c, f, field, all, whom);
        if (typed) one->date = date(f, field, typed);
        if (field->fold.n && is_unusual(f, field, typed)) group->fold.open = true;
    }
    return v;
}
