/* Who lives together, and how old they are. Shares and ages are those of demo/households.c. */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_people.h"

enum { LARGE_FAMILIES = 60 }; /* communities with that many households of three generations have those too */

struct drawing {
    struct random_seeded *r;
    struct demo_member *members;
    size_t n;
};

static enum gender other_gender(enum gender gender)
{
    return gender == GENDER_FEMALE ? GENDER_MALE : GENDER_FEMALE;
}

static enum gender any_gender(struct random_seeded *r, int women_of_thousand)
{
    if (demo_chance(r, 3)) return demo_chance(r, 700) ? GENDER_OTHER : GENDER_UNKNOWN;
    return demo_chance(r, women_of_thousand) ? GENDER_FEMALE : GENDER_MALE;
}

static void add(struct drawing *d, enum demo_place place, int age, enum gender gender)
{
    MUST(d->n < DEMO_HOUSEHOLD_MOST);
    d->members[d->n++] = (struct demo_member){place, age, gender};
}

/* Both of a couple; one in forty is of the same gender. */
static void add_couple(struct drawing *d, int age)
{
    enum gender first = demo_chance(d->r, 850) ? GENDER_MALE : GENDER_FEMALE;
    int second = age + demo_between(d->r, -6, 3);
    add(d, DEMO_HEAD, age, first);
    add(d, DEMO_PARTNER, second < 18 ? 18 : second, demo_chance(d->r, 25) ? first : other_gender(first));
}

/* The eldest first, then a few years apart; one birth in seventy is of twins. */
static void add_children(struct drawing *d, int n, int eldest, int youngest, int women_of_thousand)
{
    for (int i = 0, age = eldest; i < n && age >= youngest; i++) {
        add(d, DEMO_CHILD, age, any_gender(d->r, women_of_thousand));
        age -= demo_between(d->r, demo_chance(d->r, 15) ? 0 : 1, 4);
    }
}

static void draw_family(struct drawing *d, int parent, bool lone, int more_generations)
{
    int n =
        1 + (int)demo_weighted(d->r, demo_children_shares[more_generations > LARGE_FAMILIES], DEMO_CHILDREN_MOST);
    int oldest = parent < 38 ? parent - 20 : 18, newest = parent > 42 ? parent - 42 : 0;
    if (lone)
        add(d, DEMO_HEAD, parent, demo_chance(d->r, 860) ? GENDER_FEMALE : GENDER_MALE);
    else
        add_couple(d, parent);
    if (oldest < 1)
        add_children(d, 1, demo_between(d->r, 0, 1), 0, 490);
    else
        add_children(d, n, demo_between(d->r, newest < oldest ? newest : oldest, oldest), 0, 490);
    if (!demo_chance(d->r, lone ? more_generations / 2 : more_generations)) return;
    int grandparent = parent + demo_between(d->r, 21, 32);
    if (demo_chance(d->r, 550)) add(d, DEMO_PARENT, grandparent, GENDER_MALE);
    add(d, DEMO_PARENT, grandparent - demo_between(d->r, 0, 5), GENDER_FEMALE);
}

/* Children who have grown up and stayed, or come back. */
static void draw_grown(struct drawing *d, int parent, bool lone)
{
    int eldest = parent - demo_between(d->r, 22, 34);
    if (lone)
        add(d, DEMO_HEAD, parent, demo_chance(d->r, 780) ? GENDER_FEMALE : GENDER_MALE);
    else
        add_couple(d, parent);
    if (!lone && eldest > 34) eldest = 34;
    add_children(d, lone ? 1 : demo_between(d->r, 1, 2), eldest < 18 ? 18 : eldest, 16, 420);
}

static int head_age(struct random_seeded *r, int band)
{
    int from = demo_head_ages[band], to = demo_head_ages[band + 1] - 1;
    bool thins_out = band == DEMO_HEAD_BANDS - 1 || (band == DEMO_HEAD_BANDS - 2 && demo_chance(r, 500));
    return thins_out ? demo_nearer(r, from, to) : demo_between(r, from, to);
}

struct demo_home demo_home_draw(struct random_seeded *r)
{
    size_t at = demo_weighted(r, &demo_household_shares[0][0], DEMO_HOUSEHOLD_KINDS * DEMO_HEAD_BANDS);
    return (struct demo_home){
        (enum demo_household_kind)(at / DEMO_HEAD_BANDS), head_age(r, (int)(at % DEMO_HEAD_BANDS))};
}

size_t demo_household_draw(
    struct random_seeded *r, struct demo_home home, int more_generations, struct demo_member *ret)
{
    struct drawing d = {r, ret, 0};
    int age = home.age, women = age >= 75 ? 680 : age >= 65 ? 590 : 440;
    switch (home.kind) {
    case DEMO_ALONE: add(&d, DEMO_HEAD, age, any_gender(r, women)); break;
    case DEMO_COUPLE: add_couple(&d, age); break;
    case DEMO_FAMILY: draw_family(&d, age, false, more_generations); break;
    case DEMO_LONE_PARENT: draw_family(&d, age, true, more_generations); break;
    case DEMO_GROWN_FAMILY: draw_grown(&d, age, false); break;
    case DEMO_LONE_AND_GROWN: draw_grown(&d, age, true); break;
    case DEMO_SHARED:
        for (int n = demo_between(r, 3, 5); n > 0; n--)
            add(&d, DEMO_LODGER, demo_nearer(r, 19, 36), any_gender(r, 470));
        break;
    case DEMO_CARE_HOME: add(&d, DEMO_RESIDENT, age, any_gender(r, age >= 65 ? 697 : 420)); break;
    case DEMO_HOUSEHOLD_KINDS: BUG("no such household");
    }
    return d.n;
}
