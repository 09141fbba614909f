/* Who lives together, and how old they are. Weights after the Census of 2021 (demo/README.md). */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_people.h"

enum kind { OLDER_ALONE, ALONE, OLDER_COUPLE, COUPLE, YOUNG_FAMILY, GROWN_FAMILY, LONE_PARENT, SHARED, CARE_HOME };
static const int WEIGHTS[] = {[OLDER_ALONE] = 128,
    [ALONE] = 172,
    [OLDER_COUPLE] = 122,
    [COUPLE] = 176,
    [YOUNG_FAMILY] = 212,
    [GROWN_FAMILY] = 62,
    [LONE_PARENT] = 88,
    [SHARED] = 28,
    [CARE_HOME] = 12};

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

static struct demo_member *add(struct drawing *d, enum demo_place place, int age, enum gender gender)
{
    MUST(d->n < DEMO_HOUSEHOLD_MOST);
    struct demo_member *m = &d->members[d->n++];
    *m = (struct demo_member){place, age, gender};
    return m;
}

/* Both of a couple; one in forty is of the same gender. */
static int add_couple(struct drawing *d, int age)
{
    enum gender first = demo_chance(d->r, 850) ? GENDER_MALE : GENDER_FEMALE;
    int second = age + demo_between(d->r, -5, 3);
    add(d, DEMO_HEAD, age, first);
    add(d, DEMO_PARTNER, second < 18 ? 18 : second, demo_chance(d->r, 25) ? first : other_gender(first));
    return age;
}

/* Children a few years apart, the eldest at most as old as it can be. */
static void add_children(struct drawing *d, int n, int eldest)
{
    int age = eldest;
    for (int i = 0; i < n && age >= 0; i++) {
        add(d, DEMO_CHILD, age, any_gender(d->r, 490));
        age -= demo_between(d->r, demo_chance(d->r, 15) ? 0 : 1, 4);
    }
}

static int children(struct random_seeded *r, bool large)
{
    static const int usual[] = {40, 42, 13, 4, 1}, many[] = {15, 27, 28, 18, 12};
    return 1 + (int)demo_weighted(r, large ? many : usual, COUNT_OF(usual));
}

static void draw_family(struct drawing *d, bool lone, int more_generations)
{
    int parent = demo_between(d->r, 22, 52), eldest = demo_between(d->r, 0, parent - 20 < 18 ? parent - 20 : 18);
    if (lone)
        add(d, DEMO_HEAD, parent, demo_chance(d->r, 860) ? GENDER_FEMALE : GENDER_MALE);
    else
        add_couple(d, parent);
    add_children(d, children(d->r, more_generations > 60), eldest);
    if (!demo_chance(d->r, more_generations)) return;
    int grandparent = parent + demo_between(d->r, 21, 32);
    if (demo_chance(d->r, 550)) add(d, DEMO_PARENT, grandparent, GENDER_MALE);
    add(d, DEMO_PARENT, grandparent - demo_between(d->r, 0, 5), GENDER_FEMALE);
}

static void draw_grown_family(struct drawing *d)
{
    int parent = add_couple(d, demo_between(d->r, 47, 66));
    int eldest = parent - demo_between(d->r, 22, 32);
    add_children(d, demo_between(d->r, 1, 2), eldest < 18 ? 18 : eldest > 34 ? 34 : eldest);
}

size_t demo_household_draw(struct random_seeded *r, int more_generations, struct demo_member *ret)
{
    struct drawing d = {r, ret, 0};
    switch ((enum kind)demo_weighted(r, WEIGHTS, COUNT_OF(WEIGHTS))) {
    case OLDER_ALONE: add(&d, DEMO_HEAD, demo_nearer(r, 65, 99), any_gender(r, 660)); break;
    case ALONE: add(&d, DEMO_HEAD, demo_between(r, 20, 64), any_gender(r, 440)); break;
    case OLDER_COUPLE: add_couple(&d, demo_nearer(r, 65, 96)); break;
    case COUPLE: add_couple(&d, demo_between(r, 21, 64)); break;
    case YOUNG_FAMILY: draw_family(&d, false, more_generations); break;
    case GROWN_FAMILY: draw_grown_family(&d); break;
    case LONE_PARENT: draw_family(&d, true, more_generations / 2); break;
    case SHARED:
        for (int n = demo_between(r, 3, 5); n > 0; n--)
            add(&d, DEMO_LODGER, demo_nearer(r, 19, 36), any_gender(r, 470));
        break;
    case CARE_HOME:
        add(&d, DEMO_RESIDENT, demo_nearer(r, 88, 72) + demo_between(r, 0, 14), any_gender(r, 690));
        break;
    }
    return d.n;
}
