/*
 * The parent of `cairn serve` starts readers of imported files for the server, which may start nothing itself.
 *
 * The two have a pair of sockets from before either was confined. The server sends a number and two descriptors,
 * the reader's input and its rows; the parent starts `import-child` on them, waits for its end on a thread of its
 * own, and answers with the number and whether it ended well. One reader at a time. What was asked by a server
 * that died is answered to nobody: the next one knows its answers by their numbers.
 */
#ifndef CAIRN_APP_READER_STARTER_H
#define CAIRN_APP_READER_STARTER_H

#include "care/imports/import_worker.h"

enum { READER_STARTER_FD = 3 }; /* where a server finds its end */

/* ---- the parent ---- */

/* Before it is confined: the pair. False: there is none, and the server will say that it can read no files. */
bool reader_starter_pair(int ret[2]);
/* After that, with the signals of the process blocked: the thread. */
void reader_starter_run(int fd);

/* ---- the server ---- */

/* Its end, kept from whatever it starts. An error at start() where there is none. */
struct import_starter reader_starter(void);

#endif
