#include "care/people/person_record.h"

#include "care/people/person_fields.h"
#include "wire/json.h"

enum { FIELDS_MOST = 40, GROUP_ADDRESS = 1, GROUP_DEATH };

/* address[0] of the struct is address_1 in the form. */
static struct str form_name(struct arena *a, struct str state)
{
    if (!str_starts(state, STR("address["))) return state;
    return str_printf(a, "address_%d", state.p[8] - '0' + 1);
}

static int group_of(struct str state)
{
    if (str_starts(state, STR("address[")) || str_eq(state, STR("postcode"))) return GROUP_ADDRESS;
    return str_starts(state, STR("died")) ? GROUP_DEATH : 0;
}

struct list {
    struct arena *arena;
    struct record_field *items;
    size_t n;
};

static void add(struct list *l, struct str state, struct str label, enum record_field_kind kind,
    const struct vocabulary *codes)
{
    MUST(l->n < FIELDS_MOST);
    l->items[l->n++] = (struct record_field){.state = state,
        .form = form_name(l->arena, state),
        .label = label,
        .kind = kind,
        .codes = codes,
        .group = group_of(state)};
}

/* How somebody is reached: what a protected address keeps from all but a few. */
static bool is_reach(struct str state)
{
    static const struct str REACH[] = {STR_INIT("postcode"), STR_INIT("lsoa"), STR_INIT("home_phone"),
        STR_INIT("mobile_phone"), STR_INIT("email")};
    for (size_t i = 0; i < COUNT_OF(REACH); i++)
        if (str_eq(state, REACH[i])) return true;
    return str_starts(state, STR("address["));
}

static struct list all_fields(struct arena *a, bool withheld)
{
    struct list l = {a, ARENA_ARRAY(a, struct record_field, FIELDS_MOST), 0};
    add(&l, STR("practice"), STR("Practice"), FIELD_TEXT, NULL);
    l.items[0].fixed = true;
    add(&l, STR("nhs_number"), STR("NHS number"), FIELD_TEXT, NULL);
#define ADD_TEXT(field, label) add(&l, STR(#field), STR(label), FIELD_TEXT, NULL);
#define ADD_CODE(field, label, list) add(&l, STR(#field), STR(label), FIELD_CODE, &list##_vocabulary);
#define ADD_FLAG(field, label) add(&l, STR(#field), STR(label), FIELD_FLAG, NULL);
#define ADD_DATE(field, label) add(&l, STR(#field), STR(label), FIELD_DATE, NULL);
    PERSON_FIELDS(ADD_TEXT, ADD_CODE, ADD_FLAG, ADD_DATE)
#undef ADD_TEXT
#undef ADD_CODE
#undef ADD_FLAG
#undef ADD_DATE
    for (size_t i = 0; i < l.n; i++) {
        if (str_eq(l.items[i].state, STR("communication_note"))) l.items[i].kind = FIELD_LINES;
        if (str_eq(l.items[i].state, STR("restricted"))) l.items[i].fixed = true; /* it has a page of its own */
        if (str_eq(l.items[i].state, STR("lsoa"))) l.items[i].fixed = true;       /* nobody types it */
        /* Who may not see the address can't take its protection off, whatever version they put back. */
        if (withheld && str_eq(l.items[i].state, STR("protected_address"))) l.items[i].fixed = true;
        if (!str_eq(l.items[i].state, STR("language"))) continue;
        l.items[i].kind = FIELD_CODE; /* kept as its code, because a code that isn't listed is kept too */
        l.items[i].codes = &language_vocabulary;
    }
    return l;
}

static struct record_fields those_that(struct list l, bool are_reach)
{
    size_t n = 0;
    for (size_t i = 0; i < l.n; i++)
        if (is_reach(l.items[i].state) == are_reach) l.items[n++] = l.items[i];
    return (struct record_fields){l.items, n};
}

struct record_fields person_record_fields(struct arena *a, bool withheld)
{
    struct list all = all_fields(a, withheld);
    return withheld ? those_that(all, false) : (struct record_fields){all.items, all.n};
}

bool person_reach_changed_unseen(struct ctx *c, const struct person *p, struct str before, struct str after)
{
    return person_reach_is_withheld(c, p) &&
        record_changes(c->arena, those_that(all_fields(c->arena, true), true), before, after).n != 0;
}

struct str person_reach_note(struct ctx *c, const struct person *p, struct str before, struct str after)
{
    return person_reach_changed_unseen(c, p, before, after) ?
        STR("How to reach them changed. It is protected and not shown here.") :
        STR_NONE;
}

struct conflict_record person_conflict_record(struct ctx *c, const struct person *p)
{
    return (struct conflict_record){.kind = STR("person"),
        .id = p->id.v,
        .fields = person_record_fields(c->arena, person_reach_is_withheld(c, p))};
}

static bool is_reach_in_form(struct str sent)
{
    static const char *const prefixes[] = {"", "keep_", "seen_", "other_"};
    static const struct str ADDRESS = STR_INIT("address_");
    for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
        struct str before = str_from_cstr(prefixes[i]);
        if (before.n && !str_starts(sent, before)) continue;
        struct str name = str_skip(sent, before.n);
        if (str_starts(name, ADDRESS) || is_reach(name)) return true;
    }
    return false;
}

struct form person_form_without_reach(struct arena *a, const struct form *form)
{
    struct form without = *form;
    without.fields.items = ARENA_ARRAY(a, struct form_field, form->fields.n);
    without.fields.n = 0;
    for (size_t i = 0; i < form->fields.n; i++)
        if (!is_reach_in_form(form->fields.items[i].name))
            without.fields.items[without.fields.n++] = form->fields.items[i];
    return without;
}

bool person_reach_differs(struct arena *a, struct str state, struct str other)
{
    struct record_fields all = person_record_fields(a, false);
    for (size_t i = 0; i < all.n; i++) {
        struct str name = all.items[i].state;
        if (is_reach(name) && !str_eq(merge_value(a, state, name), merge_value(a, other, name))) return true;
    }
    return false;
}

/* ---- back from a state ---- */

static struct str text_of(struct json_value state, struct str field)
{
    struct str text = json_as_text(json_get(state, field));
    return text.n ? text : STR_NONE;
}

static bool flag_of(struct json_value state, struct str field)
{
    bool yes = false;
    return json_as_bool(json_get(state, field), &yes) && yes;
}

static struct date date_of(struct json_value state, struct str field)
{
    struct date d;
    return date_from_iso(text_of(state, field), &d) ? d : DATE_NONE;
}

enum err person_from_state(struct arena *a, struct str state, struct person *p)
{
    struct json_value s;
    struct json_problem problem;
    if (json_parse(a, state, &s, &problem)) return ERR_DAMAGED;
    struct str number = text_of(s, STR("nhs_number"));
    p->nhs_number = NHS_NUMBER_NONE;
    if (number.n && nhs_number_parse(number, &p->nhs_number)) return ERR_DAMAGED;
#define READ_TEXT(field, label) p->field = text_of(s, STR(#field));
#define READ_CODE(field, label, list) \
    if (!list##_from_code(text_of(s, STR(#field)), &p->field)) p->field = 0;
#define READ_FLAG(field, label) p->field = flag_of(s, STR(#field));
#define READ_DATE(field, label) p->field = date_of(s, STR(#field));
    PERSON_FIELDS(READ_TEXT, READ_CODE, READ_FLAG, READ_DATE)
#undef READ_TEXT
#undef READ_CODE
#undef READ_FLAG
#undef READ_DATE
    return ERR_NONE;
}
