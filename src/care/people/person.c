/* How people are named and shown; no SQL, no HTTP. */
#include "care/people/person.h"

#include "nhs/person_name.h"

static struct person_name name_of(const struct person *p)
{
    return (struct person_name){
        .title = p->title, .given = p->given_names, .family = p->family_name, .known_as = p->preferred_name};
}

struct str person_called(struct arena *a, const struct person *p)
{
    struct person_name name = name_of(p);
    return person_name_friendly(a, &name);
}

struct str person_full_name(struct arena *a, const struct person *p)
{
    struct person_name name = name_of(p);
    return person_name_plain(a, &name);
}

struct str person_list_name(struct arena *a, const struct person *p)
{
    struct person_name name = name_of(p);
    name.title = STR_NONE;
    return person_name_banner(a, &name);
}

struct str person_formal_name(struct arena *a, const struct person *p)
{
    struct person_name name = name_of(p);
    return person_name_banner(a, &name);
}

struct str person_born_and_age(struct arena *a, const struct person *p, struct date today)
{
    if (!date_is_set(p->born)) return STR_NONE;
    struct str born = date_short(a, p->born);
    if (p->died_known) return born;
    return str_printf(a, "%.*s (%dy)", STR_ARG(born), date_age(p->born, today));
}

struct str person_phone(const struct person *p)
{
    bool mobile_first = !p->home_phone.n || p->preferred_contact == CONTACT_METHOD_TEXT_MESSAGE;
    return mobile_first && p->mobile_phone.n ? p->mobile_phone : p->home_phone;
}

struct url person_url(struct arena *a, const struct person *p, const char *after)
{
    return url_with_id(a, "/people/", p->key, after);
}
