/*
 * Short words for the tables of stories and topics, so that a line of them is a line of a story.
 *
 * A contact: SPOKE, VISIT, NO_ANSWER, LEFT, WROTE with the person; RANG and TOLD from others; AT says when, DUE
 * what was promised. In the coded record: CLINIC, ADMITTED, CASUALTY, FOUND, MEASURED, DONE. Days are days ago,
 * negative: to come.
 */
#ifndef CAIRN_DEMO_STORY_WORDS_H
#define CAIRN_DEMO_STORY_WORDS_H

#include "care/demo/demo_care.h"

#define SPOKE(text, mins) .outcome = CONTACT_SPOKE, .with = CONTACT_WITH_PERSON, .minutes = (mins), .note = text
#define VISIT(text, mins) .outcome = CONTACT_VISIT, .with = CONTACT_WITH_PERSON, .minutes = (mins), .note = text
#define NO_ANSWER(text) .outcome = CONTACT_NO_ANSWER, .with = CONTACT_WITH_PERSON, .note = text
#define RANG(who, kind, what, text) \
    .outcome = CONTACT_##what, .with = CONTACT_WITH_##kind, .incoming = true, .with_name = who, .note = text
#define TOLD(who, text) .outcome = CONTACT_SPOKE, .with = CONTACT_WITH_PROFESSIONAL, .with_name = who, .note = text
#define AT(days, at_hour, at_minute) .days_ago = (days), .hour = (at_hour), .minute = (at_minute)
#define ON_FRIDAY(days, at_hour, at_minute) AT(days, at_hour, at_minute), .friday = true
#define DUE(what, text, in) .promise = TASK_##what, .task = text, .due_in = (in)
#define LEFT(text) .outcome = CONTACT_LEFT_MESSAGE, .with = CONTACT_WITH_PERSON, .note = text
#define WROTE(text) .outcome = CONTACT_TEXT_OR_EMAIL, .with = CONTACT_WITH_PERSON, .note = text

#define CLINIC(days, at_hour, what) \
    { \
        (days), (at_hour), CODED_ENCOUNTER, {"185211000", "Seen in hospital outpatient department"}, what, \
            (days) < 0 ? CODED_STATUS_PLANNED : CODED_STATUS_DONE, .nights = 0 \
    }
#define ADMITTED(days, at_hour, why, how_many_nights) \
    { \
        (days), (at_hour), CODED_ENCOUNTER, {"183452005", "Emergency hospital admission"}, why, \
            CODED_STATUS_ENDED, .nights = how_many_nights \
    }
#define HOME_ON_FRIDAY(days, at_hour, why, how_many_nights) \
    { \
        (days), (at_hour), CODED_ENCOUNTER, {"183452005", "Emergency hospital admission"}, why, \
            CODED_STATUS_ENDED, .nights = how_many_nights, .friday = true \
    }
#define CASUALTY(days, at_hour, why) \
    { \
        (days), (at_hour), CODED_ENCOUNTER, {"185210004", "Seen in hospital casualty"}, why, CODED_STATUS_DONE, \
            .nights = 0 \
    }
#define SURGERY(days, at_hour, how, why) \
    { \
        (days), (at_hour), CODED_ENCOUNTER, {NULL, how}, why, CODED_STATUS_DONE, .nights = 0 \
    }
#define FOUND(days, what, id) \
    { \
        (days), 0, CODED_OBSERVATION, {id, what}, NULL, CODED_STATUS_NOT_SAID, .nights = 0 \
    }
#define MEASURED(days, what, id, how_much) \
    { \
        (days), 0, CODED_OBSERVATION, {id, what}, how_much, CODED_STATUS_NOT_SAID, .nights = 0 \
    }
#define CARRIED_OUT(days, what, id) \
    { \
        (days), 0, CODED_PROCEDURE, {id, what}, NULL, CODED_STATUS_DONE, .nights = 0 \
    }

#endif
