/*
 * How the server gets a process that reads files: it may start none itself, so it asks its parent.
 *
 * The parent holds one end of a pair of sockets, the server the other, under a number that both know. A request is
 * two descriptors, the reader's input and its rows, and a letter; the parent starts its own program on them as one
 * of the two readers there are, and nothing else, whatever the request says (docs/adr/0023, 0045). Nothing is
 * answered: a reader that could not be started closes its rows unsaid, as one does that dies.
 */
#ifndef CAIRN_APP_READER_DOOR_H
#define CAIRN_APP_READER_DOOR_H

#include "base/err.h"

#include <sys/types.h>

enum { READER_DOOR_FD = 3, READERS_MOST = 4 };

/* ---- the parent ---- */

struct reader_door {
    int ours, theirs;
    pid_t readers[READERS_MOST]; /* that were not waited for yet */
};
void reader_door_open(struct reader_door *door);
/* In the process that becomes the server: its end gets the number that it knows. */
void reader_door_hand_on(const struct reader_door *door);
void reader_door_serve(struct reader_door *door); /* one request that is there */
void reader_door_reap(struct reader_door *door);  /* readers that ended */

/* ---- the server ---- */

/* Was one handed on? To be asked before anything else is opened. */
bool reader_door_is_there(void);
/* Of people; of published tables. Both descriptors are closed, whatever happens. ERR_IO: nobody answers. */
MUST_USE enum err reader_door_ask_people(int input, int rows);
MUST_USE enum err reader_door_ask_table(int input, int rows);

#endif
