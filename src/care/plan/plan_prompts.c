#include "care/plan/plan_prompts.h"

static const struct term SETTINGS[] = {
#define PLAN_SETTING_TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
    PLAN_SETTING_LIST(PLAN_SETTING_TERM)
#undef PLAN_SETTING_TERM
};
const struct vocabulary plan_settings = {SETTINGS, COUNT_OF(SETTINGS)};

#define ASK(setting, where, words) \
    { \
        PLAN_SETTING_##setting, false, PLAN_##where, STR_INIT(words) \
    }
#define AIM(setting, words) \
    { \
        PLAN_SETTING_##setting, true, PLAN_MYSELF, STR_INIT(words) \
    }

const struct plan_prompt plan_prompts[] = {
    ASK(CARE_HOME, DAILY, "What was a good day before you moved here? What of it could you have again?"),
    ASK(CARE_HOME, COMPANY, "Whom do you miss, and how could you see them?"),
    ASK(CARE_HOME, SUPPORT, "What should somebody who starts here tomorrow know about you?"),
    ASK(CARE_HOME, HOME, "What of your own would you like to have in your room?"),
    AIM(CARE_HOME, "What would you like to do here that you do not do yet?"),
    ASK(CARE_HOME, CHANGE,
        "If you become ill: would you rather stay here or go to hospital? Which signed document says so, and "
        "where is "
        "it?"),
    ASK(CANCER, KNOWING, "What were you told about your treatment? What would you like to ask again?"),
    ASK(CANCER, MOOD, "What do you think about at night?"),
    ASK(CANCER, MONEY, "What does it cost you: travel, work, heating, parking?"),
    ASK(CANCER, CARING, "Who needs you, and who sees to them on treatment days?"),
    AIM(CANCER, "What do you want to be able to do between treatments, and afterwards?"),
    ASK(CANCER, CHANGE, "Which signs were you told to ring about at once, and whom do you ring at night?"),
    ASK(DEMENTIA, DAILY, "What can you do by yourself if there is time, or if the things are laid out?"),
    ASK(DEMENTIA, MOOD, "What calms you when you are upset? What makes it worse?"),
    ASK(DEMENTIA, HOME, "Does anything at home frighten you, or whoever is with you?"),
    ASK(DEMENTIA, SUPPORT, "How is whoever looks after you? When do they rest?"),
    AIM(DEMENTIA, "What do you want to go on doing as long as you can?"),
    ASK(DEMENTIA, OTHER,
        "Have you made a lasting power of attorney? Would you like to, while you can decide about it yourself?"),
    ASK(LEARNING, BODY, "Have you had your yearly health check? What came of it?"),
    ASK(LEARNING, KNOWING, "How do you like things explained: pictures, short sentences, somebody with you?"),
    ASK(LEARNING, SUPPORT, "Who helps you to say what you want? Did you choose them?"),
    ASK(LEARNING, HOME, "Did you choose where you live, and with whom?"),
    AIM(LEARNING, "What do you want to learn or try next?"),
    ASK(LEARNING, CHANGE, "How can people tell that you are in pain or not well?"),
    AIM(SURGERY, "What do you want to be able to do after the operation, and by when?"),
    ASK(SURGERY, BODY,
        "What could make you stronger beforehand: walking, food, sleep, smoking less, drinking less?"),
    ASK(SURGERY, KNOWING, "What were you told could go well and not so well? What would you like to ask again?"),
    ASK(SURGERY, SUPPORT, "Who is there in the first days at home?"),
    ASK(SURGERY, HOME, "What has to be moved, or to be ready, before you come home?"),
    ASK(SURGERY, CHANGE, "Which signs afterwards would make you ring, and whom?"),
    AIM(LAST, "What would you like to do, or to see, or to say to somebody, in the time ahead?"),
    ASK(LAST, HOME, "Where would you like to be cared for, and what would make that possible?"),
    ASK(LAST, MOOD, "What are you afraid of? What gives you strength?"),
    ASK(LAST, CARING, "Who will look after those who look after you?"),
    ASK(LAST, CHANGE,
        "What did you decide in advance, and where is the document that you signed? It counts, not what is "
        "written "
        "here"),
    ASK(LAST, OTHER,
        "Who should be told what, and who should not? What should happen with what you leave behind?"),
};
const size_t plan_prompt_count = COUNT_OF(plan_prompts);
