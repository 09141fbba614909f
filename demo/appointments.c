/* Appointments that the people with a story are helped with, one in each state. They agree with stories.c. */
#include "care/demo/demo_words.h"

const struct demo_appointment demo_appointments[] = {
    {"Amina Rahman", .days = 6, .with = "Sister Ruth Adeyemi", .service = "Retinal clinic", .time = "10:20am",
        .way = "there", .place = "Eye unit, ground floor, desk 2", .transport = "Sara drives",
        .remind = "telephone", .purpose = "A look at both eyes, because of the diabetes",
        .needs = "Bengali interpreter, ordered; letters in 18 point"},
    {"Amina Rahman", .days = -40, .with = "Dr Anil Patel", .service = "Elm Street Surgery", .time = "9:00am",
        .way = "there", .purpose = "The diabetes review", .questions = "Do I need both tablets?", .comes = "Sara",
        .outcome = "attended", .options = "Keep both tablets\nStop the evening one for a month",
        .chosen = "Keep both, and look again in spring", .whose = "person", .told = "Ring if the feet tingle"},
    {"Roy Greenwood", .days = 9, .with = "Mr James Okafor", .service = "Hip clinic", .time = "2:30pm",
        .way = "there", .purpose = "Whether to have the operation", .remind = "no",
        .questions = "How long before I can garden?\nWhat if I wait another year?",
        .hopes = "To kneel again. Afraid of the anaesthetic",
        .aids = "Making a decision about hip osteoarthritis, NHS England, given two weeks before",
        .bring = "Glasses, the list of medicines"},
    {"Derek Firth", .days = -4, .with = "Practice nurse Gail Moss", .service = "Elm Street Surgery",
        .way = "telephone", .purpose = "The new inhaler"},
    {"Elsie Naylor", .days = -15, .with = "Memory nurse", .service = "Memory clinic", .way = "there",
        .purpose = "The yearly review", .outcome = "not_attended",
        .why = "The hospital car came at 8, and she was not up. Ask for one after 11"},
    {"Ellie Whitaker", .days = 12, .with = "Dr Hannah Lowe", .service = "Video clinic", .way = "video",
        .purpose = "Headaches", .outcome = "cancelled", .why = "The clinic rang: a new day comes by letter"},
};
const size_t demo_appointment_count = COUNT_OF(demo_appointments);
