/*
 * The neighbourhoods of the invented town: small areas (LSOAs) with their decile of deprivation, 1 the most
 * deprived. England has a tenth of its areas in each decile, and so has the town: three of thirty. No LSOA has a
 * code of E01999.
 */
#include "care/demo/demo_words.h"

const struct demo_area demo_areas[] = {
    /* the postcode district's streets are shared out among its areas in this order */
    {"E01999001", "RE1", 1},
    {"E01999002", "RE1", 1},
    {"E01999003", "RE1", 2},
    {"E01999004", "RE1", 2},
    {"E01999005", "RE1", 3},
    {"E01999006", "RE1", 3},
    {"E01999007", "RE1", 4},
    {"E01999008", "RE1", 5},
    {"E01999009", "RE1", 7},
    {"E01999010", "RE2", 4},
    {"E01999011", "RE2", 5},
    {"E01999012", "RE2", 6},
    {"E01999013", "RE2", 8},
    {"E01999014", "RE3", 1},
    {"E01999015", "RE3", 2},
    {"E01999016", "RE3", 3},
    {"E01999017", "RE3", 4},
    {"E01999018", "RE3", 6},
    {"E01999019", "RE3", 8},
    {"E01999020", "RE4", 5},
    {"E01999021", "RE4", 6},
    {"E01999022", "RE4", 7},
    {"E01999023", "RE4", 9},
    {"E01999024", "RE4", 10},
    {"E01999025", "RE5", 7},
    {"E01999026", "RE5", 8},
    {"E01999027", "RE5", 9},
    {"E01999028", "RE6", 9},
    {"E01999029", "RE6", 10},
    {"E01999030", "RE6", 10},
};
const size_t demo_area_count = COUNT_OF(demo_areas);

/* Percent more (or fewer) households of a kind in decile 1 than on average; as many fewer in decile 10. Older
 * couples live where it is pleasant, lone parents where it is cheap. */
const int demo_area_tilts[DEMO_HOUSEHOLD_KINDS] = {
    [DEMO_ALONE] = 8,
    [DEMO_COUPLE] = -32,
    [DEMO_FAMILY] = 4,
    [DEMO_LONE_PARENT] = 60,
    [DEMO_GROWN_FAMILY] = -14,
    [DEMO_LONE_AND_GROWN] = 28,
    [DEMO_SHARED] = 20,
};
