/*
 * The conditions that people of the invented network can have, and how likely each is for whom.
 *
 * The figures stand in demo/conditions.c with their sources in demo/SOURCES.md; what they mean is told here. The
 * order of the list is the order in which they are drawn: a cause stands before what it leads to.
 */
#ifndef CAIRN_CARE_DEMO_CONDITIONS_H
#define CAIRN_CARE_DEMO_CONDITIONS_H

#include "base/base.h"

// clang-format off
#define DEMO_CONDITION_LIST(X) \
    X(LEARNING_DISABILITY) X(AUTISM) X(ADHD) X(OBESITY) X(DIABETES_1) X(DIABETES_2) X(PREDIABETES) \
    X(HYPERTENSION) X(HIGH_CHOLESTEROL) X(CHD) X(ATRIAL_FIBRILLATION) X(VALVE_DISEASE) X(HEART_FAILURE) X(STROKE) \
    X(ARTERIAL_DISEASE) X(COPD) X(ASTHMA) X(KIDNEY_DISEASE) X(ALCOHOL) X(CHRONIC_PAIN) X(DEPRESSION) X(ANXIETY) \
    X(SEVERE_MENTAL_ILLNESS) X(EPILEPSY) X(BREAST_CANCER) X(PROSTATE_CANCER) X(BOWEL_CANCER) X(LUNG_CANCER) \
    X(OTHER_CANCER) X(OSTEOARTHRITIS) X(OSTEOPOROSIS) X(RHEUMATOID) X(GOUT) X(THYROID) X(PARKINSONS) \
    X(MULTIPLE_SCLEROSIS) X(MIGRAINE) X(ECZEMA) X(PSORIASIS) X(IRRITABLE_BOWEL) X(BOWEL_INFLAMMATION) X(REFLUX) \
    X(PEPTIC_ULCER) X(PROSTATE_ENLARGED) X(HEARING) X(CATARACT) X(MACULAR) X(GLAUCOMA) X(DEMENTIA) \
    X(MEMORY_LOSS) X(ANAEMIA) X(DIZZINESS) X(SYNCOPE) X(BREATHLESS) X(MOBILITY) X(FALLS) X(FRACTURE) \
    X(INCONTINENCE) X(URINARY_INFECTION) X(CONSTIPATION) X(SLEEP) X(WEIGHT_LOSS) X(LEG_ULCER) X(FOOT_PROBLEM) \
    X(ACTIVITY_LIMITED) X(NEEDS_CARE) X(HOUSEBOUND) X(LONELY) X(PALLIATIVE)
// clang-format on

enum demo_condition_id {
#define DEMO_CONDITION_ENUM(name) DEMO_##name,
    DEMO_CONDITION_LIST(DEMO_CONDITION_ENUM)
#undef DEMO_CONDITION_ENUM
        DEMO_CONDITIONS
};
_Static_assert(DEMO_CONDITIONS <= 128, "struct demo_health has that many bits");

/* code NULL: the record has words alone, as records often have. */
struct demo_code {
    const char *code, *display;
};

enum { DEMO_AGE_POINTS = 10, DEMO_LINKS = 4 };
struct demo_condition {
    struct demo_code code, other; /* other: of one in three, where there is one */
    int at[DEMO_AGE_POINTS];      /* of ten thousand people at 0, 10, ... 90 years; a line between them */
    int men;                      /* percent of that in men; women have what is left of 200 */
    int deprived;                 /* percent of it in decile 1; decile 10 has what is left of 200 */
    int south_asian, black;       /* percent of it; 0: as everybody */
    int residents;                /* percent of those who live in a care home; 0: as others of their age */
    int youngest, longest;        /* at onset, in years; how many years ago it can have begun */
    int deficit;                  /* which of the 36 of the electronic frailty index; 0: none */
    bool long_term;               /* counts when conditions are counted */
    struct {
        int of; /* 1 + enum demo_condition_id; 0: none */
        int percent;
    } links[DEMO_LINKS]; /* of its likelihood without the other condition; the table's figures stay true */
};
extern const struct demo_condition demo_conditions[DEMO_CONDITIONS];

#endif
