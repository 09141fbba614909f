#include "app/reference_child.h"

#include "platform/crypto.h"
#include "platform/sandbox/reader.h"
#include "platform/sandbox/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024 };

/* ---- the child ---- */

static const struct sandbox_policy POLICY = {
    .role = SANDBOX_READER, .memory_bytes = 512 * 1024 * 1024, .cpu_seconds = 600};

int reference_child_command(struct arena *a, struct arguments *args)
{
    (void)a, (void)args;
    crypto_start();
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    const struct file_converters converters = file_converters_open();
    if (sandbox_enter(&POLICY)) _exit(1);
    /* nothing may be tidied up that needs more than the sandbox allows */
    _exit(reference_reader_run(&converters, STDIN_FILENO, STDOUT_FILENO) ? 0 : 1);
}

/* ---- the command, which starts it ---- */

static enum err open_file(const char *path, int *ret, int64_t *ret_size, struct str *ret_why)
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
    return large ? ERR_TOO_LARGE : ERR_NOT_FOUND;
}

/* A reader that is gone is found out when it is heard. */
static void send_file(int to, const struct reference_head *head, int file)
{
    static char block[BLOCK];
    bool heard = reader_send(to, (struct str){(const char *)head, sizeof *head});
    while (heard) {
        ssize_t n = read(file, block, sizeof block);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        heard = reader_send(to, (struct str){block, (size_t)n});
    }
    close(file), close(to);
}

static enum err start(int ret_in[2], int ret_out[2], pid_t *ret_child, struct str *ret_why)
{
    if (pipe2(ret_in, O_CLOEXEC)) {
        *ret_why = str_from_cstr(strerror(errno));
        return ERR_IO;
    }
    int failed = pipe2(ret_out, O_CLOEXEC) ? errno : 0;
    if (failed) {
        close(ret_in[0]), close(ret_in[1]);
    } else {
        failed = reader_spawn(NULL, REFERENCE_READER_WORD, ret_in[0], ret_out[1], ret_child);
        close(ret_in[0]), close(ret_out[1]);
        if (failed) close(ret_in[1]), close(ret_out[0]);
    }
    if (failed) *ret_why = str_from_cstr(strerror(failed));
    return failed ? ERR_IO : ERR_NONE;
}

enum err reference_child_read(
    struct arena *a, const char *path, enum reference_kind kind, struct str *ret, struct str *ret_why)
{
    int file, in[2], out[2], status = 0;
    int64_t size;
    pid_t child;
    enum err err = open_file(path, &file, &size, ret_why);
    if (err) return err;
    err = start(in, out, &child, ret_why);
    if (err) {
        close(file);
        return err;
    }
    const struct reference_head head = reference_head((int)kind, reference_own_name(a, str_from_cstr(path)), size);
    send_file(in[1], &head, file);
    err = reference_reader_hear(a, out[0], size, ret);
    close(out[0]);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return !err && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? ERR_NONE : ERR_DAMAGED;
}
