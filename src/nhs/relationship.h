/*
 * How somebody is related to a person, in plain words, from the codes that records use for it.
 *
 * HL7's roles (v3-RoleCode), the kinds of contact of HL7 v2 (table 0131) and UK Core's additional roles, in one
 * list: their codes don't contradict one another. STR_NONE for a code that isn't listed: then the source's own
 * words are shown. [standards §3.2]
 */
#ifndef CAIRN_NHS_RELATIONSHIP_H
#define CAIRN_NHS_RELATIONSHIP_H

#include "base/str.h"

struct str relationship_words(struct str code); /* "DAU": "Daughter" */

#endif
