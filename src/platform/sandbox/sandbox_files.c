/*
 * Landlock: which folders may be read, written, run from. The rights are those of the kernel's interface; Debian
 * 12's headers know fewer than its backported kernels, so the later ones are named here.
 */
#include "platform/sandbox/sandbox_own.h"

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    RUN = LANDLOCK_ACCESS_FS_EXECUTE,
    READ_FILE = LANDLOCK_ACCESS_FS_READ_FILE,
    READ_FOLDER = LANDLOCK_ACCESS_FS_READ_DIR,
    WRITE_FILE = LANDLOCK_ACCESS_FS_WRITE_FILE | 1 << 14, /* to write, and since version 3 to truncate */
    CHANGE_FOLDER = LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
        LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_SOCK |
        1 << 13, /* and to move between folders in it */
};

/* The kernel's struct as of version 6; older ones take its beginning. */
struct ruleset {
    uint64_t files, ports, scopes;
};

/* What each version of Landlock can hold. */
static struct ruleset everything(long version)
{
    static const int rights[] = {0, 13, 14, 15, 15, 16}; /* by version; later ones as the last */
    size_t at = version < 5 ? (size_t)version : 5;
    return (struct ruleset){
        .files = (UINT64_C(1) << rights[at]) - 1,
        .scopes = version >= 6 ? 3 : 0, /* abstract sockets and signals reach only what is inside as well */
    };
}

static long version_of_kernel(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

bool sandbox_files_are_closed(void)
{
    return version_of_kernel() >= 1;
}

static uint64_t rights_of(unsigned may, bool folder)
{
    uint64_t rights = 0;
    if (may & SANDBOX_READ) rights |= READ_FILE | (folder ? READ_FOLDER : 0);
    if (may & SANDBOX_WRITE) rights |= WRITE_FILE | (folder ? CHANGE_FOLDER : 0);
    if (may & SANDBOX_RUN) rights |= RUN | READ_FILE;
    return rights;
}

/* A place that isn't there grants nothing, which is no failure: a library's folder on another system. */
static enum err grant(int rules, const struct ruleset *held, const struct sandbox_place *place)
{
    struct stat info;
    int at = place->path ? open(place->path, O_PATH | O_CLOEXEC) : -1;
    if (at < 0) return ERR_NONE;
    bool known = fstat(at, &info) == 0;
    const struct landlock_path_beneath_attr rule = {
        .allowed_access = rights_of(place->may, known && S_ISDIR(info.st_mode)) & held->files, .parent_fd = at};
    long failed = known ? syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) : -1;
    close(at);
    return failed ? ERR_REFUSED : ERR_NONE;
}

static enum err grant_all(int rules, const struct ruleset *held, const struct sandbox_place *places, size_t n)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < n; i++) err = grant(rules, held, places + i);
    return err;
}

/* What the C library, SQLite and the TLS library open by themselves. */
static const struct sandbox_place FOR_LIBRARIES[] = {
    {"/dev/null", SANDBOX_READ | SANDBOX_WRITE},
    {"/dev/urandom", SANDBOX_READ},
    {"/etc/localtime", SANDBOX_READ},
    {"/usr/share/zoneinfo", SANDBOX_READ},
    {"/sys/devices/system/cpu", SANDBOX_READ},
#ifdef CAIRN_DEV
    {"/proc", SANDBOX_READ}, /* the sanitizers' reports */
    {"/usr/lib", SANDBOX_READ},
#endif
};

/* To find another machine by name, and to trust its certificate. */
static const struct sandbox_place FOR_REMOTE[] = {
    {"/etc/hosts", SANDBOX_READ},
    {"/etc/host.conf", SANDBOX_READ},
    {"/etc/resolv.conf", SANDBOX_READ},
    {"/etc/nsswitch.conf", SANDBOX_READ},
    {"/etc/gai.conf", SANDBOX_READ},
    {"/etc/services", SANDBOX_READ},
    {"/etc/ssl", SANDBOX_READ},
    {"/usr/share/ca-certificates", SANDBOX_READ},
};

/* What a program needs that is started anew: the server, a reader of files. */
static const struct sandbox_place FOR_STARTING[] = {
    {"/proc/self/exe", SANDBOX_RUN},
    {"/lib", SANDBOX_READ},
    {"/lib64", SANDBOX_READ},
    {"/usr/lib", SANDBOX_READ},
    {"/usr/lib64", SANDBOX_READ},
    {"/usr/local/lib", SANDBOX_READ},
    {"/etc/ld.so.cache", SANDBOX_READ},
    {"/etc/ld.so.preload", SANDBOX_READ},
    {"/etc/gnutls", SANDBOX_READ},
};

/* The program that maps libraries into ours; the kernel runs it first. */
static int find_loader(struct dl_phdr_info *program, size_t size, void *ret)
{
    (void)size;
    for (int i = 0; i < program->dlpi_phnum; i++)
        if (program->dlpi_phdr[i].p_type == PT_INTERP)
            *(const char **)ret = (const char *)(program->dlpi_addr + program->dlpi_phdr[i].p_vaddr);
    return 1; /* the first is the program itself */
}

static enum err grant_for(int rules, const struct ruleset *held, const struct sandbox_policy *policy)
{
    if (policy->role == SANDBOX_READER || policy->role == SANDBOX_MAILER)
        return ERR_NONE; /* they open nothing at all */
    enum err err = grant_all(rules, held, FOR_LIBRARIES, COUNT_OF(FOR_LIBRARIES));
    if (!err) err = grant_all(rules, held, policy->places, policy->place_count);
    if (!err && policy->remote) err = grant_all(rules, held, FOR_REMOTE, COUNT_OF(FOR_REMOTE));
    if (err || !sandbox_starts(policy->role)) return err;
    struct sandbox_place loader = {.may = SANDBOX_RUN};
    dl_iterate_phdr(find_loader, &loader.path);
    err = grant(rules, held, &loader);
    return err ? err : grant_all(rules, held, FOR_STARTING, COUNT_OF(FOR_STARTING));
}

enum err sandbox_close_files(const struct sandbox_policy *policy)
{
    long version = version_of_kernel();
    if (version < 1) return ERR_NONE;
    struct ruleset held = everything(version);
    size_t size = version >= 6 ? sizeof held : version >= 4 ? 2 * sizeof held.files : sizeof held.files;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &held, size, 0);
    if (rules < 0) return ERR_REFUSED;
    enum err err = grant_for(rules, &held, policy);
    if (!err && syscall(SYS_landlock_restrict_self, rules, 0)) err = ERR_REFUSED;
    close(rules);
    return err;
}
