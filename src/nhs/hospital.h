/*
 * How somebody came into hospital and how they left it: the codes of England in plain words.
 *
 * Only what changes what one does next has words; the ordinary case (discharged on advice, to where they live)
 * has none, so that what is said stands out. An unknown code gives STR_NONE. [standards §3.3]
 */
#ifndef CAIRN_NHS_HOSPITAL_H
#define CAIRN_NHS_HOSPITAL_H

#include "base/str.h"

struct str hospital_admission_words(struct str method);        /* "21": "Emergency admission" */
struct str hospital_discharge_words(struct str method);        /* "4": "died in hospital" */
struct str hospital_destination_words(struct str destination); /* "54": "to a care home" */

#endif
