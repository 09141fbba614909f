/*
 * What each process may get at: confined before it does anything.
 *
 * The two processes of `cairn serve` may use the data directory and read the certificate and its key, and where
 * the data is on PostgreSQL what it takes to get there; nothing else is within reach. The server is confined from
 * its first moment, and once more, and closer, when it listens.
 *
 * Every other command says in main.c's table what it reaches: which flags and words name files, and what it does
 * with them. REACH_ITSELF stands for those that confine themselves: serve, the children that read files, restore,
 * which proves or restores, and init and demo, which make their directory first so that nothing beside it need be
 * open.
 */
#ifndef CAIRN_APP_CONFINE_H
#define CAIRN_APP_CONFINE_H

#include "app/settings.h"
#include "platform/sandbox/sandbox.h"

/* EXIT_DONE, or a status after saying why not. data: the data directory. */
int confine(struct arena *a, enum sandbox_role role, struct str data, const struct settings *settings);
/* The server listens and has all its threads: the rest is given up. */
int confine_listening(const struct settings *settings);

/* ---- other commands ---- */

/* A path on the command line, and what the command does with it. */
struct reach_place {
    const char *flag; /* NULL: each word that is no flag, after the verbs */
    unsigned may;     /* SANDBOX_READ, SANDBOX_WRITE; 0: no place */
    bool beside;      /* not the path, but the folder it is in: a file is made there */
};

enum { REACH_PLACES_MOST = 4, REACH_ADDRESSES_MOST = 2 };

struct reach {
    bool itself; /* the command confines itself */
    enum sandbox_role role;
    size_t verbs; /* so many words name no file: "fhir" */
    struct reach_place places[REACH_PLACES_MOST];
    const char
        *addresses[REACH_ADDRESSES_MOST]; /* flags that may hold PostgreSQL's address, besides the settings */
    bool temporary;                       /* a temporary folder */
};

extern const struct reach REACH_ITSELF;
extern const struct reach REACH_NEW_DATA; /* init, demo: once the directory is there */

/* EXIT_DONE, or a status after saying why not. */
int confine_command(struct arena *a, const struct arguments *args, const struct reach *reach);

#endif
