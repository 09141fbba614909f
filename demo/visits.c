/*
 * How often people see somebody about their health, how, and what about. Sources: SOURCES.md. Only what a GP
 * record would hold is made, which is less than happens: a third of the clinics, and half of the calls.
 */
#include "care/demo/demo_care.h"

// clang-format off
const struct demo_rates demo_rates = {
    .consultations = {2600, 1000, 1500, 1700, 1800, 2000, 2300, 2900, 3700, 4400},
    .for_each_condition = 900,
    .casualty = {560, 330, 430, 400, 350, 320, 330, 400, 600, 860},
    .emergencies = {150, 45, 62, 70, 76, 92, 130, 205, 370, 590},
    .outpatients_for_each_condition = 260,
    .emergencies_in_decile_1 = 136,
};

const struct demo_code demo_emergency = {"183452005", "Emergency hospital admission"},
    demo_casualty = {"185210004", "Seen in hospital casualty"},
    demo_urgent_care = {"319981000000104", "Seen in urgent care centre"},
    demo_outpatient = {"185211000", "Seen in hospital outpatient department"},
    demo_did_not_attend = {"281399006", "Did not attend"};

const struct demo_way demo_ways[] = {
    {340, 200, {NULL, "Seen by GP"}},
    {250, 260, {"185317003", "Telephone encounter"}},
    {210, 150, {NULL, "Seen by practice nurse"}},
    {60, 60, {NULL, "Seen by clinical pharmacist"}},
    {50, 30, {NULL, "Seen by first contact physiotherapist"}},
    {50, 20, {NULL, "Online consultation"}},
    {30, 40, {"307321000000107", "Video-link encounter"}},
    {6, 170, {"439708006", "Home visit"}},
    {4, 70, {NULL, "Seen by community nurse"}},
};
const size_t demo_way_count = COUNT_OF(demo_ways);

