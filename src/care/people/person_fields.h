/*
 * The fields of a person, listed once: their saved state (record_version), what changed between two versions, and
 * the words for each come from here.
 *
 * TEXT fields are words as typed. CODE fields hold a value of a list of nhs/vocabulary.h, saved as its code and
 * shown as its label. FLAG
 * fields are yes or no. DATE fields are days.
 */
#ifndef CAIRN_CARE_PERSON_FIELDS_H
#define CAIRN_CARE_PERSON_FIELDS_H

#define PERSON_FIELDS(TEXT, CODE, FLAG, DATE) \
    TEXT(title, "Title") \
    TEXT(given_names, "First names") \
    TEXT(family_name, "Last name") \
    TEXT(preferred_name, "Likes to be called") \
    DATE(born, "Date of birth") \
    CODE(gender, "Gender", gender) \
    TEXT(pronouns, "Pronouns") \
    TEXT(address[0], "Address line 1") \
    TEXT(address[1], "Address line 2") \
    TEXT(address[2], "Town or city") \
    TEXT(address[3], "County") \
    TEXT(postcode, "Postcode") \
    TEXT(lsoa, "Area (LSOA)") \
    FLAG(protected_address, "Protected address") \
    FLAG(restricted, "Restricted record") \
    TEXT(home_phone, "Home phone") \
    TEXT(mobile_phone, "Mobile phone") \
    TEXT(email, "Email address") \
    CODE(preferred_contact, "Best way to get in touch", contact_method) \
    TEXT(contact_times, "When to get in touch") \
    FLAG(no_letters, "Do not send letters") \
    TEXT(language, "Language") \
    FLAG(interpreter, "Needs an interpreter") \
    CODE(written_format, "Written information as", written_format) \
    TEXT(communication_note, "Also worth knowing") \
    TEXT(adjustments, "Reasonable adjustments") \
    CODE(ethnicity, "Ethnicity", ethnicity) \
    TEXT(named_gp, "Named GP") \
    FLAG(died_known, "Has died") \
    DATE(died, "Date of death")

#endif
