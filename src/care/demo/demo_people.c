#include "care/demo/demo_people.h"

#include "care/demo/demo_draw.h"
#include "base/limits.h"

enum { WEEKS_BEFORE_A_NUMBER_IS_CHECKED = 6 };

void demo_people_start(struct demo_people *g, uint64_t seed, struct date today, int64_t wanted)
{
    *g = (struct demo_people){.seed = seed, .today = today, .wanted = wanted};
    random_seed(&g->random, seed);
    random_seed(&g->keys, ~seed);
}

static struct instant midnight(struct date day)
{
    return instant_from_local(day, 0, 0);
}

static struct str optional(const char *text)
{
    return str_from_cstr(text);
}

static bool is_story_number(struct nhs_number number)
{
    for (size_t i = 0; i < demo_story_count; i++) {
        struct nhs_number theirs;
        if (!demo_stories[i].nhs_number) continue;
        if (nhs_number_parse(str_from_cstr(demo_stories[i].nhs_number), &theirs)) BUG("a story's NHS number");
        if (nhs_number_eq(theirs, number)) return true;
    }
    return false;
}

/* Few have no number, some wait for a check; a network over 900,000 runs out of test numbers. */
static void put_number(struct demo_people *g, struct demo_person *d)
{
    struct person *p = &d->person;
    bool any = !demo_chance(&g->random, 3);
    while (any && demo_number_next(&g->number_at, g->seed, &p->nhs_number))
        if (!is_story_number(p->nhs_number))
            break;
        else
            p->nhs_number = NHS_NUMBER_NONE;
    bool baby = date_days_between(p->born, g->today) < WEEKS_BEFORE_A_NUMBER_IS_CHECKED * 7;
    enum nhs_number_status status = NHS_NUMBER_STATUS_VERIFIED;
    if (baby)
        status = NHS_NUMBER_STATUS_POSTPONED;
    else if (!p->nhs_number.v)
        status = NHS_NUMBER_STATUS_NOT_NEEDED;
    else if (demo_chance(&g->random, 25))
        status = demo_chance(&g->random, 700) ? NHS_NUMBER_STATUS_TRACE_NEEDED : NHS_NUMBER_STATUS_NOT_TRACED;
    p->nhs_number_status = nhs_number_status_code(status);
}

static void put_death(struct demo_people *g, struct demo_person *d)
{
    if (!demo_chance(&g->random, d->age >= 85 ? 80 : d->age >= 75 ? 30 : d->age >= 60 ? 7 : 1)) return;
    int lived = date_days_between(d->person.born, g->today);
    int ago = demo_between(&g->random, 1, 700);
    d->person.died_known = true;
    if (ago < lived && !demo_chance(&g->random, 60)) d->person.died = date_add_days(g->today, -ago);
}

/* A record begins some months ago, or a few days after what it tells of. */
static struct instant known_since(const struct demo_people *g, const struct demo_person *d)
{
    struct date day = date_add_days(g->today, -DEMO_DAYS_KEPT);
    if (date_before(day, date_add_days(d->person.born, 4))) day = date_add_days(d->person.born, 4);
    if (date_is_set(d->person.died) && date_before(day, d->person.died)) day = date_add_days(d->person.died, 1);
    return midnight(date_before(g->today, day) ? g->today : day);
}

static void put_key(struct demo_people *g, struct demo_person *d)
{
    struct instant at = {midnight(date_add_days(g->today, -DEMO_DAYS_KEPT)).v + g->made};
    d->person.key = uuid_seeded(at, &g->keys);
    g->made++;
}

/* ---- people with a story ---- */

static const struct demo_community *community_of(enum ethnicity ethnicity)
{
    for (size_t i = 0; i < demo_community_count; i++)
        if (demo_communities[i].ethnicity == ethnicity) return &demo_communities[i];
    return &demo_communities[0];
}

