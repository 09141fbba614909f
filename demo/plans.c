/*
 * The plans of some of those with a story: they agree with what stories.c and said.c say. Days are days ago,
 * negative: to come. What is written here is how the plan stands now; as it was first agreed, nothing had been
 * done yet.
 */
#include "care/demo/demo_words.h"

#define STEP(text, doer, days, stands) .what = text, .who = doer, .by = (days), .state = stands
#define DONE(text, doer, days) \
    { \
        STEP(text, doer, days, "done") \
    }

const struct demo_owned demo_owned[] = {
    {"Amina Rahman",
        .does = "I check my blood sugar each morning. I do my exercises at the sink. I ring Sara if I "
                "feel dizzy.",
        .conditions = "Diabetes, and a cataract in both eyes. My knees.",
        .signs = "Dizzy when I stand. Not eating. I do not pick up the telephone.",
        .act = "Sit down and ring Sara. Do not use the stairs.\nSara looks at the blood sugar, and rings the "
               "surgery.",
        .call =
            "Sara, 07700 900 451.\nElm Street Surgery, 0113 496 0120.\nAt night, NHS 111. In an emergency, 999.",
        .took_part = "Amina and Leah, by telephone with a Sylheti interpreter\nAmina, Sara and Leah, at home",
        .centre = "Amina chose who comes and what stands in it. Imran is told nothing about money.",
        .talked = "Her eyes, the kitchen, going out, and who is there at night",
        .outcomes = "The eye clinic with Dr Patel, the rail with Riverside Homes",
        .shared = "Amina has it in large print. Sara reads it with her.",
        .needs = {{"I cannot read my letters any more", "own", .matters = "They lie there until Sara comes",
                      .strength = "Knows what is in most of them by the stamp", .met = "partly",
                      .service = "Eye clinic"},
            {"Nobody is there between 8 in the evening and 8 in the morning", "others", "Sara, her daughter",
                .matters = "She slipped in the kitchen one night", .met = "unmet"}},
        .goals =
            {{"Read my own post again", 10, "working", .need = 1, .good = "I open it and know who it is from",
                 .steps = {DONE("Ask the GP about eyes", "person", 75),
                     DONE("Get letters in large print", "staff", 60),
                     DONE("Book the eye clinic and an interpreter", "staff", 26),
                     {STEP("Go to the eye clinic", "person", -2, "not_started"), .with = "Sara", .sure = 7},
                     {STEP("Try the reading lamp at home", "other", -16, "not_started"), .with = "Sara Rahman"}}},
                {"Cook on Fridays without being afraid of falling", 8, "working",
                    .steps = {DONE("Look at the kitchen together", "staff", 19),
                        DONE("Ask the landlord for a rail", "staff", 14),
                        {STEP("Fit the rail", "other", -3, "waiting"), .with = "Riverside Homes",
                            .outcome = "They come on a Thursday"},
                        {STEP("Strength exercises, 3 times a week", "person", 0, "doing"), .sure = 8},
                        {STEP("Cook one Friday with Sara there", "person", -17, "not_started"), .with = "Sara",
                            .sure = 6}}},
                {"Get to the lunch club by myself", 7, "achieved", .outcome = "I went four weeks running",
                    .steps = {DONE("Ring the lunch club", "staff", 80),
                        DONE("Go once, with the driver", "person", 70)}}},
        .agreed = {60, 12}, .review_in = 22, .decided = "screen"},
    {"Derek Firth", .does = "I sort my own tablets and know what each is for. I count my breaths when it begins.",
        .conditions = "COPD. The rescue pack is in the kitchen drawer.",
        .triggers = "A cold. A hot, still day. The stairs.",
        .signs = "I cannot finish a sentence. I sleep in the chair.",
        .act = "Sit forward, breathe out slowly. Then the blue inhaler.\nThe rescue pack if it lasts into a "
               "second day, and ring the surgery.",
        .call = "Elm Street Surgery.\nAt night, NHS 111. If I cannot speak, 999.",
        .kept = "Rescue pack, kitchen drawer", .took_part = "Derek, Sheila and Dev, at home",
        .centre = "Derek said what goes in and what does not",
        .talked = "His breath, the pigeons, the ward, and what Sheila carries",
        .outcomes = "The rescue pack with Dr Ridley", .shared = "On the fridge, and with the surgery",
        .needs = {{"I run out of breath on the telephone", "own",
            .matters = "I put it down before they have asked", .met = "unmet"}},
        .goals = {{"See to the pigeons myself again, by spring", 9, "working", .need = 0,
            .good = "I get to the loft and back",
            .steps = {{STEP("Ring about pulmonary rehabilitation", "person", -10, "not_started"), .with = "Sheila",
                          .sure = 5},
                {STEP("To the gate and back, every day", "person", 0, "doing"), .sure = 8}}}},
        .agreed = {30}, .review_in = 25, .decided = "said"},
    {"Joan Hartley", .does = "I do my own shopping on a good day, and my own washing up every day.",
        .needs = {{"I do not like the kitchen floor any more", "own", .matters = "I go round by the wall",
            .met = "unmet"}},
        .goals = {{"Prune my roses in February", 10, "not_started", .need = 1}}},
};
const size_t demo_owned_count = COUNT_OF(demo_owned);
