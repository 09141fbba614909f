/*
 * Who lives together: of a hundred thousand households, how many of which kind have a head of which age.
 *
 * Fitted so that the people in them have the ages of England's people and the households the sizes of England's,
 * starting from the shares of each kind that the census tells (SOURCES.md). Corrected by hand, it stays a table of
 * shares: they need no particular sum.
 */
#include "care/demo/demo_words.h"

const int demo_head_ages[DEMO_HEAD_BANDS + 1] = {18, 25, 35, 45, 55, 65, 75, 85, 100};

// clang-format off
const int demo_household_shares[DEMO_HOUSEHOLD_KINDS][DEMO_HEAD_BANDS] = {
    /* head aged             18 25    35    45   55   65   75   85 */
    [DEMO_ALONE] =         {169, 208, 242, 204, 572, 530, 560, 260},
    [DEMO_COUPLE] =        {173, 316, 184, 230, 779, 715, 495, 105},
    [DEMO_FAMILY] =        {0, 361, 1112, 772},
    [DEMO_LONE_PARENT] =   {50, 107, 215, 140},
    [DEMO_GROWN_FAMILY] =  {0, 0, 0, 261, 327, 78},
    [DEMO_LONE_AND_GROWN] = {0, 0, 0, 113, 133, 56, 46, 24},
    [DEMO_SHARED] =        {342},
    [DEMO_CARE_HOME] =     {0, 0, 0, 10, 14, 15, 36, 66},
};
// clang-format on

/* Children of a family, of a hundred: one, two, ... and in communities where large families are usual. */
const int demo_children_shares[2][DEMO_CHILDREN_MOST] = {{40, 42, 13, 4, 1}, {15, 27, 28, 18, 12}};
