/*
 * The parts of backing up that touch the running data: taking a copy, and noting what was made and proven. Asked
 * of the server through control.sock where one runs, else done by the command itself on the installation it
 * opened.
 */
#ifndef CAIRN_APP_BACKUP_CONTROL_H
#define CAIRN_APP_BACKUP_CONTROL_H

#include "app/control.h"
#include "platform/backup/backup.h"

struct backup_begun {
    int64_t sequence, longest_step_us;
    struct instant made_at;
};

/* An installation that answers: a server's, or one opened by this process (then talk is unused). */
struct backup_place {
    const char *directory;
    const struct app *app; /* NULL: ask the server */
};
/* Takes a number and leaves the copy BACKUP_COPY in the data directory. ERR_NOT_FOUND: the server went away. */
MUST_USE enum err backup_place_copy(const struct backup_place *place, struct backup_begun *ret);
MUST_USE enum err backup_place_done(const struct backup_place *place, int64_t sequence, int64_t bytes);
MUST_USE enum err backup_place_proven(const struct backup_place *place, const struct backup_proof *proof);

/* For the server's table of control commands. */
extern const struct control_command BACKUP_COPY_CONTROL, BACKUP_DONE_CONTROL, BACKUP_PROVEN_CONTROL;

#endif
