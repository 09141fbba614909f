#include "care/people/person_form.h"

#include "base/limits.h"
#include "nhs/postcode.h"
#include "nhs/telephone.h"

struct person_form person_form_of(struct ctx *c, const struct person *p)
{
    struct person_form f = {.person = *p, .version = p->version, .problems = {.arena = c->arena}};
    f.keep_reach = person_reach_is_withheld(c, p);
    f.nhs_number = nhs_number_display(c->arena, p->nhs_number);
    struct date_parts b = date_parts(p->born), d = date_parts(p->died);
    if (date_is_set(p->born))
        f.born = (struct field_date){str_printf(c->arena, "%d", b.day), str_printf(c->arena, "%d", b.month),
            str_printf(c->arena, "%d", b.year), p->born};
    if (date_is_set(p->died))
        f.died = (struct field_date){str_printf(c->arena, "%d", d.day), str_printf(c->arena, "%d", d.month),
            str_printf(c->arena, "%d", d.year), p->died};
    return f;
}

static void read_names(struct person_form *f, const struct form *form)
{
    struct person *p = &f->person;
    p->title = field_text(form, STR("title"), STR("Title"), LIMIT_NAME_PART, &f->problems);
    p->given_names = field_text(form, STR("given_names"), STR("First names"), LIMIT_NAME, &f->problems);
    p->family_name = field_text(form, STR("family_name"), STR("Last name"), LIMIT_NAME_PART, &f->problems);
    p->preferred_name =
        field_text(form, STR("preferred_name"), STR("Likes to be called"), LIMIT_NAME, &f->problems);
    p->pronouns = field_text(form, STR("pronouns"), STR("Pronouns"), LIMIT_NAME_PART, &f->problems);
}

static void read_number(struct person_form *f, const struct form *form)
{
    f->nhs_number = str_trim(form_get(form, STR("nhs_number")));
    f->person.nhs_number = NHS_NUMBER_NONE;
    if (!f->nhs_number.n) return;
    enum nhs_number_fault fault = nhs_number_parse(f->nhs_number, &f->person.nhs_number);
    if (fault) problems_add(&f->problems, STR("nhs_number"), nhs_number_fault_text(fault));
}

enum { OLDEST_AGE = 130 };

void person_check(struct problems *problems, const struct person *p, struct date today)
{
    if (!p->given_names.n && !p->family_name.n)
        problems_add(problems, STR("family_name"), STR("Enter a first name or a last name"));
    if (date_is_set(p->born) && date_before(today, p->born))
        problems_add(problems, STR("born"), STR("Date of birth must be today or in the past"));
    if (date_is_set(p->born) && !date_before(today, p->born) && date_age(p->born, today) > OLDEST_AGE)
        problems_add(problems, STR("born"), STR("Date of birth must be less than 130 years ago"));
    if (date_is_set(p->died) && date_before(today, p->died))
        problems_add(problems, STR("died"), STR("Date of death must be today or in the past"));
    if (date_is_set(p->died) && date_is_set(p->born) && date_before(p->died, p->born))
        problems_add(problems, STR("died"), STR("Date of death must be after the date of birth"));
    if (date_is_set(p->died) && !p->died_known)
        problems_add(problems, STR("died"), STR("Clear the date of death, or say that this person has died"));
}

static void read_dates(struct person_form *f, const struct form *form)
{
    f->born = field_date(form, STR("born"), STR("Date of birth"), &f->problems);
    f->died = field_date(form, STR("died"), STR("Date of death"), &f->problems);
    struct person *p = &f->person;
    p->born = f->born.date;
    p->died = f->died.date;
    p->died_known = field_ticked(form, STR("died_known")) || date_is_set(p->died);
}

static struct str read_phone(struct person_form *f, const struct form *form, struct str name, struct str label)
{
    struct str typed = field_text(form, name, label, LIMIT_NAME_PART, &f->problems), digits;
    if (typed.n && !telephone_normalise(f->problems.arena, typed, &digits))
        problems_add(&f->problems, name,
            str_printf(f->problems.arena, "%.*s must be a telephone number, like 01632 960 001", STR_ARG(label)));
    return typed;
}

