/*
 * An import through a running server: the command keeps the files and the reader, the server gets the rows.
 *
 * The command passes the end of the rows' pipe over control.sock; the server applies them as import_run does
 * anywhere and sends back what it refuses and how far it is. Neither executes anything for the other.
 */
#ifndef CAIRN_APP_IMPORT_CONTROL_H
#define CAIRN_APP_IMPORT_CONTROL_H

#include "app/control.h"
#include "care/imports/imports.h"

extern const struct control_command IMPORT_CONTROL; /* for the server's table */

/* As import_run, in the server. ERR_IO: the server went away. */
MUST_USE enum err import_run_there(int talk, const struct import_options *options, int rows,
    const struct import_events *events, struct import_result *ret);

#endif
