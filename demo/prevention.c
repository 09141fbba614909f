/* What is measured, vaccinated against, screened for and reviewed: for whom, how often, how many come. */
#include "care/demo/demo_care.h"

// clang-format off
const struct demo_check demo_checks[] = {
    {0, 18, 39, DEMO_MEASURE_PRESSURE, 4}, {0, 40, 64, DEMO_MEASURE_PRESSURE, 7},
    {0, 65, 110, DEMO_MEASURE_PRESSURE, 12},
    {0, 2, 17, DEMO_MEASURE_WEIGHT, 5}, {0, 18, 110, DEMO_MEASURE_WEIGHT, 4}, {0, 18, 110, DEMO_MEASURE_HEIGHT, 1},
    {0, 40, 74, DEMO_MEASURE_CHOLESTEROL, 3}, {0, 40, 74, DEMO_MEASURE_GLUCOSE, 4},
    {0, 30, 110, DEMO_MEASURE_KIDNEYS, 4},
    {0, 18, 110, DEMO_MEASURE_HAEMOGLOBIN, 3}, {0, 75, 110, DEMO_MEASURE_PULSE, 5},
    {DEMO_OF(HYPERTENSION), 18, 110, DEMO_MEASURE_PRESSURE, 22},
    {DEMO_OF(HYPERTENSION), 18, 110, DEMO_MEASURE_KIDNEYS, 9},
    {DEMO_OF(HYPERTENSION), 18, 110, DEMO_MEASURE_BODY_MASS, 5},
    {DEMO_OF(HYPERTENSION), 18, 110, DEMO_MEASURE_CHOLESTEROL, 6},
    {DEMO_OF(DIABETES_2), 18, 110, DEMO_MEASURE_GLUCOSE, 20},
    {DEMO_OF(DIABETES_2), 18, 110, DEMO_MEASURE_PRESSURE, 12},
    {DEMO_OF(DIABETES_2), 18, 110, DEMO_MEASURE_WEIGHT, 14},
    {DEMO_OF(DIABETES_2), 18, 110, DEMO_MEASURE_CHOLESTEROL, 10},
    {DEMO_OF(DIABETES_2), 18, 110, DEMO_MEASURE_KIDNEYS, 10},
    {DEMO_OF(DIABETES_2), 18, 110, DEMO_MEASURE_BODY_MASS, 8},
    {DEMO_OF(DIABETES_1), 2, 110, DEMO_MEASURE_GLUCOSE, 26},
    {DEMO_OF(DIABETES_1), 12, 110, DEMO_MEASURE_WEIGHT, 12},
    {DEMO_OF(DIABETES_1), 18, 110, DEMO_MEASURE_PRESSURE, 12},
    {DEMO_OF(PREDIABETES), 25, 110, DEMO_MEASURE_GLUCOSE, 9},
    {DEMO_OF(KIDNEY_DISEASE), 18, 110, DEMO_MEASURE_KIDNEYS, 16},
    {DEMO_OF(KIDNEY_DISEASE), 18, 110, DEMO_MEASURE_CREATININE, 16},
    {DEMO_OF(KIDNEY_DISEASE), 18, 110, DEMO_MEASURE_HAEMOGLOBIN, 9},
    {DEMO_OF(HEART_FAILURE), 40, 110, DEMO_MEASURE_WEIGHT, 30},
    {DEMO_OF(HEART_FAILURE), 40, 110, DEMO_MEASURE_PULSE, 20},
    {DEMO_OF(HEART_FAILURE), 40, 110, DEMO_MEASURE_KIDNEYS, 18},
    {DEMO_OF(ATRIAL_FIBRILLATION), 35, 110, DEMO_MEASURE_PULSE, 12},
    {DEMO_OF(CHD), 35, 110, DEMO_MEASURE_CHOLESTEROL, 8},
    {DEMO_OF(CHD), 35, 110, DEMO_MEASURE_PRESSURE, 8}, {DEMO_OF(STROKE), 30, 110, DEMO_MEASURE_PRESSURE, 9},
    {DEMO_OF(COPD), 38, 110, DEMO_MEASURE_OXYGEN, 18}, {DEMO_OF(COPD), 38, 110, DEMO_MEASURE_BODY_MASS, 8},
    {DEMO_OF(ASTHMA), 6, 110, DEMO_MEASURE_PEAK_FLOW, 9}, {DEMO_OF(ANAEMIA), 1, 110, DEMO_MEASURE_HAEMOGLOBIN, 20},
    {DEMO_OF(RHEUMATOID), 16, 110, DEMO_MEASURE_HAEMOGLOBIN, 34},
    {DEMO_OF(RHEUMATOID), 16, 110, DEMO_MEASURE_KIDNEYS, 30},
    {DEMO_OF(SEVERE_MENTAL_ILLNESS), 17, 110, DEMO_MEASURE_WEIGHT, 12},
    {DEMO_OF(SEVERE_MENTAL_ILLNESS), 17, 110, DEMO_MEASURE_GLUCOSE, 8},
    {DEMO_OF(LEARNING_DISABILITY), 14, 110, DEMO_MEASURE_WEIGHT, 9},
    {DEMO_OF(LEARNING_DISABILITY), 14, 110, DEMO_MEASURE_PRESSURE, 8},
    {DEMO_OF(OBESITY), 12, 110, DEMO_MEASURE_BODY_MASS, 8},
    {DEMO_OF(WEIGHT_LOSS), 1, 110, DEMO_MEASURE_WEIGHT, 30},
    {DEMO_OF(DIABETES_2), 40, 110, DEMO_MEASURE_ACTIVATION, 2},
    {DEMO_OF(COPD), 40, 110, DEMO_MEASURE_ACTIVATION, 2},
    {DEMO_OF(CHRONIC_PAIN), 18, 90, DEMO_MEASURE_ACTIVATION, 2},
    {DEMO_OF(HEART_FAILURE), 40, 110, DEMO_MEASURE_ACTIVATION, 3},
    {0, 65, 110, DEMO_MEASURE_FRAILTY_INDEX, 5}, {DEMO_OF(MOBILITY), 65, 110, DEMO_MEASURE_FRAILTY_SCALE, 6},
    {DEMO_OF(NEEDS_CARE), 65, 110, DEMO_MEASURE_FRAILTY_SCALE, 8},
};
const size_t demo_check_count = COUNT_OF(demo_checks);

