/*
 * Commands: what `cairn WORD` runs. One table (main.c) holds their names, help and functions.
 *
 * Exit status: 0 done; 1 refused or partly failed, standard error says what; 2 wrong usage; 3 the data directory
 * is in use, damaged, missing or of a newer version. Every command that changes data says what it changed.
 */
#ifndef CAIRN_APP_COMMAND_H
#define CAIRN_APP_COMMAND_H

#include "app/confine.h"
#include "platform/app.h"
#include "platform/db/store.h"

enum exit_status { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_DATA = 3 };

struct command {
    const char *name, *usage, *summary;
    const struct reach *reach;   /* what it may get at: confine.h */
    const char *const *switches; /* flags without a value, ended by NULL */
    int (*run)(struct arena *a, struct arguments *args);
};
const struct command *command_find(struct str name);

/* Says on standard error what is wrong and gives the status to return. */
int command_usage(const struct command *command, struct str why);
int command_failed(int status, const char *format, ...) PRINTF_LIKE(2, 3);
/* EXIT_DONE, or EXIT_USAGE with a message, if a flag was given that nobody asked for. */
int command_flags_known(const struct arguments *args);
/* The directory of --data and its keys; on failure says why and gives the status. */
int command_open_keys(
    struct arena *a, struct arguments *args, const char **ret_directory, struct crypto_keys *ret);
/* Where its data is: PostgreSQL's address, empty for the file in the directory. */
int command_database(struct arena *a, struct arguments *args, const char *directory, struct str *ret);

/*
 * One installation, opened by this process: keys, settings, database. On failure the message is printed and the
 * status returned; on success EXIT_DONE, and the instance must be closed.
 */
struct instance {
    struct app app;
    struct clock clock;
    struct crypto_keys keys;
    struct settings settings;
    struct str database_owner; /* how the owner of PostgreSQL's tables signs in; init, demo and upgrade alone */
    const char *directory;
};
int instance_open(struct arena *a, struct arguments *args, struct instance *ret);
/* The same right after installation_directory_create: there is no name yet. Makes the tables on PostgreSQL. */
int instance_open_new(struct arena *a, struct arguments *args, struct instance *ret);
void instance_close(struct instance *i);

/* The ctx of a command: the system itself is the actor. Reads go through instance_read;
 * changes through store_run. */
struct ctx instance_ctx(struct instance *i, struct arena *a, struct trace *trace);
extern const struct actor INSTANCE_ACTOR;
/* Runs an action, audited under a word ("user.add"); on failure prints why and gives the exit status. */
int instance_run(struct instance *i, struct ctx *c, struct str word, action_fn action, void *arg);
/* Lends c->db a snapshot until instance_read_end. */
int instance_read_begin(struct instance *i, struct ctx *c);
void instance_read_end(struct instance *i, struct ctx *c);

int serve_command(struct arena *a, struct arguments *args);
int server_command(struct arena *a, struct arguments *args); /* the process that serve starts; not for people */
int server_again_command(struct arena *a, struct arguments *args); /* likewise, after one that died */
int init_command(struct arena *a, struct arguments *args);
int routes_command(struct arena *a, struct arguments *args);
int user_command(struct arena *a, struct arguments *args);
int practice_command(struct arena *a, struct arguments *args);
int audit_command(struct arena *a, struct arguments *args);
int upgrade_command(struct arena *a, struct arguments *args);
int move_command(struct arena *a, struct arguments *args);
int check_command(struct arena *a, struct arguments *args);

#endif
