/* In which neighbourhood a household lives, and of which community it is: both hang on each other, and on age. */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_people.h"

enum { AREAS_MOST = 40, COMMUNITIES_MOST = 40 };

/* A tilt is the percentage more in decile 1; none in the middle, as many fewer in decile 10. */
static int tilted(int weight, int tilt, int decile)
{
    return weight * (900 + tilt * (11 - 2 * decile)) / 900;
}

static bool is_of(const struct demo_area *area, struct str outward)
{
    return str_eq(str_from_cstr(area->outward), outward);
}

const struct demo_area *demo_area_draw(struct random_seeded *r, struct str outward, struct demo_home home)
{
    int weights[AREAS_MOST];
    MUST(demo_area_count <= AREAS_MOST);
    for (size_t i = 0; i < demo_area_count; i++)
        weights[i] =
            !is_of(&demo_areas[i], outward) ? 0 : tilted(100, demo_area_tilts[home.kind], demo_areas[i].decile);
    return &demo_areas[demo_weighted(r, weights, demo_area_count)];
}

const struct demo_area *demo_area_of_street(struct str outward, uint32_t street)
{
    uint32_t n = 0, at = 0;
    for (size_t i = 0; i < demo_area_count; i++) n += is_of(&demo_areas[i], outward);
    MUST(n && street < DEMO_STREETS);
    for (size_t i = 0; i < demo_area_count; i++)
        if (is_of(&demo_areas[i], outward) && at++ == street * n / DEMO_STREETS) return &demo_areas[i];
    BUG("street %u", street);
}

uint32_t demo_street_in(struct random_seeded *r, const struct demo_area *area)
{
    for (;;) {
        uint32_t street = random_below(r, DEMO_STREETS);
        if (demo_area_of_street(str_from_cstr(area->outward), street) == area) return street;
    }
}

const struct demo_community *demo_community_draw(
    struct random_seeded *r, const struct demo_area *area, struct demo_home home)
{
    int weights[COMMUNITIES_MOST], band = home.age < 45 ? 0 : home.age < 65 ? 1 : 2;
    MUST(demo_community_count <= COMMUNITIES_MOST);
    for (size_t i = 0; i < demo_community_count; i++)
        weights[i] = tilted(demo_communities[i].share[band] * 100, demo_communities[i].deprived, area->decile);
    return &demo_communities[demo_weighted(r, weights, demo_community_count)];
}
