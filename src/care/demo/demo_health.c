#include "care/demo/demo_health.h"

#include "care/demo/demo_draw.h"
#include "care/demo/demo_people.h"

enum { MILLION = 1000 * 1000, MOST = 950 * 1000, POLYPHARMACY = 5, DEFICIT_OF_POLYPHARMACY = 26 };

/* A person's own share of ill luck, percent: on average a hundred. */
static const int LUCK[] = {55, 63, 72, 80, 90, 98, 108, 122, 140, 172};

int demo_prevalence(const struct demo_condition *k, int age)
{
    int point = age / 10, last = DEMO_AGE_POINTS - 1;
    if (point >= last) return k->at[last];
    return k->at[point] + (k->at[point + 1] - k->at[point]) * (age % 10) / 10;
}

static int of_sex(const struct demo_condition *k, enum gender gender)
{
    if (gender == GENDER_MALE) return k->men;
    if (gender == GENDER_FEMALE) return 200 - k->men;
    return k->men > 20 && k->men < 180 ? 100 : 0; /* of whom the record doesn't say: nothing that hangs on it */
}

static int of_origin(const struct demo_condition *k, enum demo_origin origin)
{
    int percent = origin == DEMO_ORIGIN_SOUTH_ASIAN ? k->south_asian : origin == DEMO_ORIGIN_BLACK ? k->black : 0;
    return percent ? percent : 100;
}

/* A condition that makes another likelier would raise its average: everybody's likelihood is lowered by as much.
 */
static int64_t through_links(int64_t chance, const struct demo_condition *k, const struct demo_person *d)
{
    for (size_t i = 0; i < DEMO_LINKS && k->links[i].of; i++) {
        enum demo_condition_id other = (enum demo_condition_id)(k->links[i].of - 1);
        int64_t share = demo_prevalence(&demo_conditions[other], d->age), percent = k->links[i].percent;
        chance = chance * MILLION / (MILLION + share * (percent - 100));
        if (demo_has(&d->health, other)) chance = chance * percent / 100;
    }
    return chance;
}

/* Of a million. */
static int64_t chance_of(const struct demo_condition *k, const struct demo_person *d, int luck)
{
    if (d->age < k->youngest) return 0;
    if (d->care_home && k->residents) return k->residents * (MILLION / 100);
    int64_t chance = (int64_t)demo_prevalence(k, d->age) * 100 * of_sex(k, d->person.gender) / 100;
    chance = chance * (900 + (k->deprived - 100) * (11 - 2 * d->decile)) / 900;
    chance = through_links(chance * of_origin(k, d->community->origin) / 100 * luck / 100, k, d);
    return chance > MOST ? MOST : chance;
}

const struct demo_code *demo_condition_code(const struct demo_health *h, enum demo_condition_id id)
{
    const struct demo_condition *k = &demo_conditions[id];
    return h->others[id / 64] >> id % 64 & 1 ? &k->other : &k->code;
}

void demo_health_give(struct demo_health *h, enum demo_condition_id id, struct date since)
{
    h->bits[id / 64] |= (uint64_t)1 << id % 64;
    h->since[id] = since;
}

void demo_health_count(struct demo_health *h, int medicines)
{
    uint64_t deficits = medicines >= POLYPHARMACY ? (uint64_t)1 << DEFICIT_OF_POLYPHARMACY : 0;
    h->long_term = 0;
    for (int id = 0; id < DEMO_CONDITIONS; id++) {
        if (!demo_has(h, (enum demo_condition_id)id)) continue;
        if (demo_conditions[id].long_term) h->long_term++;
        deficits |= (uint64_t)(demo_conditions[id].deficit != 0) << demo_conditions[id].deficit;
    }
    h->deficits = __builtin_popcountll(deficits);
}

/* Not before the age it can begin at, nor longer ago than it lasts; oftener lately than long ago. */
static struct date onset(
    struct random_seeded *r, const struct demo_condition *k, const struct demo_person *d, struct date today)
{
    int years = d->age - k->youngest < k->longest ? d->age - k->youngest : k->longest;
    int days = demo_nearer(r, 3, years < 1 ? 60 : years * 365), lived = date_days_between(d->person.born, today);
    return date_add_days(today, -(days < lived ? days : lived));
}

static void draw_conditions(struct random_seeded *r, struct date today, struct demo_person *d)
{
    int luck = LUCK[random_below(r, COUNT_OF(LUCK))];
    for (int id = 0; id < DEMO_CONDITIONS; id++) {
        const struct demo_condition *k = &demo_conditions[id];
        int64_t chance = chance_of(k, d, luck);
        if (chance <= 0 || (int64_t)random_below(r, MILLION) >= chance) continue;
        demo_health_give(&d->health, (enum demo_condition_id)id, onset(r, k, d, today));
        if (k->other.display && demo_chance(r, 333)) d->health.others[id / 64] |= (uint64_t)1 << id % 64;
    }
}

/* Percent of adults: England's 12 smoke, twice as many in the most deprived areas as on average. */
static void draw_smoking(struct random_seeded *r, struct demo_person *d)
{
    if (d->age < 16) return;
    int now = (d->age < 65 ? 140 : 75) * (900 + 60 * (11 - 2 * d->decile)) / 900;
    int once = d->age < 30 ? 90 : d->age < 60 ? 250 : 390;
    if (demo_has(&d->health, DEMO_COPD) || demo_has(&d->health, DEMO_LUNG_CANCER)) now = 340, once = 560;
    int at = (int)random_below(r, 1000);
    d->health.smoking = at < now ? DEMO_SMOKER : at < now + once ? DEMO_EX_SMOKER : DEMO_NEVER_SMOKED;
}

static bool needs_looking_after(const struct demo_health *h)
{
    return demo_has(h, DEMO_DEMENTIA) || demo_has(h, DEMO_NEEDS_CARE) || demo_has(h, DEMO_HOUSEBOUND) ||
        demo_has(h, DEMO_PALLIATIVE) || demo_has(h, DEMO_LEARNING_DISABILITY);
}

/* Of a thousand who care for somebody elsewhere, by age. */
static int cares_elsewhere(int age)
{
    return age < 12 ? 6 : age < 18 ? 20 : age < 35 ? 50 : age < 50 ? 85 : age < 65 ? 145 : age < 80 ? 92 : 40;
}

static void draw_carers(struct random_seeded *r, struct demo_person *people, size_t n)
{
    bool needed = false;
    for (size_t i = 0; i < n; i++) needed = needed || needs_looking_after(&people[i].health);
    for (size_t i = 0; i < n; i++) {
        struct demo_person *d = &people[i];
        if (d->age < 8 || d->care_home || needs_looking_after(&d->health)) continue;
        bool nearest = needed && n > 1 && d->place != DEMO_LODGER;
        d->health.carer = demo_chance(r, nearest ? (d->age >= 18 ? 650 : 120) : cares_elsewhere(d->age));
    }
}

void demo_health_draw(struct random_seeded *r, struct date today, struct demo_person *people, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        draw_conditions(r, today, &people[i]);
        draw_smoking(r, &people[i]);
        demo_health_count(&people[i].health, 0);
    }
    draw_carers(r, people, n);
}
