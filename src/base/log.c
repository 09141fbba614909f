#include "base/log.h"

#include <stdatomic.h>
#include <unistd.h>

static _Atomic int lowest_level = LOG_INFO;

void log_set_level(enum log_level lowest)
{
    lowest_level = (int)lowest;
}

/* Words are ours, but a slip must not break the line: anything that JSON would need escaped becomes '?'. */
static int add_text(char *line, size_t room, const char *text)
{
    size_t n = 0;
    for (; text[n] && n + 1 < room; n++)
        line[n] = text[n] >= ' ' && text[n] < 0x7F && text[n] != '"' && text[n] != '\\' ? text[n] : '?';
    return (int)n;
}

void log_write(enum log_level level, const char *event, const struct log_field *fields, size_t count)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};
    if ((int)level < lowest_level) return;
    char line[1024];
    const size_t room = sizeof line - 4;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    size_t n = (size_t)snprintf(line, room, "{\"at\":%lld.%03ld,\"level\":\"%s\",\"event\":\"%s\"",
        (long long)now.tv_sec, now.tv_nsec / 1000000, names[level], event);
    for (size_t i = 0; i < count && n + 64 < room; i++) {
        n += (size_t)snprintf(line + n, room - n, ",\"%s\":", fields[i].name);
        if (n + 32 >= room) break;
        if (fields[i].word) {
            line[n++] = '"';
            n += (size_t)add_text(line + n, room - n - 2, fields[i].word);
            line[n++] = '"';
        } else {
            n += (size_t)snprintf(line + n, room - n, "%lld", (long long)fields[i].number);
        }
    }
    line[n++] = '}';
    line[n++] = '\n';
    if (write(STDERR_FILENO, line, n) < 0) return; /* nobody is listening; there is nowhere else to say it */
}