static void put_story(struct demo_people *g, const struct demo_story *s, struct demo_person *d)
{
    struct date born;
    if (!date_from_iso(str_from_cstr(s->born), &born)) BUG("a story's date of birth");
    *d = (struct demo_person){.practice = s->practice,
        .age = date_age(born, g->today),
        .story = s,
        .community = community_of(s->ethnicity),
        .person = {.title = optional(s->title),
            .given_names = optional(s->given),
            .family_name = optional(s->family),
            .preferred_name = optional(s->called),
            .born = born,
            .gender = s->gender,
            .address = {optional(s->street), optional(demo_practices[s->practice].district[0]),
                optional(demo_town)},
            .postcode = optional(s->postcode),
            .home_phone = optional(s->home),
            .mobile_phone = optional(s->mobile),
            .preferred_contact = s->method,
            .contact_times = optional(s->times),
            .language = optional(s->language),
            .interpreter = s->interpreter,
            .written_format = s->format,
            .communication_note = optional(s->note),
            .ethnicity = s->ethnicity,
            .named_gp = optional(s->gp),
            .died = DATE_NONE,
            .nhs_number_status = nhs_number_status_code(
                s->nhs_number ? NHS_NUMBER_STATUS_VERIFIED : NHS_NUMBER_STATUS_NOT_NEEDED)}};
    if (s->nhs_number && nhs_number_parse(str_from_cstr(s->nhs_number), &d->person.nhs_number))
        BUG("a story's NHS number");
}

/* ---- households by chance ---- */

static const struct demo_community *draw_community(struct random_seeded *r)
{
    int at = (int)random_below(r, 1000);
    size_t i = 0;
    while (i + 1 < demo_community_count && at >= demo_communities[i].share) at -= demo_communities[i++].share;
    return &demo_communities[i];
}

static int draw_practice(struct random_seeded *r)
{
    int at = (int)random_below(r, 1000), i = 0;
    while (i + 1 < DEMO_PRACTICES && at >= demo_practices[i].share) at -= demo_practices[i++].share;
    return i;
}

static size_t draw_household(struct demo_people *g, struct arena *a, struct demo_person *ret)
{
    struct demo_member members[DEMO_HOUSEHOLD_MOST];
    struct random_seeded *r = &g->random;
    const struct demo_community *community = draw_community(r);
    int practice = draw_practice(r);
    size_t n = demo_household_draw(r, community->three_generations, members);
    for (size_t i = 0; i < n; i++) {
        ret[i] = (struct demo_person){.practice = practice,
            .age = members[i].age,
            .community = community,
            .known_since = midnight(g->today),
            .person = {.gender = members[i].gender, .died = DATE_NONE}};
        ret[i].person.born = date_add_days(g->today, -(members[i].age * 36525 / 100 + demo_between(r, 1, 364)));
    }
    demo_names_draw(r, a, community, members, n, ret);
    demo_address_draw(r, a, practice, members[0].place == DEMO_RESIDENT, ret, n);
    demo_telephones_draw(r, a, ret, n);
    for (size_t i = 0; i < n; i++) {
        demo_needs_draw(r, &ret[i]);
        if (!demo_chance(r, 25)) ret[i].person.named_gp = demo_common(r, demo_practices[practice].gps);
        put_number(g, &ret[i]);
        put_death(g, &ret[i]);
    }
    return n;
}

size_t demo_people_next(struct demo_people *g, struct arena *a, struct demo_person *ret)
{
    int64_t left = g->wanted - g->made;
    if (left <= 0) return 0;
    size_t n = 1;
    if (g->made < (int64_t)demo_story_count)
        put_story(g, &demo_stories[g->made], ret);
    else
        n = draw_household(g, a, ret);
    if ((int64_t)n > left) n = (size_t)left;
    for (size_t i = 0; i < n; i++) {
        ret[i].known_since = known_since(g, &ret[i]);
        ret[i].person.source = STR("demonstration");
        put_key(g, &ret[i]);
    }
    return n;
}