const struct demo_reason demo_reasons[] = {
    {0, 0, 5, 40, "Fever"}, {0, 0, 5, 30, "Rash"}, {0, 0, 4, 24, "Feeding and growth"}, {0, 0, 12, 34, "Cough"},
    {0, 0, 12, 16, "Earache"}, {0, 3, 16, 20, "Sore throat"}, {0, 3, 16, 12, "Tummy ache"},
    {0, 12, 19, 14, "Acne"}, {0, 14, 60, 16, "Tiredness"}, {0, 14, 24, 10, "Worry about exams"},
    {0, 16, 65, 22, "Back pain"}, {0, 16, 95, 24, "Chest infection"}, {0, 16, 70, 14, "Sick note"},
    {0, 16, 95, 14, "Test results"}, {0, 16, 95, 12, "Skin lesion"}, {0, 30, 95, 16, "Knee pain"},
    {0, 30, 95, 12, "Shoulder pain"}, {0, 18, 60, 10, "Headaches"}, {0, 25, 95, 12, "Medication query"},
    {0, 18, 95, 12, "Stomach pain"}, {0, 60, 99, 10, "Swollen ankles"}, {0, 70, 99, 14, "Dizzy on standing"},
    {0, 75, 99, 12, "Generally not so well"}, {0, 18, 99, 8, "Ear wax"},
    {0, 40, 99, 10, "Flu and blood pressure check"},
    {DEMO_OF(HYPERTENSION), 18, 99, 60, "Blood pressure review"},
    {DEMO_OF(DIABETES_2), 18, 99, 70, "Diabetes review"}, {DEMO_OF(DIABETES_1), 5, 99, 70, "Diabetes review"},
    {DEMO_OF(COPD), 35, 99, 50, "More breathless than usual"}, {DEMO_OF(COPD), 35, 99, 30, "COPD review"},
    {DEMO_OF(ASTHMA), 5, 99, 40, "Asthma review"}, {DEMO_OF(ASTHMA), 3, 99, 16, "Wheezy at night"},
    {DEMO_OF(HEART_FAILURE), 40, 99, 60, "Breathless lying flat"},
    {DEMO_OF(HEART_FAILURE), 40, 99, 40, "Weight and fluid check"},
    {DEMO_OF(ATRIAL_FIBRILLATION), 35, 99, 30, "Palpitations"}, {DEMO_OF(CHD), 35, 99, 34, "Chest tightness"},
    {DEMO_OF(DEPRESSION), 14, 99, 60, "Low mood"}, {DEMO_OF(DEPRESSION), 14, 99, 30, "Antidepressant review"},
    {DEMO_OF(ANXIETY), 12, 99, 40, "Anxiety"},
    {DEMO_OF(SEVERE_MENTAL_ILLNESS), 17, 99, 60, "Mental health review"},
    {DEMO_OF(CHRONIC_PAIN), 16, 99, 60, "Pain not controlled"},
    {DEMO_OF(OSTEOARTHRITIS), 35, 99, 44, "Painful hips and knees"},
    {DEMO_OF(RHEUMATOID), 16, 99, 50, "Methotrexate monitoring"},
    {DEMO_OF(DEMENTIA), 50, 99, 60, "Memory, with family"},
    {DEMO_OF(DEMENTIA), 50, 99, 30, "Not eating well"}, {DEMO_OF(FALLS), 60, 99, 40, "After a fall"},
    {DEMO_OF(URINARY_INFECTION), 0, 99, 40, "Urine infection"},
    {DEMO_OF(LEG_ULCER), 30, 99, 90, "Leg ulcer dressing"},
    {DEMO_OF(CONSTIPATION), 0, 99, 20, "Constipation"}, {DEMO_OF(ECZEMA), 0, 99, 26, "Eczema flare"},
    {DEMO_OF(MIGRAINE), 8, 80, 30, "Migraine"}, {DEMO_OF(REFLUX), 16, 99, 24, "Heartburn"},
    {DEMO_OF(KIDNEY_DISEASE), 30, 99, 30, "Kidney function results"}, {DEMO_OF(GOUT), 25, 99, 30, "Gout flare"},
    {DEMO_OF(EPILEPSY), 1, 99, 40, "Seizure review"},
    {DEMO_OF(LEARNING_DISABILITY), 14, 99, 40, "Seen with a support worker"},
    {DEMO_OF(THYROID), 8, 99, 20, "Thyroid results"}, {DEMO_OF(PALLIATIVE), 1, 99, 120, "Comfort and symptoms"},
    {DEMO_OF(SLEEP), 10, 99, 26, "Not sleeping"}, {DEMO_OF(ANAEMIA), 1, 99, 26, "Iron and tiredness"},
    {DEMO_OF(PARKINSONS), 48, 99, 50, "Stiff and slower"}, {DEMO_OF(ALCOHOL), 18, 99, 30, "Drinking"},
    {DEMO_OF(HOUSEBOUND), 16, 99, 40, "Visit at home"}, {DEMO_OF(LONELY), 20, 99, 20, "Low, alone most days"},
};
const size_t demo_reason_count = COUNT_OF(demo_reasons);

const struct demo_reason demo_admission_reasons[] = {
    {0, 0, 3, 60, "Bronchiolitis"}, {0, 0, 8, 30, "Viral wheeze"}, {0, 4, 40, 20, "Appendicitis"},
    {0, 0, 16, 16, "Gastroenteritis"}, {0, 16, 99, 20, "Abdominal pain"}, {0, 25, 99, 24, "Chest pain"},
    {0, 40, 99, 26, "Pneumonia"}, {0, 18, 60, 12, "Kidney stone"}, {0, 16, 70, 8, "Cellulitis"},
    {0, 70, 105, 20, "Urinary tract infection"}, {0, 75, 105, 16, "Delirium"}, {0, 16, 99, 6, "Head injury"},
    {DEMO_OF(COPD), 35, 105, 110, "Exacerbation of COPD"}, {DEMO_OF(HEART_FAILURE), 40, 105, 100, "Heart failure"},
    {DEMO_OF(ASTHMA), 3, 99, 24, "Exacerbation of asthma"}, {DEMO_OF(CHD), 35, 105, 50, "Acute coronary syndrome"},
    {DEMO_OF(ATRIAL_FIBRILLATION), 35, 105, 40, "Fast atrial fibrillation"},
    {DEMO_OF(STROKE), 30, 105, 36, "Stroke"},
    {DEMO_OF(FALLS), 60, 105, 80, "Fall"}, {DEMO_OF(FRACTURE), 60, 105, 50, "Hip fracture"},
    {DEMO_OF(DIABETES_1), 2, 99, 60, "Diabetic ketoacidosis"}, {DEMO_OF(DIABETES_2), 22, 105, 20, "Infected foot"},
    {DEMO_OF(EPILEPSY), 1, 99, 60, "Seizure"}, {DEMO_OF(DEMENTIA), 50, 105, 50, "Delirium"},
    {DEMO_OF(ALCOHOL), 18, 90, 50, "Alcohol withdrawal"},
    {DEMO_OF(URINARY_INFECTION), 50, 105, 50, "Urinary sepsis"},
    {DEMO_OF(LUNG_CANCER), 40, 105, 60, "Breathlessness"}, {DEMO_OF(PALLIATIVE), 16, 105, 60, "Pain control"},
};
const size_t demo_admission_reason_count = COUNT_OF(demo_admission_reasons);

