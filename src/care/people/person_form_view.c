/* The details form as controls: what was typed comes back as typed, with its message. */
#include "care/people/person_form.h"

static struct input text(const struct person_form *f, const char *name, const char *label, struct str value)
{
    struct str field = str_from_cstr(name);
    return (struct input){.name = field,
        .label = str_from_cstr(label),
        .value = value,
        .error = problems_at(&f->problems, field),
        .label_size = SIZE_S,
        .autocomplete = STR("off"),
        .width = 20};
}

static struct input narrow(struct input in, int width, const char *hint)
{
    in.width = width;
    in.hint = str_from_cstr(hint);
    return in;
}

static struct date_input date(const struct person_form *f, const char *name, const char *legend,
    const struct field_date *d, const char *hint)
{
    struct str field = str_from_cstr(name);
    return (struct date_input){.name = field,
        .legend = str_from_cstr(legend),
        .legend_size = SIZE_S,
        .hint = str_from_cstr(hint),
        .day = d->day,
        .month = d->month,
        .year = d->year,
        .error = problems_at(&f->problems, field)};
}

static struct checkboxes tick(struct ctx *c, const char *name, const char *label, bool on)
{
    struct choice *one = ARENA_NEW(c->arena, struct choice);
    *one = (struct choice){.value = STR("yes"), .label = str_from_cstr(label), .checked = on};
    return (struct checkboxes){.name = str_from_cstr(name), .items = {one, 1}, .small = true};
}

static struct radios choose(struct ctx *c, const struct person_form *f, const char *name, const char *legend,
    const struct vocabulary *list, int value)
{
    struct str field = str_from_cstr(name);
    struct radios r = {.name = field,
        .legend = str_from_cstr(legend),
        .legend_size = SIZE_S,
        .small = true,
        .in_line = true,
        .error = problems_at(&f->problems, field)};
    r.items = choices_of(c->arena, list, vocabulary_code(list, value));
    return r;
}

/* A drop-down that begins with "Not recorded"; a code that isn't listed stays as it is, so
 * that saving keeps it. */
static struct select_field pick(struct ctx *c, const struct person_form *f, const char *name, const char *label,
    const struct vocabulary *list, struct str code)
{
    struct str field = str_from_cstr(name);
    struct select_field s = {.name = field,
        .label = str_from_cstr(label),
        .label_size = SIZE_S,
        .error = problems_at(&f->problems, field)};
    s.items = options_of(c->arena, list, "Not recorded", code);
    return s;
}

static void view_names(struct ctx *c, const struct person_form *f, struct person_edit_view *v)
{
    const struct person *p = &f->person;
    v->title = narrow(text(f, "title", "Title", p->title), 5, "");
    v->given_names = text(f, "given_names", "First names", p->given_names);
    v->family_name = text(f, "family_name", "Last name", p->family_name);
    v->preferred_name =
        narrow(text(f, "preferred_name", "Likes to be called", p->preferred_name), 20, "If not their first name");
    v->nhs_number = narrow(text(f, "nhs_number", "NHS number", f->nhs_number), 10,
        "A 10-digit number, like 999 123 4567. Leave it empty if it is not known");
    v->nhs_number.inputmode = STR("numeric");
    v->nhs_number.code = true;
    v->born = date(f, "born", "Date of birth", &f->born, "For example, 4 3 1943");
    v->gender = choose(c, f, "gender", "Gender", &gender_vocabulary, (int)p->gender);
    v->pronouns = narrow(text(f, "pronouns", "Pronouns", p->pronouns), 10, "In their own words, if they wish");
    v->died = date(f, "died", "Date of death", &f->died, "");
    v->died_known = tick(c, "died_known", "This person has died", p->died_known);
}

static void view_address(struct ctx *c, const struct person_form *f, struct person_edit_view *v)
{
    const struct person *p = &f->person;
    v->address_1 = text(f, "address_1", "Address line 1", p->address[0]);
    v->address_2 = text(f, "address_2", "Address line 2", p->address[1]);
    v->address_3 = text(f, "address_3", "Town or city", p->address[2]);
    v->address_4 = text(f, "address_4", "County", p->address[3]);
    v->postcode = narrow(text(f, "postcode", "Postcode", p->postcode), 10, "");
    v->protected_address = tick(c, "protected_address",
        "The address is protected: only their team and supervisors see it and the telephone numbers",
        p->protected_address);
    v->home_phone = narrow(text(f, "home_phone", "Home phone", p->home_phone), 20, "");
    v->mobile_phone = narrow(text(f, "mobile_phone", "Mobile phone", p->mobile_phone), 20, "");
    v->home_phone.type = v->mobile_phone.type = STR("tel");
    v->email = text(f, "email", "Email address", p->email);
    v->email.spellcheck = SPELLCHECK_OFF;
}

static void view_reach(struct ctx *c, const struct person_form *f, struct person_edit_view *v)
{
    const struct person *p = &f->person;
    if (!f->keep_reach) view_address(c, f, v);
    v->preferred_contact = pick(c, f, "preferred_contact", "Best way to get in touch", &contact_method_vocabulary,
        contact_method_code(p->preferred_contact));
    v->contact_times = narrow(
        text(f, "contact_times", "When to get in touch", p->contact_times), 30, "For example, ring after 11am");
    v->no_letters = tick(c, "no_letters", "Do not send them letters", p->no_letters);
    v->named_gp = text(f, "named_gp", "Named GP", p->named_gp);
}

static void view_needs(struct ctx *c, const struct person_form *f, struct person_edit_view *v)
{
    const struct person *p = &f->person;
    v->language = pick(c, f, "language", "Language", &language_vocabulary, p->language);
    v->interpreter = tick(c, "interpreter", "Needs an interpreter", p->interpreter);
    v->written_format = pick(c, f, "written_format", "Written information as", &written_format_vocabulary,
        written_format_code(p->written_format));
    v->communication_note = (struct textarea){.name = STR("communication_note"),
        .label = STR("Also worth knowing"),
        .hint = STR("What helps when speaking with them. For example, hears best on her right side"),
        .value = p->communication_note,
        .error = problems_at(&f->problems, STR("communication_note")),
        .label_size = SIZE_S,
        .rows = 3};
    v->ethnicity = pick(c, f, "ethnicity", "Ethnicity", &ethnicity_vocabulary, ethnicity_code(p->ethnicity));
}

struct person_edit_view *person_form_view(struct ctx *c, const struct person_form *f)
{
    struct person_edit_view *v = ARENA_NEW(c->arena, struct person_edit_view);
    struct problems *problems = ARENA_NEW(c->arena, struct problems);
    *problems = f->problems;
    v->problems = problems_summary(problems);
    v->version = str_printf(c->arena, "%lld", (long long)f->version);
    v->no_reach = f->keep_reach;
    view_names(c, f, v);
    view_reach(c, f, v);
    view_needs(c, f, v);
    person_adjustments_view(c, f, v);
    return v;
}
