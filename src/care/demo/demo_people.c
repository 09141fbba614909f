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
    for (size_t i = 0; i < demo_story_count(); i++) {
        struct nhs_number theirs;
        if (!demo_story_at(i)->nhs_number) continue;
        if (nhs_number_parse(str_from_cstr(demo_story_at(i)->nhs_number), &theirs)) BUG("a story's NHS number");
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

const struct demo_story *demo_story_at(size_t i)
{
    MUST(i < demo_story_count());
    return i < demo_first_story_count ? &demo_stories[i] : &demo_more_stories[i - demo_first_story_count];
}

size_t demo_story_count(void)
{
    return demo_first_story_count + demo_more_story_count;
}

static const struct demo_community *community_of(enum ethnicity ethnicity)
{
    for (size_t i = 0; i < demo_community_count; i++)
        if (demo_communities[i].ethnicity == ethnicity) return &demo_communities[i];
    return &demo_communities[0];
}

/* Their street's neighbourhood, from a number that follows from their address. */
static const struct demo_area *area_of(const struct demo_story *s)
{
    struct str postcode = str_from_cstr(s->postcode), street = str_from_cstr(s->street);
    uint32_t number = 0;
    for (size_t i = 0; i < street.n; i++) number = number * 31 + (uint8_t)street.p[i];
    return demo_area_of_street(str_cut(&postcode, ' '), number % DEMO_STREETS);
}

static void put_health(struct demo_people *g, const struct demo_story *s, struct demo_person *d)
{
    const struct demo_area *area = area_of(s);
    d->decile = area->decile;
    d->person.lsoa = str_from_cstr(area->lsoa);
    d->care_home = s->care_home;
    d->place = s->care_home ? DEMO_RESIDENT : DEMO_HEAD;
    d->at_home = 2; /* who lives alone says so in the story */
    d->health.carer = s->carer;
    for (size_t i = 0; i < DEMO_STORY_CONDITIONS && s->conditions[i].of; i++)
        demo_health_give(&d->health, (enum demo_condition_id)(s->conditions[i].of - 1),
            date_add_days(g->today, -s->conditions[i].years * 365 - demo_between(&g->random, 0, 200)));
    demo_health_count(&d->health, 0);
    d->person.protected_address = s->protected_address;
    if (!s->died_days_ago) return;
    d->person.died_known = true;
    d->person.died = date_add_days(g->today, -s->died_days_ago);
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
    put_health(g, s, d);
    if (s->nhs_number && nhs_number_parse(str_from_cstr(s->nhs_number), &d->person.nhs_number))
        BUG("a story's NHS number");
}

/* ---- households by chance ---- */

static int draw_practice(struct random_seeded *r)
{
    int at = (int)random_below(r, 1000), i = 0;
    while (i + 1 < DEMO_PRACTICES && at >= demo_practices[i].share) at -= demo_practices[i++].share;
    return i;
}

/* Where a household lives is decided here and nowhere else. */
static struct demo_place_of draw_place(struct random_seeded *r, struct demo_home home)
{
    struct demo_place_of place = {.practice = draw_practice(r), .care_home = home.kind == DEMO_CARE_HOME};
    const struct demo_practice *practice = &demo_practices[place.practice];
    struct str postcode = str_from_cstr(practice->care_home_postcode);
    int where = demo_chance(r, 650) ? 0 : 1;
    place.district = practice->district[where];
    place.area = place.care_home ?
        demo_area_of_street(str_cut(&postcode, ' '), (uint32_t)(place.practice * 37 % DEMO_STREETS)) :
        demo_area_draw(r, str_from_cstr(practice->outward[where]), home);
    return place;
}

static void put_rest(struct demo_people *g, struct demo_person *d)
{
    demo_needs_draw(&g->random, d);
    if (!demo_chance(&g->random, 25))
        d->person.named_gp = demo_common(&g->random, demo_practices[d->practice].gps);
    put_number(g, d);
    put_death(g, d);
}

static size_t draw_household(struct demo_people *g, struct arena *a, struct demo_person *ret)
{
    struct demo_member members[DEMO_HOUSEHOLD_MOST];
    struct random_seeded *r = &g->random;
    struct demo_home home = demo_home_draw(r);
    struct demo_place_of place = draw_place(r, home);
    const struct demo_community *community = demo_community_draw(r, place.area, home);
    size_t n = demo_household_draw(r, home, community->three_generations, members);
    for (size_t i = 0; i < n; i++) {
        ret[i] = (struct demo_person){.practice = place.practice,
            .age = members[i].age,
            .place = members[i].place,
            .community = community,
            .known_since = midnight(g->today),
            .person = {.gender = members[i].gender, .died = DATE_NONE}};
        ret[i].person.born = date_add_days(g->today, -(members[i].age * 36525 / 100 + demo_between(r, 1, 364)));
    }
    demo_names_draw(r, a, community, members, n, ret);
    demo_address_draw(r, a, place, ret, n);
    demo_telephones_draw(r, a, ret, n);
    demo_health_draw(r, g->today, ret, n);
    for (size_t i = 0; i < n; i++) put_rest(g, &ret[i]);
    return n;
}

size_t demo_people_next(struct demo_people *g, struct arena *a, struct demo_person *ret)
{
    int64_t left = g->wanted - g->made;
    if (left <= 0) return 0;
    size_t n = 1;
    if (g->made < (int64_t)demo_story_count())
        put_story(g, demo_story_at((size_t)g->made), ret);
    else
        n = demo_double_add(g, a, ret, draw_household(g, a, ret));
    if ((int64_t)n > left) n = (size_t)left;
    for (size_t i = 0; i < n; i++) {
        ret[i].known_since = known_since(g, &ret[i]);
        ret[i].person.source = STR("demonstration");
        put_key(g, &ret[i]);
    }
    return n;
}