const struct demo_reason demo_clinics[] = {
    {DEMO_OF(DIABETES_1), 0, 105, 40, "Diabetes clinic"},
    {DEMO_OF(DIABETES_2), 0, 105, 20, "Diabetic eye screening"},
    {DEMO_OF(CHD), 0, 105, 30, "Cardiology"}, {DEMO_OF(ATRIAL_FIBRILLATION), 0, 105, 20, "Cardiology"},
    {DEMO_OF(HEART_FAILURE), 0, 105, 50, "Heart failure clinic"},
    {DEMO_OF(COPD), 0, 105, 24, "Respiratory clinic"},
    {DEMO_OF(KIDNEY_DISEASE), 0, 105, 16, "Renal clinic"}, {DEMO_OF(CATARACT), 0, 105, 40, "Eye clinic"},
    {DEMO_OF(MACULAR), 0, 105, 80, "Eye clinic, injections"}, {DEMO_OF(GLAUCOMA), 0, 105, 44, "Glaucoma clinic"},
    {DEMO_OF(RHEUMATOID), 0, 105, 50, "Rheumatology"}, {DEMO_OF(OSTEOARTHRITIS), 0, 105, 16, "Orthopaedics"},
    {DEMO_OF(BREAST_CANCER), 0, 105, 60, "Breast clinic"}, {DEMO_OF(PROSTATE_CANCER), 0, 105, 50, "Urology"},
    {DEMO_OF(BOWEL_CANCER), 0, 105, 60, "Colorectal clinic"}, {DEMO_OF(LUNG_CANCER), 0, 105, 120, "Oncology"},
    {DEMO_OF(OTHER_CANCER), 0, 105, 60, "Oncology"}, {DEMO_OF(DEMENTIA), 0, 105, 30, "Memory clinic"},
    {DEMO_OF(PARKINSONS), 0, 105, 60, "Neurology"}, {DEMO_OF(MULTIPLE_SCLEROSIS), 0, 105, 60, "Neurology"},
    {DEMO_OF(EPILEPSY), 0, 105, 30, "Epilepsy clinic"}, {DEMO_OF(STROKE), 0, 105, 24, "Stroke clinic"},
    {DEMO_OF(HEARING), 0, 105, 20, "Audiology"}, {DEMO_OF(PROSTATE_ENLARGED), 0, 105, 24, "Urology"},
    {DEMO_OF(FRACTURE), 0, 105, 30, "Fracture clinic"},
    {DEMO_OF(SEVERE_MENTAL_ILLNESS), 0, 105, 60, "Community mental health team"},
    {DEMO_OF(CHRONIC_PAIN), 0, 105, 20, "Pain clinic"}, {DEMO_OF(PSORIASIS), 0, 105, 14, "Dermatology"},
    {DEMO_OF(BOWEL_INFLAMMATION), 0, 105, 50, "Gastroenterology"},
    {DEMO_OF(AUTISM), 0, 18, 30, "Community paediatrics"},
    {0, 0, 105, 4, "Outpatient clinic"},
};
const size_t demo_clinic_count = COUNT_OF(demo_clinics);
// clang-format on
