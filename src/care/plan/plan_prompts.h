/*
 * Questions for a conversation, by setting: what is easily forgotten in a care home, before an operation, near the
 * end of life. They are asked, never pasted: each leads to the form in which the answer is written, in the
 * person's own words. Nobody's record says which were shown. Private to the slice.
 */
#ifndef CAIRN_CARE_PLAN_PROMPTS_H
#define CAIRN_CARE_PLAN_PROMPTS_H

#include "care/plan/plan.h"
#include "nhs/vocabulary.h"

#define PLAN_SETTING_LIST(X) \
    X(CARE_HOME, "care-home", "A care home") \
    X(CANCER, "cancer", "Cancer") \
    X(DEMENTIA, "dementia", "Dementia") \
    X(LEARNING, "learning-disability", "A learning disability") \
    X(SURGERY, "surgery", "An operation, before and after") \
    X(LAST, "end-of-life", "The end of life")
enum plan_setting {
    PLAN_SETTING_NONE,
#define PLAN_SETTING_ENUM(name, word, label) PLAN_SETTING_##name,
    PLAN_SETTING_LIST(PLAN_SETTING_ENUM)
#undef PLAN_SETTING_ENUM
};
extern const struct vocabulary plan_settings; /* word and label, in enum order */

struct plan_prompt {
    enum plan_setting setting;
    bool goal;                 /* the answer is a goal */
    enum plan_section section; /* else: where it is written */
    struct str question;
};
extern const struct plan_prompt plan_prompts[];
extern const size_t plan_prompt_count;

#endif
