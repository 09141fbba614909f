/*
 * How the server gets a process of its own kind: it may start none itself, so it asks its parent.
 *
 * The parent holds one end of a pair of sockets, the server the other, under a number that both know. A request is
 * a letter, which of the three it is to be, and two descriptors, the child's input and output: one that reads
 * people from files, one that reads published tables, or one that sends a message by mail. The parent starts its
 * own program so, with words that are the parent's own, and nothing else, whatever the request says
 * (docs/adr/0023, 0045, 0056). Nothing is answered: a child that could not be started closes its output unsaid, as
 * one does that dies.
 */
#ifndef CAIRN_APP_CHILD_DOOR_H
#define CAIRN_APP_CHILD_DOOR_H

#include "base/arena.h"
#include "base/err.h"

#include <sys/types.h>

enum { CHILD_DOOR_FD = 3, CHILDREN_MOST = 4 };

struct settings;

/* ---- the parent ---- */

struct child_door {
    int ours, theirs;
    char **mailer;                 /* the words that start what sends mail; NULL: no mail server is set */
    pid_t children[CHILDREN_MOST]; /* that were not waited for yet */
};
void child_door_open(struct arena *a, const struct settings *settings, struct child_door *door);
/* In the process that becomes the server: its end gets the number that it knows. */
void child_door_hand_on(const struct child_door *door);
void child_door_serve(struct child_door *door); /* one request that is there */
void child_door_reap(struct child_door *door);  /* children that ended */

/* ---- the server ---- */

/* Was one handed on? To be asked before anything else is opened. */
bool child_door_is_there(void);
/* Both descriptors are closed, whatever happens. ERR_IO: nobody answers the door. */
MUST_USE enum err child_door_ask_reader(int input, int rows);
MUST_USE enum err child_door_ask_table_reader(int input, int rows);
MUST_USE enum err child_door_ask_mailer(int input, int result);

#endif
