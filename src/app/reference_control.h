/*
 * `cairn import codes` and its sisters beside a running server: the rows that were read go to it as a file without
 * a name, and it loads them (app/control.h).
 */
#ifndef CAIRN_APP_REFERENCE_CONTROL_H
#define CAIRN_APP_REFERENCE_CONTROL_H

#include "app/control.h"
#include "care/reference/reference.h"

extern const struct control_command REFERENCE_CONTROL; /* for the server's table */

/* The command's side: reference_load there. ERR_IO: the server stopped. */
MUST_USE enum err reference_load_there(struct arena *a, const char *directory, int talk, struct str rows,
    const struct reference_options *options, struct reference_outcome *ret);
/* The ctx for loading here: the system's, audited as an import. */
struct audit_entry reference_audit_entry(void);

#endif
