/* What an intruder would try from inside of a process, for test_sandbox.c: each attempt with who may not. */
#ifndef CAIRN_PLATFORM_SANDBOX_ATTEMPTS_H
#define CAIRN_PLATFORM_SANDBOX_ATTEMPTS_H

#include "platform/sandbox/sandbox_own.h"

#include <sys/types.h>

/* Inside: the role's own data directory. Outside: another folder with a file in it, and a neighbour process. */
struct stage {
    char inside[64], outside[64], secret[80], listener[80];
    pid_t neighbour;
};
extern struct stage stage;
const char *stage_path(const char *folder, const char *name);

enum {
    IN_PARENT = 1 << SANDBOX_PARENT,
    IN_START = 1 << SANDBOX_SERVER_START,
    IN_SERVER = 1 << SANDBOX_SERVER,
    IN_READER = 1 << SANDBOX_READER,
    IN_MAILER = 1 << SANDBOX_MAILER,
    IN_COMMAND = 1 << SANDBOX_COMMAND,
    IN_IMPORTER = 1 << SANDBOX_IMPORTER,
    IN_RESTORER = 1 << SANDBOX_RESTORER,
    IN_SERVERS = IN_START | IN_SERVER | IN_READER | IN_MAILER,
    MAY_NOT_CONNECT = IN_PARENT | IN_SERVERS,
    IN_ALL = MAY_NOT_CONNECT | IN_COMMAND | IN_IMPORTER | IN_RESTORER,
};

/* run: true if it worked. control: it works without the sandbox on any machine; where the machine may forbid it to
 * everybody, there is nothing to compare with. */
struct attempt {
    const char *what;
    bool (*run)(void);
    unsigned forbidden; /* the roles that may not */
    bool control;
};
extern const struct attempt ATTEMPTS[];
extern const size_t ATTEMPT_COUNT;

bool attempt_is_by_path(const struct attempt *a);
bool attempt_run_program(void);
bool attempt_connect(void);
bool attempt_internet_socket(void);

#endif