static void read_address(struct person_form *f, const struct form *form)
{
    static const struct str NAMES[] = {
        STR_INIT("address_1"), STR_INIT("address_2"), STR_INIT("address_3"), STR_INIT("address_4")};
    static const struct str LABELS[] = {
        STR_INIT("Address line 1"), STR_INIT("Address line 2"), STR_INIT("Town or city"), STR_INIT("County")};
    struct person *p = &f->person;
    for (size_t i = 0; i < COUNT_OF(NAMES); i++)
        p->address[i] = field_text(form, NAMES[i], LABELS[i], LIMIT_ADDRESS_LINE, &f->problems);
    struct str postcode = field_text(form, STR("postcode"), STR("Postcode"), LIMIT_NAME_PART, &f->problems);
    p->postcode = postcode;
    struct postcode parsed;
    if (postcode.n && postcode_parse(postcode, &parsed))
        p->postcode = str_dup(f->problems.arena, postcode_str(&parsed));
    else if (postcode.n)
        problems_add(&f->problems, STR("postcode"), STR("Enter a full UK postcode, like LS8 4QT"));
    p->protected_address = field_ticked(form, STR("protected_address"));
    p->home_phone = read_phone(f, form, STR("home_phone"), STR("Home phone"));
    p->mobile_phone = read_phone(f, form, STR("mobile_phone"), STR("Mobile phone"));
    p->email = field_text(form, STR("email"), STR("Email address"), LIMIT_EMAIL, &f->problems);
    size_t at;
    if (p->email.n && (!str_find(p->email, '@', &at) || at == 0 || at + 1 == p->email.n))
        problems_add(&f->problems, STR("email"),
            STR("Enter an email address in the correct format, like name@example.com"));
}

bool person_form_reach(struct ctx *c, const struct form *form, const struct person *about, struct person *ret)
{
    struct person_form f = {.person = *about, .problems = {.arena = c->arena}};
    if (!form_get(form, STR("address_1")).p) return false;
    read_address(&f, form);
    *ret = f.person;
    return true;
}

static void read_reach(struct person_form *f, const struct form *form)
{
    struct person *p = &f->person;
    if (!f->keep_reach) read_address(f, form);
    p->contact_times =
        field_text(form, STR("contact_times"), STR("When to get in touch"), LIMIT_LINE, &f->problems);
    p->communication_note =
        field_note(form, STR("communication_note"), STR("Also worth knowing"), LIMIT_NOTE, &f->problems);
    p->named_gp = field_text(form, STR("named_gp"), STR("Named GP"), LIMIT_NAME, &f->problems);
}

static void not_offered(struct person_form *f, struct str name)
{
    problems_add(&f->problems, name, STR("Choose one of the answers"));
}

static void read_codes(struct person_form *f, const struct form *form)
{
    struct person *p = &f->person;
    struct str gender = form_get(form, STR("gender")), method = form_get(form, STR("preferred_contact"));
    struct str format = form_get(form, STR("written_format")), ethnicity = form_get(form, STR("ethnicity"));
    p->gender = GENDER_UNKNOWN;
    p->preferred_contact = CONTACT_METHOD_NONE;
    p->written_format = WRITTEN_FORMAT_NONE;
    p->ethnicity = ETHNICITY_NONE;
    if (gender.n && !gender_from_code(gender, &p->gender)) not_offered(f, STR("gender"));
    if (method.n && !contact_method_from_code(method, &p->preferred_contact))
        not_offered(f, STR("preferred_contact"));
    if (format.n && !written_format_from_code(format, &p->written_format)) not_offered(f, STR("written_format"));
    if (ethnicity.n && !ethnicity_from_code(ethnicity, &p->ethnicity)) not_offered(f, STR("ethnicity"));
    p->language = form_get(form, STR("language"));
    int listed;
    if (p->language.n && !vocabulary_find(&language_vocabulary, p->language, &listed))
        not_offered(f, STR("language"));
    p->interpreter = field_ticked(form, STR("interpreter"));
    p->no_letters = field_ticked(form, STR("no_letters"));
}

struct person_form person_form_read(struct ctx *c, const struct form *form, const struct person *about)
{
    struct person_form f = {
        .person = *about, .problems = {.arena = c->arena}, .keep_reach = person_reach_is_withheld(c, about)};
    if (!str_int(form_get(form, STR("version")), 0, INT32_MAX, &f.version))
        problems_add(
            &f.problems, STR_NONE, STR("This form is not complete. Go back to the record and open it again"));
    read_names(&f, form);
    read_number(&f, form);
    read_dates(&f, form);
    read_reach(&f, form);
    read_codes(&f, form);
    person_adjustments_read(c, form, about, &f.problems, &f.person.adjustments);
    person_check(&f.problems, &f.person, clock_today(c->clock));
    f.person.version = f.version;
    return f;
}
