/* Does a server start on the restored directory and say that it is well? A child of this process, on loopback, on
 * a port that the system chooses; it is stopped again at once. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/restore.h"

enum { READY_WITHIN_MS = 30000, ANSWER_WITHIN_S = 10, LOG_MOST = 16 * 1024 };

struct serving {
    pid_t pid;
    int log; /* what it says */
    char text[LOG_MOST];
    size_t n;
    int64_t port;
};

static void run_child(const char *directory, int log)
{
    char *words[] = {(char *)"cairn", (char *)"server", (char *)"--data", (char *)directory, (char *)"--listen",
        (char *)"127.0.0.1:0", (char *)"--tls-cert=", (char *)"--tls-key=", (char *)"--trusted-proxy=",
        (char *)"--public-url=", (char *)"--today=", (char *)"--log-level=info", NULL};
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(nothing, STDOUT_FILENO) < 0 ||
        dup2(log, STDERR_FILENO) < 0)
        _exit(127);
    execv("/proc/self/exe", words);
    _exit(127);
}

static bool start(const char *directory, struct serving *s)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    s->pid = fork();
    if (s->pid == 0) run_child(directory, ends[1]);
    close(ends[1]);
    s->log = ends[0];
    return s->pid > 0;
}

/* The line {"event":"server.ready","port":1234}, in whatever order its fields are. */
static bool find_port(struct serving *s)
{
    struct str rest = {s->text, s->n};
    while (rest.p) {
        struct str line = str_cut(&rest, '\n');
        if (!rest.p || !str_has(line, STR("\"server.ready\""))) continue;
        while (line.n && !str_starts(line, STR("\"port\":"))) line = str_skip(line, 1);
        line = str_skip(line, sizeof "\"port\":" - 1);
        size_t n = 0;
        while (n < line.n && line.p[n] >= '0' && line.p[n] <= '9') n++;
        return str_int(str_slice(line, 0, n), 1, 65535, &s->port);
    }
    return false;
}

static bool wait_ready(struct serving *s)
{
    for (int64_t until = clock_monotonic_us() + (int64_t)READY_WITHIN_MS * 1000; clock_monotonic_us() < until;) {
        struct pollfd waits = {.fd = s->log, .events = POLLIN};
        if (poll(&waits, 1, 500) < 0 && errno != EINTR) return false;
        if (!waits.revents) continue;
        ssize_t got = read(s->log, s->text + s->n, sizeof s->text - s->n);
        if (got <= 0) return false;
        s->n += (size_t)got;
        if (find_port(s)) return true;
    }
    return false;
}

static bool is_well(int64_t port)
{
    static const char request[] = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    const struct timeval patience = {.tv_sec = ANSWER_WITHIN_S};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    char answer[64] = "";
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int talk = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (talk < 0) return false;
    (void)setsockopt(talk, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    bool asked = connect(talk, (const struct sockaddr *)&to, sizeof to) == 0 &&
        send(talk, request, sizeof request - 1, MSG_NOSIGNAL) == (ssize_t)sizeof request - 1;
    ssize_t n = asked ? recv(talk, answer, sizeof answer - 1, MSG_WAITALL) : -1;
    close(talk);
    return n > 0 && str_starts((struct str){answer, (size_t)n}, STR("HTTP/1.1 200 "));
}

static bool stop(struct serving *s)
{
    int status = 0;
    kill(s->pid, SIGTERM);
    bool ended = waitpid(s->pid, &status, 0) == s->pid;
    close(s->log);
    return ended && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_DONE;
}

int restore_serve(struct restore *r)
{
    struct serving *s = ARENA_NEW(r->a, struct serving);
    *s = (struct serving){.log = -1};
    if (!start(r->work, s)) return restore_refused(r, "no server could be started on the restored installation");
    bool ready = wait_ready(s), well = ready && is_well(s->port);
    bool stopped = stop(s);
    if (!ready) return restore_refused(r, "the server on the restored installation did not become ready");
    if (!well) return restore_refused(r, "the server on the restored installation did not say that it is well");
    if (!stopped) return restore_refused(r, "the server on the restored installation did not stop in order");
    restore_said(r, "A server started on it, answered that it is well, and stopped");
    return EXIT_DONE;
}
