/*
 * How a person's name is written.
 *
 * Three ways: in the patient banner "RAHMAN, Amina (Mrs)" (NHS Common User Interface: family name in capitals),
 * everywhere else "Amina Rahman", and initials where there is room for nothing else. The name a person wants to be
 * called by is `known_as`; the banner shows the registered name, since that is what identifies. Any part may be
 * missing: some people have one name.
 */
#ifndef CAIRN_NHS_PERSON_NAME_H
#define CAIRN_NHS_PERSON_NAME_H

#include "base/str.h"

struct person_name {
    struct str title;    /* "Mrs"; free text */
    struct str given;    /* all given names, in their order */
    struct str family;   /* with its particles: "van der Berg" */
    struct str known_as; /* empty if the same as given */
};

struct str person_name_banner(struct arena *a, const struct person_name *name);
/* "Name not known" if there is none. */
struct str person_name_plain(struct arena *a, const struct person_name *name);
/* What they are called, else the first given name. */
struct str person_name_friendly(struct arena *a, const struct person_name *name);
struct str person_name_initials(struct arena *a, const struct person_name *name); /* "AR"; "?" if there is none */

#endif
