#include "app/confine.h"

#include "app/command.h"
#include "base/log.h"
#include "platform/db/store.h"

enum { ADDRESS_FILES = 5 };

static int say_refused(void)
{
    return command_failed(EXIT_USAGE,
        "this system cannot take from a process what it does not need (seccomp), and Cairn does not serve "
        "without");
}

static const char *path_of(struct arena *a, struct str path)
{
    return path.n ? str_cstr(a, path) : NULL;
}

int confine(struct arena *a, enum sandbox_role role, struct str data, const struct settings *settings)
{
    const char *files[ADDRESS_FILES] = {0}; /* that PostgreSQL's address names: passwords, certificates */
    bool named = settings->database.n != 0;
    if (named) store_address_files(a, settings->database, files, ADDRESS_FILES);
    const struct sandbox_place places[] = {
        {path_of(a, data), SANDBOX_READ | SANDBOX_WRITE},
        {path_of(a, settings->tls_cert), SANDBOX_READ},
        {path_of(a, settings->tls_key), SANDBOX_READ},
        {files[0], SANDBOX_READ},
        {files[1], SANDBOX_READ},
        {files[2], SANDBOX_READ},
        {files[3], SANDBOX_READ},
        {files[4], SANDBOX_READ},
    };
    const struct sandbox_policy policy = {
        .role = role, .places = places, .place_count = COUNT_OF(places), .remote_database = named};
    if (sandbox_enter(&policy)) return say_refused();
    if (role != SANDBOX_PARENT && !sandbox_files_are_closed())
        log_event(LOG_WARN, "sandbox.files_open", LOG_WORD("why", "this kernel has no Landlock"));
    return EXIT_DONE;
}

int confine_listening(const struct settings *settings)
{
    return sandbox_narrow(SANDBOX_SERVER, settings->database.n != 0) ? say_refused() : EXIT_DONE;
}
