/*
 * What people need help with, as it goes over some months, in the words of those who write such notes: short, what
 * matters for the next reader, the person's own words where they count.
 */
#include "demo_story_words.h"

#define CARER_RANG(text) \
    .outcome = CONTACT_SPOKE, .with = CONTACT_WITH_CARER, .incoming = true, .with_name = "{kin} ({kin_is})", \
    .note = text
#define COLLEAGUE(who, text) \
    .outcome = CONTACT_SPOKE, .with = CONTACT_WITH_PROFESSIONAL, .with_name = who, .note = text
#define PROMISED(text) .promise = TASK_PROMISE, .task = text
#define NEXT(text) .promise = TASK_CONTACT, .task = text
#define FIRST(text) .promise = TASK_ACT_FIRST, .task = text

#define COORDINATOR DEMO_ROLE(CARE_COORDINATOR)
#define LINK DEMO_ROLE(LINK_WORKER)
#define COACH DEMO_ROLE(HEALTH_COACH)

const struct demo_topic demo_topics[] = {
    {70, 105, COORDINATOR, DEMO_OF(FALLS), false, /* falls at home */
        DEMO_STEPS({SPOKE("First call. Explained what I do and what I don't, and who sees my notes. Two falls in "
                          "three months, "
                          "both in the bathroom. {He} wants to stay at home and is frightened of the bath.",
                        35),
                       PROMISED("Ask the falls team for a home assessment")},
            {COLLEAGUE("Falls team", "Referral taken. Wait is about five weeks; they will ring {him} with a day."),
                NEXT("Tell {name} about the falls team's date")},
            {SPOKE("Told {him} about the wait. {He} has stopped going to church because of the steps. Asked what "
                   "would "
                   "help: a rail and somebody to walk with.",
                 15),
                PROMISED("Ring housing about the grab rails")},
            {VISIT("Looked at the bathroom and the back step together. Loose mat taken up while I was there. "
                   "Pendant "
                   "alarm is in a drawer: {He} agreed to wear it by day.",
                 50),
                NEXT("Monthly call: falls, alarm, getting out")},
            {SPOKE(
                 "No falls since the visit. Rails are up. Wearing the alarm. \"I had my first bath in a month.\"",
                 12),
                NEXT("Monthly call: falls, alarm, getting out")})},
    {65, 105, COORDINATOR, 0, false, /* home from hospital */
        DEMO_STEPS({COLLEAGUE("Discharge team, St Luke’s",
                        "Going home tomorrow after nine days with a chest infection. New "
                        "inhaler and a frame. Package of care starts on Monday."),
                       FIRST("48-hour call after coming home")},
            {SPOKE("48-hour call. Home, cold, and nobody had put the heating on; neighbour came round while we "
                   "spoke. Has the "
                   "new inhaler but not sure when to take it: passed to the pharmacist, no advice given.",
                 25),
                PROMISED("Check the pharmacist rang about the inhaler")},
            {CARER_RANG("{kin} says mornings are covered but nobody comes at night. Worried about the stairs."),
                PROMISED("Ask social care about an evening call")},
            {SPOKE("Pharmacist rang {him} the same day. Evening carers start next week. Sleeping downstairs for "
                   "now and "
                   "content with that.",
                 15),
                NEXT("Two-week call: is the evening care working?")},
            {SPOKE("Evening carers come on time. {He} would like to go back upstairs by and by.", 15),
                NEXT("Ask about physiotherapy and the stairs")})},
    {18, 105, COORDINATOR, 0, false, /* many appointments */
        DEMO_STEPS({SPOKE("Five clinics at three hospitals and letters that contradict each other. We put every "
                          "date in one list. "
                          "{He} has missed two because the transport came late.",
                        40),
                       PROMISED("Book hospital transport for the next clinic")},
            {WROTE("Texted {him} the list of appointments, with who to ring for each."),
                PROMISED("Ask the clinic to move the date that clashes")},
            {NO_ANSWER("Rang about the clinic's new date."), NEXT("Try again about the clinic's new date")},
            {SPOKE("Clinic moved: fits with transport now. {He} wrote down three questions to ask and read them "
                   "to me.",
                 20),
                NEXT("How did the clinic go?")},
            {SPOKE("Went, asked the questions, and has a copy of the letter. Next one in three months.", 10),
                NEXT("Call before the next clinic")})},
    {18, 80, COORDINATOR, DEMO_OF(OSTEOARTHRITIS), false, /* waiting for an operation */
        DEMO_STEPS({SPOKE("On the list for a new knee for eight months. Pain keeps {him} up at night; passed that "
                          "to {gp}, who will ring. "
                          "Wants to know how to get fit for it.",
                        25),
                       PROMISED("Send the booklet about getting ready")},
            {WROTE("Sent the booklet and the number of the exercise class at the leisure centre."),
                NEXT("Waiting well: has the class started?")},
            {SPOKE("Going to the class on Tuesdays. Has cut down to five cigarettes and asked for help with the "
                   "rest: link "
                   "to the stop smoking service given.",
                 15),
                PROMISED("Check the pre-operative visit is booked")},
            {SPOKE("Pre-operative visit booked. {kin} will collect {him} and stay for three nights.", 10),
                NEXT("Call in the week before the operation")})},
    {30, 95, COORDINATOR, 0, false, /* carer under strain */
        DEMO_STEPS({SPOKE("Looks after {his} {kin_is} {kin} day and night. Has not had an evening out since last "
                          "year. Cried, and was glad "
                          "that somebody asked.",
                        40),
                       PROMISED("Ask for a carer's assessment")},
            {LEFT("Rang to say the carer's assessment is asked for; asked {him} to ring back when it suits."),
                NEXT("Ring {name} about the assessment")},
            {SPOKE("Assessment is on Thursday week. Wants somebody there while {he} talks: the sitting service "
                   "will come.",
                 20),
                PROMISED("Book the sitting service for the assessment")},
            {SPOKE("Assessment done. Two afternoons a month of respite agreed. \"I went to the pictures.\"", 15),
                NEXT("Monthly call: how is the respite going?")})},
    {60, 105, COORDINATOR, DEMO_OF(DEMENTIA), false, /* memory */
        DEMO_STEPS(
            {CARER_RANG(
                 "{kin} rang: two pans burnt this month and bills unopened. {name} agreed that we may talk."),
                NEXT("Speak with {name} about what would help")},
            {VISIT("{He} knows that {his} memory is going and says so. Wants to keep walking the dog. Agreed a "
                   "list by the "
                   "door and a card in the coat with {kin}'s number.",
                 55),
                PROMISED("Ring the memory clinic about the wait")},
            {COLLEAGUE("Memory clinic", "Appointment in three weeks. They will write to both {name} and {kin}."),
                NEXT("Remind {name} and {kin} the day before the clinic")},
            {SPOKE(
                 "Went to the clinic with {kin}. Results in a month. Slept badly since; asked {gp} to ring.", 20),
                FIRST("Check that {gp} rang about the sleeping")})},
    {18, 75, COORDINATOR | COACH, DEMO_OF(DIABETES_2), false, /* new diabetes */
        DEMO_STEPS({SPOKE("Told about the diabetes three weeks ago. Remembers little of what was said. Wants to "
                          "know what {he} can "
                          "still eat at family meals.",
                        30),
                       PROMISED("Book a place on the diabetes course")},
            {WROTE("Course dates texted: Tuesday evenings at the library, bring somebody along."),
                NEXT("Ring about the first evening of the course")},
            {SPOKE("Went with {kin}. Liked that others were just as lost. Wants to walk three times a week: "
                   "confidence 6 of 10.",
                 20),
                NEXT("How is the walking going?")},
            {SPOKE("Walked twice, rained off once. Moved it to lunch time. Eye screening letter found and date "
                   "rung through.",
                 15),
                NEXT("Monthly call: walking, eye screening")})},
    {18, 100, LINK, 0, false, /* lonely */
        DEMO_STEPS({SPOKE("Lost {his} brother half a year ago and has spoken to nobody but the shop since. Used "
                          "to play dominoes.",
                        45),
                       PROMISED("Find out when the dominoes club meets")},
            {SPOKE(
                 "Club meets on Wednesdays at the Methodist hall. Would go if somebody came along the first time.",
                 15),
                PROMISED("Go along to the club the first time")},
            {VISIT("Went together. Stayed two hours, won once, and was asked to come back.", 90),
                NEXT("Has {name} been to the club on {his} own?")},
            {SPOKE("Three weeks running. Getting a lift from another member.", 10),
                NEXT("Check-in before we finish")})},
    {18, 68, LINK, 0, false, /* money */
        DEMO_STEPS({SPOKE("Behind with rent and gas since the hours were cut. Two letters unopened: we opened "
                          "them together on the "
                          "phone. Court date is not before next month.",
                        45),
                       PROMISED("Book the first advice appointment at Citizens Advice")},
            {COLLEAGUE("Citizens Advice", "Appointment given, and a food voucher sent by text today."),
                NEXT("Ring after the advice appointment")},
            {SPOKE("Went. Payment plan with the landlord agreed and Universal Credit put right. Sleeping again.",
                 20),
                PROMISED("Send the form for the council tax reduction")},
            {NO_ANSWER("Rang about the form."), NEXT("Did the council tax form arrive?")})},
    {18, 90, LINK | COORDINATOR, 0, false, /* damp home */
        DEMO_STEPS({SPOKE("Black mould in the bedroom, landlord not answering. Two chest infections this year. "
                          "Sent photographs.",
                        25),
                       PROMISED("Write to the housing officer with the photographs")},
            {WROTE("Copied {him} into the letter to housing."), NEXT("Has housing answered?")},
            {COLLEAGUE(
                 "Housing officer", "Inspection will be next week. {name} must let them in between 9 and 12."),
                PROMISED("Tell {name} about the inspection")},
            {SPOKE("Inspected. Extractor fan and treatment agreed within six weeks, in writing.", 10),
                NEXT("Has the work on the mould been done?")})},
    {18, 75, COACH, DEMO_OF(OBESITY), false, /* weight and walking */
        DEMO_STEPS({SPOKE("Wants to play football with the grandchildren without stopping. Asked for no leaflets. "
                          "Confidence 4 of 10.",
                        40),
                       NEXT("First follow-up: the ten-minute walk")},
            {SPOKE(
                 "Managed the ten-minute walk five days of seven. Chose to add the stairs at work. Confidence 6.",
                 25),
                NEXT("Follow-up: stairs at work")},
            {LEFT("Missed our call; left a message that we can find another time."),
                NEXT("Ring again to find another time")},
            {SPOKE("Ill for two weeks and thought that it was all lost. Went back over what worked. Starts again "
                   "on Monday.",
                 25),
                NEXT("Follow-up: started again?")})},
    {18, 60, LINK | COACH | COORDINATOR, DEMO_OF(DEPRESSION), false, /* low mood */
        DEMO_STEPS({SPOKE("Off work for three months. Days without plan. No thoughts of self-harm: asked plainly. "
                          "Knows the number "
                          "for a crisis.",
                        40),
                       NEXT("Weekly call: how are the mornings?")},
            {SPOKE("Rang the talking therapies line with me listening. Assessment in ten days.", 20),
                PROMISED("Send the allotment group's times")},
            {WROTE("Sent the allotment group's times and a photo of the gate so that {he} finds it."),
                NEXT("Weekly call: did talking therapies ring?")},
            {SPOKE("Went to the allotment once, spoke with nobody, and means to go again. That is a lot.", 20),
                NEXT("Weekly call: the allotment, one more time")})},
    {45, 100, COORDINATOR, DEMO_OF(COPD), false, /* breath */
        DEMO_STEPS(
            {SPOKE("Breathless on the stairs and frightened at night. Wants to get to the match on Saturdays. "
                   "Two inhalers on the table and unsure which is which: passed to the pharmacist.",
                 30),
                PROMISED("Ask about a place on pulmonary rehabilitation")},
            {COLLEAGUE("{clinician}", "Seen today; inhalers sorted out with {him}. Agrees about rehabilitation."),
                NEXT("Tell {name} about rehabilitation")},
            {SPOKE("Would go if it isn't a gym. It isn't. Starts on the 10am group, {kin} drives.", 15),
                NEXT("After the first week of rehabilitation")},
            {SPOKE("\"Six minutes without stopping.\" Going on with it.", 10),
                NEXT("Two-monthly call: breath, football")})},
    {50, 105, COORDINATOR, DEMO_OF(HEART_FAILURE), false, /* heart failure */
        DEMO_STEPS(
            {SPOKE(
                 "Weighs {himself} when {he} remembers. Ankles up by evening. Nobody said what the number is for. "
                 "Heart nurse told today.",
                 25),
                PROMISED("Ring {name} when the nurse has been")},
            {COLLEAGUE(
                 "{clinician}", "Saw {him} at home. Weight chart on the fridge, number to ring on the chart."),
                NEXT("Is the weight chart working?")},
            {SPOKE("Rang the number twice this month, by {himself}. Sleeps on two pillows again instead of the "
                   "chair.",
                 15),
                NEXT("Monthly call: weight, sleep")})},
    {75, 105, COORDINATOR, DEMO_OF(MACULAR), false, /* sight */
        DEMO_STEPS(
            {SPOKE("Can't read letters now, {kin} does it on Sundays. Missed an injection because of that.", 25),
                PROMISED("Ask the eye clinic to ring instead of writing")},
            {COLLEAGUE("Eye clinic", "They will ring, and text {kin}."), NEXT("Did the eye clinic ring?")},
            {SPOKE("They rang. Low vision clinic has lent a lamp. Reading the racing page again, slowly.", 15),
                NEXT("Before the next injection: transport")})},
    {60, 105, COORDINATOR, DEMO_OF(PARKINSONS), false, /* Parkinson's */
        DEMO_STEPS({VISIT("Tablets at the right hour are the whole day, {he} says. Hospital gave them an hour "
                          "late for a week "
                          "in spring. Made a card for the wallet with the times.",
                        50),
                       PROMISED("Send {kin} the number of the Parkinson's nurse")},
            {WROTE("Sent the number and the dates of the exercise class at the baths."),
                NEXT("How was the class?")},
            {SPOKE("Went. Fell over laughing at the warm-up, not otherwise.", 10),
                NEXT("Monthly call: tablets, class")})},
    {18, 68, COORDINATOR, DEMO_OF(CHRONIC_PAIN), false, /* pain */
        DEMO_STEPS({SPOKE("Pain for six years and a drawer of leaflets. \"Ask me what I used to do, not where it "
                          "hurts.\" Used "
                          "to sing.",
                        35),
                       PROMISED("Find out about the Tuesday choir")},
            {WROTE("Choir's times, and that there are chairs."), NEXT("Choir?")},
            {SPOKE("Stood at the back the first time and sat at the front the second. Asked {gp} about the "
                   "tablets at night.",
                 15),
                NEXT("Monthly call: nights, choir")})},
    {18, 90, COORDINATOR, DEMO_OF(SEVERE_MENTAL_ILLNESS), false, /* severe mental illness */
        DEMO_STEPS(
            {SPOKE(
                 "Hasn't had a physical check for three years. Will come if it is quiet and {clinician} is there.",
                 25),
                PROMISED("Book the health check, first of the day")},
            {COLLEAGUE("{clinician}", "Booked with me, double appointment."),
                NEXT("Day before the health check: remind {name}")},
            {SPOKE("Came, had the bloods done, had tea afterwards.", 10),
                NEXT("Results: has somebody rung {name}?")})},
    {65, 105, COORDINATOR, DEMO_OF(PALLIATIVE), false, /* last months */
        DEMO_STEPS({VISIT("What matters: the cat, no more hospital, and that {kin} gets a night off. Knows who to "
                          "ring at 3am.",
                        55),
                       FIRST("Sitter for {kin}: has hospice at home answered?")},
            {COLLEAGUE("Hospice at home", "Sitter on Mondays and Thursdays from this week."),
                NEXT("Ring {kin} on Friday")},
            {CARER_RANG("{kin} slept six hours. Thank you to whoever sat."), NEXT("Ring {kin} on Friday")})},
    {18, 105, COORDINATOR, 0, true, /* waiting well */
        DEMO_STEPS({WROTE("Sent the waiting-well letter and who to ring."), NEXT("Waiting well: two-month call")},
            {SPOKE("Managing. Date still not known. Knows about the exercise class.", 8),
                NEXT("Waiting well: two-month call")})},
    {50, 105, COORDINATOR, DEMO_OF(CATARACT), true, /* waiting for a cataract operation */
        DEMO_STEPS({SPOKE("On the list for the left eye. Still drives by day only.", 8),
                       NEXT("Waiting well: eye operation")},
            {LEFT("Rang to ask whether a date has come."), NEXT("Waiting well: eye operation")})},
    {40, 105, COORDINATOR, DEMO_OF(OSTEOARTHRITIS), true, /* waiting for a joint */
        DEMO_STEPS(
            {SPOKE("Hip worse, mood all right. Walking to the shop with a stick. Knows what to ring for.", 8),
                NEXT("Waiting well: hip")},
            {SPOKE("Pre-operative date has come. Needs somebody to collect {him}: {kin} will.", 10),
                NEXT("Waiting well: week before the operation")})},
    {18, 105, COORDINATOR, 0, true, /* blood pressure at home */
        DEMO_STEPS({WROTE("Texted the link for sending in blood pressure readings from home."),
                       NEXT("Readings from home: have they come?")},
            {SPOKE("Sent seven readings; nurse has them.", 5), NEXT("Readings from home: next lot")})},
};
const size_t demo_topic_count = COUNT_OF(demo_topics);