const struct demo_code demo_never_smoked = {"266919005", "Never smoked tobacco"},
    demo_ex_smoker = {"8517006", "Ex-smoker"},
    demo_smoker = {"77176002", "Smoker"}, demo_is_carer = {"224484003", "Is a carer"},
    demo_lives_alone = {"105529008", "Lives alone"}, demo_in_care_home = {"248171000000108", "Lives in care home"};

const struct demo_vaccine demo_vaccines[] = {
    {{NULL, "DTaP/IPV/Hib/HepB (6-in-1) vaccination"}, {2, 3, 4}, 92, 0},
    {{NULL, "Meningococcal B vaccination"}, {2, 4, 12}, 91, 2015},
    {{NULL, "Rotavirus vaccination"}, {2, 3}, 89, 2013},
    {{"38598009", "MMR vaccination"}, {12, 40}, 87, 1988}, {{NULL, "DTaP/IPV pre-school booster"}, {40}, 84, 0},
    {{NULL, "HPV vaccination"}, {150}, 74, 2019}, {{NULL, "Td/IPV (3-in-1) teenage booster"}, {170}, 74, 0},
    {{NULL, "Meningococcal ACWY vaccination"}, {170}, 73, 2015},
    {{"12866006", "Pneumococcal vaccination"}, {782}, 71, 2005}, {{NULL, "Shingles vaccination"}, {842}, 55, 2013},
    {{NULL, "RSV vaccination"}, {902}, 58, 2024},
};
const size_t demo_vaccine_count = COUNT_OF(demo_vaccines);

