/*
 * What care people of the invented network have had: medicines, visits, measurements, vaccinations, screening.
 *
 * The tables are in demo/medicines.c, demo/visits.c and demo/prevention.c, their sources in demo/SOURCES.md. Where
 * a row is for those with a condition, `of` is 1 + enum demo_condition_id; 0 is everybody.
 */
#ifndef CAIRN_CARE_DEMO_CARE_H
#define CAIRN_CARE_DEMO_CARE_H

#include "care/demo/demo_conditions.h"
#include "care/demo/demo_words.h"

#define DEMO_OF(name) (1 + DEMO_##name)

/* ---- medicines ---- */
struct demo_medicine {
    enum demo_condition_id condition;
    int choice, percent;
    const char *text, *dose;
};
extern const struct demo_medicine demo_medicines[];
extern const size_t demo_medicine_count;
extern const struct demo_words demo_medicine_classes[]; /* by how they begin */
extern const size_t demo_medicine_class_count;

/* Something that passes, and what was given for it. */
struct demo_illness {
    int age_from, age_to, weight;
    struct demo_code code;
    const char *medicine, *dose;
};
extern const struct demo_illness demo_illnesses[];
extern const size_t demo_illness_count;

/* ---- visits ---- */
/* A year, of a thousand people, at 0, 10, ... 90 years; a line between. */
struct demo_rates {
    int consultations[DEMO_AGE_POINTS], for_each_condition;
    int casualty[DEMO_AGE_POINTS], emergencies[DEMO_AGE_POINTS];
    int outpatients_for_each_condition;
    int emergencies_in_decile_1; /* percent of the average */
};
extern const struct demo_rates demo_rates;

/* How a consultation took place, and with whom. */
struct demo_way {
    int weight, weight_if_frail;
    struct demo_code code;
};
extern const struct demo_way demo_ways[];
extern const size_t demo_way_count;

struct demo_reason {
    int of, age_from, age_to, weight;
    const char *text;
};
extern const struct demo_reason demo_reasons[], demo_admission_reasons[], demo_clinics[];
extern const size_t demo_reason_count, demo_admission_reason_count, demo_clinic_count;
extern const struct demo_code demo_emergency, demo_casualty, demo_urgent_care, demo_outpatient,
    demo_did_not_attend;

/* ---- measurements ---- */
// clang-format off
#define DEMO_MEASURE_LIST(X) \
    X(PRESSURE, "75367002", "Blood pressure", "mmHg") \
    X(WEIGHT, "27113001", "Body weight", "kg") \
    X(HEIGHT, "50373000", "Body height", "cm") \
    X(BODY_MASS, "60621009", "Body mass index", "kg/m2") \
    X(GLUCOSE, "999791000000106", "Haemoglobin A1c (IFCC)", "mmol/mol") \
    X(KIDNEYS, "1020291000000106", "Estimated glomerular filtration rate", "mL/min/1.73m2") \
    X(CREATININE, "1000731000000107", "Serum creatinine", "umol/L") \
    X(CHOLESTEROL, "1005671000000105", "Serum cholesterol", "mmol/L") \
    X(HAEMOGLOBIN, "1022431000000105", "Haemoglobin", "g/L") \
    X(PULSE, "78564009", "Pulse rate", "beats/min") \
    X(OXYGEN, "103228002", "Oxygen saturation", "%") \
    X(PEAK_FLOW, NULL, "Peak expiratory flow", "L/min") \
    X(FRAILTY_INDEX, "713636003", "Frailty Index score", "") \
    X(FRAILTY_SCALE, "763264000", "Clinical Frailty Scale score", "") \
    X(ACTIVATION, "962851000000103", "Patient Activation Measure level", "")
// clang-format on
enum demo_measure {
#define DEMO_MEASURE_ENUM(name, code, display, unit) DEMO_MEASURE_##name,
    DEMO_MEASURE_LIST(DEMO_MEASURE_ENUM)
#undef DEMO_MEASURE_ENUM
        DEMO_MEASURES
};
struct demo_check {
    int of, age_from, age_to;
    enum demo_measure measure;
    int in_ten_years; /* how often in that time */
};
extern const struct demo_check demo_checks[];
extern const size_t demo_check_count;

/* ---- prevention ---- */
enum demo_for { DEMO_FOR_ALL, DEMO_FOR_WOMEN, DEMO_FOR_MEN };
struct demo_vaccine {
    struct demo_code code;
    int months[4]; /* at which ages, in months; 0: no more */
    int uptake;    /* percent */
    int since;     /* not before that year; 0: always */
};
extern const struct demo_vaccine demo_vaccines[];
extern const size_t demo_vaccine_count;
/* Each autumn: percent of those so old; of those younger with a condition that puts them at risk. */
struct demo_season {
    struct demo_code code;
    int age_from, uptake, at_risk;
};
extern const struct demo_season demo_seasons[];
extern const size_t demo_season_count;
extern const struct demo_code demo_flu_declined;

/* What is done again and again, in a year or after some. */
struct demo_round {
    int of, age_from, age_to;
    enum demo_for whom;
    int every_months, uptake; /* percent */
    struct demo_code code;
};
extern const struct demo_round demo_rounds[];
extern const size_t demo_round_count;
extern const struct demo_code demo_medication_review, demo_structured_review, demo_plan_agreed, demo_plan_reviewed;
extern const struct demo_code demo_never_smoked, demo_ex_smoker, demo_smoker;
extern const struct demo_code demo_is_carer, demo_lives_alone, demo_in_care_home;

#endif
