/* People whose records tell a story: docs/demonstration.md leads through them. Days are relative, as in stories.c.
 */
#include "demo_story_words.h"

const struct demo_story demo_more_stories[] = {
    /* a fall */
    {"Mrs", "Joan", "Hartley", NULL, "1942-01-17", GENDER_FEMALE, "999 058 7914", 2, "8 Chapel Rise", "RE4 7LP",
        "0113 496 0231", NULL, "Dr Hannah Booth", "en", ETHNICITY_WHITE_BRITISH, false, WRITTEN_FORMAT_LARGE_18,
        CONTACT_METHOD_TELEPHONE, "Not before 10am",
        "Hears best on the left side. Key safe at the side door: ask her son Neil (07700 900 622) for the number.",
        "ruth.adeyemi",
        DEMO_STEPS({SPOKE("First call. Explained what I do and who sees my notes. Manages well, she says; cut the "
                          "roses herself last week. \"The stairs are longer than they were.\"",
                        30),
                       AT(64, 10, 30), DUE(CONTACT, "Monthly call: stairs, roses", -34)},
            {SPOKE("Has moved the chair to the landing so that she can sit halfway. Would have a second rail if "
                   "nobody makes a fuss about it.",
                 15),
                AT(34, 10, 20), DUE(PROMISE, "Ask about a second stair rail", -20)},
            {RANG("Neil (son)", CARER, SPOKE,
                 "She was on the kitchen floor from 4am until the milkman heard her. In "
                 "casualty until noon; wrist in plaster, hip only bruised. He goes back to Hull tomorrow."),
                AT(5, 13, 15), DUE(ACT_FIRST, "After her fall: who is with her from tomorrow?", -4)},
            {VISIT(
                 "Sore and cross with herself. Can't open a tin with one hand. Neighbour does evenings this week. "
                 "Agreed to wear a pendant alarm \"if it isn't orange\". Falls service asked for today.",
                 55),
                AT(4, 11, 0), DUE(PROMISE, "Pendant alarm: has the installer given a day?", 0)}),
        .conditions = {{DEMO_OF(OSTEOPOROSIS), 7}, {DEMO_OF(HYPERTENSION), 16}, {DEMO_OF(HEARING), 6},
            {DEMO_OF(OSTEOARTHRITIS), 9}, {DEMO_OF(FALLS), 0}},
        .facts =
            DEMO_FACTS(CASUALTY(5, 7, "Fall at home, fractured wrist"), FOUND(400, "Lives alone", "105529008"),
                CARRIED_OUT(4, "Referral to falls service", "247541000000106"), CLINIC(-9, 9, "Fracture clinic"))},
    /* a discharge on a Friday */
    {"Mr", "Derek", "Firth", NULL, "1947-05-29", GENDER_MALE, "999 589 0623", 0, "17 Weaver Street", "RE1 3FD",
        "0113 496 0262", NULL, "Dr Tom Ridley", "en", ETHNICITY_WHITE_BRITISH, false, WRITTEN_FORMAT_STANDARD,
        CONTACT_METHOD_TELEPHONE, "Let it ring: walks slowly", "Oxygen at home: no smoking, no candles.",
        "dev.anand",
        DEMO_STEPS(
            {SPOKE("First call. COPD for ten years, oxygen since spring. What matters: the pigeons, and not "
                   "dying in a corridor. Wife Sheila does the stairs for both of them.",
                 40),
                AT(41, 14, 10), DUE(CONTACT, "Monthly call: breath, pigeons, Sheila", -11)},
            {SPOKE(
                 "Breathless to the gate and back. Rescue pack is used up; passed that to the practice nurse, no "
                 "advice given. Sheila sounded tired in the background.",
                 20),
                AT(11, 14, 0), DUE(CONTACT, "Has the nurse been about the rescue pack?", -6)},
            {TOLD("Ward 4, St Luke’s",
                 "Home at 4:45pm today, after six nights with his chest. New tablets in a bag, "
                 "no package of care: the assessor had left for the weekend. Sheila says that they will manage."),
                ON_FRIDAY(1, 16, 50),
                DUE(ACT_FIRST, "48-hour call: home on Friday night with no package of care", 0)}),
        .conditions = {{DEMO_OF(COPD), 10}, {DEMO_OF(HEART_FAILURE), 2}, {DEMO_OF(ANXIETY), 4},
            {DEMO_OF(BREATHLESS), 3}, {DEMO_OF(MOBILITY), 1}},
        .facts = DEMO_FACTS(HOME_ON_FRIDAY(1, 21, "Exacerbation of COPD", 6),
            MEASURED(20, "Oxygen saturation", "103228002", "89"),
            MEASURED(60, "Patient Activation Measure level", "962851000000103", "2"))},
    /* a carer at her limit, and the one she cares for */
    {"Mrs", "Pauline", "Greenwood", NULL, "1958-09-02", GENDER_FEMALE, "999 762 2308", 3, "4 Tenter View",
        "RE5 1QP", "0113 496 0274", "07700 900 633", "Dr Joy Adeleke", "en", ETHNICITY_WHITE_BRITISH, false,
        WRITTEN_FORMAT_STANDARD, CONTACT_METHOD_TEXT_MESSAGE, "After 8pm, when Roy is in bed", NULL, "marcus.bell",
        DEMO_STEPS(
            {SPOKE("Looks after her husband Roy, who has dementia. \"I am his wife from ten to eleven at night; "
                   "the rest of the day I am staff.\" Has not slept through since July.",
                 45),
                AT(52, 20, 5), DUE(PROMISE, "Ask for a carer's assessment for Pauline", -50)},
            {.outcome = CONTACT_SPOKE,
                .with = CONTACT_WITH_PROFESSIONAL,
                .with_name = "Adult social care",
                .note = "Assessment asked for. Five weeks, unless something happens.",
                AT(50, 11, 40),
                DUE(CONTACT, "Ring Pauline about the wait", -45)},
            {SPOKE(
                 "Told her. Silence, then \"something will.\" Gave her the number of the carers' line and of the "
                 "night sitters. Roy was calling while we spoke.",
                 20),
                AT(45, 20, 10), DUE(CONTACT, "Fortnightly call: sleep, sitters", -30)},
            {LEFT("Left a message that I will try on Thursday."), AT(30, 20, 0),
                DUE(CONTACT, "Try Pauline again", -27)},
            {SPOKE(
                 "Sitters come on Tuesdays now: she sat in the car and cried for an hour, \"it was lovely.\" Her "
                 "own "
                 "chest pain twice on the stairs, told nobody. Rang Dr Adeleke with her listening: seen next day.",
                 35),
                AT(27, 20, 15), DUE(PROMISE, "Emergency plan: who has Roy if Pauline is ill?", -6)},
            {RANG("Pauline", PERSON, SPOKE,
                 "Rang at 5pm. Shouted at Roy this morning and is frightened of herself. "
                 "Nobody hurt: asked plainly. Carer's line tonight; respite asked for as urgent; supervisor "
                 "told."),
                AT(2, 17, 5), DUE(ACT_FIRST, "Respite for Roy: has social care answered?", 0)}),
        .conditions = {{DEMO_OF(HYPERTENSION), 6}, {DEMO_OF(ANXIETY), 1}, {DEMO_OF(SLEEP), 1}},
        .facts = DEMO_FACTS(SURGERY(26, 9, "Seen by GP", "Chest pain on the stairs"),
            CLINIC(-15, 10, "Rapid access chest pain clinic")),
        .carer = true},
    {"Mr", "Roy", "Greenwood", NULL, "1951-11-26", GENDER_MALE, "999 143 3619", 3, "4 Tenter View", "RE5 1QP",
        "0113 496 0274", NULL, "Dr Joy Adeleke", "en", ETHNICITY_WHITE_BRITISH, false, WRITTEN_FORMAT_STANDARD,
        CONTACT_METHOD_TELEPHONE_PROXY, NULL,
        "Speak to Roy first, then to Pauline. Was a joiner: ask about boats and he will stay for the rest.",
        "marcus.bell",
        DEMO_STEPS(
            {VISIT("At home with both of them. Roy showed me the boat he built and asked three times whether I "
                   "sail. He likes the day centre's workshop; the mornings before it are the hard part.",
                 60),
                AT(38, 14, 0), DUE(CONTACT, "Is the day centre's transport any better?", 6)}),
        .conditions = {{DEMO_OF(DEMENTIA), 3}, {DEMO_OF(NEEDS_CARE), 1}, {DEMO_OF(HYPERTENSION), 14},
            {DEMO_OF(INCONTINENCE), 1}},
        .facts = DEMO_FACTS(CARRIED_OUT(200, "Dementia care plan agreed", "956841000000106"))},
    /* a move into a care home */
    {"Mrs", "Elsie", "Naylor", NULL, "1935-04-30", GENDER_FEMALE, "999 436 4502", 1, "The Willows", "RE3 2PD",
        "0113 496 0288", NULL, "Dr James Thornber", "en", ETHNICITY_WHITE_BRITISH, false, WRITTEN_FORMAT_LARGE_24,
        CONTACT_METHOD_VISIT, NULL, "Likes to be called Mrs Naylor. Reads with a magnifier: allow time.",
        "sian.pritchard",
        DEMO_STEPS({RANG("Community matron", PROFESSIONAL, SPOKE,
                        "Third time on the floor since August, and the carers "
                        "can't come more than four times a day. She has said it herself now: not another winter."),
                       AT(72, 9, 50), DUE(PROMISE, "Find out which homes have a room, with a garden", -65)},
            {VISIT("Looked at three brochures under the magnifier. The Willows has a door to the garden. \"I'd "
                   "want my "
                   "own chair.\" Her niece Barbara drives her there on Saturday.",
                 60),
                AT(64, 13, 30), DUE(CONTACT, "How was The Willows?", -58)},
            {SPOKE("Liked it: they let her pour the tea. Wants to go. Barbara does the forms, I ask the practice "
                   "about "
                   "moving her prescriptions.",
                 20),
                AT(57, 10, 40), DUE(PROMISE, "Prescriptions and the chair: before the move", -32)},
            {.outcome = CONTACT_VISIT,
                .with = CONTACT_WITH_PERSON,
                .mode = CONTACT_BY_CARE_HOME_VISIT,
                .minutes = 45,
                .note =
                    "Moved in yesterday. Chair by the garden door. Slept badly, ate well, knows two people from "
                    "chapel. Tablets came from the old pharmacy and the new one: the home's nurse is sorting it.",
                AT(29, 11, 10),
                DUE(CONTACT, "First month at The Willows: plan with her and the home", 2)}),
        .conditions = {{DEMO_OF(MACULAR), 6}, {DEMO_OF(HEART_FAILURE), 3}, {DEMO_OF(ATRIAL_FIBRILLATION), 7},
            {DEMO_OF(OSTEOARTHRITIS), 15}, {DEMO_OF(FALLS), 1}, {DEMO_OF(MOBILITY), 3}, {DEMO_OF(NEEDS_CARE), 2}},
        .facts = DEMO_FACTS(CASUALTY(120, 6, "Fall"), CASUALTY(95, 22, "Fall"), CASUALTY(74, 5, "Fall"),
            CARRIED_OUT(20, "Structured medication review", "1239511000000100"),
            MEASURED(21, "Clinical Frailty Scale score", "763264000", "6")),
        .care_home = true},
    /* a death */
    {"Mr", "Stanley", "Ramsden", NULL, "1939-12-11", GENDER_MALE, "999 306 0674", 2, "26 Lilac Grove", "RE4 2SR",
        "0113 496 0205", NULL, "Dr Declan Byrne", "en", ETHNICITY_WHITE_BRITISH, false, WRITTEN_FORMAT_STANDARD,
        CONTACT_METHOD_TELEPHONE, NULL, NULL, "ruth.adeyemi",
        DEMO_STEPS(
            {SPOKE("He knows how it stands. Wants to be at home, with the wireless, and that Dorothy doesn't "
                   "sit up all night. Hospice at home will ring her today.",
                 35),
                AT(46, 15, 0), DUE(PROMISE, "Night sitter for Dorothy, twice a week", -40)},
            {TOLD("Hospice at home", "Sitter from Monday, two nights. Syringe driver explained to them both."),
                AT(40, 10, 15), DUE(CONTACT, "Ring Dorothy on Fridays", -12)},
            {RANG("Dorothy (wife)", CARER, SPOKE, "Quiet week. He asked for the cricket and slept through it."),
                AT(13, 11, 5), DUE(CONTACT, "Ring Dorothy on Friday", -8)},
            {RANG("Dorothy (wife)", CARER, SPOKE,
                 "Died last night at home, Dorothy and his sister with him. She "
                 "wanted me to know that the sitter stayed till the end. Thanked everybody by name."),
                AT(8, 9, 30), DUE(CONTACT, "Ring Dorothy after the funeral", 4)}),
        .conditions = {{DEMO_OF(LUNG_CANCER), 1}, {DEMO_OF(COPD), 12}, {DEMO_OF(PALLIATIVE), 0},
            {DEMO_OF(WEIGHT_LOSS), 0}},
        .facts = DEMO_FACTS(SURGERY(12, 12, "Home visit", "Comfort and symptoms"),
            CARRIED_OUT(300, "Discussion about advance care planning", "713662007")),
        .died_days_ago = 9},
    /* a young person with a learning disability */
    {"Miss", "Ellie", "Whitaker", NULL, "2008-02-20", GENDER_FEMALE, "999 203 6192", 0, "30 Lark Close", "RE2 3LJ",
        NULL, "07700 900 641", "Dr Catherine Shaw", "en", ETHNICITY_WHITE_BRITISH, false, WRITTEN_FORMAT_EASY_READ,
        CONTACT_METHOD_TEXT_MESSAGE, "After 3:30pm, college days",
        "Short sentences, one question at a time, pictures help. Ellie answers for herself; mum Karen (07700 900 "
        "642) "
        "fills in if Ellie asks her to.",
        "dev.anand",
        DEMO_STEPS(
            {VISIT("Met at college, her choice. Ellie told me what she wants: a flat with her friend Bex, work in "
                   "a cafe, fewer letters. Drew it. Turned 18 in February; children's services stopped the same "
                   "day.",
                 50),
                AT(49, 15, 45), DUE(PROMISE, "Who answers for Ellie now? Ask the adult team", -42)},
            {TOLD("Adult learning disability team",
                 "They have no referral. Sent it with Ellie's drawing attached, with "
                 "her yes."),
                AT(43, 10, 0), DUE(CONTACT, "Tell Ellie and Karen what happens next", -36)},
            {WROTE("Texted Ellie in three lines, with a picture of the person who will ring her."), AT(36, 16, 0),
                DUE(PROMISE, "Book the annual health check with the nurse she knows", -14)},
            {SPOKE(
                 "Health check is booked, long appointment, last of the day. She is practising the blood pressure "
                 "cuff on the dog.",
                 15),
                AT(14, 15, 50), DUE(CONTACT, "Day before the health check: text Ellie", 1)}),
        .conditions = {{DEMO_OF(LEARNING_DISABILITY), 16}, {DEMO_OF(EPILEPSY), 12}, {DEMO_OF(AUTISM), 11}},
        .facts = DEMO_FACTS({-2, 17, CODED_ENCOUNTER, {NULL, "Seen by practice nurse"},
            "Annual health check, long appointment", CODED_STATUS_PLANNED, .nights = 0})},
    /* a man nobody can reach */
    {"Mr", "Craig", "Oldroyd", NULL, "1974-03-08", GENDER_MALE, "999 019 3355", 1, "Flat 9, 112 Ferry Road",
        "RE3 5FY", NULL, "07700 900 655", "Dr Lucy Whitworth", "en", ETHNICITY_WHITE_BRITISH, false,
        WRITTEN_FORMAT_STANDARD, CONTACT_METHOD_TEXT_MESSAGE, NULL, "Number changes often. No internet at home.",
        "sian.pritchard",
        DEMO_STEPS({NO_ANSWER("Referred after three nights in hospital and no clinic since. Number rings out."),
                       AT(34, 10, 15), DUE(CONTACT, "Try Craig at another time of day", -31)},
            {NO_ANSWER("Tried at 6pm. Rings out."), AT(31, 18, 0), DUE(CONTACT, "Try a text", -28)},
            {WROTE("Texted: who I am, that nobody is in trouble, that he can text back."), AT(28, 12, 0),
                DUE(CONTACT, "Has he answered?", -21)},
            {.outcome = CONTACT_SPOKE,
                .with = CONTACT_WITH_PROFESSIONAL,
                .with_name = "Riverside Homes",
                .note = "Letter came back. Housing saw him at the lift on Monday: walks, thinner, polite. They "
                        "will put a "
                        "card under the door for me.",
                AT(20, 14, 20),
                DUE(CONTACT, "Card under the door: any sign?", -13)},
            {NO_ANSWER(
                 "Knocked with the housing officer. Television on, nobody came. Left a card with the food bank's "
                 "times on the back."),
                AT(12, 11, 30), DUE(CONTACT, "Ask the food bank whether he comes", -5)}),
        .conditions = {{DEMO_OF(DIABETES_2), 4}, {DEMO_OF(ALCOHOL), 9}, {DEMO_OF(DEPRESSION), 6}},
        .facts = DEMO_FACTS(ADMITTED(44, 2, "Infected foot", 3), CLINIC(-6, 11, "Diabetic foot clinic"),
            {24, 11, CODED_ENCOUNTER, {"281399006", "Did not attend"}, "Diabetic foot clinic", CODED_STATUS_DONE,
                .nights = 0},
            {10, 11, CODED_ENCOUNTER, {"281399006", "Did not attend"}, "Diabetic foot clinic", CODED_STATUS_DONE,
                .nights = 0})},
    /* a woman who reads Bengali and needs large print */
    {"Mrs", "Rokeya", "Begum", "Rokeya Apa", "1955-08-12", GENDER_FEMALE, "999 012 8081", 0, "51 Foundry Street",
        "RE1 2NB", "0113 496 0219", NULL, "Dr Yemi Balogun", "bn", ETHNICITY_ASIAN_BANGLADESHI, true,
        WRITTEN_FORMAT_LARGE_24, CONTACT_METHOD_TELEPHONE, "Not at prayer times; Fridays after 3pm",
        "Reads Bengali, not English. Large print, 24 point, black on yellow. Woman interpreter, please.",
        "dev.anand",
        DEMO_STEPS(
            {SPOKE("With the interpreter. Was sent four letters about her eyes in English and kept them in a "
                   "biscuit tin. We read them together: one appointment is past, one is still to come.",
                 50),
                AT(33, 11, 0), DUE(PROMISE, "Eye clinic: letters in Bengali, 24 point", -26)},
            {TOLD("Eye clinic",
                 "They have it on her record now: Bengali, large print, woman interpreter. New date sent."),
                AT(27, 15, 30), DUE(CONTACT, "Has the letter come, and can she read it?", -12)},
            {SPOKE(
                 "It came and she read it aloud to me, then to her sister. \"The first letter that was for me.\"",
                 20),
                AT(12, 11, 15), DUE(CONTACT, "Evening before the eye clinic: taxi and interpreter booked?", 4)}),
        .conditions = {{DEMO_OF(DIABETES_2), 12}, {DEMO_OF(MACULAR), 2}, {DEMO_OF(HYPERTENSION), 10},
            {DEMO_OF(CATARACT), 1}},
        .facts = DEMO_FACTS(CLINIC(-5, 10, "Eye clinic, diabetic macular disease"),
            {61, 10, CODED_ENCOUNTER, {"281399006", "Did not attend"}, "Eye clinic", CODED_STATUS_DONE,
                .nights = 0})},
    /* two people with the same name and birthday */
    {"Mrs", "Margaret", "Wilson", NULL, "1948-05-14", GENDER_FEMALE, "999 197 8364", 0, "12 Beech Avenue",
        "RE2 4LT", "0113 496 0240", NULL, "Dr Anil Patel", "en", ETHNICITY_WHITE_BRITISH, false,
        WRITTEN_FORMAT_STANDARD, CONTACT_METHOD_TELEPHONE, NULL,
        "There is another Mrs Margaret Wilson with this birthday, at Holly Bank: check the address.", "dev.anand",
        DEMO_STEPS(
            {SPOKE("A letter about a smear came to her, meant for another Margaret Wilson born the same day. She "
                   "laughed; I told both practices and checked number and address with her.",
                 15),
                AT(17, 10, 50), DUE(CONTACT, "Waiting well: knee operation in spring", 12)}),
        .conditions = {{DEMO_OF(OSTEOARTHRITIS), 6}, {DEMO_OF(HYPERTENSION), 11}}},
    {"Mrs", "Margaret", "Wilson", "Peggy", "1948-05-14", GENDER_FEMALE, "999 163 1925", 2, "3 Quarry Mount",
        "RE4 8GR", NULL, "07700 900 668", "Dr Rajesh Nair", "en", ETHNICITY_WHITE_BRITISH, false,
        WRITTEN_FORMAT_STANDARD, CONTACT_METHOD_TELEPHONE, NULL,
        "There is another Mrs Margaret Wilson with this birthday, at Elm Street: check the address.",
        "ruth.adeyemi",
        DEMO_STEPS(
            {SPOKE("Peggy to everybody. Has buried two husbands and runs the whist drive. Asked for help with the "
                   "attendance allowance form, nothing else, thank you.",
                 25),
                AT(24, 14, 15), DUE(PROMISE, "Attendance allowance form: sit down with Peggy", 3)}),
        .conditions = {{DEMO_OF(COPD), 5}, {DEMO_OF(THYROID), 14}}},
    /* a restricted record */
    {"Ms", "Natalie", "Price", NULL, "1992-10-05", GENDER_FEMALE, "999 290 0482", 3, "Flat 2, 40 Copper Beech Row",
        "RE3 7DQ", NULL, "07700 900 671", "Dr Simon Greaves", "en", ETHNICITY_WHITE_BRITISH, false,
        WRITTEN_FORMAT_ELECTRONIC, CONTACT_METHOD_EMAIL, "Email only, never a letter", NULL, "farah.siddiqui",
        DEMO_STEPS(
            {SPOKE("Works here, at a front desk of one of our practices, and wants nobody she sits beside to read "
                   "this. Record restricted with her, while we spoke.",
                 30),
                AT(21, 17, 30), DUE(CONTACT, "Weekly call, after six", -14)},
            {SPOKE("Debt adviser has written to two of the three lenders. Sleeping a little. Laughed about the "
                   "photocopier.",
                 25),
                AT(14, 18, 10), DUE(CONTACT, "Weekly call, after six", 1)}),
        .conditions = {{DEMO_OF(DEPRESSION), 1}, {DEMO_OF(ANXIETY), 2}}, .restricted = true},
    /* a protected address */
    {"Ms", "Samantha", "Lowe", NULL, "1985-06-16", GENDER_FEMALE, "999 924 9019", 0, "Flat 5, 23 Kestrel Court",
        "RE1 6NS", NULL, "07700 900 684", "Dr Saima Iqbal", "en", ETHNICITY_MIXED_CARIBBEAN, false,
        WRITTEN_FORMAT_STANDARD, CONTACT_METHOD_TEXT_MESSAGE, "Text first, then ring",
        "Nobody else may learn where she lives. Leave no messages with anybody, write to nobody.", "dev.anand",
        DEMO_STEPS(
            {SPOKE(
                 "Moved with her two girls in the summer holidays. School found, surgery found; the old one still "
                 "had her new address on a shared form, put right today. \"I'd like to stop looking round.\"",
                 40),
                AT(30, 13, 0), DUE(PROMISE, "Ask the school nurse about the girls' counselling", -20)},
            {TOLD("School nurse", "Both girls have a place from next month. Knows not to send letters home."),
                AT(19, 12, 10), DUE(CONTACT, "Fortnightly call: court date, girls", 5)}),
        .conditions = {{DEMO_OF(ANXIETY), 1}, {DEMO_OF(ASTHMA), 25}}, .protected_address = true},
};
const size_t demo_more_story_count = COUNT_OF(demo_more_stories);