const struct demo_season demo_seasons[] = {
    {{"822851000000102", "Seasonal influenza vaccination"}, 65, 76, 41},
    {{NULL, "COVID-19 vaccination, seasonal dose"}, 75, 62, 0},
};
const size_t demo_season_count = COUNT_OF(demo_seasons);
const struct demo_code demo_flu_declined = {"822931000000100", "Seasonal influenza vaccination declined"};

const struct demo_round demo_rounds[] = {
    {0, 25, 49, DEMO_FOR_WOMEN, 36, 66, {"171149006", "Screening for malignant neoplasm of cervix"}},
    {0, 50, 64, DEMO_FOR_WOMEN, 60, 74, {"171149006", "Screening for malignant neoplasm of cervix"}},
    {0, 50, 70, DEMO_FOR_WOMEN, 36, 65, {"24623002", "Screening mammography"}},
    {0, 54, 74, DEMO_FOR_ALL, 24, 67, {NULL, "Bowel cancer screening: kit returned, normal"}},
    {0, 65, 66, DEMO_FOR_MEN, 24, 78, {NULL, "Abdominal aortic aneurysm screening: normal"}},
    {0, 40, 74, DEMO_FOR_ALL, 60, 40, {NULL, "NHS Health Check completed"}},
    {DEMO_OF(DIABETES_2), 12, 105, DEMO_FOR_ALL, 12, 78, {NULL, "Diabetic retinal screening"}},
    {DEMO_OF(DIABETES_1), 12, 105, DEMO_FOR_ALL, 12, 76, {NULL, "Diabetic retinal screening"}},
    {DEMO_OF(DIABETES_2), 18, 105, DEMO_FOR_ALL, 12, 80, {NULL, "Diabetic foot examination"}},
    {DEMO_OF(DIABETES_2), 18, 105, DEMO_FOR_ALL, 12, 72,
        {"888461000000107", "Chronic disease management annual review completed"}},
    {DEMO_OF(CHD), 18, 105, DEMO_FOR_ALL, 12, 68,
        {"888461000000107", "Chronic disease management annual review completed"}},
    {DEMO_OF(COPD), 35, 105, DEMO_FOR_ALL, 12, 70, {NULL, "COPD annual review"}},
    {DEMO_OF(ASTHMA), 5, 105, DEMO_FOR_ALL, 12, 58, {NULL, "Asthma annual review"}},
    {DEMO_OF(HEART_FAILURE), 35, 105, DEMO_FOR_ALL, 12, 72, {NULL, "Heart failure annual review"}},
    {DEMO_OF(LEARNING_DISABILITY), 14, 105, DEMO_FOR_ALL, 12, 75,
        {NULL, "Learning disabilities annual health check"}},
    {DEMO_OF(SEVERE_MENTAL_ILLNESS), 17, 105, DEMO_FOR_ALL, 12, 60,
        {NULL, "Mental health annual physical health check"}},
    {DEMO_OF(DEMENTIA), 50, 105, DEMO_FOR_ALL, 12, 74, {"956841000000106", "Dementia care plan agreed"}},
    {DEMO_OF(PALLIATIVE), 16, 105, DEMO_FOR_ALL, 12, 80, {"713662007", "Discussion about advance care planning"}},
};
const size_t demo_round_count = COUNT_OF(demo_rounds);

const struct demo_code demo_medication_review = {"314530002", "Medication review done"},
    demo_structured_review = {"1239511000000100", "Structured medication review"},
    demo_plan_agreed = {"1187911000000105", "Personalised Care and Support Plan agreed"},
    demo_plan_reviewed = {"1187921000000104", "Review of Personalised Care and Support Plan"};
// clang-format on
