/* People who are here twice, so that there is something to compare: each was registered again in a hurry, by
 * whoever had only what was said on the telephone. No lot is drawn for them: everybody else is as they would be
 * without. */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_people.h"

enum { DOUBLES = 6, APART = 4 };

enum slip { SLIP_LETTERS, SLIP_SHORT_NAME, SLIP_NAME_BEFORE, SLIPS };

static bool fits(const struct demo_person *d)
{
    const struct person *p = &d->person;
    return d->place == DEMO_HEAD && d->age >= 35 && !p->died_known && !p->protected_address && p->mobile_phone.n;
}

/* "Thomspon": two letters in the middle change places. */
static struct str swapped(struct arena *a, struct str name)
{
    size_t at = name.n / 2;
    for (size_t i = 0; i < name.n; i++)
        if ((uint8_t)name.p[i] >= 0x80 || name.p[i] == ' ') return name;
    if (name.n < 6 || name.p[at] == name.p[at + 1]) return name;
    return str_printf(
        a, "%.*s%c%c%.*s", (int)at, name.p, name.p[at + 1], name.p[at], (int)(name.n - at - 2), name.p + at + 2);
}

/* What they are called, where that is a form of the first name; else the first of several. */
static struct str spoken(struct str given)
{
    struct str first = str_cut(&given, ' ');
    for (size_t i = 0; i < demo_short_name_count; i++)
        if (str_eq(first, str_from_cstr(demo_short_names[i].formal)))
            return str_from_cstr(demo_short_names[i].called);
    return first;
}

/* Before she married; of anybody else, the name with a slip. */
static struct str before(struct arena *a, const struct demo_person *d)
{
    struct demo_words family = d->community->family;
    struct str name = d->person.family_name, other = str_from_cstr(family.items[family.n / 2]);
    return d->person.gender != GENDER_FEMALE || str_eq(name, other) ? swapped(a, name) : other;
}

static void slip(struct arena *a, enum slip which, struct demo_person *d)
{
    struct person *p = &d->person;
    if (which == SLIP_LETTERS) p->family_name = swapped(a, p->family_name);
    if (which == SLIP_SHORT_NAME) p->given_names = spoken(p->given_names);
    if (which == SLIP_NAME_BEFORE) p->family_name = before(a, d);
}

size_t demo_double_add(struct demo_people *g, struct arena *a, struct demo_person *household, size_t n)
{
    const struct demo_person *d = &household[0];
    if (g->doubles >= DOUBLES * APART || n >= DEMO_HOUSEHOLD_MOST || !fits(d)) return n;
    if (g->doubles++ % APART) return n;
    struct demo_person *twice = &household[n];
    *twice = (struct demo_person){.practice = d->practice,
        .age = d->age,
        .decile = d->decile,
        .at_home = d->at_home,
        .place = d->place,
        .community = d->community,
        .known_since = d->known_since,
        .person = {.given_names = d->person.given_names,
            .family_name = d->person.family_name,
            .born = d->person.born,
            .gender = d->person.gender,
            .postcode = d->person.postcode,
            .lsoa = d->person.lsoa,
            .mobile_phone = d->person.mobile_phone,
            .language = d->person.language,
            .interpreter = d->person.interpreter,
            .died = DATE_NONE,
            .nhs_number_status = nhs_number_status_code(NHS_NUMBER_STATUS_TRACE_NEEDED)}};
    memcpy(twice->person.address, d->person.address, sizeof twice->person.address);
    slip(a, (enum slip)(g->doubles / APART % SLIPS), twice);
    return n + 1;
}
