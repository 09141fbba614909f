#include "app/reference_child.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "nhs/vocabulary.h"
#include "platform/crypto.h"
#include "platform/sandbox/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024 };

/* ---- the child ---- */

static const struct sandbox_policy POLICY = {
    .role = SANDBOX_READER, .memory_bytes = 512 * 1024 * 1024, .cpu_seconds = 600};

/* All there is, up to the ceiling. */
static bool read_all(int fd, struct buf *ret)
{
    static char block[BLOCK];
    for (;;) {
        ssize_t n = read(fd, block, sizeof block);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return n == 0 && !ret->overflow;
        buf_add(ret, (struct str){block, (size_t)n});
    }
}

static bool write_all(int fd, struct str s)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        s = str_skip(s, (size_t)n);
    }
    return true;
}

int reference_child_command(struct arena *a, struct arguments *args)
{
    int kind;
    struct arena bytes;
    arena_init(&bytes, LIMIT_JOB_ARENA);
    crypto_start();
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    if (args->rest.n != 3 || !vocabulary_find(&reference_kinds, args->rest.items[0], &kind)) return EXIT_FAILURE;
    int64_t size;
    if (!str_int(args->rest.items[2], 0, REFERENCE_FILE_MOST, &size)) return EXIT_FAILURE;
    struct buf file = buf_new(&bytes, (size_t)size + BLOCK, REFERENCE_FILE_MOST + BLOCK);
    const struct file_converters converters = file_converters_open();
    if (sandbox_enter(&POLICY)) _exit(1);
    if (!read_all(STDIN_FILENO, &file)) _exit(1);
    struct str out =
        reference_read(a, &converters, (enum reference_kind)kind, buf_str(&file), args->rest.items[1]);
    _exit(write_all(STDOUT_FILENO, out) ?
            0 :
            1); /* nothing may be tidied up that needs more than the sandbox allows */
}

/* ---- who starts it ---- */

static int spawn_child(char *const *arguments, int input, int output, pid_t *ret)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    char *const environment[] = {NULL};
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    int failed = posix_spawn(ret, "/proc/self/exe", &files, &how, arguments, environment);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

/* "asthma" of "lists/asthma.csv"; what can't be a list's name is "list". */
static struct str own_name(struct arena *a, const char *path)
{
    struct str name = str_from_cstr(path);
    for (size_t i = name.n; i-- > 0;)
        if (name.p[i] == '/') {
            name = str_skip(name, i + 1);
            break;
        }
    for (size_t i = name.n; i-- > 1;)
        if (name.p[i] == '.') {
            name = str_slice(name, 0, i);
            break;
        }
    bool fits = name.n && name.n <= LIMIT_LINE && utf8_is_valid(name, NULL) && utf8_is_plain(name) &&
        !str_starts(name, STR("-")) && !memchr(name.p, '\n', name.n) && !memchr(name.p, '\t', name.n);
    return fits ? str_dup(a, name) : STR("list");
}

static enum err open_file(struct arena *a, const char *path, int *ret, int64_t *ret_size, struct str *ret_why)
{
    struct stat s;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &s)) {
        *ret_why = str_from_cstr(strerror(errno));
        if (fd >= 0) close(fd);
        return ERR_NOT_FOUND;
    }
    bool regular = S_ISREG(s.st_mode), large = regular && s.st_size > REFERENCE_FILE_MOST;
    if (regular && !large) {
        *ret = fd;
        *ret_size = s.st_size;
        return ERR_NONE;
    }
    close(fd);
    *ret_why = large ? STR("This file is larger than 48 megabytes. Load it in parts") :
                       STR("This is not a file. Name the file itself");
    (void)a;
    return large ? ERR_TOO_LARGE : ERR_NOT_FOUND;
}

/* Its answer, and how it ended. */
static enum err hear(struct arena *a, int from, pid_t child, int64_t size, struct str *ret)
{
    int status = 0;
    struct buf out = buf_new(a, (size_t)size + BLOCK, REFERENCE_TEXT_MOST + BLOCK);
    bool whole = read_all(from, &out);
    close(from);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    *ret = buf_str(&out);
    return whole && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? ERR_NONE : ERR_DAMAGED;
}

enum err reference_child_read(
    struct arena *a, const char *path, enum reference_kind kind, struct str *ret, struct str *ret_why)
{
    int input, out[2];
    int64_t size;
    pid_t child;
    enum err err = open_file(a, path, &input, &size, ret_why);
    if (err) return err;
    if (pipe2(out, O_CLOEXEC)) {
        close(input);
        *ret_why = str_from_cstr(strerror(errno));
        return ERR_IO;
    }
    char *const arguments[] = {(char *)"cairn", (char *)"reference-child",
        (char *)str_cstr(a, vocabulary_code(&reference_kinds, (int)kind)), (char *)str_cstr(a, own_name(a, path)),
        (char *)str_cstr(a, str_printf(a, "%lld", (long long)size)), NULL};
    int failed = spawn_child(arguments, input, out[1], &child);
    close(input), close(out[1]);
    if (!failed) return hear(a, out[0], child, size, ret);
    close(out[0]);
    *ret_why = str_from_cstr(strerror(failed));
    return ERR_IO;
}
