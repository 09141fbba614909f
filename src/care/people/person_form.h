/*
 * The form with a person's details: typed fields to a struct person and back, with messages beside the fields.
 * Private to the slice. Field names are those of struct person.
 */
#ifndef CAIRN_CARE_PERSON_FORM_H
#define CAIRN_CARE_PERSON_FORM_H

#include "care/people/person.h"
#include "care/editing/editing.h"

struct person_form {
    struct problems problems;
    struct person person;  /* what was understood */
    struct str nhs_number; /* as typed */
    struct field_date born, died;
    int64_t version;
    bool keep_reach; /* the address is protected and not theirs to see: it isn't in the form and stays as it is */
};

/* Both want the whole person (person_get_whole). As it stands now. */
struct person_form person_form_of(struct ctx *c, const struct person *p);
/* What was sent, over the person it is about: identity, practice and source stay theirs. */
struct person_form person_form_read(struct ctx *c, const struct form *form, const struct person *about);

/* What was typed of how to reach them although it isn't theirs to change any more: the address was protected while
 * they wrote. False: nothing was. */
bool person_form_reach(struct ctx *c, const struct form *form, const struct person *about, struct person *ret);

/* What must hold between fields, whoever changed which: names, dates, a death. */
void person_check(struct problems *problems, const struct person *p, struct date today);

/* Reasonable adjustments of one category, behind its heading. */
struct adjustment_group {
    struct str summary; /* "Communication support, 2 chosen" */
    struct checkboxes answers;
};
/* The ticked answers: what isn't of the published list, nor theirs already, is a problem. */
void person_adjustments_read(struct ctx *c, const struct form *form, const struct person *about,
    struct problems *problems, struct str *ret);

/* The page: every control with its value and message. */
struct person_edit_view {
    struct error_summary problems;
    struct str heading, version, button;
    bool no_reach; /* no fields for address, telephones and email */
    struct url action, cancel;
    struct draft_view draft;
    struct conflict_fields carried; /* what was chosen already, where a colleague changed the same */
    struct input title, given_names, family_name, preferred_name, nhs_number, pronouns;
    struct date_input born, died;
    struct radios gender;
    struct input address_1, address_2, address_3, address_4, postcode;
    struct checkboxes protected_address, no_letters, interpreter, died_known;
    LIST(struct adjustment_group) adjustments;
    struct input home_phone, mobile_phone, email, contact_times, named_gp;
    struct textarea communication_note;
    struct select_field preferred_contact, language, written_format, ethnicity;
    struct select_field practice; /* when adding a person */
};
void person_adjustments_view(struct ctx *c, const struct person_form *f, struct person_edit_view *v);
struct person_edit_view *person_form_view(struct ctx *c, const struct person_form *f);

#endif
