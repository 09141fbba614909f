/*
 * The people of the invented network, a household at a time, in bounded memory however many are wanted.
 *
 * Pure: nothing is read but the tables of demo/, nothing is written; the same seed and day give the same people.
 * First come the people with a story of their own, then households by chance: who lives together, of what ages, in
 * which community, where, under which practice; then what each needs. Ages, needs and languages hang together, so
 * that lists and searches find what they would find in life.
 */
#ifndef CAIRN_CARE_DEMO_PEOPLE_H
#define CAIRN_CARE_DEMO_PEOPLE_H

#include "care/demo/demo_health.h"
#include "care/demo/demo_words.h"
#include "care/people/person.h"

enum { DEMO_HOUSEHOLD_MOST = 12, DEMO_STREETS = 180 };

enum demo_place { DEMO_HEAD, DEMO_PARTNER, DEMO_CHILD, DEMO_PARENT, DEMO_LODGER, DEMO_RESIDENT };
struct demo_person {
    struct person person; /* without id, practice and practice's name */
    int practice;         /* which of demo_practices */
    int age;
    int decile;     /* of their neighbourhood, 1 the most deprived */
    size_t at_home; /* how many live there */
    enum demo_place place;
    bool care_home;
    struct demo_health health;
    const struct demo_community *community; /* whose names their family has */
    const struct demo_story *story;         /* NULL: by chance */
    struct instant known_since;             /* when their record began */
};

struct demo_people {
    struct random_seeded random, keys;
    uint64_t seed;
    struct date today;
    int64_t wanted, made;
    uint32_t number_at;
    size_t doubles; /* who could be one, so far */
};
void demo_people_start(struct demo_people *g, uint64_t seed, struct date today, int64_t wanted);
/* The next household into ret (DEMO_HOUSEHOLD_MOST places), its texts into the arena; 0 when all are made. */
size_t demo_people_next(struct demo_people *g, struct arena *a, struct demo_person *ret);

/* ---- its parts, each in a file of its own ---- */

struct demo_member {
    enum demo_place place;
    int age;
    enum gender gender;
};
/* What kind of household, and the age of its head. */
struct demo_home {
    enum demo_household_kind kind;
    int age;
};
struct demo_home demo_home_draw(struct random_seeded *r);
/* Who lives in it; more_generations is of a thousand. */
size_t demo_household_draw(
    struct random_seeded *r, struct demo_home home, int more_generations, struct demo_member *ret);

/* In which neighbourhood of a postcode district; which community, there. */
const struct demo_area *demo_area_draw(struct random_seeded *r, struct str outward, struct demo_home home);
const struct demo_community *demo_community_draw(
    struct random_seeded *r, const struct demo_area *area, struct demo_home home);
/* The neighbourhood that a street of a district belongs to, and any street of one. */
const struct demo_area *demo_area_of_street(struct str outward, uint32_t street);
uint32_t demo_street_in(struct random_seeded *r, const struct demo_area *area);

/* Gives each member a name; families are called after each other as the community does. */
void demo_names_draw(struct random_seeded *r, struct arena *a, const struct demo_community *community,
    const struct demo_member *members, size_t n, struct demo_person *people);

/* One address for all of them: a street in the neighbourhood, or their practice's care home. */
struct demo_place_of {
    const struct demo_area *area;
    const char *district;
    int practice;
    bool care_home;
};
void demo_address_draw(
    struct random_seeded *r, struct arena *a, struct demo_place_of place, struct demo_person *people, size_t n);
/* Telephones, email and how they like to be reached. */
void demo_telephones_draw(struct random_seeded *r, struct arena *a, struct demo_person *people, size_t n);
/* Language, formats, what is worth knowing, ethnicity. */
void demo_needs_draw(struct random_seeded *r, struct demo_person *person);

/* After a household of n, now and then: its first member once more, as somebody else wrote them down. How many
 * there are now. */
size_t demo_double_add(struct demo_people *g, struct arena *a, struct demo_person *household, size_t n);

/* Days in the past on which nothing else than living happened. */
enum { DEMO_DAYS_KEPT = 200 };

#endif
