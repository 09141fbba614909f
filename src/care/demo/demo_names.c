/* What people are called: given names of their generation, family names as their community passes them on. */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_people.h"

static bool is_woman(struct random_seeded *r, enum gender gender)
{
    return gender == GENDER_FEMALE || (gender != GENDER_MALE && demo_chance(r, 500));
}

static int generation(int age, struct date today)
{
    int year = date_parts(today).year - age;
    return year < 1960 ? 0 : year < 1990 ? 1 : 2;
}

/* "Kowalski" is "Kowalska" when she is a woman. */
static struct str feminine(struct arena *a, struct str family)
{
    if (!str_ends(family, STR("ski")) && !str_ends(family, STR("cki"))) return family;
    return str_printf(a, "%.*sa", (int)family.n - 1, family.p);
}

static struct str family_of(struct random_seeded *r, struct arena *a, const struct demo_community *c,
    const struct demo_member *m, struct str household, bool woman)
{
    bool married_in = m->place == DEMO_PARTNER || (m->place == DEMO_PARENT && woman);
    switch (c->surnames) {
    case DEMO_SURNAMES_SHARED:
        return m->place == DEMO_PARTNER && demo_chance(r, 130) ? demo_common(r, c->family) : household;
    case DEMO_SURNAMES_WIVES_OWN:
        return woman && married_in && m->age >= 32 && demo_chance(r, 680) ? demo_common(r, c->own_family) :
                                                                            household;
    case DEMO_SURNAMES_EACH_OWN: return woman && married_in ? demo_common(r, c->family) : household;
    case DEMO_SURNAMES_GENDERED: return woman ? feminine(a, household) : household;
    case DEMO_SURNAMES_KAUR: return str_eq(household, STR("Singh")) && woman ? STR("Kaur") : household;
    }
    BUG("surnames %d", c->surnames);
}

/* Names that nobody has alone. */
static bool wants_second(struct str given)
{
    return str_eq(given, STR("Mohammed")) || str_eq(given, STR("Muhammad")) || str_eq(given, STR("Abdul"));
}

static struct str called(struct random_seeded *r, struct str first, struct str second)
{
    if (wants_second(first) && second.n && demo_chance(r, 600)) return second;
    for (size_t i = 0; i < demo_short_name_count; i++)
        if (str_eq(first, str_from_cstr(demo_short_names[i].formal)))
            return demo_chance(r, 260) ? str_from_cstr(demo_short_names[i].called) : STR_NONE;
    return STR_NONE;
}

static struct str second_name(
    struct random_seeded *r, const struct demo_community *c, struct str first, struct demo_words list, bool woman)
{
    if (c->surnames == DEMO_SURNAMES_KAUR) return woman ? STR("Kaur") : STR("Singh");
    if (!wants_second(first) && !(c->middle_names && demo_chance(r, 620))) return STR_NONE;
    struct str second = demo_common(r, list);
    return str_eq(second, first) || wants_second(second) ? STR_NONE : second;
}

static struct str title(struct random_seeded *r, const struct demo_member *m, bool woman)
{
    if (m->age < 18 || (m->gender != GENDER_FEMALE && m->gender != GENDER_MALE)) return STR_NONE;
    if (demo_chance(r, 9)) return STR("Dr");
    if (!woman) return STR("Mr");
    if (m->place == DEMO_PARTNER || m->place == DEMO_PARENT || m->age > 70) return STR("Mrs");
    return demo_chance(r, 450) ? STR("Ms") : STR("Miss");
}

static void name_one(struct random_seeded *r, struct arena *a, const struct demo_community *c,
    const struct demo_member *m, struct str household, struct date today, struct person *p)
{
    bool woman = is_woman(r, m->gender);
    struct demo_words list = woman ? c->women[generation(m->age, today)] : c->men[generation(m->age, today)];
    struct str first = demo_common(r, list), second = second_name(r, c, first, list, woman);
    bool alone = str_eq(household, STR("Singh")) && second.n; /* Harjit Singh, not Harjit Singh Singh */
    p->family_name = family_of(r, a, c, m, household, woman);
    p->given_names = second.n && !alone ? str_printf(a, "%.*s %.*s", STR_ARG(first), STR_ARG(second)) : first;
    p->preferred_name = called(r, first, second);
    p->title = title(r, m, woman);
}

/* Half of the families with Singh and Kaur have no other family name. */
static struct str household_name(struct random_seeded *r, const struct demo_community *c)
{
    if (c->surnames == DEMO_SURNAMES_KAUR && demo_chance(r, 500)) return STR("Singh");
    return demo_common(r, c->family);
}

void demo_names_draw(struct random_seeded *r, struct arena *a, const struct demo_community *community,
    const struct demo_member *members, size_t n, struct demo_person *people)
{
    struct date today = instant_date(people->known_since);
    struct str household = household_name(r, community);
    for (size_t i = 0; i < n; i++) {
        if (members[i].place == DEMO_LODGER) household = household_name(r, community);
        name_one(r, a, community, &members[i], household, today, &people[i].person);
    }
}
