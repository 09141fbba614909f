/*
 * Giving up what a process doesn't need, for good: before it looks at bytes from outside.
 *
 * Each process of Cairn has a role, and a role is a row of the table in sandbox_calls.c: the system calls it
 * makes. A call that is on no list is refused; one that only an intruder would make (starting a program, looking
 * into another process, mounting, opening a connection) ends the process at once. Landlock adds which folders may
 * be read and written, since a call's filter can't see paths. No new privileges, no core dumps, no other process
 * of the same user may look inside.
 *
 * The roles: SANDBOX_PARENT is `cairn serve`, which starts its own program again and passes on a signal; what it
 * starts inherits this, so it holds what a starting server needs as well. SANDBOX_SERVER_START is the server from
 * its first moment, before the database is opened: no program is started, no process, no connection made; threads
 * and listening sockets may be. SANDBOX_SERVER is the server once it listens: no new socket either, no thread, no
 * memory that can be executed. SANDBOX_READER is the child that reads imported files: it reads, writes, asks for
 * memory, ends; all else kills it. SANDBOX_MAILER is the child that hands a message to the mail server, once it is
 * connected to it: it speaks on that connection, and makes no other.
 *
 * The other commands: SANDBOX_COMMAND works on data, by itself or by asking the running server through its socket;
 * it starts nothing and talks to no network. SANDBOX_IMPORTER may besides start its own program again, which
 * becomes the reader. SANDBOX_RESTORER starts it as a server on what was restored and asks it whether it is well,
 * so it holds what that server needs and may connect.
 *
 * Where the kernel has no Landlock sandbox_files_are_closed() says so, and whoever starts must tell; the filter
 * stands in any case. A kernel without the filter is refused. [house §2, reliability §6]
 */
#ifndef CAIRN_PLATFORM_SANDBOX_H
#define CAIRN_PLATFORM_SANDBOX_H

#include "base/err.h"

enum sandbox_role {
    SANDBOX_PARENT,
    SANDBOX_SERVER_START,
    SANDBOX_SERVER,
    SANDBOX_READER,
    SANDBOX_MAILER,
    SANDBOX_COMMAND,
    SANDBOX_IMPORTER,
    SANDBOX_RESTORER,
    SANDBOX_ROLES
};

/* What may be done with a file, or with everything below a folder. */
enum { SANDBOX_READ = 1, SANDBOX_WRITE = 2, SANDBOX_RUN = 4 };
struct sandbox_place {
    const char *path; /* NULL or not there: nothing is granted */
    unsigned may;
};

struct sandbox_policy {
    enum sandbox_role role;
    const struct sandbox_place *places; /* besides what the role's own libraries need */
    size_t place_count;
    bool remote; /* it may open connections: to a database behind a socket; a parent, for what it starts */
    uint64_t memory_bytes; /* address space; 0, or in a development build: no ceiling */
    uint64_t cpu_seconds;  /* 0 for no ceiling */
};

/* Files, limits and the filter, for this process and what it starts later. Threads must not have been started.
 * ERR_REFUSED: this system can't do it. After ERR_NONE there is no way back. */
MUST_USE enum err sandbox_enter(const struct sandbox_policy *policy);

/* A second, narrower filter over the first, on all threads at once. Files stay as they are. */
MUST_USE enum err sandbox_narrow(enum sandbox_role role, bool remote);

/* Does this kernel have Landlock? Without it the filter still stands, but paths aren't held to their folders. */
bool sandbox_files_are_closed(void);

#endif
